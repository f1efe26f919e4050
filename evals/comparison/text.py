"""A comparison for people: the verdict, the papers that got worse, then every metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.comparison.verdicts import name_of
from summarizer.io.terminal import columns, harmless, shorten
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.comparison.record import ComparisonRecord, EntryRecord, MetricRecord, SideRecord, Verdict
    from summarizer.io.terminal import Paint

_RED, _GREEN, _YELLOW, _BOLD = 31, 32, 33, 1
_STYLES: dict[Verdict, int] = {"better": _GREEN, "worse": _RED}
_VERDICTS: dict[Verdict, Message] = {
    "better": Message("{b} is better than {a}", "{b} 버전이 {a} 버전보다 낫습니다"),
    "worse": Message("{b} is worse than {a}", "{b} 버전이 {a} 버전보다 나쁩니다"),
    "no-difference": Message("no difference shown between {a} and {b}", "{a} 대 {b}: 차이가 보이지 않습니다"),
    "inconclusive": Message("{a} and {b}: inconclusive", "{a} 대 {b}: 판단할 수 없습니다"),
    "not-comparable": Message("{a} and {b}: not comparable", "{a} 대 {b}: 비교할 수 없습니다"),
}
_WORSE = Message("{} (paper|papers) got worse:", "나빠진 논문이 {}편 있습니다:")
_NO_WORSE = Message("No paper got worse.", "나빠진 논문이 없습니다.")
_HEADS = Message(
    "metric|A|B|difference|95% interval|p (Holm)|better / same / worse",
    "지표|A|B|차이|95% 신뢰 구간|p (Holm)|개선 / 같음 / 악화",
)
_FOOT = Message("{} (paper|papers), model {}. Comparison {}.", "논문 {}편, 모델 {}. 비교 {}.")
_NO_TEXT = Message("no usable reply", "쓸 수 있는 응답 없음")
_CHANGE = Message("errors {} -> {}, warnings {} -> {}", "오류 {} -> {}, 경고 {} -> {}")
_NOTHING = "–"
_LONGEST_TITLE = 60


class TextComparison:
    """Words a comparison in one language.

    Args:
        language: `ko` or `en`.
        paint: Colours, or none.
    """

    def __init__(self, language: str, paint: Paint) -> None:
        self._language = language
        self._paint = paint

    def lines(self, record: ComparisonRecord) -> Iterator[str]:
        """Yield the lines."""
        names = {side: f"{prompt.name}@{prompt.version}" for side, prompt in (("a", record.a), ("b", record.b))}
        said = self._say(_VERDICTS[record.verdict]).format(**names)
        yield self._paint(harmless(said), _BOLD, _STYLES.get(record.verdict, _YELLOW))
        yield from (
            f"  {harmless(reason)}" for reason in (record.reasons_ko if self._language == "ko" else record.reasons)
        )
        if record.verdict == "not-comparable":
            return
        yield ""
        yield from self._worse([entry for entry in record.entries if entry.worse])
        yield ""
        yield from self._table(record.metrics)
        yield ""
        papers = len({entry.arxiv_id for entry in record.entries})
        yield fill(self._say(_FOOT), papers, harmless(record.model), record.id)

    def _worse(self, entries: Sequence[EntryRecord]) -> Iterator[str]:
        if not entries:
            yield self._say(_NO_WORSE)
            return
        yield fill(self._say(_WORSE), len({entry.arxiv_id for entry in entries}))
        for entry in entries:
            yield f"  {entry.arxiv_id}  {shorten(entry.title, _LONGEST_TITLE)}: {self._change(entry)}"

    def _change(self, entry: EntryRecord) -> str:
        if entry.b.text is None:
            return self._say(_NO_TEXT)
        counts = [_count(side, name) for name in ("errors", "warnings") for side in (entry.a, entry.b)]
        return self._say(_CHANGE).format(*counts)

    def _table(self, metrics: Sequence[MetricRecord]) -> Iterator[str]:
        rows = [self._say(_HEADS).split("|"), *(self._row(metric) for metric in metrics)]
        widths = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
        for first, *rest in rows:
            cells = [" " * (width - columns(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)]
            yield "  ".join([first + " " * (widths[0] - columns(first)), *cells])

    def _row(self, metric: MetricRecord) -> list[str]:
        is_known = metric.low is not None and metric.high is not None
        return [
            self._say(name_of(metric.name)).removeprefix("check:"),
            _number(metric.a),
            _number(metric.b),
            _number(metric.difference, "+"),
            f"{_number(metric.low, '+')} ~ {_number(metric.high, '+')}" if is_known else _NOTHING,
            _NOTHING if metric.p is None else f"{metric.p:.3f}",
            f"{metric.wins} / {metric.ties} / {metric.losses}" if metric.better and metric.papers else _NOTHING,
        ]

    def _say(self, message: Message) -> str:
        return message.text(self._language)


def _count(side: SideRecord, name: str) -> str:
    value = side.metrics.get(name)
    return _NOTHING if value is None else f"{value:g}"


def _number(value: float | None, sign: str = "") -> str:
    return _NOTHING if value is None else f"{value:{sign},.4g}"
