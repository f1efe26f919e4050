"""Which text of an entry a digest gets: the old one, the old one corrected, or a new one; and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.digest.model import SECTION_NAMES, Dialect
from summarizer.findings import Severity, Verdict
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.regenerate.candidates import Candidate, Kind

_LEAST_TOLD = 3
"""Names, terms and figures that a text without one before it tells at the least, where the abstract has as many."""

_NAMES: dict[Kind, Message] = {
    "old": Message("the old text", "기존 글"),
    "corrected": Message("the corrected old text", "고친 기존 글"),
    "draft": Message("the new text", "새 글"),
}
# Who changes nothing wins where nothing else decides; a proven correction is better than none.
_PRECEDENCE: dict[Kind, int] = {"corrected": 0, "old": 1, "draft": 2}


class _Rank(NamedTuple):
    """What candidates are compared by, from left to right; smaller is better.

    Attributes:
        faults: Whether it has an error or could not be examined; then its errors.
        untold: What the abstract puts first, as far as it is told: a floor, so it comes before all that is only better.
        problems: Confirmed problems; without a reviewer of every candidate, warnings.
        untold_at_all: How much of the abstract is told.
        precedence: The old text wins a tie.
        notes: Only drafts come this far.
    """

    faults: tuple[bool, int]
    untold: int
    problems: int
    untold_at_all: int
    precedence: int
    notes: int


class Choice(NamedTuple):
    """The text that is taken.

    Attributes:
        candidate: It.
        reason: Why it, in one sentence: what it has over the best of the others, or what that one lacks.
    """

    candidate: Candidate
    reason: Message


def choose(candidates: Sequence[Candidate]) -> Choice | None:
    """Return the best of all texts that may stand in the digest; None when there is none.

    No text with an error is taken while there is one without. Then counts what the abstract puts first, so far as any
    candidate tells it; then confirmed problems, or warnings where there is no reviewer; then how much of the abstract
    is told. The old text wins a tie. A draft that is not fit is no candidate, however bad the old text is: an error
    of ours for an error of theirs betters nothing.
    """
    drafts = [one for one in candidates if one.kind == "draft"]
    olds = [one for one in candidates if one.kind != "draft"]
    fit = [one for one in drafts if unfitness(one, has_old=bool(olds)) is None]
    if not (olds or fit):
        return None
    taken = best([*olds, *fit])
    rivals = (olds if taken.kind == "draft" else fit) or []
    if rivals:
        return Choice(taken, _difference(taken, best(rivals), is_reviewed=_is_reviewed(candidates)))
    why = unfitness(best(drafts), has_old=True) if taken.kind != "draft" and drafts else None
    return Choice(taken, why or Message("there was no text before", "기존 글이 없었습니다"))


def best(candidates: Sequence[Candidate]) -> Candidate:
    """Return the best of at least one candidate, fit or not."""
    is_reviewed = _is_reviewed(candidates)
    return min(candidates, key=lambda one: _rank(one, is_reviewed=is_reviewed))


def unfitness(draft: Candidate, *, has_old: bool) -> Message | None:
    """Return why a draft may not stand in a digest; None when it may.

    Args:
        draft: The draft.
        has_old: Whether there is a text to compare it with; else it has to tell something by itself.
    """
    return _fault(draft) or _missing(draft) or (None if has_old else _silence(draft))


def _is_reviewed(candidates: Sequence[Candidate]) -> bool:
    return all(one.inspection.confirmed is not None for one in candidates)


def _rank(one: Candidate, *, is_reviewed: bool) -> _Rank:
    seen = one.inspection
    errors, warnings, notes = seen.burden
    return _Rank(
        faults=(seen.verdict is not Verdict.PASS, errors),
        untold=-len(seen.headline),
        problems=(seen.confirmed or 0) if is_reviewed else warnings,
        untold_at_all=-seen.told,
        precedence=_PRECEDENCE[one.kind],
        notes=notes,
    )


def _fault(one: Candidate) -> Message | None:
    seen, name = one.inspection, _NAMES[one.kind]
    errors = ", ".join(dict.fromkeys(f.check for f in seen.findings if f.severity is Severity.ERROR))
    if errors:
        return Message(f"{name.en} has an error: {errors}", f"{name.ko}에 오류가 있습니다: {errors}")
    if seen.verdict is Verdict.PASS:
        return None
    reasons = (Message("nothing was examined", "검사한 내용이 없습니다"), *seen.reasons)
    return Message(
        f"{name.en} could not be examined: {reasons[-1].en}", f"{name.ko}을 검사하지 못했습니다: {reasons[-1].ko}"
    )


def _missing(draft: Candidate) -> Message | None:
    entry = draft.entry
    written = [section.name for section in entry.sections if section.text]
    names = () if entry.dialect is Dialect.PLAIN else SECTION_NAMES
    missing = ", ".join(name for name in names if name not in written)
    if missing:
        return Message(f"the new text lacks a section: {missing}", f"새 글에 빠진 섹션이 있습니다: {missing}")
    if len(written) < max(1, len(entry.sections)):
        return Message("the new text has an empty section", "새 글에 빈 섹션이 있습니다")
    return None


def _silence(draft: Candidate) -> Message | None:
    least = min(_LEAST_TOLD, draft.inspection.owed)
    if draft.inspection.told >= least:
        return None
    return Message(
        f"the new text tells {draft.inspection.told} of the names, terms and figures of the abstract; {least} are owed",
        f"새 글이 초록의 이름, 용어, 수치 가운데 {draft.inspection.told}개만 담았습니다({least}개 이상이어야 합니다)",
    )


def _difference(taken: Candidate, rival: Candidate, *, is_reviewed: bool) -> Message:
    """Return the first thing by which one text is better than another."""
    mine, other = (_rank(one, is_reviewed=is_reviewed) for one in (taken, rival))
    if mine.faults != other.faults and (fault := _fault(rival)):
        return fault
    if mine.untold != other.untold:
        return _compared(taken, rival, _HEADLINE, (mine.untold, other.untold))
    if mine.problems != other.problems:
        return _compared(taken, rival, _CONFIRMED if is_reviewed else _WARNINGS, (mine.problems, other.problems))
    if mine.untold_at_all != other.untold_at_all:
        return _compared(taken, rival, _TOLD, (mine.untold_at_all, other.untold_at_all))
    return Message("the new text is no better than the old one", "새 글이 기존 글보다 나은 점이 없습니다")


_HEADLINE = Message(
    "{0} tells {2} of the abstract's main figures and contributions, {1} {3}",
    "초록의 핵심 수치와 기여를 {0}은 {2}개, {1}은 {3}개 담았습니다",
)
_CONFIRMED = Message(
    "{0} has {2} (problem|problems) confirmed, {1} {3}",
    "검토 모델의 지적 가운데 확인된 문제가 {0}에 {2}개, {1}에 {3}개 있습니다",
)
_WARNINGS = Message("{0} has {2} (warning|warnings), {1} {3}", "경고가 {0}에 {2}개, {1}에 {3}개 있습니다")
_TOLD = Message(
    "{0} tells {2} of the abstract's names, terms and figures, {1} {3}",
    "초록의 이름, 용어, 수치를 {0}은 {2}개, {1}은 {3}개 담았습니다",
)


def _compared(taken: Candidate, rival: Candidate, template: Message, counts: tuple[int, int]) -> Message:
    mine, other = map(abs, counts)
    names = _NAMES[taken.kind], _NAMES[rival.kind]
    return Message(
        fill(template.en, *(name.en for name in names), mine, other),
        template.ko.format(*(name.ko for name in names), mine, other),
    )
