"""The ground of the tests themselves: nothing leaves the machine, nothing of its user comes in."""

from __future__ import annotations

import os
import socket

import pytest


def test_connections_off_the_machine_are_refused() -> None:
    """A test that forgot its fake fails at once and asks nobody."""
    with socket.socket() as outside, pytest.raises(OSError, match="network is off"):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror, match="network is off"):
        socket.getaddrinfo("arxiv.org", 443)


def test_loopback_servers_can_be_reached() -> None:
    """A test may talk to a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_settings_of_the_user_are_not_seen() -> None:
    """A key or setting of the person who runs the tests changes no result."""
    ours = ("OPENAI_", "YOYAK_", "LANGCHAIN_", "LANGSMITH_")
    assert [name for name in os.environ if name.startswith(ours)] == []
