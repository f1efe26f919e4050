"""A text that shares nothing with its paper and speaks of the work on it: a message in words that nobody foresaw.

A summary, however short, has words or figures of the title and abstract. Where a text has none of them, far less has
to say that it is a message: that something was not done, that it is said to a reader, or that it tells of files.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evals.checks.form.english_messages import is_stranger, says_failure
from evals.checks.form.generator_messages import AGENTS, TOPICS, asks, is_content, speaks
from evals.checks.form.generator_words import ENGLISH_THINGS, MEANS, NOUNS, REQUESTS, TEXTS, TOOLS, VERBS
from evals.checks.form.message_kinds import CHATTER, FAILURE, UNRELATED
from evals.korean.morphemes import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.checks.form.message_kinds import Words
    from evals.korean.morphemes import Morpheme
    from evals.relations.paper_words import PaperWords

# Longer texts are about something.
_LONGEST = 200
_MOST_BARE = 2
_LEAST_SHARED = 2
_SHORTEST = 3
# A paper has authors, who speak of what they did.
_AUTHORS = frozenset({"we", "our", "us"})
_READER = frozenset({"you", "your", "i", "my", "me"})
_NAMING = ("NNG", "NNP", "SL")
_WORD = re.compile(r"[A-Za-z]+")
_HANGUL = re.compile(r"[가-힣]")
_FUNCTION = frozenset(
    "a an the this that these it its is are was were be been has have had do did to of for from in on at by with and "
    "or but as will would some all so very".split()
)
_DENIALS = {("못", "MAG"), ("안", "MAG"), ("않", "VX"), ("못하", "VX"), ("못하", "VV"), ("없", "VA"), ("아니", "VCN")}
_BAD = frozenset(
    "오류 에러 예외 장애 실패 초과 만료 중단 종료 거부 거절 차단 취소 불가 불가능 부족 미정 생략 폐기 제한 보류".split()
)
_ENDS = frozenset({"EF", "EP", "ETN", "SF", "SS", "SSC", "SO"})
_REASONS = frozenset("어 아 어서 아서 으니 니 므로 으므로".split())
# Whoever gives a figure tells of results.
_FIGURE = re.compile(r"\d[.,]\d|%|[=^\\$]|[<>] ?\d")
# Of a paper as of a summary: 결과가 좋습니다 says little, and is no message.
_OF_PAPERS = frozenset("결과 결과물 연구 논문".split())
_MOST_STRANGE = 3
_MOST_STRANGE_SPOKEN = 6


def unrelated_message(text: str, paper: PaperWords) -> Words | None:
    """Return what kind of message a text is that shares nothing with a paper; None when it may tell of it."""
    if len(text) > _LONGEST or _FIGURE.search(text) or not paper.is_enough:
        return None
    shared = paper.shared_with(text)
    # Of messages and papers alike, it tells nothing.
    telling = [one for one in shared if not (one.is_common and _is_usual(one.word))]
    if len(telling) > 1 or not all(_is_usual(one.word) for one in telling):
        return None
    if not _HANGUL.search(text):
        return _english(text)
    return _korean(text, shares=bool(telling))


def is_of_paper(text: str, paper: PaperWords) -> bool:
    """Return whether a text that reads like a failure has so much of its paper that it tells of its failures."""
    shared = [one.word for one in paper.shared_with(text) if not one.is_common]
    if len(shared) < _LEAST_SHARED or not TEXTS.isdisjoint(shared):
        return False
    named = sum(token.tag in _NAMING for token in analyse(text).tokens)
    return len(shared) * 3 >= named * 2


def _korean(text: str, *, shares: bool) -> Words | None:
    tokens = analyse(text).tokens
    if _has_agent(tokens):
        return None
    strange = _strange(tokens)
    if _is_spoken(text, tokens):
        return CHATTER if strange <= _MOST_STRANGE_SPOKEN else None
    things = {token.form.lower() for token in tokens if token.tag in _NAMING}
    is_past = any(token.tag == "EP" and token.form in {"었", "았"} for token in tokens)
    if shares and not is_past and things.isdisjoint(TEXTS):
        # What things do is told of in the present, and of other things than abstracts.
        return None
    if _is_denied(tokens):
        return FAILURE if strange <= _MOST_STRANGE and things & NOUNS else None
    if shares or (not is_past and things & _OF_PAPERS and things.isdisjoint(TEXTS - _OF_PAPERS)):
        return None
    if things & TEXTS:
        most = 2 + is_past
    elif things & (MEANS | REQUESTS):
        most = 1 + is_past
    else:
        most = 0 if things & NOUNS else -1
    return UNRELATED if strange <= most else None


def _has_agent(tokens: Sequence[Morpheme]) -> bool:
    """Return whether a text is about a model or the like, as summaries are."""
    return any(one.form in AGENTS and other.form in TOPICS for one, other in pairwise(tokens))


def _is_usual(word: str) -> bool:
    return word in NOUNS or not is_stranger(word.lower())


def _is_spoken(text: str, tokens: Sequence[Morpheme]) -> bool:
    return asks(text) or any(speaks(tokens, at) for at in range(len(tokens)))


def _is_denied(tokens: Sequence[Morpheme]) -> bool:
    """Return whether something is not there, was not done or went wrong, as a sentence or as its reason says it."""
    for at, token in enumerate(tokens):
        behind = [one for one in tokens[at + 1 : at + 3] if one.tag not in {"XSV", "XSA"}]
        tag = token.tag.partition("-")[0]
        if token.form not in _BAD and (token.form, tag) not in _DENIALS:
            continue
        if tag == "MAG" or not behind or behind[0].tag in _ENDS or behind[0].form in _REASONS:
            return True
    return False


def _strange(tokens: Sequence[Morpheme]) -> int:
    """Return how many words are not those with which the making of a summary is told; a name counts twice."""
    strange = 0
    for token in tokens:
        if is_content(token):
            strange += token.form not in NOUNS and token.form not in VERBS
        elif token.tag == "SL":
            word = token.form.lower()
            strange += 2 * (word not in TOOLS and is_stranger(word))
    return strange


def _english(text: str) -> Words | None:
    words = [word.lower() for word in _WORD.findall(text)]
    strange = sum(word not in _FUNCTION and is_stranger(word) for word in words)
    if not _READER.isdisjoint(words):
        return CHATTER if strange <= _MOST_STRANGE_SPOKEN else None
    if not _AUTHORS.isdisjoint(words) or len(max(words, key=len, default="")) < _SHORTEST:
        return None
    if says_failure(text) and len(words) > _MOST_BARE:
        return FAILURE if strange <= _MOST_STRANGE + 1 else None
    if any(sign.isdigit() for sign in text):
        return None
    if len(words) <= _MOST_BARE:
        return UNRELATED
    return UNRELATED if strange <= (_MOST_STRANGE if not ENGLISH_THINGS.isdisjoint(words) else 1) else None
