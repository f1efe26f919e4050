"""What hostile text costs: the time of every check and reader grows with its length, and never with its square."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.checks.contract import CannotTell, examines_entries
from evals.quantities import read_quantities
from evals.subject.normalised import normalised
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.fulltext.passages import split_passages
from summarizer.io.terminal import harmless
from summarizer.models.escapes import restored
from summarizer.papers import Paper, Passage
from summarizer.papers.ids import read_id
from summarizer.sentences import sentence_ends

if TYPE_CHECKING:
    from evals.checks.contract import Check, DigestCheck
    from evals.quantities.model import Language

pytestmark = pytest.mark.slow

SHORT = 1000
PIECES = {
    "digits": "9",
    "grouped digits": "1,000,",
    "spaced digits": "12 500 ",
    "apart scales": "1 조 2 천만 ",
    "scales": "십백천만억조",
    "digits in letters": "일이삼사",
    "number words": "one hundred and ",
    "ranges": "7~30억-",
    "glosses": "7억(7B) ",
    "open brackets": "(",
    "open markup": "**[`_",
    "LaTeX": r"$\frac{\text{a_{",
    "capitals": "A",
    "names": "Tide-2B/",
    "small words": "a b ",
    "Hangul": "가",
    "particles": "은는이가을를",
    "sentences": "그렇습니다. ",
    "stops": ".",
    "blanks": " ",
    "line ends": "\n",
    "decomposed": "\u1112\u1161\u11ab",
    "zero width": "\u200b",
    "comparisons": "than better than A보다 더 ",
    "list markers": "1.",
    "quotes": "'\"",
    "links": "<a>[b](c)",
    "hyphens": "a-",
    "fractions": "1/",
    "model names": "GPT-4o ",
    "glossed terms": "양자화(quantization) ",
    "percentages": "12.5% ",
    "figures with particles": "5을 ",
    "letters with particles": "A을",
    "clauses": "A는 B보다 2배 좋고 ",
    "lists": "A, B, C와 ",
    "denials": "않지 않은 ",
    "sizes": "8B 모델 7억 ",
    "expansions": "Large Language Model (LLM) ",
}
"""What a text is made of."""

Run = Callable[[str], object]


def in_body(text: str) -> Subject:
    """Return an entry that says the text, about a paper that says it as well."""
    (entry,) = parse(f"### [A](https://arxiv.org/abs/2401.00001)\n\n- A: {text}\n").entries
    return Subject(entry, Paper("2401.00001", "A", text, fulltext=(Passage("Results", text),)))


def in_head(text: str) -> Subject:
    """Return an entry whose title is the text and whose authors are it and its words, and a paper with the like."""
    line = " ".join(text.split()) or "-"
    names = f"{line}, {line.replace(' ', ', ')}"
    (entry,) = parse(f"### [{line}](https://arxiv.org/abs/2401.00001)\n\nAuthors: {names}\n\n- A: B.\n").entries
    return Subject(entry, Paper("2401.00001", f"{line}.", "A.", authors=(f"{line} A", *line.split()[::-1])))


def normalised_text(text: str) -> object:
    """Return the normalised view of an entry that says the text."""
    return normalised(in_body(text).entry)


READERS: dict[str, Run] = {
    "sentences": sentence_ends,
    "normalised view": normalised_text,
    "escapes": restored,
    "terminal": harmless,
    "passages": split_passages,
    "paper id": read_id,
}
PLACES = {"body": in_body, "head": in_head}


def inspected(check: Check | DigestCheck, subject: Subject) -> object:
    """Examine an entry, or compare it with itself; to refuse is an answer as well."""
    try:
        return check.inspect(subject) if examines_entries(check) else check.compare([subject, subject])
    except CannotTell:
        return None


def seconds(run: Run, piece: str, length: int) -> float:
    """Return the lesser time of two runs over pieces of that many characters in all."""
    text = piece * (length // len(piece))
    times = []
    for _ in range(2):
        start = time.process_time()
        run(text)
        times.append(time.process_time() - start)
    return min(times)


def assert_is_linear(run: Run, piece: str) -> None:
    """Compare the time for a text with that for ten times as much, which a square makes a hundredfold."""
    allowed = 25 * seconds(run, piece, SHORT) + 0.15
    assert seconds(run, piece, 10 * SHORT) < allowed


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_takes_linear_time(check: Check | DigestCheck, place: Callable[[str], Subject], piece: str) -> None:
    """No text keeps a check at work longer than its length explains."""
    assert_is_linear(lambda text: inspected(check, place(text)), piece)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_reader_of_numbers_takes_linear_time(language: Language, piece: str) -> None:
    """No text keeps a reader of numbers longer than its length explains."""
    assert_is_linear(lambda text: read_quantities(text, language), piece)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_reading_a_digest_takes_linear_time(piece: str) -> None:
    """Neither does a text keep the parser, whether it stands in an entry or makes the file."""
    assert_is_linear(parse, piece)
    assert_is_linear(lambda text: parse(f"### [A](https://arxiv.org/abs/2401.00001)\n\n- A: {text}\n"), piece)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("name", READERS)
def test_what_every_check_reads_takes_linear_time(name: str, piece: str) -> None:
    """The views of a text that checks and reports share cost no more than reading it."""
    assert_is_linear(READERS[name], piece)
