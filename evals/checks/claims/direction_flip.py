"""Changes told the other way round: increase for decrease, better for worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.relations.alignment import shared_names
from evals.relations.changes import agreement, korean_courses
from evals.relations.denials import affirmation, denial_in
from evals.relations.korean_changes import korean_changes
from evals.relations.sides import SideReader
from evals.relations.statements import Statements, is_telling
from evals.subject.sentences import entry_sentences, source_sentences
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from evals.relations.changes import Change, Course
    from evals.relations.denials import Denial
    from evals.relations.sides import Standing
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence, Finding


# No entry denies more often.
_MOST_DENIALS = 10


class _Flip(NamedTuple):
    """A change of the entry, the one of the paper that it contradicts, and how."""

    claim: Change
    actual: Change
    message: Message


class DirectionFlip:
    """Flags a change told the other way round, such as `지연 시간이 19% 증가` for latency reduced by 19%.

    The same figure has to stand in both texts, of the same thing and the same side, each with its own word: increase
    or decrease, better or worse, faster or slower. Amounts and quality are two scales: fewer errors are better, so
    `오류율 12% 감소` agrees with an improvement of 12%. `A is 2.5 times slower than B` is `B는 A보다 2.5배
    빠릅니다`; told of the other side in the same word, it is wrong. A share that is used (`requires only 55.6%`) is no
    reduction by that share, a negated change is none, and a change from 31% to 82% is neither the reverse nor a
    decrease. A sentence that ends in a denial (`달성하지 않습니다`) is a warning when a sentence of the paper about the
    same things says that it was done.

    ## Why it matters
    One word turns the result of a paper into its opposite, and the figure beside it makes the sentence look checked.

    ## Known gaps
    - A change without a figure is not compared, and a denial only at the end of a sentence and of what papers tell of.
    - An increase against a decrease needs a thing that both texts name and `evals/relations/measures.py` knows; an
      increase against an improvement needs one of which it is known whether more is better.
    - `지연 시간 저하` may mean a loss or a lower value, and `절감이 4.2배 증가` is a change of a change: both are left
      alone.
    - Where the paper states the figure more than once, one place that agrees or cannot be read is enough for silence.
    - What is said of the model compared with (100배 큰 GPT-3보다) is not read, as it says the opposite of the subject,
      and no sentence whose sides are open, or that tells of a part taken away where the other tells of it put in.
    - `55.6%까지 감소` is left alone: Korean writers use it for the size of a reduction as well as for its outcome; so
      are `30%의 낮은 비용` and changes with a sign (`-0.5% 감소`).
    - That something failed (못했습니다) or was not done (되지 않았습니다) is mostly said of others: it counts only
      where its clause shares a figure with the paper's sentence.
    """

    id: ClassVar[str] = "direction-flip"
    korean: ClassVar[str] = "증가를 감소로 쓰는 등 방향이 뒤집힌 서술을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare every change of a figure that the paper states a change with."""
        statements, reader = Statements(subject.source_figures), SideReader(subject)
        text, figures = subject.entry.source, subject.figures
        courses = korean_courses(text, figures)
        changes = {id(change.figure): change for change in korean_changes(text, figures)}
        for course in courses:
            changes.pop(id(course.first), None)
        examined = 0
        findings: list[Finding] = []
        for course in courses:
            change = changes.pop(id(course.last), None)
            stated = statements.courses(course)
            examined += bool(stated)
            if stated and (finding := _course_finding(subject, course, change, stated)):
                findings.append(finding)
        for change in changes.values():
            places = statements.of(change.figure)
            examined += bool(places)
            if places and (flip := _flip(reader, change, places)):
                findings.append(_finding(subject, flip))
        denied = _denied(subject)
        examined += denied.examined
        findings += (f for f in denied.findings if not any(f.start < g.end and g.start < f.end for g in findings))
        return Observation(examined, tuple(sorted(findings, key=lambda finding: finding.start)))


def _denied(subject: Subject) -> Observation:
    """Look for deeds that the entry denies and the paper tells of, in sentences about the same things."""
    text = subject.entry.source
    denials = [(own, denial) for own in entry_sentences(subject) if (denial := denial_in(text, own.span))]
    stated = source_sentences(subject) if denials else []
    findings = [
        _denial_finding(subject, denial, evidence)
        for own, denial in denials[:_MOST_DENIALS]
        if (evidence := affirmation(subject, own, denial, stated))
    ]
    return Observation(len(denials), tuple(findings))


def _denial_finding(subject: Subject, denial: Denial, evidence: Evidence) -> Finding:
    return subject.finding(
        DirectionFlip.id,
        Severity.WARNING,
        denial.span,
        Message(
            en=f"The paper says that this is done, and does not deny it: {evidence.quote}.",
            ko=f"원문에는 부정이 아니라 긍정으로 나옵니다: {evidence.quote}.",
        ),
        evidence=[evidence],
    )


def _course_finding(subject: Subject, course: Course, change: Change | None, stated: list[Course]) -> Finding | None:
    """Return a finding for a course that the paper has the other way round, or whose word contradicts its values."""
    is_reversed = all(course.is_reverse(other) for other in stated)
    change = change if change and change.way == "to" and change.is_direct else None
    if not is_reversed and not (change and _contradicts_values(change, course)):
        return None
    # What is said to rise, and would rise once the values change places, needs no other word.
    is_told_right = change is None or _contradicts_values(change, course)
    source = stated[0].first.source
    evidence = [source.evidence(stated[0].span)] if source else []
    last = change.word.end if change else course.span.end
    quote = evidence[0].quote
    return subject.finding(
        DirectionFlip.id,
        Severity.ERROR,
        Span(course.span.start, max(last, course.span.end)),
        Message(en=f"The paper has the change the other way: {quote}.", ko=f"원문의 변화 방향과 다릅니다: {quote}."),
        evidence=evidence,
        fix=_exchanged(subject, course, safe=is_told_right) if is_reversed else None,
    )


