"""The page in a real browser: it opens fast from the disk, is walked by keyboard, and gives files that work."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from evals.datasets import read_dataset
from tests.report_page.material import HOSTILE, yoyak

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.report_page.conftest import Open
    from tests.report_page.material import Material


def findings(material: Material) -> list[dict[str, Any]]:
    """Return all findings of a result, in order."""
    return [finding for entry in material.result["entries"] for finding in entry["findings"]]  # type: ignore[attr-defined]


def status(page: Page) -> str:
    """Return what the page says it shows."""
    return page.locator(".shown").inner_text()


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page, kind: str, folder: Path) -> Path:
    """Click a download and return the file."""
    with page.expect_download() as waiting:
        page.click(f"#save-{kind}")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_large_report_opens_within_two_seconds(opened: Open, many: Material) -> None:
    """A month of entries is there before a reader gets impatient, also on a busy machine's best of three."""
    times = []
    for _ in range(3):
        page = opened(many.page)
        page.wait_for_selector("article .finding")
        times.append(page.evaluate("performance.now()"))
        assert page.locator("article").count() == 300
    assert min(times) < 2000


def test_only_what_is_near_is_made(opened: Open, many: Material) -> None:
    """An archive of thousands costs little more than what is looked at, also after walking through it."""
    page = opened(many.page)
    page.wait_for_selector("article .finding")
    assert page.locator("article .finding").count() < 100
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector("#entry-299 .columns")
    expect(page.locator("#entry-0 .columns")).to_have_count(0)


def test_filters_show_what_they_say(opened: Open, many: Material) -> None:
    """Check, severity, digest, state and words narrow the findings to exactly those that match."""
    page = opened(many.page)
    by_check = Counter(finding["check"] for finding in findings(many))
    assert status(page) == f"300 of 300 entries, {by_check.total()} findings"
    page.select_option("#choose-check", "magnitude-shift")
    assert status(page) == f"100 of 300 entries, {by_check['magnitude-shift']} findings"
    page.click(".bar[data-check=broken-image]")
    assert status(page) == f"43 of 300 entries, {by_check['broken-image']} findings"
    page.click(".bar[data-check=broken-image]")
    page.uncheck("[name=warning]")
    page.uncheck("[name=note]")
    assert status(page) == "140 of 300 entries, 191 findings"
    page.select_option("#choose-digest", "2024-02-04")
    assert status(page) == "10 of 300 entries, 10 findings"
    page.check("[name=warning]")
    page.check("[name=note]")
    page.select_option("#choose-digest", "")
    page.fill("#search", "SMAL models MODEL 295")
    expect(page.locator(".shown")).to_contain_text("1 of 300")
    expect(page.locator("article h3")).to_have_text("Study 295 of Smal Models")
    page.fill("#search", "of no entry")
    page.click("text=Show everything")
    assert status(page).startswith("300 of 300")
    assert page.input_value("#search") == ""


def test_entries_are_put_in_order(opened: Open, many: Material) -> None:
    """A reader sees the worst or the newest first."""
    page = opened(many.page)
    page.select_option("#choose-sort", "newest")
    expect(page.locator("article h3").first).to_have_text("Study 9 of Small Models")
    page.select_option("#choose-sort", "severity")
    expect(page.locator("article .facts").first).to_contain_text("error 3")


def test_findings_are_walked_by_keyboard(opened: Open, many: Material, screenshots: Path) -> None:
    """J and k go through the findings with words, line and card of each in view, and hovering shows a line as well."""
    page = opened(many.page)
    first, second = findings(many)[:2]
    press(page, "j")
    expect(page.locator(".finding.selected code")).to_have_text(first["check"])
    expect(page.locator("mark.linked.claim")).to_have_text(first["text"])
    press(page, "j", "k", "j")
    expect(page.locator(".finding.selected code")).to_have_text(second["check"])
    page.select_option("#choose-check", "magnitude-shift")
    page.locator("#choose-check").blur()
    press(page, "j")
    expect(page.locator("mark.linked")).to_have_text(["7억", "7B parameters"])
    expect(page.locator(".lines path")).to_have_count(1)
    assert page.locator(".finding.selected").evaluate("it => it === document.activeElement")
    for place in ("mark.linked.claim", "mark.linked.proof", ".finding.selected"):
        box = page.locator(place).bounding_box()
        assert box
        assert 0 <= box["y"] <= 900 - box["height"]
    expect(page.locator(".finding.selected .diff")).to_contain_text("7억70억")
    page.screenshot(path=screenshots / "walk.png")
    page.locator("mark.claim:not(.linked)").first.hover()
    expect(page.locator(".lines path")).to_have_count(2)


def test_single_keys_can_be_turned_off(opened: Open, many: Material) -> None:
    """Who dictates, or has other keys of their own, is not led astray; in a field a letter is a letter."""
    page = opened(many.page)
    press(page, "/")
    page.keyboard.type("jjj?")
    assert page.input_value("#search") == "jjj?"
    page.locator("#search").blur()
    press(page, "?")
    page.uncheck("#keys input")
    press(page, "Escape", "j")
    assert page.locator(".finding.selected").count() == 0


