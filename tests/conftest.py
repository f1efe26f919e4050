"""What every test stands on: real data where there is some, an empty environment, and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROOT = Path(__file__).parent.parent
# Read before the environment is emptied for the tests.
_DATA = _ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data")
_EMPTIED = ("OPENAI_", "ANTHROPIC_", "GOOGLE_", "GEMINI_", "OLLAMA_", "YOYAK_", "LANGCHAIN_", "LANGSMITH_")
# A proxy would carry a request for a loopback server out of the machine.
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")

# How long an example takes depends on who else uses the machine; what has to be fast is measured by `make bench`.
settings.register_profile("yoyak", deadline=None)
settings.load_profile("yoyak")


def pytest_report_header() -> str:
    """Say in the head of every run whether the tests on real data can run."""
    if _DATA.is_dir():
        return f"real data: {_DATA}"
    return f"real data: none at {_DATA}, so tests on it are skipped (set YOYAK_TEST_DATA)"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for a browser as slow."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real digests, papers and labels; a test that asks for it is skipped where it is absent."""
    if not _DATA.is_dir():
        pytest.skip(f"no real data at {_DATA}; set YOYAK_TEST_DATA to run this test")
    return _DATA


@pytest.fixture(scope="session", autouse=True)
def _empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(_EMPTIED) or name.upper() in _PROXIES:
                patch.delenv(name)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _loopback_only(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _local_names_only(socket.getaddrinfo))
        yield


@pytest.fixture(scope="session", autouse=True)
def _patterns_of_every_python() -> Iterator[None]:
    def refuse(pattern: str | bytes, flags: int, place: str) -> None:
        differing = patterns.differing(pattern, flags)
        assert not differing, f"{place}: {differing[0]} in {pattern!r} depends on the Python"

    end = patterns.watch(refuse)
    yield
    end()


def _loopback_only(call: Callable[..., object]) -> Callable[..., object]:
    def guarded(self: socket.socket, *args: object) -> object:
        address = args[-1]
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            message = f"the network is off in tests: {address[0]}"
            raise OSError(message)
        return call(self, *args)

    return guarded


def _local_names_only(call: Callable[..., object]) -> Callable[..., object]:
    def guarded(host: str | bytes | None, *args: object, **named: object) -> object:
        if host is not None and not _is_loopback(host):
            message = f"the network is off in tests: {host!r}"
            raise socket.gaierror(message)
        return call(host, *args, **named)

    return guarded


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
