"""Latin-script names with digits: no quantities, but for the size that a model's name carries."""

from __future__ import annotations

import re
from fractions import Fraction

from evals.quantities.korean_numerals import arabic_value
from evals.quantities.model import Quantity

LATIN_WORD = re.compile(r"[A-Za-zΑ-ωÀ-ÿ][A-Za-z0-9Α-ωÀ-ÿ]*(?:[-–_./@+'’*&:][A-Za-z0-9Α-ωÀ-ÿ]+)*")
"""A word that starts with a letter, with everything joined to it: `Llama-3.1-405B`, `pass@1`, `ViT-L/14`."""

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
