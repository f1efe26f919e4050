"""What a label says is wrong, and which checks answer for it."""

from __future__ import annotations

from evals.checks import CHECKS, GROUPS, REVIEWED

QUANTITY_CHECKS = frozenset(
    "magnitude-shift doubled-digits number-mismatch unit-mismatch bound-mismatch impossible-quantity".split()
)
QUANTITY_TYPES = frozenset({"magnitude", "dup-digits", "number", "unit", "bound"})
OFF_TOPIC = "off-topic"
LANGUAGE = "language"
TITLE = "title"
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
    TITLE: frozenset({"title-mismatch"}),
    "version": frozenset({"version-mismatch"}),
    "omission-contradiction": frozenset({"missing-contribution", "overclaim"}),
    LANGUAGE: frozenset(name for name, group in GROUPS.items() if group == "language"),
}
FACTUAL_TYPES = tuple(name for name in _AIMED_AT if name not in {LANGUAGE, TITLE})
"""What every reader of real digests looked for and can tell: a title may be that of an earlier version."""


def label_types() -> frozenset[str]:
    """Return every type a label may have."""
    return frozenset(_AIMED_AT) | {check.id for check in CHECKS}


def aimed_at(label_type: str) -> frozenset[str]:
    """Return the checks that a label of this type is there to test."""
    return _AIMED_AT.get(label_type, frozenset({label_type}))


def answering(label_type: str) -> frozenset[str]:
    """Return the checks that look for what a label of this type says.

    A wrong figure is looked for by every check of quantities, and so is one that was given to the wrong owner. What
    readers mark in the prose is looked for by a reviewer.
    """
    reviewed = {REVIEWED.id} if label_type in _AIMED_AT else set()
    if label_type in QUANTITY_TYPES | QUANTITY_CHECKS:
        return QUANTITY_CHECKS | {_UNSUPPORTED} | reviewed
    if label_type == "attribution":
        return QUANTITY_CHECKS | {_UNSUPPORTED, "comparison-swap"} | reviewed
    return aimed_at(label_type) | reviewed


def confirming(check: str) -> frozenset[str]:
    """Return the types of label that show a finding of the check to be right.

    What tells another paper has wrong numbers as well, so `off-topic` confirms every check of quantities; a number
    that no source has is no error by that alone, so only a label of its own name confirms `unsupported-number`.
    """
    if check == _UNSUPPORTED:
        return frozenset({check})
    types = {label_type for label_type in (*_AIMED_AT, check) if check in answering(label_type)}
    return frozenset(types | QUANTITY_CHECKS | {OFF_TOPIC}) if check in QUANTITY_CHECKS else frozenset(types)