def test_decisions_become_files_that_work(
    opened: Open, many: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is accepted and dismissed on the page is what the gate and the datasets read."""
    page = opened(many.page)
    page.select_option("#choose-check", "magnitude-shift")
    page.locator("#choose-check").blur()
    press(page, "j", "a", "j", "d")
    page.keyboard.type('in the appendix: "7억" \\ 맞음')
    press(page, "Enter", "j", "a", "u", "j", "d")
    page.keyboard.type("   ")
    press(page, "Enter", "Escape")
    assert page.locator("#decided").inner_text() == "2 of 503 decided"
    magnitudes = [(entry, f) for entry in many.result["entries"] for f in entry["findings"] if f["text"] == "7억"]  # type: ignore[attr-defined]
    (accepted, _), (refused, finding) = magnitudes[:2]

    dismissals = saved(page, "dismissals", tmp_path)
    (table,) = tomllib.loads(dismissals.read_text(encoding="utf-8"))["dismissed"]
    assert (table["check"], table["text"], table["reason"]) == (
        *("magnitude-shift", "7억"),
        'in the appendix: "7억" \\ 맞음',
    )
    monkeypatch.chdir(many.folder)
    flags = ("--sources", "papers.jsonl", "--offline", "--select", "magnitude-shift")
    done = yoyak("gate", refused["file"], *flags, "--format", "json", "--dismissals", str(dismissals))
    assert f'"line": {finding["line"]}' in done.stdout.partition('"dismissed": [')[2]

    cases = list(read_dataset(saved(page, "cases", tmp_path)))
    assert [case.arxiv_id for case in cases] == [accepted["arxiv_id"], refused["arxiv_id"]]
    assert {case.scope for case in cases} == {frozenset({"magnitude-shift"})}
    ((label,), nothing) = (case.labels for case in cases)
    assert (label.type, label.verdict, label.span.of(cases[0].text), label.correction) == (
        *("magnitude-shift", "contradicted", "7억"),
        "70억",
    )
    assert not nothing
    scored = yoyak("eval", "run", str(tmp_path / "cases.jsonl"), *flags)
    assert "2 cases, 1 of them clean." in scored.stdout


def test_decisions_outlive_the_window(opened: Open, many: Material) -> None:
    """Reloading the page loses no work, and neither does changing the language."""
    page = opened(many.page)
    press(page, "j", "a")
    page.reload()
    page.select_option("#language", "ko")
    assert page.locator("#decided").inner_text() == "1 / 503개 결정"
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.title() == "다이제스트 검사 보고서 · yoyak"


def test_a_reader_learns_in_which_language_findings_are_told(opened: Open, example: Material, many: Material) -> None:
    """Korean findings on an English page are no fault of the page, and it says where English ones come from."""
    page = opened(example.page)
    assert "--lang en" in page.locator(".said").inner_text()
    assert page.locator(".finding .message").first.get_attribute("lang") == "ko"
    page.select_option("#language", "ko")
    assert page.locator(".said").count() == 0
    page = opened(many.page)
    assert page.locator(".said").count() == 0
    page.select_option("#language", "ko")
    assert "--lang ko" in page.locator(".said").inner_text()


def test_hostile_words_are_words(opened: Open, hostile: Material, tmp_path: Path) -> None:
    """Markup, links and broken characters of a digest or a paper are shown as they are written, and do nothing."""
    page = opened(hostile.page)
    assert HOSTILE.split()[0] in page.locator("#entry-0 .side").inner_text()
    for column in (".side", ".source"):
        shown = page.locator(f"#entry-0 {column}").evaluate("it => it.textContent")
        assert HOSTILE in shown
    assert page.evaluate("window.attacked") is None
    assert page.locator("article :is(script, img, iframe)").count() == 0
    links = page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("#", "https://arxiv.org/abs/2401."))] == []
    page.click("#entry-0 mark.error")
    press(page, "a")
    (case,) = read_dataset(saved(page, "cases", tmp_path))
    assert HOSTILE in case.text


def test_the_policy_holds_without_the_program(browser: Any, hostile: Material) -> None:  # noqa: ANN401 - a browser
    """Even if a text became markup, the page would not run it, and nothing could be loaded or sent."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(hostile.page.as_uri())
    inject = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    for attack in (inject, "document.body.innerHTML = '<img src=x onerror=1>'"):
        with pytest.raises(Exception, match=r"Trusted(?:Script|HTML)"):
            page.evaluate(attack)
    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate("fetch('https://example.org/')")
    assert page.evaluate("window.ran") is None
    assert {url.partition(":")[0] for url in asked} == {"file"}
    context.close()


@pytest.mark.parametrize("width", [1440, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_everyone_can_read_it(  # noqa: PLR0913, PLR0917 - what a reader's screen can be
    opened: Open, example: Material, width: int, scheme: str, language: str, screenshots: Path
) -> None:
    """Axe finds nothing serious in either language, in light and dark, wide and narrow, with or without the help."""
    # The page's own policy would keep axe out.
    page = opened(example.page, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900})
    page.select_option("#language", language)
    page.screenshot(path=screenshots / f"{scheme}-{language}-{width}.png")
    page.click("details summary")
    press(page, "j", "j", "a", "j", "d")
    page.keyboard.type("맞는 값입니다")
    press(page, "Enter")
    assert severe(page) == []
    page.screenshot(path=screenshots / f"{scheme}-{language}-{width}-walk.png")
    press(page, "?")
    assert severe(page, "#keys") == []


def test_a_large_report_can_be_read_as_well(opened: Open, many: Material) -> None:
    """Axe finds nothing serious among 300 entries, of which most are not made yet."""
    assert severe(opened(many.page, bypass_csp=True)) == []


def severe(page: Page, part: str | None = None) -> list[str]:
    """Return what axe finds seriously wrong with a page or a part of it."""
    violations = Axe().run(page, context=part).response["violations"]
    return [violation["id"] for violation in violations if violation["impact"] in {"serious", "critical"}]
