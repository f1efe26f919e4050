"""Amounts of money on the command line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click


class Dollars(click.ParamType[Decimal]):
    """An amount of dollars, exact to the last digit."""

    name = "dollars"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount."""
        try:
            dollars = Decimal(str(value))
        except InvalidOperation:
            dollars = Decimal("NaN")
        if not (dollars.is_finite() and dollars >= 0):
            self.fail(f"{value!r} is no amount of dollars", param, ctx)
        return dollars
