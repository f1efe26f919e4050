"""The formats for machines: valid, complete, and deaf to what a digest would like to say in them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
from lxml import etree

from evals.gate.rules import RuleAnswer
from evals.reports.check_json import JsonReport
from evals.reports.github import GithubReport
from evals.reports.junit import JunitReport
from evals.reports.markdown import MarkdownReport
from evals.reports.sarif import SarifReport
from evals.runner.run import inspect_digests
from summarizer.errors import SourceUnavailable
from summarizer.findings import Message, Severity, Verdict
from tests.runner.fake_checks import PAPER, Crashing, Idle, WordCheck, cases_of, digest_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.reports.text import Report
    from evals.runner.run import Result

# Ends lines, tags, cells and commands, and is half no text at all.
HOSTILE = "나쁨\x00\x1b[2J]]></testsuites>|`<script>`|%0A::error::\ud800 ::warning::x [a](javascript:b)\u202e"
RULINGS = [
    RuleAnswer("coverage", Verdict.ERROR, Message("no\n::error::luck", "운")),
    RuleAnswer("limits", Verdict.PASS, Message("fine", "좋음")),
]


def results(prose: str = "나쁨", name: str = "a.md", **options: object) -> list[Result]:
    """Return one result that failed, or what the options make of it."""
    checks = options.get("checks", [WordCheck("나쁨", "좋음")])
    cases = cases_of(digest_text(prose), options.get("paper", PAPER), name)  # type: ignore[arg-type]
    return list(inspect_digests([cases], checks, 1, cores=1))  # type: ignore[arg-type]


def unjudged() -> list[Result]:
    """Return an entry whose paper is missing, one whose check crashed, and one that held nothing to examine."""
    missing = results("좋음", paper=SourceUnavailable("no luck"))
    return [*missing, *results("좋음", checks=[Crashing()]), *results("좋음", checks=[Idle()])]


def fed(
    report: Report, seen: Sequence[Result], rule_answers: Sequence[RuleAnswer] = (), refusals: Sequence[Message] = ()
) -> None:
    """Write a whole report."""
    for result in seen:
        report.add(result)
    report.finish(rule_answers=rule_answers, refusals=refusals)


def sarif(seen: Sequence[Result], rule_answers: Sequence[RuleAnswer] = ()) -> dict[str, object]:
    """Return the results as SARIF."""
    out = io.StringIO()
    fed(SarifReport(out, [WordCheck("나쁨")]), seen, rule_answers)
    return json.loads(out.getvalue().encode())["runs"][0]  # type: ignore[no-any-return]


def junit(seen: Sequence[Result], rule_answers: Sequence[RuleAnswer] = (), fail_on: str = "error") -> etree._Element:
    """Return the results as JUnit XML."""
    out = io.StringIO()
    fed(JunitReport(out, fail_on), seen, rule_answers)
    return etree.fromstring(out.getvalue().encode())


def github(seen: Sequence[Result], rule_answers: Sequence[RuleAnswer] = ()) -> list[str]:
    """Return the results as workflow commands, cut where a runner cuts."""
    out = io.StringIO()
    fed(GithubReport(out), seen, rule_answers)
    return re.split("\r\n|\r|\n", out.getvalue())


def page(folder: Path, seen: Sequence[Result], rule_answers: Sequence[RuleAnswer] = ()) -> str:
    """Return the results as Markdown."""
    fed(MarkdownReport(folder / "page.md"), seen, rule_answers)
    return (folder / "page.md").read_text(encoding="utf-8")


def dismissed(result: Result) -> Result:
    """Return the result with its findings accepted."""
    outcome = result.outcome
    accepted = tuple((finding, "known <b>") for finding in outcome.findings)
    return replace(result, outcome=replace(outcome, verdict=Verdict.PASS, findings=(), dismissed=accepted))


SEEN = [[], results(), results(HOSTILE, HOSTILE.replace("\ud800", "\udcff")), unjudged(), [dismissed(*results())]]


# No gate, one that cannot tell, and one that gives every answer that there is.
ANSWERS = [[], RULINGS, [RuleAnswer(f"rule {verdict}", verdict, Message(HOSTILE, "운")) for verdict in Verdict]]


@pytest.mark.parametrize("refusals", [(), [Message(HOSTILE, "운")]])
@pytest.mark.parametrize("rule_answers", ANSWERS)
@pytest.mark.parametrize("seen", SEEN)
def test_sarif_is_valid(
    data_dir: Path, seen: Sequence[Result], rule_answers: Sequence[RuleAnswer], refusals: Sequence[Message]
) -> None:
    """Any log, of no entry, of hostile ones, of a gate with any answer, is SARIF by the schema of OASIS."""
    schema = json.loads((data_dir / "interop/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    out = io.StringIO()
    fed(SarifReport(out, [WordCheck("나쁨")]), seen, rule_answers, refusals)
    log = json.loads(out.getvalue().encode())
    jsonschema.validate(log, schema)
    assert not (refusals and log["runs"][0]["invocations"][0]["executionSuccessful"])


@pytest.mark.parametrize("refusals", [(), [Message(HOSTILE, "운")]])
@pytest.mark.parametrize("rule_answers", ANSWERS)
@pytest.mark.parametrize("seen", SEEN)
def test_junit_is_valid(
    data_dir: Path, seen: Sequence[Result], rule_answers: Sequence[RuleAnswer], refusals: Sequence[Message]
) -> None:
    """Any report is JUnit by its schema, whatever characters a digest holds."""
    out = io.StringIO()
    fed(JunitReport(out, "error", is_gate=bool(rule_answers)), seen, rule_answers, refusals)
    report = etree.fromstring(out.getvalue().encode())
    etree.XMLSchema(file=str(data_dir / "interop/JUnit.xsd")).assertValid(report)
    assert not (refusals and report.find(".//error") is None)


def test_sarif_places_and_corrections_are_those_of_the_file() -> None:
    """A viewer that counts code points finds the words, and writes the correction over them."""
    (result,) = results("🙂 나쁨 나쁨")
    run = sarif([result])
    lines = result.case.entry.source.split("\n")
    assert run["columnKind"] == "unicodeCodePoints"
    first, second = run["results"]  # type: ignore[misc]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "나쁨"
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    place = {name: region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")}
    assert replacement == {"deletedRegion": place, "insertedContent": {"text": "좋음"}}
    assert first["partialFingerprints"] != second["partialFingerprints"]
    assert (first["ruleIndex"], first["level"]) == (0, "error")


def test_what_a_terminal_obeys_is_escaped_and_kept() -> None:
    """Who meets a report in a log sees its words in their order; who reads it by program gets every character."""
    word = "나\u202e쁨\x9b\u2066\ufeff함"
    # A check reads the word without what no reader sees of it, and points at all of it.
    seen = results(f"앞 {word} 뒤", checks=[WordCheck("나\u202e쁨\x9b함", word[::-1])])
    told, tests, log = io.StringIO(), io.StringIO(), io.StringIO()
    for report in (JsonReport(told, io.StringIO()), JunitReport(tests, "error"), SarifReport(log, [])):
        fed(report, seen, RULINGS, [Message(word, "운")])
    assert not re.search("[\x7f-\x9f\u202e\u2066\ufeff]", told.getvalue() + tests.getvalue() + log.getvalue())
    (read,) = json.loads(told.getvalue())["entries"][0]["findings"]
    assert (read["text"], read["fix"]["edits"][0]["text"]) == (word, word[::-1])
    place = json.loads(log.getvalue())["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (place["snippet"]["text"], place["endColumn"] - place["startColumn"]) == (word, len(word))
    root = etree.fromstring(tests.getvalue().encode())
    assert word in root.findtext(".//failure", "")
    assert root.xpath("string(//error[@type='refused']/@message)") == word


def test_sarif_names_files_by_address() -> None:
    """Names with spaces, Hangul or a scheme are paths to a viewer, no other address."""
    (one,) = sarif(results(name="a:b/날 1.md"))["results"]  # type: ignore[misc]
    address = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "a%3Ab/%EB%82%A0%201.md"


def test_what_was_not_judged_is_good_in_no_format(tmp_path: Path) -> None:
    """A missing source, a crash and an empty examination are told with their reasons, and none of them as a success."""
    (invocation,) = sarif(unjudged())["invocations"]  # type: ignore[misc]
    assert invocation["executionSuccessful"] is False
    told = [notification["message"]["text"] for notification in invocation["toolExecutionNotifications"]]
    assert [line.partition("::")[2].rpartition("::")[2] for line in github(unjudged())[:3]] == told
    cases = junit(unjudged()).findall(".//testcase")
    assert [case[0].tag for case in cases] == ["error", "error", "skipped"]
    assert [case[0].get("message") for case in cases] == told
    assert page(tmp_path, unjudged()).count("not judged") == 4
    assert "no luck" in told[0]
    assert "crashing" in told[1]


def test_the_gate_speaks_in_every_format(tmp_path: Path) -> None:
    """Each rule of the gate is told with its reason, and a rule that cannot tell is no success."""
    (invocation,) = sarif(results(), RULINGS)["invocations"]  # type: ignore[misc]
    assert invocation["executionSuccessful"] is False
    assert [n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]] == ["gate/coverage", "gate/limits"]
    suite = junit(results(), RULINGS)[-1]
    assert (suite.get("name"), suite.get("errors"), suite.get("tests")) == ("yoyak gate", "1", "2")
    assert "::error title=gate coverage::no%0A\ufffd:error::luck" in github(results(), RULINGS)
    assert "cannot tell" in page(tmp_path, results(), RULINGS)


def test_no_digest_gives_commands_to_a_workflow() -> None:
    """Every line is a command of ours or the summary; no text of a digest begins one or adds a property."""
    *lines, summary, _ = github(results(HOSTILE, name="a,line=1::\n::error::b%.md"))
    assert summary.startswith("1 entry judged")
    for line in lines:
        assert re.fullmatch("::error file=a%2Cline=1%3A%3A%0A%3A%3Aerror%3A%3Ab%25.md,line=5,[^:]*::[^\0-\x1f]*", line)


def test_no_digest_writes_markdown_into_the_page(tmp_path: Path) -> None:
    """Whatever stands in a digest is shown in its cell, neither as a tag nor as a link, and ends no row."""
    text = page(tmp_path, results("나쁨", name="|a<b>`[x](y)`\n.md"), RULINGS)
    (row,) = [line for line in text.splitlines() if "word" in line]
    assert not set("<>`[]()") & set(text)
    assert row.count("|") == 5


@pytest.mark.slow
def test_the_page_stays_as_small_as_github_wants_it(tmp_path: Path) -> None:
    """A whole archive of errors fits, and what does not is counted."""
    text = page(tmp_path, results("나쁨 " * 20_000))
    assert len(text.encode()) < 1 << 20
    assert re.search(r"[0-9]+ more found no room here", text)


def test_the_page_begins_with_what_matters(tmp_path: Path) -> None:
    """What was not judged and the errors are not looked for among notes, and are not what finds no room."""
    notes = results("가", checks=[WordCheck("가", severity=Severity.NOTE)])
    text = page(tmp_path, [*notes, *map(dismissed, results()), *results(), *unjudged()[:1]])
    labels = [row.split(" | ")[1] for row in text.splitlines() if row.startswith("| a&#46;md")]
    assert labels == ["not judged", "error", "note", "dismissed&#58; known &#60;b&#62;"]


@pytest.mark.parametrize(("fail_on", "failures"), [("error", "0"), ("never", "0"), ("warning", "1")])
def test_junit_fails_what_the_run_fails(fail_on: str, failures: str) -> None:
    """A warning fails its test case when it fails the run."""
    seen = results(checks=[WordCheck("나쁨", severity=Severity.WARNING)])
    assert junit(seen, fail_on=fail_on)[0].get("failures") == failures


def test_the_same_entry_twice_makes_two_test_cases() -> None:
    """A reader that keeps one test case of a name drops none of them; the next file counts anew."""
    twice = [*results(), *results()]
    names = [case.get("name") for case in junit([*twice, *results(name="b.md")]).iter("testcase")]
    assert names == ["2401.00001 Paper 1", "2401.00001 Paper 1 (2)", "2401.00001 Paper 1"]


def test_dismissed_findings_are_shown_as_such(tmp_path: Path) -> None:
    """What was accepted is still seen, with its reason, and fails nothing."""
    seen = [dismissed(*results())]
    (one,) = sarif(seen)["results"]  # type: ignore[misc]
    assert one["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "known <b>"}]
    suite = junit(seen)[0]
    assert suite.get("failures") == "0"
    assert "dismissed: known <b>" in (suite.findtext("system-out") or "")
    assert github(seen)[0].startswith("::notice ")
    assert "dismissed" in page(tmp_path, seen)
