r"""LaTeX in running text, replaced by plain signs without moving a single character.

Abstracts carry LaTeX (`$2.5\times$`, `10\%`), and what is made from them often carries commands that
lost their backslash (`sim100B`, `2.5times`).
"""

from __future__ import annotations

import re

from evals.quantities.letters import plain_letters

_SIGNS = {
    "sim": "~",
    "approx": "~",
    "simeq": "~",
    "times": "×",
    "cdot": "·",
    "pm": "±",
    "geqslant": "≥",
    "geq": "≥",
    "ge": "≥",
    "leqslant": "≤",
    "leq": "≤",
    "le": "≤",
    "gt": ">",
    "lt": "<",
    "textgreater": ">",
    "textless": "<",
    "in": "∈",
    "neq": "≠",
    "ldots": "…",
    "dots": "…",
    "cdots": "…",
}
_LATEX = re.compile(
    # What begins none of these is passed over at once.
    r"(?=[$\\sagltp\u2009\u202f\u00a0])(?:"
    # Mathematics by pandoc's rule: no space inside the dollars, no digit behind; $5 and $10 is money.
    r"(?<![\\$])\$(?=[^\s$])(?P<math>[^$]{1,120})(?<![\s\\])\$(?!\d)"
    r"|\$\s?\\?(?P<sign>sim|approx|geq|leq|ge|le|pm|gt|lt|[<>~≥≤±∼≈])\s?\$"
    r"|(?<=\d)\\(?P<style>(?:text|mathrm|mathbf|rm|bf)[{ ]\s?)(?=[KMBTG]\})"
    r"|\\(?P<command>[A-Za-z]{2,11})\{?"
    r"|\\(?P<escaped>[%;:! ()])"
    # A command that lost its backslash is told from a word by the figure it touches.
    r"|(?<![A-Za-z\\])(?P<before>sim|approx|geq|leq) ?(?=\d)"
    r"|(?<=\d)(?P<after>times|pm)(?![A-Za-z])"
    # A thin space between thousands reads as a comma; any other is a space.
    r"|(?<=\d)(?P<thin>[\u2009\u202f\u00a0])(?=\d{3}(?!\d)))"
)
# What a text without a backslash or a dollar may hold: a thin space, or a command at a figure that lost its backslash.
_MAY_HAVE_LATEX = re.compile(
    r"[0-9\u2009\u202f\u00a0](?:(?<=[^0-9])|times|pm|(?<=sim.)|(?<=sim .)|(?<=eq.)|(?<=eq .)|(?<=ox.)|(?<=ox .))"
)


def unfold(text: str) -> str:
    """Return a text of the same length in which LaTeX is plain signs and spaces, and signs have one spelling."""
    if "\\" in text or "$" in text or _MAY_HAVE_LATEX.search(text):
        text = _LATEX.sub(_plain, text)
    if "~" in text:
        text = _TIE.sub(" ", text)
    return text if text.isascii() else plain_letters(text)


# Table~3 and wav2vec~2.0 are tied; ~5% behind a space is about as much.
_TIE = re.compile(r"(?<=[A-Za-z.])~(?=[0-9A-Z\\])")
_SCALED = re.compile(r"\d\$[KkMBTG](?![A-Za-z0-9])")
_FORMULA = re.compile(r"(?<![\\$])\$(?=[^\s$])[^$]{1,120}(?<![\s\\])\$(?!\d)")
_NO_SYMBOL = re.compile(rf"\\(?:{'|'.join(_SIGNS)})(?![A-Za-z])|\d[kKMBTGx](?![A-Za-z])")
_STYLE = re.compile(r"\\(?:text|math(?:rm|bf|it|sf)|rm|bf|operatorname)")


def symbolic_formulas(text: str) -> list[tuple[int, int]]:
    """Return where the formulas of a text stand that hold a letter, so that a bare figure in them is a term."""
    return [
        match.span()
        for match in _FORMULA.finditer(text)
        if not _STYLE.search(match[0]) and any(map(str.isalpha, _NO_SYMBOL.sub(" ", match[0])))
    ]


def _plain(match: re.Match[str]) -> str:
    if match["math"] is not None:
        # The letter behind $2.788$M scales what is inside; a brace may stand between the two.
        close = "}" if _SCALED.match(match.string, match.end() - 2) else " "
        return f" {_LATEX.sub(_plain, match['math'])}{close}"
    if match["escaped"] is not None:
        return " %" if match["escaped"] == "%" else "  "
    if match["style"] is not None:
        return "}" * len(match[0])
    if match["thin"] is not None:
        return ","
    name = match["sign"] or match["command"] or match["before"] or match["after"]
    sign = _SIGNS.get(name, name if match["sign"] else " ")
    return sign.ljust(len(match[0]))
