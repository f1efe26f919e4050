"""Whether two quantities are the same amount, or the same figures under another power of ten."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities.units import conversion

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

MOST_SHIFT = 6
"""The largest power of ten by which numerals are confused: 억 (10⁸) for a hundred (10²) at the very most."""

POWERS = tuple(power for shift in range(1, MOST_SHIFT + 1) for power in (shift, -shift))
"""Every power of ten that is looked for, the smallest confusion first."""

_MOST_DECIMALS = 20
_OPEN_BOUNDS = frozenset({"about", "at-least", "at-most", "over", "under"})


def precision(quantity: Quantity) -> Fraction:
    """Return the place value that a quantity can be trusted to.

    That is the place of its last written digit, or of its last digit that is not zero when the text itself
    says that the number is only about right or a limit (`nearly 30,000`, `50만 개 이상`).
    """
    value, step = quantity.value, quantity.step
    if not value or quantity.bound not in _OPEN_BOUNDS:
        return step
    while (value / (step * 10)).denominator == 1:
        step *= 10
    return step


def is_rounding(one: Fraction, other: Fraction, step: Fraction) -> bool:
    """Return whether the two are equal to the place `step`, a half counting either way."""
    return abs(one - other) * 2 <= step


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Return whether two plain quantities state the same amount in convertible units, rounding allowed.

    Rounding is to the coarser of the two precisions. 90 minutes are 1.5 hours; percent are not percentage points.
    """
    worth = conversion(one.unit, other.unit)
    if worth is None or one.value is None or other.value is None:
        return False
    step = max(precision(one) * worth, precision(other))
    return is_rounding(one.value * worth, other.value, step)


def same_number(one: Quantity, other: Quantity) -> bool:
    """Return whether two plain quantities have the same number, rounding allowed, whatever they measure."""
    if one.value is None or other.value is None:
        return False
    return is_rounding(one.value, other.value, max(precision(one), precision(other)))


def shift_between(claimed: Quantity, actual: Quantity) -> int | None:
    """Return the k for which `claimed` × 10ᵏ is `actual`, k between 1 and `MOST_SHIFT` up or down.

    None when no power of ten, or only 10⁰, makes them the same amount. Units have to be the same.
    """
    return next((power for power in POWERS if is_shift(claimed, actual, power)), None)


def is_shift(claimed: Quantity, actual: Quantity, power: int) -> bool:
    """Return whether `claimed` × 10^`power` is `actual`, rounding allowed."""
    if not claimed.value or not actual.value or (claimed.value < 0) != (actual.value < 0):
        return False
    factor = Fraction(10) ** power
    step = max(claimed.step * factor, actual.step)
    return is_rounding(claimed.value * factor, actual.value, step) and step <= abs(actual.value)


def figures_of(value: Fraction) -> str:
    """Return the significant digits of a value: `165` for 16.5 billion and for 1.65; empty for a broken one or zero."""
    value = abs(value)
    for _ in range(_MOST_DECIMALS):
        if value.denominator == 1:
            return str(value.numerator).rstrip("0")
        value *= 10
    return ""
