"""A judge measured: its answer to every sentence of labelled cases beside what people say of that sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.judges.calibration import Calibration, IntervalRecord, PromptRecord
from evals.judges.claims import claims_of
from evals.scores.kappa import cohens_kappa, kappa_interval
from evals.scores.statistics import Interval
from evals.scores.tables import number, table, within
from summarizer.digest import parse
from summarizer.errors import SourceUnavailable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from evals.datasets import LabelledCase
    from evals.hearings import Bench
    from evals.judges.calibration import DatasetRecord
    from evals.judges.claims import Claim
    from evals.judges.judge import Opinion
    from evals.subject import Subject
    from summarizer.models.reply_schemas import Stance

UNDECIDED = "undecided"
_LABELS: tuple[Stance, ...] = ("supported", "contradicted", "not-stated")
_ANSWERS = (*_LABELS, UNDECIDED)
_FORM = "format"


@dataclass(frozen=True, slots=True)
class Rating:
    """A claim of a paper, with the answer of people and of the judge."""

    arxiv_id: str
    label: Stance
    opinion: Opinion

    @property
    def answer(self) -> str:
        """What the judge says."""
        return self.opinion.stance or UNDECIDED


def rate_cases(cases: Iterable[LabelledCase], bench: Bench) -> Iterator[Rating]:
    """Yield every sentence of the cases with both answers, in order.

    All sentences are asked about, those too that rules decide: what is measured is the judge, which does not change
    with the rules.

    Raises:
        SourceUnavailable: If a case has no paper, so that nothing can be held against it.
    """
    for heard in bench.hear(_questions(cases)):
        bench.keep(heard.item.id, heard)
        for opinion in heard.judgement.opinions:
            yield Rating(heard.item.arxiv_id, label_of(heard.item, opinion.claim), opinion)


def _questions(cases: Iterable[LabelledCase]) -> Iterator[tuple[LabelledCase, Subject, Sequence[Claim]]]:
    for case in cases:
        if case.source is None:
            message = Message(
                f"{case.id}: there is no source of {case.arxiv_id} to judge by",
                f"{case.id}: 판정에 쓸 {case.arxiv_id}의 원문이 없습니다",
            )
            raise SourceUnavailable(message)
        for entry in parse(case.text).entries:
            subject = Case(entry, case.source).subject
            yield case, subject, claims_of(subject)


def label_of(case: LabelledCase, claim: Claim) -> Stance:
    """Return what people say of a claim: the worst label on it, and supported where there is none.

    A label of a whole entry says nothing of one sentence, and a fault of form nothing of its truth.
    """
    labels = [one for one in case.labels if not one.is_whole and one.type != _FORM and one.span.overlaps(claim.span)]
    if any(label.verdict != "unsupported" for label in labels):
        return "contradicted"
    return "not-stated" if labels else "supported"


def calibration(
    ratings: Sequence[Rating], cases: int, bench: Bench, datasets: tuple[DatasetRecord, ...]
) -> Calibration:
    """Return the record of a judge.

    Kappa is that of one question, whether the paper contradicts the claim, since that is what blocks. What the judge
    could not tell agrees with no label.
    """
    counts = Counter((rating.label, rating.answer) for rating in ratings)
    papers: dict[Hashable, list[list[int]]] = defaultdict(lambda: [[0] * 3 for _ in range(3)])
    for rating in ratings:
        papers[rating.arxiv_id][_side(rating.label)][_side(rating.answer)] += 1
    total = [[sum(one[row][column] for one in papers.values()) for column in range(3)] for row in range(3)]
    interval, claims, judge = kappa_interval(papers), len(ratings), bench.judge
    return Calibration(
        judge=judge.model,
        answered_by=tuple(sorted({model for rating in ratings for model in rating.opinion.answered_by})),
        prompt=PromptRecord(name=judge.prompt.name, version=str(judge.prompt.version), sha256=judge.prompt.sha256),
        votes=judge.votes,
        datasets=datasets,
        cases=cases,
        claims=claims,
        base_rate=sum(total[0]) / claims if claims else None,
        confusion={label: {answer: counts[label, answer] for answer in _ANSWERS} for label in _LABELS},
        agreement=(total[0][0] + total[1][1]) / claims if claims else None,
        kappa=cohens_kappa(total),
        kappa_interval=IntervalRecord(low=interval.low, high=interval.high) if interval else None,
    )


def _side(answer: str) -> int:
    return {"contradicted": 0, UNDECIDED: 2}.get(answer, 1)


def calibration_text(record: Calibration) -> str:
    """Return the record for people."""
    rows = [(label, *(str(record.confusion[label][answer]) for answer in _ANSWERS)) for label in _LABELS]
    prompt = f"{record.prompt.name}@{record.prompt.version}"
    found = record.kappa_interval
    limits = Interval(found.low, found.high) if found else None
    return (
        f"{record.judge} with {prompt}: {record.claims} claims of {record.cases} cases,"
        f" {number(record.base_rate)} of them contradicted by the labels.\n\n"
        f"{table(('label / judge', *_ANSWERS), rows)}\n"
        f"Cohen's kappa, contradicted or not: {number(record.kappa)}{within(limits)};"
        f" agreement {number(record.agreement)}.\n"
        f"May block: {f'no, {record.objection.en}' if record.objection else 'yes'}.\n"
    )
