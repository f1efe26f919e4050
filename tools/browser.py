"""The browser that this machine has, for tests of the report page and its picture."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

VARIABLE = "YOYAK_BROWSER"
NONE_FOUND = f"no browser: install chromium, or name one in the environment variable {VARIABLE}"

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
# Nothing but the page: no sandbox, which containers lack, and none of what a browser does of its own accord.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
    " --no-first-run"
).split()


def find_browser(named: str | None = None) -> str | None:
    """Return the program that is named, or else the first that is known and installed; None when there is none."""
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)


def open_browser(playwright: Playwright, program: str) -> Browser:
    """Start the browser without a window."""
    return playwright.chromium.launch(executable_path=program, args=_FLAGS)


def named_browser() -> str | None:
    """Return the program that the environment names."""
    return os.environ.get(VARIABLE)
