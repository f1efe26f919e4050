"""Choosing checks: by name, and with what the settings tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.checks import CHECKS, check_named
from evals.checks.form.broken_image import BrokenImage
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.checks.contract import Check, DigestCheck


def select_checks(
    selected: Iterable[str] = (), ignored: Iterable[str] = (), *, image_base: str | None = None
) -> tuple[Check | DigestCheck, ...]:
    """Return the selected checks, all of them when none is, without the ignored ones; in catalogue order.

    Args:
        selected: Names of checks.
        ignored: Names of checks.
        image_base: The site of relative image addresses, where it is known.

    Raises:
        ConfigError: If a name is no check, or no check is left.
    """
    wanted = {check_named(name).id for name in selected} or {check.id for check in CHECKS}
    wanted -= {check_named(name).id for name in ignored}
    if not wanted:
        message = "every selected check is ignored too, so there is nothing to run"
        raise ConfigError(message)
    configured = (BrokenImage(image_base) if check.id == BrokenImage.id else check for check in CHECKS)
    return tuple(check for check in configured if check.id in wanted)
