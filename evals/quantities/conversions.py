"""The number table of a paper: every large number of its texts as Korean writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.quantities.english import read_english
from evals.quantities.writing import korean_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.quantities.model import Quantity

_LARGE = 10**4
_NOUNS = {"parameter": " 파라미터", "times": " 배", "token": " 토큰"}


def conversions(texts: Iterable[str]) -> tuple[str, ...]:
    """Return lines such as `8B = 80억`, one for every different large number of English texts, in order.

    Small numbers are left out: they are the same in both languages, and a model that may copy needs no table.
    """
    lines: dict[str, None] = {}
    for text in texts:
        for quantity in read_english(text):
            for number in quantity.ends or (quantity,):
                if number.value is not None and number.value >= _LARGE and number.value.denominator == 1:
                    lines[_line(number, quantity)] = None
    return tuple(lines)


def _line(number: Quantity, whole: Quantity) -> str:
    english = " ".join(number.text.split())
    return f"{english} = {korean_number(number.value or number.step)}{_NOUNS.get(number.unit or whole.unit or '', '')}"
