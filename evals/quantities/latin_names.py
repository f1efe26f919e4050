"""Latin-script names with digits: no quantities, but for the size that a model's name carries."""

from __future__ import annotations

import re
from fractions import Fraction

from evals.quantities.korean_numerals import arabic_value
from evals.quantities.model import Quantity

LATIN_LETTERS = "A-Za-zΑ-ωÀ-ÿ"
JOINTS = r"\-–_./@+'’*&:"
"""What joins the parts of a name, as a set of characters in a pattern."""

LATIN_WORD = re.compile(rf"[{LATIN_LETTERS}][0-9{LATIN_LETTERS}]*(?:[{JOINTS}][0-9{LATIN_LETTERS}]+)*")
"""A word that starts with a letter, with everything joined to it: `Llama-3.1-405B`, `pass@1`, `ViT-L/14`."""

NAME = re.compile(LATIN_WORD.pattern.removesuffix("*") + "{0,16}")
"""As `LATIN_WORD`, but bounded: what reads a text that is one endless name again and again stays linear."""

_DATA = r"(?:data\s?sets?|corpus|corpora|collection|benchmark|데이터\s?(?:셋|세트)|말뭉치|코퍼스)"
_DATASET_BEHIND = re.compile(
    rf"(?:,?\s(?:an?|the|our)(?:\s[\w-]{{1,20}}){{0,3}})?(?:\s|-)(?:{_DATA}|tokens|images|videos|clips|비디오|이미지)(?![a-z])"
)
_CALLED = r"(?:called|named|dubbed|termed|such as|like|namely)"
_DATASET_BEFORE = re.compile(
    rf"(?:\b(?:dataset|corpus|데이터\s?(?:셋|세트)|말뭉치)|{_DATA},?\s{_CALLED},?)\s\(?$", re.IGNORECASE
)
_MODEL_BEHIND = re.compile(r"(?:,\san?(?:\s[\w-]{1,20}){0,3})?[\s-](?:models?|LLMs?|backbones?|모델)(?![a-z])")
_MENTIONS_MOST = 8
_SIZE = re.compile(r"(?<![A-Za-z0-9.])A?(\d{1,4}(?:\.\d{1,3})?)([BbM])(?![A-Za-z0-9])")
_SCALES = {"B": 10**9, "b": 10**9, "M": 10**6}


def name_sizes(name: str, offset: int) -> list[Quantity]:
    """Return the sizes in a name that starts at `offset`: two in `Qwen2-57B-A14B`, none in `GPT-4o`.

    `8x7B` is left alone: it is neither the size of a part nor of the whole.
    """
    return [_size(match, offset) for match in _SIZE.finditer(name)]


def _size(match: re.Match[str], offset: int) -> Quantity:
    digits, step = arabic_value(match[1])
    scale = _SCALES[match[2]]
    value = digits * scale
    start, end = offset + match.start(1), offset + match.end()
    return Quantity(
        value=value,
        low=value,
        high=value,
        unit="parameter",
        bound="exact",
        start=start,
        end=end,
        text=match.group()[match.start(1) - match.start() :],
        step=Fraction(step * scale),
        is_name_size=True,
    )


def is_dataset(text: str, name: re.Match[str]) -> bool:
    """Return whether the text calls a name with a size in it a dataset, at this place or at another."""
    at, mentions = text.find(name[0]), 0
    while at >= 0 and mentions < _MENTIONS_MOST:
        end = at + len(name[0])
        if _MODEL_BEHIND.match(text, end):
            return False
        if _DATASET_BEHIND.match(text, end) or _DATASET_BEFORE.search(text, max(0, at - 32), at):
            return True
        at, mentions = text.find(name[0], end), mentions + 1
    return False
