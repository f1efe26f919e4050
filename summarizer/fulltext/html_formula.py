"""A formula of a web page, read once: as the LaTeX it was made from, or else from its signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_TEX = "application/x-tex"
_NOT_SHOWN = frozenset({"annotation", "annotation-xml"})
# LaTeXML breaks a long formula with a comment at the end of the line.
_BROKEN_LINE = re.compile(r"(?<!\\)%\n")
# Beside its mean, a deviation is a figure of its own.
_SPREAD = re.compile(r"(\.[0-9]{1,4}) ?_ ?\{ ?((?:\\pm|±)? ?[0-9.]+) ?\}")
# What is left of these in a formula cannot be read without LaTeX.
_TEX_SIGN = re.compile(r"[\\^_{}]")


def read_formula(formula: _Element) -> str:
    """Return what a `math` element says, between dollars as in an abstract unless it is plain text.

    A page holds a formula up to four times: as LaTeX in `alttext` and in an annotation, as signs to show and as
    their meaning. Who reads two of them doubles the digits of every number in it.
    """
    tex = formula.get("alttext") or _annotation(formula) or _shown(formula)
    tex = " ".join(_BROKEN_LINE.sub("", tex).replace("\\displaystyle", "").split())
    tex = _SPREAD.sub(r"\1 \2", tex)
    plain = tex.replace(r"\%", "%").replace(r"\,", " ")
    return plain if not _TEX_SIGN.search(plain) else f"${tex}$"


def _annotation(formula: _Element) -> str:
    return next(("".join(note.itertext()) for note in formula.iter("annotation") if note.get("encoding") == _TEX), "")


def _shown(sign: _Element) -> str:
    """Return the signs as LaTeX; a page is never deep enough for the recursion to matter."""
    parts = [_shown(part) for part in sign if part.tag not in _NOT_SHOWN]
    match sign.tag, parts:
        case "msup" | "mover", [base, above]:
            return f"{base}^{{{above}}}"
        case "msub" | "munder", [base, below]:
            return f"{base}_{{{below}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return rf"\frac{{{above}}}{{{below}}}"
        case "msqrt", _:
            return rf"\sqrt{{{''.join(parts)}}}"
        case _:
            return (sign.text or "").strip() + "".join(parts)
