"""One entry: what is taken, what is kept, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.runner.catalogue import select_checks
from evals.runner.for_regeneration import EntryInspector
from evals.terms.glossary import read_glossary
from summarizer.digest import Dialect, parse
from summarizer.errors import SourceUnavailable
from summarizer.findings import Verdict
from summarizer.messages import Message
from summarizer.models.chat import BudgetExceeded, ModelUnavailable, NotAsked
from summarizer.regenerate.candidates import old_texts
from summarizer.regenerate.entry import regenerate_entry
from summarizer.spans import apply_edits
from tests.regenerate.material import Study, good_digest, old_digest

if TYPE_CHECKING:
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper
    from summarizer.regenerate.entry import Regenerated, Workshop
    from summarizer.regenerate.inspector import Inspection
    from tests.regenerate.conftest import Scribe

STUDY = Study(1)
OLD = old_digest([STUDY])
CORRECTED = OLD.replace("3억", "30억")
GOOD = good_digest([STUDY])
_NEW, _HOW, _HOW_WELL = STUDY.good


def rewritten(workshop: Workshop, text: str = OLD, study: Study = STUDY) -> tuple[Regenerated, str]:
    """Return what became of the entry of a digest, and the digest afterwards."""
    entry = parse(text).entries[0]
    outcome = regenerate_entry(entry, study.paper, workshop)
    return outcome, apply_edits(text, outcome.edits)


def test_a_better_text_takes_the_place_of_the_old(workshop: Workshop) -> None:
    """A good reply is accepted, and is all that changes in the digest."""
    outcome, text = rewritten(workshop)
    assert (outcome.decision, outcome.rounds) == ("accepted", 0)
    assert outcome.reason
    assert outcome.reason.en.startswith("the new text tells 2 of the abstract's main figures and contributions")
    assert text == GOOD
    assert outcome.quotes == ("a model with 3 billion parameters",)
    assert outcome.answered_by == ("scribe",)


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("end_of_line", ["\n", "\r\n"])
def test_the_digest_keeps_its_dialect(workshop: Workshop, dialect: Dialect, end_of_line: str) -> None:
    """Bullets and line ends are written as the digest writes them."""
    old, good = (digest([STUDY], dialect).replace("\n", end_of_line) for digest in (old_digest, good_digest))
    assert rewritten(workshop, old)[1] == good


def test_title_and_authors_are_those_of_arxiv(workshop: Workshop) -> None:
    """What arXiv knows better comes from there; link, thumbnail and votes stay as they are."""
    damaged = OLD.replace(STUDY.title, "A Study").replace("Ada Park, Bo Kim", "Bo Kim, +")
    assert rewritten(workshop, damaged)[1] == GOOD


def test_a_wrong_magnitude_is_repaired_by_code(workshop: Workshop, scribe: Scribe) -> None:
    """What the checks can prove needs no second question."""
    scribe.says[1].append(STUDY.reply((_NEW.replace("30억", "3억"), _HOW, _HOW_WELL)))
    outcome, text = rewritten(workshop)
    assert (outcome.decision, outcome.rounds, len(scribe.asked)) == ("accepted", 0, 1)
    assert text == GOOD


def test_what_code_cannot_repair_the_model_does(workshop: Workshop, scribe: Scribe) -> None:
    """The failing sentence alone goes back to the model, with the finding and its neighbours."""
    damaged = "정확도가 120%입니다."
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} {damaged}", _HOW_WELL)))
    scribe.repairs[damaged] = "결과도 살펴봅니다."
    outcome, text = rewritten(workshop)
    assert (outcome.decision, outcome.rounds) == ("accepted", 1)
    assert text == GOOD.replace(_HOW, f"{_HOW} 결과도 살펴봅니다.")
    assert f"<앞>{_HOW}</앞>" in scribe.asked[1]
    assert "impossible-quantity" in scribe.asked[1]
    assert _HOW_WELL not in scribe.asked[1]


def test_of_several_repairs_only_the_proven_are_made(workshop: Workshop, scribe: Scribe) -> None:
    """A repaired sentence that brings another finding is left out, and does not take a good one with it."""
    first, second = "정확도가 120%입니다.", "정확도가 130%입니다."
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} {first}", f"{_HOW_WELL} {second}")))
    scribe.repairs |= {first: "값은 \\theta입니다.", second: "결과도 살펴봅니다."}
    outcome, text = rewritten(replace(workshop, force=True))
    assert outcome.decision == "forced"
    assert (first in text, second in text) == (True, False)
    assert "theta" not in text
    assert "결과도 살펴봅니다." in text


def test_a_repair_that_makes_nothing_better_is_the_last(workshop: Workshop, scribe: Scribe) -> None:
    """Where the new text stays wrong, the old one stays, corrected by code, and the report names the check."""
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} 정확도가 120%입니다.", _HOW_WELL)))
    outcome, text = rewritten(workshop)
    assert outcome.decision == "corrected"
    assert outcome.reason
    assert outcome.reason.en == "the new text has an error: impossible-quantity"
    assert outcome.reason.ko == "새 글에 오류가 있습니다: impossible-quantity"
    assert text == CORRECTED
    assert len(scribe.asked) == 2


def test_an_error_is_not_kept_beside_a_text_without_one(workshop: Workshop, scribe: Scribe) -> None:
    """What code cannot correct gives way to a text that tells less; with an error in both, the old one stays."""
    wrong = OLD.replace("결과가 좋습니다.", f"{_HOW_WELL} 정확도가 120%입니다.").replace("3억", "30억")
    less = STUDY.reply(("모델을 제안합니다.", "이미지로 학습합니다.", "결과를 보고합니다."))
    scribe.says[1] += [less, STUDY.reply((_NEW, f"{_HOW} 정확도가 120%입니다.", _HOW_WELL))]
    outcome, text = rewritten(workshop, wrong)
    assert outcome.decision == "accepted"
    assert outcome.reason
    assert outcome.reason.ko == "기존 글에 오류가 있습니다: impossible-quantity"
    assert "120%" not in text
    outcome, text = rewritten(workshop, wrong)
    assert (outcome.decision, text) == ("kept", wrong)


def test_the_head_is_corrected_whichever_text_is_taken(workshop: Workshop, scribe: Scribe) -> None:
    """Title, authors and a thumbnail whose place is known are put right above an old text that stays as it is."""
    site = "https://example.org/"
    checks = select_checks(image_base=site)
    damaged = GOOD.replace(STUDY.title, "A Study").replace("Ada Park, Bo Kim", "Bo Kim, +").replace(site, "/")
    scribe.says[1].append(STUDY.reply((_NEW, _HOW, "결과를 보고합니다.")))
    outcome, text = rewritten(replace(workshop, inspector=EntryInspector(checks, read_glossary())), damaged)
    assert outcome.decision == "corrected"
    assert text == GOOD
    assert outcome.before
    assert {finding.check for finding in outcome.before.findings} >= {
        "title-mismatch",
        "author-mismatch",
        "broken-image",
    }


def test_a_title_that_cannot_be_written_changes_nothing(workshop: Workshop) -> None:
    """An old text stays under its own title where the paper's would break the heading, and is corrected below it."""
    entry, paper = parse(OLD).entries[0], replace(STUDY.paper, title="A ](x) [b")
    before = workshop.inspector.inspect(entry, paper)
    old, corrected = old_texts(entry, paper, before, workshop.inspector)
    assert (old.entry.title, corrected.entry.title) == (STUDY.title, STUDY.title)
    assert (old.entry.text in OLD, corrected.entry.text in CORRECTED) == (True, True)


