"""Amounts of money on the command line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click

# Far more than anybody spends, and few enough to reckon with exactly.
_MOST = 1_000_000_000


class Dollars(click.ParamType[Decimal]):
    """An amount of dollars, exact to the last digit."""

    name = "dollars"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount."""
        try:
            dollars = Decimal(str(value))
        except InvalidOperation:
            dollars = Decimal("NaN")
        if not (dollars.is_finite() and 0 <= dollars <= _MOST):
            self.fail(f"{value!r} is no amount of dollars", param, ctx)
        return dollars
