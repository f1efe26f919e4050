"""A quantity: an exact value or interval with its unit, the thing counted and its bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Bound = Literal["exact", "about", "at-least", "at-most", "over", "under"]
Language = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text states it, exact to the last written digit.

    Attributes:
        value: The value in ones of `unit`; None for a range. `12.5%` is 25/2.
        low: The lower end; equal to `value` for a plain number, None where there is none (`at most 5`).
        high: The upper end, likewise.
        unit: `percent`, `percentage-point`, `times`, `parameter`, `token`, a unit of time, length or the
            like; None for a bare number or a count of things.
        bound: How the text limits the value (`최대 5` is at-most, `over 5` is over).
        start: Offset of `text` in the text that was read, in code points.
        end: Where it ends, exclusive.
        text: The words, from first digit to unit: `8조`, `2.5배`, `8 billion`, `1.5M`.
        step: The place value of the last written digit, in ones (`8.2 billion` has 100,000,000, `80억` has
            100,000,000, `1,200` has 1): the half-width of what the text may have been rounded from is step/2.
        counted: The canonical English noun of what is counted (`scene`, `language`); None when unknown.
        noun: Offsets `(start, end)` of the words of the counted thing; None when there are none.
        is_name_size: Whether it is the size in a model's name (`Llama3-Aloe-8B-Alpha`).
        is_spelled: Whether it is written in words (`four`, `네`): a number of few digits that says little.
        is_label: Whether it names a place or sets a symbol (`4.` in a list, `$i=1$`, `k = 10`, the level of a 95%
            CI): it may back another number, but it amounts to nothing and contradicts none.
        numeral_end: Where the number with its scale ends and a glued unit begins; None when `end` is that place.
        ends: The two ends of a range as quantities of their own; None for a plain number.
    """

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str | None
    bound: Bound
    start: int
    end: int
    text: str
    step: Fraction
    counted: str | None = None
    noun: tuple[int, int] | None = None
    is_name_size: bool = False
    is_spelled: bool = False
    is_label: bool = False
    numeral_end: int | None = None
    ends: tuple[Quantity, Quantity] | None = None


def exact(number: Fraction | int) -> Fraction:
    """Return a number as a fraction; what is one stays as it is, which is many times faster than a copy."""
    return number if isinstance(number, Fraction) else Fraction(number)