def test_force_takes_the_best_and_says_so(workshop: Workshop, scribe: Scribe) -> None:
    """What is not proven better is marked where it is taken all the same."""
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} 정확도가 120%입니다.", _HOW_WELL)))
    outcome, text = rewritten(replace(workshop, force=True))
    assert outcome.decision == "forced"
    assert outcome.reason
    assert "120%" in text


def test_a_text_that_tells_less_is_not_taken(workshop: Workshop, scribe: Scribe) -> None:
    """A summary without what the abstract puts first is no better than the old one with its proven correction."""
    scribe.says[1].append(STUDY.reply(("모델을 제안합니다.", "이미지로 학습합니다.", "ImageNet에서 평가합니다.")))
    outcome, text = rewritten(workshop)
    assert outcome.decision == "corrected"
    assert outcome.reason
    assert (
        outcome.reason.en
        == "the corrected old text tells 1 of the abstract's main figures and contributions, the new text 0"
    )
    assert text == CORRECTED


def test_a_text_with_more_warnings_is_not_taken(workshop: Workshop, scribe: Scribe) -> None:
    """Of two texts without an error the one with fewer warnings stays."""
    scribe.says[1].append(STUDY.reply((_NEW, _HOW, _HOW_WELL[:-6])))
    outcome, text = rewritten(workshop, GOOD)
    assert outcome.decision == "kept"
    assert outcome.reason
    assert outcome.reason.en == "the old text has 0 warnings, the new text 1"
    assert outcome.reason.ko == "경고가 기존 글에 0개, 새 글에 1개 있습니다"
    assert text == GOOD


def test_what_could_not_be_examined_is_not_taken(workshop: Workshop) -> None:
    """A check that crashes on the new text proves nothing about it, which is no decision for the old one."""
    crash = Message("the check unknown-name crashed", "unknown-name 검사가 비정상 종료되었습니다")

    class Crashing(EntryInspector):
        def inspect(self, entry: Entry, paper: Paper) -> Inspection:
            return replace(super().inspect(entry, paper), verdict=Verdict.ERROR, reasons=(crash,))

    outcome, text = rewritten(replace(workshop, inspector=Crashing(CHECKS, read_glossary())), GOOD)
    assert (outcome.decision, text) == ("failed", GOOD)
    assert outcome.reason
    assert outcome.reason.en == "the new text could not be examined: the check unknown-name crashed"


