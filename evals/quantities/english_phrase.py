"""From an English numeral to a quantity: its unit, its bound and what it counts, read from the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.model import Quantity, exact
from evals.quantities.things import ENGLISH_WORDS_MOST, english_things
from evals.quantities.units import ENGLISH_WORDS, SYMBOLS, is_plural

if TYPE_CHECKING:
    from evals.quantities.english_sums import EnglishNumeral
    from evals.quantities.model import Bound

MONEY = {"$": "dollar", "€": "euro", "£": "pound", "₩": "won", "¥": "yuan"}
_GLUED = {sign: unit for sign, unit in SYMBOLS.items() if unit not in {"dollar", "times"} or sign in {"×", "USD"}}
_SYMBOL = re.compile(
    rf"[\s}}]{{0,3}}(?P<sign>{'|'.join(re.escape(s) for s in sorted(_GLUED, key=len, reverse=True))}|%\s?points?)"
    r"(?![A-Za-z0-9])(?!(?<=×)\s{0,7}(?:\d|[A-Z]\d))"
    r"|(?P<magnitude>\sorders?\sof\smagnitude)|(?P<percent>\sper\scent)(?![A-Za-z])"
    r"|[xX](?![A-Za-z0-9])"
    r"|\s[xX](?=\s(?:fast|speed|small|larg|high|low|more|fewer|less|reduc|improv|compress|acceler|increas|better))"
)
# Words of a phrase: what hyphens join is one of them; a comma may stand between two adjectives.
_WORD = re.compile(r"(?P<joint>-|,?[\s{}]{1,4})(?P<word>[A-Za-z][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+){0,6})")
_WORDS_MOST = 7
_OF = re.compile(r"\s{1,2}of\s")
_STOP = frozenset(
    "a an the this that these those it its they their we our which who where when while if as than then but so "
    "in on at by to from with without for into over under above below between within across per via through "
    "during after before against among along about around up out off until since is are was were be been being "
    "has have had do does did can could may might will would shall should must not no also only respectively "
    "including such using based show shows showing achieve achieves achieving outperform outperforms demonstrate "
    "demonstrates compared trained covering spanning containing comprising".split()
)
_COUNTERS = frozenset("types kinds sorts forms varieties".split())
_DETERMINERS = frozenset("the these those our its their all".split())
_MODELS = frozenset(
    "model models llm llms lm lms slm slms mllm mllms vlm vlms lmm lmms lvlm lvlms variant variants backbone backbones "
    "transformer transformers baseline baselines moe network checkpoint checkpoints".split()
)
_CONTEXT_BEHIND = re.compile(r"[- ](?:long[- ])?context(?![A-Za-z])")
_BEFORE_MOST = 48
_CONTEXT_BEFORE = re.compile(
    r"\bcontext(?:[- ](?:window|length|size|limit)s?)?(?: (?:of|to|from|at|up|is|over|only|extended|beyond))*[ ~]$",
    re.IGNORECASE,
)
_PARAMETERS_BEFORE = re.compile(
    r"\b(?:parameters?(?: (?:size|count|scale|range|number)s?)?|model (?:size|scale)s?|models)"
    r"(?: (?:\d[\d.]{0,5}[KMB]?|of|from|to|at|in|is|are|up|rang(?:e|ing)|varying|scaling|spanning|between|over|about))+"
    r" ?~?$",
    re.IGNORECASE,
)

_MORE = "more|greater|higher|larger|bigger"
_LESS = "less|fewer|lower|smaller|shorter"
_BOUND_WORDS: dict[Bound, str] = {
    "at-least": "at least|upwards of|no (?:less|fewer) than|not less than|(?:a )?minimum(?: of)?|≥|>="
    f"|(?:{_MORE}) (?:than )?or equal (?:to|than)|equal to or (?:{_MORE}) than",
    "at-most": f"at most|up to|within|(?:no|not) (?:{_MORE}) than|(?:a )?maximum(?: of)?|as (?:many|much) as|≤|<="
    f"|(?:{_LESS}) (?:than )?or equal (?:to|than)|equal to or (?:{_LESS}) than",
    "over": f"over|(?:{_MORE}|better|longer) than|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beyond|>",
    "under": f"(?:{_LESS}) than|under|below|<",
    "about": "about|approximately|approx\\.?|around|roughly|nearly|almost|close to|circa|some|an estimated|~",
}
_BOUNDS: dict[str, Bound] = {name.replace("-", "_"): name for name in _BOUND_WORDS}
_BOUND_GROUPS = "|".join(f"(?P<{group}>{_BOUND_WORDS[name]})" for group, name in _BOUNDS.items())
_PREFIX = re.compile(
    rf"(?:(?<![\w-])|(?=[≥≤<>~]))(?:{_BOUND_GROUPS})"
    r"(?:\s(?:an?|another|impressive|average|whopping))?(?:\s{0,2}(?:about|approximately|around|roughly|~))?[\s{]{0,7}$",
    re.IGNORECASE,
)
_BOUND_SIGNS = frozenset("≥≤<>=~")
_LAST_OF_A_BOUND = frozenset(
    "least most as of than not minimum maximum many much to over above exceed exceeds exceeded exceeding surpass "
    "surpasses surpassed surpassing beyond under below within about approximately approx approx. around roughly nearly "
    "almost circa some estimated a an another impressive average whopping".split()
)
# A number behind these words begins a bound of its own: 200 or greater than 190, above 1000 and below 1500.
_NO_NUMBER = r"(?!\s{1,2}(?:than\s{1,2}\w|or\b|an?\b|\d|one\b|two\b|three\b|four\b|five\b|ten\b))"
_SUFFIX = re.compile(
    rf"(?P<at_least>\+(?![\d.])|[\s,]{{1,2}}(?:or|and) (?:more|greater|higher|above|larger|beyond)\b{_NO_NUMBER})"
    rf"|(?P<or_more>\s[a-z]{{3,8}}er or more(?=[.,;)]|\s(?:and|on|in|than)\s|$))"
    rf"|(?P<at_most>[\s,]{{1,2}}(?:or|and) (?:less|fewer|lower|below|smaller|under)\b{_NO_NUMBER})",
    re.IGNORECASE,
)
# Behind these "over" and "above" compare or spread: an improvement over 5 baselines is no bound.
_COMPARES = re.compile(
    r"(?:improve\w*|gains?|advantages?|averag\w+|speed-?ups?|increases?|superior\w*|margins?|evaluat\w+|performance|"
    r"results?|boosts?|reductions?|better|faster|win\w*|preferred|consistency|voting) $",
    re.IGNORECASE,
)
# 566 entries over 91 sources: what has a number of its own is spread over the others.
_SPREAD = re.compile(
    r"(?<![\w.-])(?!(?:19|20)\d\d\s)(?:\d[\d,.]{0,12}[KMB]?|two|three|four|five|six|seven|eight|nine|ten)\s"
    r"(?:[\w-]{1,20}\s){0,2}[A-Za-z-]{1,20}s\s$"
)
_RIVALS = frozenset("agent approach baseline competitor expert human method model participant system team".split())
_NEGATED = re.compile(r"\b(?:no|none|neither|never|not|cannot|nor)(?:\s[\w-]{1,20}){0,4}\s{1,2}$", re.IGNORECASE)
_MEASURES = re.compile(r"\b(?:in|of|with|for|to|at|just|well|is|was|are|takes?|using|from) $", re.IGNORECASE)


class _Word(NamedTuple):
    text: str
    joint: str
    start: int
    end: int


class _Noun(NamedTuple):
    """A noun behind a number: the unit or the thing it names, and its place."""

    unit: str | None
    thing: str | None
    start: int
    end: int


def quantity_at(text: str, start: int, numeral: EnglishNumeral, *, is_negative: bool = False) -> Quantity:
    """Return the quantity whose number stands at `start`, with everything the phrase says of it."""
    value = exact(-numeral.value if is_negative else numeral.value)
    end = numeral.end
    unit = noun = None
    if symbol := _SYMBOL.match(text, end):
        unit, end = _unit_of(symbol), symbol.end()
    elif money := MONEY.get(text[start - 1 : start]):
        unit, start = money, start - 1
    else:
        noun = _noun(text, numeral)
        unit = noun.unit if noun else _implied_unit(text, start, numeral)
        end = noun.end if noun and noun.unit and noun.start - numeral.end <= 4 else end
    bound = _bound(text, start, end, noun, unit)
    is_plain = bound in {"exact", "about"}
    return Quantity(
        value=value,
        low=value if is_plain or bound in {"at-least", "over"} else None,
        high=value if is_plain or bound in {"at-most", "under"} else None,
        unit=unit,
        bound=bound,
        start=start,
        end=end,
        text=text[start:end],
        step=exact(numeral.step),
        counted=noun.thing if noun else None,
        noun=(noun.start, noun.end) if noun and noun.thing else None,
        is_spelled=numeral.is_spelled,
        numeral_end=numeral.end if end != numeral.end else None,
    )


def symbol_end(text: str, position: int) -> int | None:
    """Return where a unit sign that stands right at `position` ends, or None."""
    symbol = _SYMBOL.match(text, position)
    return symbol.end() if symbol else None


def _unit_of(symbol: re.Match[str]) -> str:
    sign = symbol["sign"]
    if sign is None:
        return "order-of-magnitude" if symbol["magnitude"] else "percent" if symbol["percent"] else "times"
    return _GLUED.get(sign) or "percentage-point"


def _words(text: str, position: int) -> list[_Word]:
    """Return the words of the phrase that begins behind a number, up to its first stop word."""
    words: list[_Word] = []
    while len(words) < _WORDS_MOST and (match := _WORD.match(text, position)):
        word = match["word"].lower()
        position = match.end()
        if not words and word == "of":
            continue
        if (not words and word in _DETERMINERS) or (word == "of" and words[-1].text in _COUNTERS):
            continue
        if word in _STOP or word == "of" or (not words and match["joint"][0] == ","):
            break
        if match["joint"] == "-":
            # A number and what hyphens tie to it are one adjective: 8-billion-parameter, two-stage.
            head, _, _ = word.partition("-")
            words.append(_Word(head, "-", match.start("word"), match.start("word") + len(head)))
            position = words[-1].end
            continue
        words.append(_Word(word, match["joint"], match.start("word"), match.end()))
    return words


def _noun(text: str, numeral: EnglishNumeral) -> _Noun | None:
    """Return the noun behind a number: the first plural, or the last singular under one or tied by a hyphen."""
    if numeral.value < 1 and _OF.match(text, numeral.end):
        return None  # One third of the images is no third of an image.
    words = _words(text, numeral.end + text.startswith("+", numeral.end))
    if words and words[0].joint == "-":
        # Two-dimensional signals are not two signals: only what is tied on can be counted.
        words = [word for word in words[:2] if word.joint == "-"]
    takes_singular = numeral.value <= 1 or bool(words and words[0].joint == "-")
    found = None
    for last, word in enumerate(words):
        if _is_size(numeral, word.text):
            return None
        if not (takes_singular or is_plural(word.text) or (last < 2 and word.text in ENGLISH_WORDS)):
            continue
        noun = _named(words, last, numeral)
        if noun and (noun.unit or numeral.value != 1):
            return found or noun
        found = noun or found
    return found


def _named(words: list[_Word], last: int, numeral: EnglishNumeral) -> _Noun | None:
    """Return what the longest name that ends in a word names."""
    end = words[last].end
    for first in range(max(0, last - ENGLISH_WORDS_MOST + 1), last + 1):
        phrase = " ".join(word.text for word in words[first : last + 1]).replace("-", " ")
        if unit := ENGLISH_WORDS.get(phrase):
            return _longer_unit(words, first, last) or _Noun(unit, None, words[first].start, end)
        things = english_things(phrase) if numeral.value.denominator == 1 else ()
        if things:
            return _Noun(None, things[0], words[first].start, end)
    return None


def _longer_unit(words: list[_Word], first: int, last: int) -> _Noun | None:
    """Return the unit that goes on where a shorter one ends: percentage points."""
    if last + 1 >= len(words):
        return None
    unit = ENGLISH_WORDS.get(f"{words[last].text} {words[last + 1].text}")
    return _Noun(unit, None, words[first].start, words[last + 1].end) if unit else None


def _is_size(numeral: EnglishNumeral, noun: str) -> bool:
    """Return whether a number before a model is its size: 7B models, 8 billion model; nobody counts so many."""
    return numeral.factor >= 10**6 and noun in _MODELS


def _implied_unit(text: str, start: int, numeral: EnglishNumeral) -> str | None:
    if numeral.factor == 1 and numeral.value < 512:
        return None
    before = text[max(0, start - _BEFORE_MOST) : start]
    if numeral.factor < 10**9 and (_CONTEXT_BEHIND.match(text, numeral.end) or _CONTEXT_BEFORE.search(before)):
        return "token"
    if numeral.factor < 10**6:
        return None
    is_size = any(word.text in _MODELS for word in _words(text, numeral.end)) or _PARAMETERS_BEFORE.search(before)
    return "parameter" if is_size else None


def _bound(text: str, start: int, end: int, noun: _Noun | None, unit: str | None) -> Bound:
    for place in (end, noun.end if noun else end):
        if suffix := _SUFFIX.match(text, place):
            return "at-most" if suffix["at_most"] else "at-least"
    offset = max(0, start - 32)
    window = text[offset:start]
    prefix = _PREFIX.search(window) if _ends_like_a_bound(window) else None
    if prefix is None:
        return "exact"
    before = text[max(0, offset + prefix.start() - 64) : offset + prefix.start()]
    return _side(prefix, before, noun, unit)


def _side(prefix: re.Match[str], before: str, noun: _Noun | None, unit: str | None) -> Bound:
    """Return the bound that words in front of a number set, given what stands before them and behind the number."""
    name = prefix.lastgroup or ""
    word = prefix[name].lower()
    # Under 7 settings is where something holds; under 7 hours, or in under 7 steps, is how much.
    is_place = noun is not None and noun.thing and not _MEASURES.search(before)
    # What exceeds six agents is better than they are; no agent exceeds 56%.
    is_exceeded = word.startswith(("exceed", "surpass"))
    if is_exceeded and _NEGATED.search(before):
        return "at-most"
    is_no_bound = (
        (word in {"over", "above"} and (_COMPARES.search(before) or _SPREAD.search(before)))
        or (word in {"under", "below"} and is_place)
        or (is_exceeded and noun is not None and noun.thing in _RIVALS)
        # Within 10% is how much; within 2 stages is where.
        or (word == "within" and unit is None)
    )
    return "exact" if is_no_bound else _BOUNDS[name]


def _ends_like_a_bound(window: str) -> bool:
    """Return whether the last word or sign before a number may set a bound: most do not, and are told at once."""
    words = window.replace("{", " ").split()
    if not words:
        return False
    return words[-1][-1] in _BOUND_SIGNS or words[-1].lstrip("([\"'“‘—–,").lower() in _LAST_OF_A_BOUND
