"""What only looks like a number in English: one of the, zero-shot, 2024, Table 3, Llama 3.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.quantities.english_phrase import quantity_at
from evals.quantities.english_sums import SCALES, STARTERS

if TYPE_CHECKING:
    from evals.quantities.english_sums import EnglishNumeral
    from evals.quantities.model import Quantity

NOT_COUNTED = re.compile(r"-[Dd](?![a-z])|-(?:[A-Z][a-z]|th(?!\w)|st(?!\w)|nd(?!\w)|rd(?!\w))")
# 2048 is a power of two, in which lengths are counted, and no year that anybody has told of.
_YEAR = re.compile(r"(?!2048)(?:1[89]\d\d|20(?:[0-3]\d|50))(?![\d.,%]\d|\w|%|\+)")
_PERCENT = re.compile(r"\s?(?:\\?%|percent(?![a-z]))")
_CROSS_VALIDATION = re.compile(r"[- ]fold[- ]cross")
# The letter tells apart what somebody published in one year: Kim et al., 2024b.
_RESOLUTION_OR_DATE = re.compile(
    r"[248]K[- ](?:\w{1,12} )?(?:resolution|quality|UHD|display|video)|(?:1[5-9]|20)\d0'?s(?!\w)|(?:19|20)\d\db(?!\w)"
)
_PLURALS = (
    r"sections|secs\.|tables|figures|figs\.|equations|eqs\.|appendices|chapters|pages|lines|algorithms|theorems|lemmas"
)
_NUMBERED = (
    rf"{_PLURALS}|section|sec\.|table|figure|fig\.|equation|eq\.|appendix|chapter|step|stage|phase|level|part|type|version|"
    r"line|page|rank|day|round|track|algorithm|theorem|lemma|task|top|no\.|layer|epoch"
)
_LABEL = re.compile(
    rf"(?:\b(?:{_NUMBERED})|#)[\s(]{{0,2}}$",
    re.IGNORECASE,
)
_MORE_LABELS = re.compile(
    r"(?:\)?(?:,\s|,?\s(?:and|or|to|&)\s|\s?[-–—]\s?)\(?(?!(?:19|20)\d\d)\d{1,3}(?:\.\d{1,2})?[a-h]?(?!\.?\w|%|\s?\\?%))+"
)
_NUMBERED_PLURAL = re.compile(rf"\b(?:{_PLURALS})[\s(]{{0,2}}$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][\w.+'’-]{0,40}")
_VERSION = re.compile(r"\d(?:\.\d)?")
# Capitalised at the start of a sentence, these are words and not names that a version follows.
_SENTENCE_WORDS = frozenset(
    "the our these those this all both each every over under about around nearly almost approximately roughly with "
    "within without using in on at for from by to of and or only up across among between after before during given "
    "while when we it they most more less than least some another additional last first next currently finally "
    "overall there despite through via against including containing score scores accuracy top".split()
)
_POSSESSIVES = ("'s", "’s")
# FID 2.65 and accuracy 84.2 are scores, and so is (+3.1).
SMALL_VERSION = re.compile(r"(?:\d(?:\.\d)?|\d\d)(?!\.?\d|%)")
_HALF_BEFORE = re.compile(r"\b(?:first|second|other|latter|upper|lower|former|better|top|bottom)[\s-]$", re.IGNORECASE)
_SHARE_BEHIND = re.compile(
    r"\s{0,2}(?:$|[.,;:)]|(?:of|the|as|that|to|in|on|for|and|fewer|less|more|when|while|with|compared)\b)"
)
_ONE_BEHIND = re.compile(
    r"\s{0,2}(?:$|,\s{0,2}(?:two|and)\b|and\s{1,2}(?:two|a half)\b|(?:or|to)\s{1,2}(?:two|more)\b|[).](?:\s|$))"
)
_ONE_BEFORE = re.compile(
    r"\b(?:this|that|the|which|any|no|every|each|another|other|first|only|last|new|old|better|each)\s{1,2}$",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"-(?P<word>[A-Za-z]+)")
_IS_BEFORE = re.compile(r"\b(?:is|are|was|were)\s{1,2}$")
_FOLD_OF_PARTS = re.compile(r"(?:two|three|four)-?fold(?=\s?[.:;,]|$)", re.IGNORECASE)
_CODE_LEAST = 8
_MORE_BEHIND = re.compile(r"\s{0,2}\w|[,;:)]")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR_BEFORE = re.compile(
    rf"\b(?:in|since|by|until|from|of|early|late|mid|to|and|{_MONTHS}|[A-Z]{{3,}}\w*)[\s(-]{{1,2}}$|['’]$"
)


def is_word(text: str, first: int, numeral: EnglishNumeral, quantity: Quantity) -> bool:
    """Return whether number words count nothing here: one of the, zero-shot, a third stage, half-precision."""
    word = text[first : numeral.end].lower()
    has_noun = quantity.unit is not None or quantity.counted is not None
    if text[numeral.end : numeral.end + 2].startswith("-") and text[numeral.end + 1 : numeral.end + 2].isdecimal():
        return True
    if hyphened := _HYPHENED.match(text, numeral.end):
        is_joined = has_noun or hyphened["word"].lower() in STARTERS
        is_name = word in SCALES or (word in {"zero", "one", "nil"} and quantity.unit is None)
        if is_name or not is_joined:
            return True
    before = text[max(0, first - 10) : first]
    if word == "one" and text.startswith(" of ", numeral.end):
        return True
    if word == "half" or (word.split()[0] in {"a", "an"} and numeral.value < 1):
        return bool(_HALF_BEFORE.search(before)) or not _SHARE_BEHIND.match(text, numeral.end)
    if word == "one":
        return bool(_ONE_BEFORE.search(before)) or (not has_noun and not _ONE_BEHIND.match(text, numeral.end))
    return False


def counts_parts(text: str, first: int) -> bool:
    """Return whether `our contributions are twofold:` says how many they are, and not by how much anything grew."""
    return bool(_FOLD_OF_PARTS.match(text, first) and _IS_BEFORE.search(text[max(0, first - 8) : first]))


def is_masked(text: str, first: int, numeral: EnglishNumeral, before: str) -> bool:
    """Return whether figures are a year, a label (Table 3), a resolution (4K) or a fold of a cross-validation."""
    if _RESOLUTION_OR_DATE.match(text, first) or _CROSS_VALIDATION.match(text, numeral.end):
        return True
    if not text[first : numeral.end].isdecimal():
        return False
    year = _YEAR.match(text, first)
    if year and year.end() == numeral.end and _is_year(text, numeral, before):
        return True
    # The top 10 are a label, the top 10% a share.
    return numeral.value < 1000 and bool(_LABEL.search(before)) and not _PERCENT.match(text, numeral.end)


def labels_end(text: str, before: str, end: int) -> int:
    """Return where the labels end whose first one ends at `end`: tables 2 and 3, sections 3-5."""
    more = _MORE_LABELS.match(text, end) if _NUMBERED_PLURAL.search(before) else None
    return more.end() if more else end


def is_code(text: str, first: int, numeral: EnglishNumeral, quantity: Quantity) -> bool:
    """Return whether bare figures are a code: eight or more in a row, of nothing, and not round."""
    is_long = numeral.end - first >= _CODE_LEAST and text[first : numeral.end].isdecimal()
    is_bare = quantity.unit is None and quantity.counted is None and quantity.bound == "exact"
    return is_long and is_bare and numeral.value % 1000 != 0 and bool(_MORE_BEHIND.match(text, numeral.end))


def _is_year(text: str, numeral: EnglishNumeral, before: str) -> bool:
    quantity = quantity_at(text, numeral.end - 4, numeral)
    return quantity.unit is None and (quantity.counted is None or bool(_YEAR_BEFORE.search(before)))


def follows_name(before: str) -> bool:
    """Return whether a capitalised name stands right before a number, so that the number may belong to it."""
    words = before.rstrip(" (").split()
    if len(words) > 1 and _VERSION.fullmatch(words[-1]):
        words.pop()
    word = words[-1] if words else ""
    name = word.lstrip("(")
    # GPT-4's 84.2 is a score, and no version of what has it.
    # A word in small letters is a name only with a figure in it: wav2vec 2.0.
    is_word = name.islower() and not any(map(str.isdecimal, name))
    if name.endswith(_POSSESSIVES) or is_word or not _NAME.fullmatch(name) or name.lower() in _SENTENCE_WORDS:
        return False
    begins = len(words) == 1 or name != word or words[-2].endswith((".", "!", "?", ":"))
    return not (begins and name.endswith("ing"))
