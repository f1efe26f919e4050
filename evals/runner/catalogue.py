"""Choosing checks: by name, and with what the settings tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.checks import CHECKS, REVIEWED, check_named
from evals.checks.form.broken_image import BrokenImage
from evals.checks.terms.mistranslated_term import MistranslatedTerm
from evals.terms.own_glossary import NO_OWN_GLOSSARY, OwnGlossary
from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.checks.contract import Check, DigestCheck


def select_checks(
    selected: Iterable[str] = (),
    ignored: Iterable[str] = (),
    *,
    image_base: str | None = None,
    own_glossary: OwnGlossary = NO_OWN_GLOSSARY,
    is_reviewed: bool = False,
) -> tuple[Check | DigestCheck, ...]:
    """Return the selected checks, all of them when none is, without the ignored ones; in catalogue order.

    Args:
        selected: Names of checks.
        ignored: Names of checks.
        image_base: The site of relative image addresses, where it is known.
        own_glossary: The newsletter's own glossary.
        is_reviewed: Whether a reviewer is asked, so that its check runs whatever is selected.

    Raises:
        ConfigError: If a name is no check, no check is left, or a reviewer is selected without being named, or named
            and ignored.
    """
    wanted = {check_named(name).id for name in selected} or {check.id for check in CHECKS}
    if REVIEWED.id in wanted and not is_reviewed:
        message = Message(
            f"{REVIEWED.id} is what a reviewer says: name one with --reviewer",
            f"{REVIEWED.id} 검사는 검토 모델의 답입니다. --reviewer로 모델을 지정하십시오",
        )
        raise ConfigError(message)
    wanted |= {REVIEWED.id} if is_reviewed else set()
    left_out = {check_named(name).id for name in ignored}
    if is_reviewed and REVIEWED.id in left_out:
        message = Message(
            f"a reviewer is named with --reviewer, and {REVIEWED.id} is ignored: leave one of them out",
            f"--reviewer로 검토 모델을 지정하면서 {REVIEWED.id} 검사를 제외했습니다. 둘 중 하나를 빼십시오",
        )
        raise ConfigError(message)
    wanted -= left_out
    if not wanted:
        message = Message(
            "every selected check is ignored too, so there is nothing to run",
            "선택한 검사를 모두 제외했으므로 실행할 검사가 없습니다",
        )
        raise ConfigError(message)
    told: tuple[Check, ...] = (BrokenImage(image_base), MistranslatedTerm(own_glossary))
    configured = {check.id: check for check in told}
    return tuple(configured.get(check.id, check) for check in (*CHECKS, REVIEWED) if check.id in wanted)
