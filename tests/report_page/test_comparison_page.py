"""The page of a comparison of prompts, and of a single run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.comparison.record import as_json
from evals.comparison.runs import Runs
from summarizer.io.store import Store
from tests.report_page.material import HOSTILE, yoyak
from tests.report_page.records import comparison, run
from tests.report_page.test_report_in_browser import press, severe, status

if TYPE_CHECKING:
    from tests.report_page.conftest import Open


@pytest.fixture
def page_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page of a comparison that stands in a file."""
    monkeypatch.chdir(tmp_path)
    Path("comparison.json").write_text(as_json(comparison()), encoding="utf-8")
    done = yoyak("report", "comparison.json", "-o", "comparison.html", "--lang", "en")
    assert done.exit_code == 0, done.output
    return tmp_path / "comparison.html"


def test_a_comparison_shows_what_changed(opened: Open, page_file: Path, screenshots: Path) -> None:
    """The verdict, every metric, and both texts with the words that only one of them has; the worse papers first."""
    page = opened(page_file)
    assert page.locator(".overview h2").inner_text() == "B is worse"
    rows = page.locator(".metrics tbody tr").all_inner_texts()
    assert [row.split("\t")[0].split()[0] for row in rows] == ["errors", "completeness", "dollars"]
    assert "+0.3 … +1.1" in rows[0]
    assert rows[2].count("–") == 6
    assert page.locator(".metrics tr.loss").count() == 1
    assert page.locator("article h3").all_text_contents() == ["Study 3", "Study 7", "Study 8"]
    measures = page.locator("article .measures").all_inner_texts()[:2]
    assert [" ".join(text.split()) for text in measures] == [
        "errors 0 → 1 warnings 0 notes 1 completeness 0.54 → 0.53",
        "errors 0 → – warnings 1 → – notes 1 → – completeness 0.57 → –",
    ]
    assert page.locator("#entry-0 .measures .loss").all_inner_texts() == ["0 → 1", "0.54 → 0.53"]
    page.locator("#entry-2").scroll_into_view_if_needed()
    page.wait_for_selector("#entry-2 .columns")
    assert page.locator("#entry-2 del").all_text_contents() == ["앞의"]
    assert page.locator("#entry-2 ins").first.text_content() == "뒤의"
    assert HOSTILE in page.locator("#entry-2 .side").nth(1).evaluate("it => it.textContent")
    assert "No text: the reply was not JSON" in (page.locator("#entry-1").text_content() or "")
    page.select_option("#choose-show", "worse")
    assert status(page).startswith("2 of 3 entries")
    page.select_option("#choose-check", "magnitude-shift")
    page.locator("#choose-check").blur()
    press(page, "j", "a", "d")
    assert page.locator("mark.linked").all_inner_texts() == ["7억", "7B parameters"]
    assert page.locator(".lines path").count() == 1
    assert page.locator(".decision").count() == 0
    page.screenshot(path=screenshots / "comparison.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_a_comparison(opened: Open, page_file: Path, scheme: str) -> None:
    """Axe finds nothing serious in it."""
    page = opened(page_file, color_scheme=scheme, bypass_csp=True)
    press(page, "j")
    assert severe(page) == []


def test_stored_runs_have_pages(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison and a run are asked for by the beginning of their ids; a paper without a text is not judged."""
    monkeypatch.chdir(tmp_path)
    runs = Runs(Store())
    runs.keep(comparison())
    runs.keep(run())
    assert yoyak("report", "c0ffee", "-o", "comparison.html", "--lang", "ko").exit_code == 0
    assert yoyak("report", "decade", "-o", "run.html", "--lang", "ko").exit_code == 0
    assert opened(tmp_path / "comparison.html").title() == "프롬프트 비교 보고서 · yoyak"
    page = opened(tmp_path / "run.html")
    assert page.title() == "프롬프트 실행 보고서 · yoyak"
    page.select_option("#choose-show", "unjudged")
    assert page.locator("article h3").all_text_contents() == ["Study 4"]
