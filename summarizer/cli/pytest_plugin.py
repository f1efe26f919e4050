"""The plug-in of pytest: with `--yoyak`, a test for every entry of the digests that are collected.

pytest loads this module in every project that has yoyak installed, so it loads nothing until it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("yoyak", "digests of AI papers")
    group.addoption("--yoyak", action="store_true", help="Test every entry of the digests (*.md) that are collected.")
    group.addoption(
        "--yoyak-sources",
        action="append",
        default=[],
        metavar="FILE|DIR",
        help="Pinned papers; of several the later wins.",
    )
    group.addoption("--yoyak-offline", action="store_true", help="Fetch no papers.")


def pytest_configure(config: pytest.Config) -> None:
    """Load the tests of digests where they are asked for."""
    if config.getoption("yoyak"):
        # By name, as the command loads its parts: what writes digests knows nothing of what distrusts them.
        tests = import_module("summarizer.cli.pytest_digests")
        wiring = import_module("summarizer.cli.wiring")
        config.pluginmanager.register(tests.collector(wiring.Wiring(), config), "yoyak-digests")
