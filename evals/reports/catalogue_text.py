"""The catalogue of checks for people."""

from __future__ import annotations

import re
from inspect import getdoc
from typing import TYPE_CHECKING

from evals.checks.specs import read_spec
from summarizer.io.terminal import columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.checks.contract import Check, DigestCheck
    from evals.reports.wording import Wording

_HEADING = re.compile(r"^(#+ )(.+)$", re.MULTILINE)
_ARGUMENTS = re.compile(r"^Args:\n(?: .*\n|\n(?= ))*\n?", re.MULTILINE)


def list_checks(checks: Iterable[Check | DigestCheck], wording: Wording) -> str:
    """Return one line a check: name, severities, what it flags."""
    rows = [(check.id, _severities(check, wording), first_line(check, wording)) for check in checks]
    widths = [max(columns(row[column]) for row in rows) for column in (0, 1)]
    return "".join(f"{_padded(name, widths[0])}{_padded(rank, widths[1])}{line}\n" for name, rank, line in rows)


def first_line(check: Check | DigestCheck, wording: Wording) -> str:
    """Return what the check flags, in one sentence."""
    return check.korean if wording.language == "ko" else _documentation(check).partition("\n")[0]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text) + 2)


def explain(check: Check | DigestCheck, wording: Wording) -> str:
    """Return the documentation of a check with its examples, as Markdown."""
    lead = f"{check.korean}\n\n" if wording.language == "ko" else ""
    text = f"# {check.id} ({_severities(check, wording)})\n\n{lead}{_documentation(check)}\n\n{_examples(check)}"
    return _HEADING.sub(lambda found: found[1] + wording.headings.get(found[2], found[2]), text)


def _severities(check: Check | DigestCheck, wording: Wording) -> str:
    return ", ".join(wording.severities[severity] for severity in check.severities)


def _documentation(check: Check | DigestCheck) -> str:
    # What its constructor takes is nothing to a reader of the catalogue.
    return _ARGUMENTS.sub("", f"{getdoc(type(check)) or ''}\n").strip()


def _examples(check: Check | DigestCheck) -> str:
    # The spec has a title of its own.
    return re.sub(r"\A# .*\n+", "", read_spec(check).text)
