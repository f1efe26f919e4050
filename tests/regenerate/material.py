"""Papers, entries and replies of our own making, as many as a test needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.digest import Dialect, EntryDraft, write_digest
from summarizer.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = "2024-02-03"
NAMES = ("What's New", "Technical Details", "Performance Highlights")


@dataclass(frozen=True)
class Study:
    """A paper that differs from the others in its number and its figures.

    Attributes:
        number: From 1.
    """

    number: int

    @property
    def arxiv_id(self) -> str:
        """Its identifier."""
        return f"2401.{self.number:05}"

    @property
    def title(self) -> str:
        """Its title."""
        return f"Study {self.number:05}: Small Models on Many Images"

    @property
    def billions(self) -> int:
        """Its parameters."""
        return 2 + self.number % 7

    @property
    def paper(self) -> Paper:
        """What arXiv knows of it."""
        return Paper(
            self.arxiv_id,
            self.title,
            f"We present Vista-{self.number}, a model with {self.billions} billion parameters that learns from"
            f" {10 + self.number % 30} million images. It reaches {60 + self.number % 30}.5% accuracy on ImageNet,"
            " more than ResNet-50.",
            version=1,
            authors=("Ada Park", "Bo Kim"),
            published="2024-01-01T00:00:00Z",
            updated="2024-01-01T00:00:00Z",
        )

    @property
    def old(self) -> tuple[str, str, str]:
        """The prose of a digest, its parameters a tenth of what they are."""
        return (
            f"파라미터가 {self.billions}억 개인 모델을 제안합니다.",
            f"Vista-{self.number} 모델은 이미지로 학습합니다.",
            "결과가 좋습니다.",
        )

    @property
    def good(self) -> tuple[str, str, str]:
        """The prose that a good model writes."""
        return (
            f"파라미터가 {self.billions * 10}억 개인 Vista-{self.number} 모델을 제안합니다.",
            f"이미지 {(10 + self.number % 30) * 100:,}만 장으로 학습합니다.",
            f"ImageNet에서 정확도 {60 + self.number % 30}.5%를 기록하여 ResNet-50을 앞섰습니다.",
        )

    def reply(self, prose: tuple[str, str, str] | None = None, quote: str | None = None) -> str:
        """Return the reply of a model to the prompt for a summary."""
        whats_new, technical_details, performance_highlights = prose or self.good
        quote = quote or f"a model with {self.billions} billion parameters"
        return json.dumps(
            {
                "facts": [{"quote": quote, "fact": "파라미터 수를 밝힙니다."}],
                "whats_new": whats_new,
                "technical_details": technical_details,
                "performance_highlights": performance_highlights,
            },
            ensure_ascii=False,
        )

    def draft(self, prose: tuple[str, str, str]) -> EntryDraft:
        """Return its entry with that prose."""
        return EntryDraft(
            self.title,
            self.arxiv_id,
            tuple(zip(NAMES, prose, strict=True)),
            ("Ada Park", "Bo Kim"),
            3,
            f"https://example.org/{self.number}.png",
        )


def studies(count: int) -> list[Study]:
    """Return the first papers."""
    return [Study(number) for number in range(1, count + 1)]


def old_digest(those: Iterable[Study], dialect: Dialect = Dialect.BOLD) -> str:
    """Return the digest that is to be written again."""
    return write_digest(DAY, [study.draft(study.old) for study in those], dialect)


def good_digest(those: Iterable[Study], dialect: Dialect = Dialect.BOLD) -> str:
    """Return the digest as it reads with what a good model writes."""
    return write_digest(DAY, [study.draft(study.good) for study in those], dialect)