def test_the_best_of_several_candidates_is_taken(workshop: Workshop, scribe: Scribe) -> None:
    """A poor draft beside a good one does no harm."""
    scribe.says[1] += [STUDY.reply(("모델을 제안합니다.", _HOW, _HOW_WELL)), STUDY.reply()]
    outcome, text = rewritten(replace(workshop, candidates=2))
    assert outcome.decision == "accepted"
    assert text == GOOD


@pytest.mark.parametrize(
    ("reply", "words", "korean"),
    [
        (STUDY.reply(quote="an entirely different sentence"), "it is about another one", "다른 논문"),
        (STUDY.reply(("We present a model.", "It learns.", "It is good.")), "not written in Korean", "한국어로"),
        (STUDY.reply(("提出模型。", "学习图像。", "效果好。")), "not written in Korean", "한국어로"),
        (
            STUDY.reply((f"{_NEW} [글](x)", _HOW, _HOW_WELL)),
            "has markup in its prose: '](",
            "마크업이 섞여 있습니다: '](",
        ),
        (STUDY.reply((f"{_NEW} www.example.org", _HOW, _HOW_WELL)), "an address", "주소가 있습니다: 'www.example.org'"),
        (
            '{"facts": []}',
            "does not fit its schema: facts: value error",
            "스키마에 맞지 않습니다: facts: 내용이 없습니다",
        ),
        ('{"text": "글"}', "does not fit its schema: facts: field required", "facts: 필드가 없습니다"),
        (STUDY.reply()[:60], "not JSON", "JSON이 아닙니다: "),
        ("", "is empty", "비어 있습니다"),
    ],
)
def test_a_useless_reply_fails_the_entry(
    workshop: Workshop, scribe: Scribe, reply: str, words: str, korean: str
) -> None:
    """What cannot be used is told in either language, and the old text stays."""
    scribe.says[1].append(reply)
    outcome, text = rewritten(workshop)
    assert outcome.decision == "failed"
    assert outcome.reason
    assert words in outcome.reason.en
    assert korean in outcome.reason.ko
    assert text == OLD


@pytest.mark.parametrize(
    ("error", "decision"),
    [
        (NotAsked("no reply yet"), "unfinished"),
        (BudgetExceeded("no money"), "failed"),
        (ModelUnavailable("no"), "failed"),
    ],
)
def test_a_question_without_an_answer_decides_nothing(
    workshop: Workshop, scribe: Scribe, error: BudgetExceeded, decision: str
) -> None:
    """Whether a draft or a repair could not be asked for: the entry is not called kept by decision."""
    scribe.says[1].append(error)
    assert rewritten(workshop)[0].decision == decision
    damaged = "정확도가 120%입니다."
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} {damaged}", _HOW_WELL)))
    scribe.repairs[damaged] = error
    outcome, text = rewritten(workshop)
    assert (outcome.decision, text) == (decision, OLD)


def test_an_entry_without_a_paper_fails(workshop: Workshop, scribe: Scribe) -> None:
    """Nothing is written from nothing."""
    entry = parse(OLD).entries[0]
    why = Message("it is in no snapshot", "스냅샷에 없습니다")
    outcome = regenerate_entry(entry, SourceUnavailable(why), workshop)
    assert (outcome.decision, outcome.edits, scribe.asked) == ("failed", (), [])
    assert outcome.reason == why


def test_an_entry_without_text_has_nothing_to_keep(workshop: Workshop, scribe: Scribe) -> None:
    """A new entry has no old one to beat, but every other condition holds for it."""
    bare = OLD[: OLD.index("- **What's New**")].rstrip() + "\n"
    entry = replace(parse(bare).entries[0], dialect=Dialect.BOLD)
    outcome = regenerate_entry(entry, STUDY.paper, workshop)
    assert outcome.decision == "accepted"
    assert apply_edits(bare, outcome.edits).rstrip() == GOOD.rstrip()
    scribe.says[1].append(STUDY.reply(("모델을 제안합니다.", "이미지로 학습합니다.", "ImageNet에서 평가합니다.")))
    assert regenerate_entry(entry, STUDY.paper, workshop).decision == "failed"


def test_a_warning_alone_is_repaired(workshop: Workshop, scribe: Scribe) -> None:
    """A text without an error, but with a warning, goes back to the model as well."""
    left = "This is a sentence that nobody has translated at all."
    scribe.says[1].append(STUDY.reply((_NEW, f"{_HOW} {left}", _HOW_WELL)))
    scribe.repairs[left] = "결과도 살펴봅니다."
    outcome, text = rewritten(workshop)
    assert (outcome.decision, outcome.rounds) == ("accepted", 1)
    assert text == GOOD.replace(_HOW, f"{_HOW} 결과도 살펴봅니다.")
    assert "untranslated-text" in scribe.asked[1]