def _exchanged(subject: Subject, course: Course, *, safe: bool) -> Fix | None:
    """Return the edits that write the two values in each other's places; None where a unit stands at one only."""
    if course.first.quantity.numeral_end is None or course.last.quantity.numeral_end is None:
        return None
    first, last = course.first.numeral_span, course.last.numeral_span
    text = subject.entry.source
    return Fix((Edit(first.start, first.end, last.of(text)), Edit(last.start, last.end, first.of(text))), safe)


def _contradicts_values(change: Change, course: Course) -> bool:
    if change.is_negated:
        return False
    return change.direction.amount * course.amount < 0 or change.direction.quality * change.worth * course.amount < 0


def _flip(reader: SideReader, claim: Change, stated: list[Change]) -> _Flip | None:
    sided = [(actual, reader.standing(claim, actual)) for actual in stated]
    for contradicts in (_is_opposite, _is_denied, _is_share, _is_outcome):
        messages = [contradicts(claim, actual, standing) for actual, standing in sided]
        if messages[0] and all(messages):
            return _Flip(claim, stated[0], messages[0])
    return None


def _agreement(claim: Change, actual: Change, standing: Standing) -> int:
    return agreement(claim, actual, is_tied=standing.is_tied) * standing.side


def _is_opposite(claim: Change, actual: Change, standing: Standing) -> Message | None:
    if claim.is_negated or actual.is_negated or _agreement(claim, actual, standing) >= 0:
        return None
    return Message(
        en="The paper states the opposite direction: {quote}.",
        ko="원문은 반대 방향으로 서술합니다: {quote}.",
    )


def _is_denied(claim: Change, actual: Change, standing: Standing) -> Message | None:
    if not claim.is_negated or actual.is_negated or _agreement(claim, actual, standing) <= 0:
        return None
    return Message(
        en="The paper states this change and does not deny it: {quote}.",
        ko="원문에는 부정이 아니라 긍정으로 나옵니다: {quote}.",
    )


def _is_share(claim: Change, actual: Change, standing: Standing) -> Message | None:
    """Tell a share that is used from a reduction by as much: `requires only 55.6%` is no `55.6% 절감`."""
    ways = {claim.way, actual.way}
    change = claim if actual.way == "share" else actual
    if ways != {"by", "share"} or change.direction.amount >= 0 or not change.is_direct or standing.side <= 0:
        return None
    if not claim.measured & actual.measured:
        return None
    return Message(
        en="The paper's figure is the share that is used: {quote}."
        if actual.way == "share"
        else "The paper's figure is the size of the reduction: {quote}.",
        ko="원문의 수치는 줄어든 비율이 아니라 사용하는 비율입니다: {quote}."
        if actual.way == "share"
        else "원문의 수치는 사용하는 비율이 아니라 줄어든 비율입니다: {quote}.",
    )


def _is_outcome(claim: Change, actual: Change, standing: Standing) -> Message | None:
    """Tell `reduces by 60%` from `reduces to 60%`."""
    if {claim.way, actual.way} != {"by", "to"} or claim.figure.quantity.unit != "percent" or standing.side <= 0:
        return None
    if not claim.measured & actual.measured:
        return None
    if claim.direction.amount >= 0 or actual.direction.amount >= 0 or not (claim.is_direct and actual.is_direct):
        return None
    return Message(
        en="The paper's figure is what is left: {quote}."
        if actual.way == "to"
        else "The paper's figure is the size of the reduction: {quote}.",
        ko="원문의 수치는 줄어든 폭이 아니라 줄어든 뒤의 값입니다: {quote}."
        if actual.way == "to"
        else "원문의 수치는 줄어든 뒤의 값이 아니라 줄어든 폭입니다: {quote}.",
    )


def _finding(subject: Subject, flip: _Flip) -> Finding:
    claim, actual = flip.claim, flip.actual
    is_proven = claim.is_direct and actual.is_direct and _is_anchored(subject, claim, actual)
    evidence = _evidence(actual)
    return subject.finding(
        DirectionFlip.id,
        Severity.ERROR if is_proven else Severity.WARNING,
        _phrase(claim),
        Message(en=flip.message.en.format(quote=evidence.quote), ko=flip.message.ko.format(quote=evidence.quote)),
        evidence=[evidence],
    )


def _is_anchored(subject: Subject, claim: Change, actual: Change) -> bool:
    """Return whether more than a round number ties the two together."""
    if is_telling(claim.figure) or claim.measured & actual.measured:
        return True
    return bool(shared_names(subject, claim.figure, actual.figure))


def _phrase(change: Change) -> Span:
    """Return the place of a figure together with its word of change; of a list, that of its own figure."""
    figure = change.figure.span
    if not change.is_direct:
        return figure
    return Span(min(figure.start, change.word.start), max(figure.end, change.word.end))


def _evidence(change: Change) -> Evidence:
    source = change.figure.source
    if source is None:
        message = "evidence stands in the paper"
        raise ValueError(message)
    return source.evidence(_phrase(change))
