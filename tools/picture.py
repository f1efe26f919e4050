"""Writes the picture of the report that the README shows, from the example digest: `make picture`.

It needs a browser, and for Korean words a font that has them; on Debian both come with
`apt-get install chromium fonts-noto-cjk`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from browser import NONE_FOUND, find_browser, named_browser, open_browser
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "report.png"
_DIGEST = "examples/2023-09-01.md"
_PINNED = ("--sources", "examples/papers.jsonl", "--offline")


def main() -> int:
    """Write the picture and return an exit code."""
    program = find_browser(named_browser())
    if program is None:
        print(NONE_FOUND, file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = open_browser(playwright, program).new_page(viewport={"width": 1200, "height": 800})
        page.goto(report(Path(folder)).as_uri())
        show_finding(page)
        page.screenshot(path=PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")
    return 0


def report(folder: Path) -> Path:
    """Return the report of the example digest."""
    result, page = folder / "result.json", folder / "report.html"
    result.write_text(yoyak("check", _DIGEST, *_PINNED, "--lang", "ko", "--format", "json"), encoding="utf-8")
    yoyak("report", str(result), *_PINNED, "--lang", "ko", "-o", str(page))
    return page


def yoyak(*arguments: str) -> str:
    """Return what a command writes; findings are no failure."""
    program = Path(sys.executable).with_name("yoyak")
    done = subprocess.run([program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode not in {0, 1}:
        sys.exit(done.returncode)
    return done.stdout


def show_finding(page: Page) -> None:
    """Walk to the wrong power of ten, whose line goes from one text to the other."""
    page.evaluate("document.querySelector('.toolbar').style.position = 'static'")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.locator("article:has(.selected)").evaluate("it => scrollTo(0, it.offsetTop - 24)")


if __name__ == "__main__":
    sys.exit(main())
