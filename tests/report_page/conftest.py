"""A browser, pages opened in it that have to behave, and the digests they show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import sync_playwright

from summarizer.papers import read_snapshot
from tests.report_page.material import HOSTILE, Material, checked, digest, entry, paper
from tools.browser import NONE_FOUND, find_browser, named_browser, open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_EXAMPLES = Path(__file__).parents[2] / "examples"
# Read before the environment is emptied for the tests.
_NAMED = named_browser()
_SCREENSHOTS = os.environ.get("YOYAK_SCREENSHOTS")


class Open(Protocol):
    """Opens a page of the disk."""

    def __call__(self, path: Path, **options: object) -> Page:
        """Return the page, loaded; options are those of the browser's context."""
        ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine; tests that ask for it are skipped where there is none."""
    program = find_browser(_NAMED)
    if program is None:
        pytest.skip(NONE_FOUND)
    with sync_playwright() as playwright:
        browser = open_browser(playwright, program)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens pages, which in the end must have asked for nothing and complained about nothing."""
    contexts, asked, said = [], [], []

    def open_page(path: Path, **options: object) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector("#list")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not said
    assert not [url for url in asked if not url.startswith(("file:", "blob:"))]


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where pictures go that somebody may want to look at: YOYAK_SCREENSHOTS, or else the test's own folder."""
    folder = Path(_SCREENSHOTS) if _SCREENSHOTS else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A report of 300 entries in ten digests."""
    folder = tmp_path_factory.mktemp("many")
    days = {
        f"day-{day:02}.md": digest([entry(number) for number in range(day, 300, 10)], f"2024-02-{day + 1:02}")
        for day in range(10)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return checked(folder, days, [paper(number) for number in range(300)])


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A report of the digest that the project shows."""
    folder = tmp_path_factory.mktemp("example")
    text = (_EXAMPLES / "2023-09-01.md").read_text(encoding="utf-8")
    papers = read_snapshot(_EXAMPLES / "papers.jsonl").values()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return checked(folder, {"2023-09-01.md": text}, list(papers), "--lang", "ko")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A report of a digest, and of a paper, that would like to be more than text."""
    folder = tmp_path_factory.mktemp("hostile")
    digests = {"a.md": digest([entry(3, prose=HOSTILE, title=f"Study 3 {HOSTILE[:40]}"), entry(4)], "2024-02-03")}
    papers = [paper(3, abstract=HOSTILE), paper(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return checked(folder, digests, papers)
