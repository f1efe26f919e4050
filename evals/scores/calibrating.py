"""A judge measured: its answer to every sentence of labelled cases beside what people say of that sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.judges.calibration import Calibration, IntervalRecord, PromptRecord
from evals.judges.claims import claims_of
from evals.scores.tables import number, table, within
from evals.statistics import Interval, cohens_kappa, kappa_interval
from evals.subject.cases import Case
from summarizer.digest import parse
from summarizer.errors import SourceUnavailable
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from evals.datasets import LabelledCase
    from evals.hearings import Bench
    from evals.judges.calibration import DatasetRecord
    from evals.judges.claims import Claim
    from evals.judges.judge import Opinion
    from evals.subject.subject import Subject
    from summarizer.errors import PaperNotFound
    from summarizer.models.replies import Stance
    from summarizer.papers import Paper

UNDECIDED = "undecided"
_LABELS: tuple[Stance, ...] = ("supported", "contradicted", "not-stated")
_ANSWERS = (*_LABELS, UNDECIDED)
_FORM = "format"
_HEAD = Message(
    "{} with {}: {} (claim|claims) of {} (case|cases), {} of them contradicted by the labels.",
    "{0}({1}): 사례 {3}개의 주장 {2}개를 판정했습니다. 사람이 원문과 어긋난다고 본 주장의 비율은 {4}입니다.",
)
_COLUMNS = Message("label / judge", "사람 / 판정 모델")
_NAMES = {
    "supported": Message("supported", "원문에 있음"),
    "contradicted": Message("contradicted", "원문과 어긋남"),
    "not-stated": Message("not-stated", "원문에 없음"),
    UNDECIDED: Message(UNDECIDED, "판단 불가"),
}
_KAPPA = Message(
    "Cohen's kappa, contradicted or not: {}{}; agreement {}.",
    "원문과 어긋나는지에 대한 코헨의 카파는 {}{}, 일치율은 {}입니다.",
)
_ADVISER = Message("May block: no, {}.", "실패 판정에 쓸 수 없습니다. {}.")
_BLOCKER = Message("May block: yes.", "실패 판정에 쓸 수 있습니다.")


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


def rate_cases(cases: Sequence[LabelledCase], bench: Bench) -> Iterator[Rating]:
    """Yield every sentence of the cases with both answers, in order.

    All sentences are asked about, those too that rules decide: what is measured is the judge, which does not change
    with the rules.

    Raises:
        SourceUnavailable: If the paper of a case could not be had; nothing was asked then.
    """
    for case in cases:
        _require_source(case)
    for heard in bench.hear(_questions(cases)):
        bench.keep(heard.item.id, heard)
        for opinion in heard.judgement.opinions:
            yield Rating(heard.item.arxiv_id, label_of(heard.item, opinion.claim), opinion)


def _questions(cases: Iterable[LabelledCase]) -> Iterator[tuple[LabelledCase, Subject, Sequence[Claim]]]:
    for case in cases:
        for entry in parse(case.text).entries:
            subject = Case(entry, _require_source(case)).subject
            yield case, subject, claims_of(subject)


def _require_source(case: LabelledCase) -> Paper | PaperNotFound:
    # Of a paper that does not exist no sentence can be held against anything, and that is known.
    if case.paper is None or (case.source and not (case.source.abstract or case.source.fulltext)):
        message = Message(
            f"{case.id}: there is no source of {case.arxiv_id} to judge by",
            f"{case.id}: 판정에 쓸 {case.arxiv_id}의 원문이 없습니다",
        )
        raise SourceUnavailable(message)
    return case.paper


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


def calibration_text(record: Calibration, language: str) -> str:
    """Return the record for people."""
    prompt = f"{record.prompt.name}@{record.prompt.version}"
    counts = record.judge, prompt, record.claims, record.cases, number(record.base_rate)
    heads = [_COLUMNS.text(language), *(_NAMES[answer].text(language) for answer in _ANSWERS)]
    rows = [
        (_NAMES[label].text(language), *(str(record.confusion[label][answer]) for answer in _ANSWERS))
        for label in _LABELS
    ]
    found, why = record.kappa_interval, record.objection
    limits = within(Interval(found.low, found.high) if found else None)
    kappa = _KAPPA.text(language).format(number(record.kappa), limits, number(record.agreement))
    rule_answer = _ADVISER.text(language).format(why.text(language)) if why else _BLOCKER.text(language)
    return f"{fill(_HEAD.text(language), *counts)}\n\n{table(heads, rows)}\n{kappa}\n{rule_answer}\n"
