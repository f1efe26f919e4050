"""The passages of a paper that a model gets to read, chosen within a budget of tokens."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.fulltext.section_roles import APPENDIX, Role, section_roles
from summarizer.papers import Passage
from summarizer.sentences import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from summarizer.papers import Paper

DEFAULT_BUDGET = 6_000

# What each part of the paper is sure to get of the budget, in percent; the rest goes to what says most.
_SHARES = {Role.INTRODUCTION: 20, Role.METHOD: 25, Role.RESULTS: 30, Role.CONCLUSION: 10}
# Chosen for what they say, whichever they stand in; the roles that follow are only for what is left of the budget.
_MAIN = frozenset(_SHARES)
_NEVER = frozenset({Role.ABSTRACT, Role.BACK_MATTER})
_STORY = _MAIN | {Role.BACKGROUND, Role.ASIDE}
_APPENDED = frozenset({Role.APPENDIX, Role.LISTING})
# A piece is about a paragraph: short enough that the last one leaves little of the budget unused.
_SHORTEST_PIECE = 300
_LONGEST_PIECE = 1_200
_BLANKS = re.compile(r"\s*")
_PROMPT = re.compile(
    r"\b(?:you are an?|your (?:task|job|response|answer) (?:is|should|must)|respond (?:with|only)|output format)\b"
    r"|\{[a-z_]{2,30}\}|<[a-z_]{2,30}>",
    re.IGNORECASE,
)
_CITATION = re.compile(r"(?:19|20)[0-9]{2}[a-z]?[);,]|\[[0-9][0-9, –-]{0,30}\]")
# More citations than one in so many characters are the work of others, whatever the section is called.
_CHARACTERS_A_CITATION = 125
_TERM = re.compile(r"[a-z]{3,}|[0-9]+(?:\.[0-9]+)?")
# The constants of BM25, as usual.
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What a model gets to read of a paper's full text, besides title and abstract.

    Attributes:
        passages: In the order of the paper; each is cut from one of its passages in one piece.
        left_out: The rest of the full text, in the same way.
        tokens: What the abstract and the passages take.
        appendix: The names of the sections that belong to the appendix.
    """

    passages: tuple[Passage, ...]
    left_out: tuple[Passage, ...]
    tokens: int
    appendix: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The passages as a prompt shows them, each under the name of its section; those of the appendix say so."""
        return "\n".join(_shown(passage, self.appendix) for passage in self.passages)


NO_EVIDENCE = Excerpts((), (), 0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where a piece stands: in which passage, from where to where; and what part it plays."""

    passage: int
    start: int
    end: int
    role: Role


