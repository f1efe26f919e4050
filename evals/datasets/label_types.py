"""What a label says is wrong, and which checks answer for it."""

from __future__ import annotations

from evals.checks import CHECKS, JUDGED

QUANTITY_CHECKS = frozenset(
    "magnitude-shift doubled-digits number-mismatch unit-mismatch bound-mismatch impossible-quantity".split()
)
QUANTITY_TYPES = frozenset({"magnitude", "dup-digits", "number", "unit", "bound"})
OFF_TOPIC = "off-topic"
_UNSUPPORTED = "unsupported-number"

_AIMED_AT = {
    "magnitude": frozenset({"magnitude-shift"}),
    "dup-digits": frozenset({"doubled-digits"}),
    "number": frozenset({"number-mismatch"}),
    "unit": frozenset({"unit-mismatch"}),
    "bound": frozenset({"bound-mismatch"}),
    "entity": frozenset({"version-mismatch", "unknown-name", "acronym-mismatch"}),
    "mistranslation": frozenset({"mistranslated-term"}),
    "attribution": frozenset({"comparison-swap"}),
    "comparison": frozenset({"comparison-swap"}),
    "direction": frozenset({"direction-flip"}),
    "overclaim": frozenset({"overclaim"}),
    OFF_TOPIC: frozenset({"off-topic", "missing-contribution"}),
    "format": frozenset({"leaked-markup", "truncated-text", "untranslated-text"}),
    "title": frozenset({"title-mismatch"}),
}
FACTUAL_TYPES = tuple(_AIMED_AT)
"""The types that readers of real digests used; besides them the name of any check is a type."""


def label_types() -> frozenset[str]:
    """Return every type a label may have."""
    return frozenset(FACTUAL_TYPES) | {check.id for check in CHECKS}


def aimed_at(label_type: str) -> frozenset[str]:
    """Return the checks that a label of this type is there to test."""
    return _AIMED_AT.get(label_type, frozenset({label_type}))


def answering(label_type: str) -> frozenset[str]:
    """Return the checks that may find a label of this type.

    A wrong figure may be found by any check of quantities, and so may one that was given to the wrong owner. What
    readers mark in the prose may be found by a judge.
    """
    judged = {JUDGED.id} if label_type in _AIMED_AT else set()
    if label_type in QUANTITY_TYPES | QUANTITY_CHECKS:
        return QUANTITY_CHECKS | {_UNSUPPORTED} | judged
    if label_type == "attribution":
        return QUANTITY_CHECKS | {_UNSUPPORTED, "comparison-swap"} | judged
    return aimed_at(label_type) | judged


def confirming(check: str) -> frozenset[str]:
    """Return the types of label that show a finding of the check to be right.

    What tells another paper has wrong numbers as well, so `off-topic` confirms every check of quantities; a number
    that no source has is no error by that alone, so only a label of its own name confirms `unsupported-number`.
    """
    if check == _UNSUPPORTED:
        return frozenset({check})
    types = {label_type for label_type in (*FACTUAL_TYPES, check) if check in answering(label_type)}
    return frozenset(types | QUANTITY_CHECKS | {OFF_TOPIC}) if check in QUANTITY_CHECKS else frozenset(types)
