"""The papers of cases that do not carry their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import PaperNotFound, SourceError
from summarizer.papers import PaperRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.datasets.model import LabelledCase
    from summarizer.papers import PaperSource


def with_papers(cases: Sequence[LabelledCase], papers: PaperSource) -> list[LabelledCase]:
    """Return the cases, each with its paper where the source has it; one that carries its paper keeps that."""
    refs = dict.fromkeys(PaperRef(case.arxiv_id) for case in cases if case.paper is None)
    found = papers.fetch(list(refs)) if refs else {}

    def completed(case: LabelledCase) -> LabelledCase:
        paper = found.get(PaperRef(case.arxiv_id))
        if case.paper is not None or paper is None:
            return case
        return (
            case
            if isinstance(paper, SourceError) and not isinstance(paper, PaperNotFound)
            else replace(case, paper=paper)
        )

    return [completed(case) for case in cases]
