"""Things that papers measure, in both languages, and whether more of one is better or worse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.spans import Span


class Measure(NamedTuple):
    """A measured thing that a text names.

    Attributes:
        name: Canonical English name.
        worth: 1 when more of it is better, -1 when less is; 0 when that depends.
        start: Where the word starts.
        end: Where it ends, exclusive.
    """

    name: str
    worth: int
    start: int
    end: int

    def overlaps(self, span: Span, offset: int) -> bool:
        """Return whether the word, in a text that starts at `offset`, shares a letter with `span`."""
        return self.start + offset < span.end and span.start < self.end + offset


# name, worth, English words, Korean words; regular expressions, all lower case.
_TABLE = (
    ("degradation", -1, r"degradations?", r"성능 저하|정확도 저하|품질 저하"),
    ("accuracy", 1, r"accurac(?:y|ies)", r"정확도|정확성|정확률"),
    ("performance", 1, r"performances?", r"성능"),
    ("quality", 1, r"quality", r"품질"),
    ("efficiency", 1, r"efficienc(?:y|ies)", r"효율성?"),
    ("throughput", 1, r"throughput", r"처리량"),
    ("speed", 1, r"speeds?", r"속도"),
    ("success rate", 1, r"success rates?|completion rates?", r"성공률|완료율"),
    ("win rate", 1, r"win[ -]?rates?", r"승률"),
    ("precision", 1, r"precision", r"정밀도"),
    ("recall", 1, r"recall", r"재현율"),
    ("f1", 1, r"f1(?:[ -]scores?)?", r"f1(?:[ -]?점수|[ -]?스코어)?"),
    ("robustness", 1, r"robustness", r"견고성|강건성"),
    ("reliability", 1, r"reliability", r"신뢰도|신뢰성"),
    ("fluency", 1, r"fluency", r"유창성"),
    ("readability", 1, r"readability", r"가독성"),
    ("diversity", 1, r"diversity", r"다양성"),
    ("fidelity", 1, r"fidelity", r"충실도"),
    ("bleu", 1, r"bleu", r"bleu"),
    ("psnr", 1, r"psnr", r"psnr"),
    ("ssim", 1, r"ssim", r"ssim"),
    ("miou", 1, r"miou|iou", r"miou|iou"),
    (
        "time taken",
        -1,
        r"(?:run|training|inference|decoding|processing|response|execution|generation)[ -]?times?",
        r"(?:추론|학습|훈련|처리|응답|실행|생성|디코딩|연산|계산) ?시간",
    ),
    ("latency", -1, r"latenc(?:y|ies)|delays?", r"지연 ?시간|레이턴시|대기 ?시간|지연"),
    ("time", 0, r"times?|duration", r"(?<!실)시간"),
    ("memory", 0, r"memory|vram", r"메모리|vram"),
    ("cost", -1, r"(?:training |inference |computational |annotation )?costs?|expenses?", r"비용"),
    ("storage", 0, r"storage", r"저장 ?공간|저장 ?비용|스토리지"),
    ("compute", 0, r"flops?|macs?|computations?|compute", r"flops?|macs?|연산량|계산량"),
    ("energy", 0, r"energy(?: consumption| use| usage)?", r"에너지 ?(?:소비|소모|사용)량?|전력"),
    ("error", -1, r"errors?(?: rates?)?|wer|cer|mae|rmse|mse", r"오류율?|오차|에러율?|wer|cer|mae|rmse|mse"),
    ("loss", 0, r"loss(?:es)?", r"손실"),
    ("perplexity", -1, r"(?:gen)?ppl|perplexity", r"(?:gen)?ppl|퍼플렉[시서]티|혼란도|당혹도"),
    ("inception score", 1, r"inception scores?", r"inception ?(?:점수|스코어)|인셉션 ?(?:점수|스코어)"),
    ("fid", -1, r"g?fid|fvd|lpips", r"g?fid|fvd|lpips"),
    ("hallucination", -1, r"hallucinations?", r"환각"),
    ("toxicity", -1, r"toxicity", r"유해성|(?<!가)독성"),
    ("bias", 0, r"bias(?:es)?", r"편향성?"),
    ("overhead", -1, r"overheads?", r"오버헤드|부담"),
    ("parameters", 0, r"parameters?", r"파라미터|매개변수"),
    ("model size", 0, r"model sizes?", r"모델 ?크기"),
    ("data", 0, r"data", r"데이터"),
    ("tokens", 0, r"tokens?", r"토큰"),
    ("steps", 0, r"steps?|iterations?", r"단계|스텝"),
    ("length", 0, r"lengths?", r"길이"),
    ("math", 0, r"math(?:ematics|ematical)?", r"수학"),
    ("coding", 0, r"cod(?:e|ing)|programming", r"(?<![디인])코딩|(?<![디인])코드|프로그래밍"),
    ("vision", 0, r"visions?|visual", r"비전|시각(?!화)"),
)
GENERAL = frozenset({"performance", "quality", "efficiency"})
"""Names that may stand for any other thing of which more is better."""

KIN = {"latency": "time", "time taken": "time"}
"""Things that the languages name by each other's word: 추론 시간 is the latency."""

_WORTH = {name: worth for name, worth, _, _ in _TABLE}


def _pattern(column: int, edge: str, behind: str) -> re.Pattern[str]:
    # The order of the table decides where one word begins another: 성능 저하 is no performance.
    groups = "|".join(f"(?P<m{i}>{row[column]})" for i, row in enumerate(_TABLE))
    return re.compile(f"{edge}(?:{groups}){behind}", re.IGNORECASE)


_ENGLISH = _pattern(2, r"(?<![A-Za-z0-9-])", r"(?![A-Za-z0-9]|-[a-z])")  # time-to-accuracy is none
_KOREAN = _pattern(3, r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])")


def english_measures(text: str) -> list[Measure]:
    """Return the measured things that an English text names, in order."""
    return _found(_ENGLISH, text)


def korean_measures(text: str) -> list[Measure]:
    """Return the measured things that a Korean text names, in order."""
    return _found(_KOREAN, text)


def _found(pattern: re.Pattern[str], text: str) -> list[Measure]:
    found = []
    for match in pattern.finditer(text):
        name = _TABLE[int((match.lastgroup or "m0")[1:])][0]
        found.append(Measure(name, _WORTH[name], match.start(), match.end()))
    return found


def shared_worth(measures: Iterable[Measure]) -> int:
    """Return whether more is better or worse of the things named; 0 when nothing tells, or they disagree."""
    worths = {measure.worth for measure in measures if measure.worth}
    return worths.pop() if len(worths) == 1 else 0