def choose_evidence(
    paper: Paper, budget: int, count_tokens: Callable[[str], int], *, claims: str | None = None
) -> Excerpts:
    """Return what of the paper is worth its tokens.

    The abstract counts first, and is there even when it alone exceeds the budget. Introduction, method, results and
    conclusion each have a share, filled with what has most in common with title and abstract; what is over
    goes to the best of the rest of the main text, then to background and asides, to the appendix, and
    last to program text and prompts. References are never chosen, nor is an appendix without a main text: it would be
    told as the paper's story. The same paper, budget and counter give the same evidence.

    Where `claims` are given, what has most in common with them is chosen instead, be it from an appendix alone: to
    prove a claim it is as good as any.
    """
    passages = paper.fulltext or ()
    pieces = _pieces(passages)
    appendix = frozenset(passages[piece.passage].section for piece in pieces if piece.role in _APPENDED)
    may_choose = claims or any(piece.role in _STORY for piece in pieces)
    ranked = _ranked(pieces, passages, claims or f"{paper.title}\n{paper.abstract}") if may_choose else []
    tokens = count_tokens(paper.abstract)
    left = max(0, budget - tokens)
    chosen: set[_Piece] = set()
    rounds = [([p for p in ranked if p.role is role], left * share // 100) for role, share in _SHARES.items()]
    for candidates, share in [*rounds, (ranked, left)]:
        room = min(share, left)
        for piece in candidates:
            if piece in chosen:
                continue
            cost = count_tokens(_shown(_cut(passages, piece), appendix) + "\n")
            if cost > room:
                break
            chosen.add(piece)
            room -= cost
            left -= cost
            tokens += cost
    return Excerpts(
        tuple(_merged(passages, pieces, lambda piece: piece in chosen)),
        tuple(_merged(passages, pieces, lambda piece: piece not in chosen)),
        tokens,
        appendix,
    )


def _shown(passage: Passage, appendix: Collection[str]) -> str:
    is_unmarked = passage.section in appendix and not passage.section.startswith(APPENDIX)
    return f"[{APPENDIX} {passage.section}]\n{passage.text}" if is_unmarked else f"[{passage.section}]\n{passage.text}"


def _cut(passages: Sequence[Passage], piece: _Piece) -> Passage:
    passage = passages[piece.passage]
    return Passage(passage.section, passage.text[piece.start : piece.end].strip())


def _pieces(passages: Sequence[Passage]) -> list[_Piece]:
    roles = section_roles([passage.section for passage in passages])
    pieces = []
    for number, (passage, named_role) in enumerate(zip(passages, roles, strict=True)):
        role = Role.BACKGROUND if named_role is Role.METHOD and _tells_of_others(passage.text) else named_role
        for start, end in _spans(passage.text):
            is_prompt = role is Role.APPENDIX and _PROMPT.search(passage.text, start, end)
            pieces.append(_Piece(number, start, end, Role.LISTING if is_prompt else role))
    return pieces


def _tells_of_others(text: str) -> bool:
    return len(_CITATION.findall(text)) * _CHARACTERS_A_CITATION > len(text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs; a short one goes with the next, a long one is cut behind a line or sentence."""
    start = 0
    while start < len(text):
        paragraph = text.find("\n\n", start + _SHORTEST_PIECE, start + _LONGEST_PIECE)
        if paragraph != -1:
            end = paragraph + 2
        elif len(text) - start <= _LONGEST_PIECE:
            end = len(text)
        else:
            ends = sentence_ends(text[start : start + _LONGEST_PIECE])
            end = _BLANKS.match(text, start + (ends[-1] if ends else _LONGEST_PIECE)).end()  # type: ignore[union-attr]
        if text[start:end].strip():
            yield start, end
        start = end


def _ranked(pieces: Sequence[_Piece], passages: Sequence[Passage], query: str) -> list[_Piece]:
    """Return the pieces that may be chosen, the best first: the main text before the rest, each by relevance."""
    terms = [Counter(_TERM.findall(passages[p.passage].text[p.start : p.end].lower())) for p in pieces]
    scores = _relevance(terms, set(_TERM.findall(query.lower())))
    order = sorted(
        (Role.INTRODUCTION if piece.role in _MAIN else piece.role, -score, place)
        for place, (piece, score) in enumerate(zip(pieces, scores, strict=True))
        if piece.role not in _NEVER
    )
    return [pieces[place] for _, _, place in order]


def _relevance(pieces: Sequence[Counter[str]], query: Iterable[str]) -> list[float]:
    """Return how much each piece has in common with the query, by BM25: rare terms count most."""
    mean = sum(piece.total() for piece in pieces) / max(1, len(pieces))
    rarity = {}
    for term in sorted(query):
        holders = sum(term in piece for piece in pieces)
        rarity[term] = math.log(1 + (len(pieces) - holders + 0.5) / (holders + 0.5))
    return [_score(piece, rarity, mean) for piece in pieces]


def _score(piece: Counter[str], rarity: dict[str, float], mean: float) -> float:
    dampening = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * piece.total() / (mean or 1))
    return sum(
        weight * piece[term] * (_SATURATION + 1) / (piece[term] + dampening)
        for term, weight in rarity.items()
        if term in piece
    )


def _merged(
    passages: Sequence[Passage], pieces: Sequence[_Piece], is_wanted: Callable[[_Piece], bool]
) -> Iterator[Passage]:
    """Yield the wanted pieces, those that follow each other in one passage as one."""
    for (number, wanted), group in groupby(pieces, key=lambda piece: (piece.passage, is_wanted(piece))):
        run = list(group)
        if wanted:
            yield _cut(passages, _Piece(number, run[0].start, run[-1].end, run[0].role))
