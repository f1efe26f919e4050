"""Sentences that a judge, with words of the paper, says are wrong or stand nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from summarizer.findings import Message, Observation, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.judges.judge import Judgement, Opinion
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence, Finding

_LONGEST_REASON = 300


class JudgedClaim:
    """Flags a sentence that contradicts the paper, or that the paper nowhere states, as a judging model says.

    It runs when a judge is named with `--judge`. The rules come first: a sentence in which a check found an error is
    not asked about, nor is one that is proven right, which says nothing but figures and names that one sentence of
    the paper states together. The judge answers *supported*, *contradicted* or *not-stated* for each of the others
    and quotes the paper; a vote with a quote that the paper does not have is void. An answer that is not *supported*
    is asked for again and needs the majority of the votes. What the judge could not tell is no finding: the entry is
    then not judged.

    A contradiction is an error once the judge's agreement with human labels is on record (`yoyak eval calibrate`),
    and a warning before. Asking is no part of the check, which reads answers that are there: a program that inspects
    entries without a judge gets no findings of it.

    ## Why it matters
    Rules know figures, names and terms. A method that is told wrongly in plain words is left to whoever reads it.

    ## Known gaps
    - A judge is a model, and may share the blindness of the one that wrote; so the two may not be the same.
    - It reads the abstract and the passages that fit its budget: what it finds nowhere may stand in the rest.
    - Lists and tables, longer than any sentence, are not asked about.
    """

    id: ClassVar[str] = "judged-claim"
    korean: ClassVar[str] = "판정 모델이 원문과 어긋나거나 원문에 없다고 본 문장을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def __init__(self, judgement: Judgement | None = None, *, may_block: bool = False) -> None:
        self._opinions = judgement.opinions if judgement else ()
        self._severity = Severity.ERROR if may_block else Severity.WARNING

    def inspect(self, subject: Subject) -> Observation:
        """Read the answers about the entry.

        Raises:
            StaleAnswer: If one is about words, or about a paper, that have changed since.
        """
        decided = [opinion for opinion in self._opinions if opinion.stance]
        if decided:
            _require_fresh(subject, decided)
        findings = [finding for opinion in decided if (finding := self._finding(subject, opinion))]
        return Observation(len(decided), tuple(findings))

    def _finding(self, subject: Subject, opinion: Opinion) -> Finding | None:
        if opinion.stance == "supported":
            return None
        is_contradicted = opinion.stance == "contradicted"
        return subject.finding(
            self.id,
            self._severity if is_contradicted else Severity.WARNING,
            opinion.claim.span,
            _contradicted(opinion) if is_contradicted else _not_stated(subject, opinion),
            evidence=_evidence(opinion) if is_contradicted else (),
        )


class StaleAnswer(Exception):
    """Answers of a judge that are held against a text that they are not about."""


def _require_fresh(subject: Subject, opinions: Iterable[Opinion]) -> None:
    from evals.judges.claims import claims_of  # noqa: PLC0415 - loads how models are asked, which no other check needs

    known = {(claim.fingerprint, claim.span) for claim in claims_of(subject)}
    for opinion in opinions:
        if (opinion.claim.fingerprint, opinion.claim.span) not in known:
            message = f"the answer about {opinion.claim.text[:40]!r} is stale"
            raise StaleAnswer(message)


def _evidence(opinion: Opinion) -> tuple[Evidence, ...]:
    votes = [vote for vote in opinion.votes if vote.stance == opinion.stance]
    return tuple(dict.fromkeys(evidence for vote in votes for evidence in vote.evidence))


def _contradicted(opinion: Opinion) -> Message:
    reason = _reason(opinion)
    return Message(f"The judge says that the paper contradicts this{reason}", f"판정 모델: 원문과 어긋납니다{reason}")


def _not_stated(subject: Subject, opinion: Opinion) -> Message:
    from evals.subject.subject import searched  # noqa: PLC0415 - its package holds this check

    reason, texts = _reason(opinion), searched(subject)
    return Message(
        f"The judge finds this in none of the texts it read ({texts.en}){reason}",
        f"판정 모델: 읽은 원문({texts.ko})에 없는 내용입니다{reason}",
    )


def _reason(opinion: Opinion) -> str:
    given = next((vote.reason for vote in opinion.votes if vote.stance == opinion.stance and vote.reason), "")
    if not given:
        return "."
    shown = given if len(given) <= _LONGEST_REASON else f"{given[:_LONGEST_REASON]}…"
    return f": {shown}"
