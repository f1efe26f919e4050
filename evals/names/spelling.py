"""How close two spellings are: typographic variants folded away, and small edits counted."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "×": "x"}
)
_GREEK_NAME = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")
# Commands whose sign is not the letter they are named for: once the backslash is lost, the word is damage.
LATEX_SIGNS = {
    "times": "×",
    "rightarrow": "→",
    "leftarrow": "←",
    "to": "→",
    "infty": "∞",
    "pm": "±",
    "sim": "∼",
    "approx": "≈",
    "leq": "≤",
    "geq": "≥",
    "cdot": "·",
    "circ": "°",
    "square": "□",
    "heartsuit": "♥",
    "star": "⋆",
    "nabla": "∇",
    "partial": "∂",
    "sqrt": "√",
    "oplus": "⊕",
    "otimes": "⊗",
}
_LATEX_GREEK = {
    name.lower().replace("lamda", "lambda"): chr(code)
    for code in range(0x3B1, 0x3CA)
    if code != 0x3C2  # the final sigma has no command
    for name in [unicodedata.name(chr(code)).rsplit(" ", 1)[1]]
}
_COMMAND = re.compile(r"\\([A-Za-z]+)\*? ?")
_FORMULA = re.compile(r"\$([^$\n]*)\$")
_ESCAPE = re.compile(r"\\([^\w\s])")


def without_latex(text: str) -> str:
    r"""Return the text as LaTeX would show it: `LLM$\times$X` is `LLM×X`, `\textbf{a}` is `a`, `\'e` is `e`."""
    if "\\" in text:
        text = re.sub(r"[{}]", "", _ESCAPE.sub(_accent_or_sign, _COMMAND.sub(_sign, text)))
    return _FORMULA.sub(r"\1", text)


def _sign(command: re.Match[str]) -> str:
    name = command[1]
    return LATEX_SIGNS.get(name) or _LATEX_GREEK.get(name) or ""


def _accent_or_sign(escape: re.Match[str]) -> str:
    return "" if escape[1] in "'`^\"~=." else escape[1]


def folded(text: str) -> str:
    """Return the letters, digits and mathematical signs of `text`, in one case and without accents.

    What typesetting varies is gone: white space, punctuation, dashes, quotes, width, `×` for `x`, `α` for `alpha`.
    """
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).casefold()
    return "".join(_plain(c) for c in text.translate(_LETTERS) if unicodedata.category(c)[0] in "LN" or _is_sign(c))


def _is_sign(c: str) -> bool:
    return unicodedata.category(c) in {"Sm", "So"} and c not in "~∼"


def _plain(c: str) -> str:
    greek = _GREEK_NAME.match(unicodedata.name(c, "")) if "Ͱ" <= c <= "Ͽ" else None
    return greek[1].lower().replace("lamda", "lambda") if greek else c


def is_near(a: str, b: str, limit: int) -> bool:
    """Return whether at most `limit` insertions, deletions, changes or swaps of neighbours make `a` into `b`.

    Costs `limit` times the length of the text, not its square.
    """
    if abs(len(a) - len(b)) > limit:
        return False
    before: dict[int, int] = {}
    row = {j: j for j in range(limit + 1)}
    far = limit + 1
    for i, c in enumerate(a, 1):
        current: dict[int, int] = {}
        for j in range(max(0, i - limit), min(len(b), i + limit) + 1):
            best = min(row.get(j, far), current.get(j - 1, far)) + 1
            if j and row.get(j - 1, far) + (c != b[j - 1]) < best:
                best = row.get(j - 1, far) + (c != b[j - 1])
            if j > 1 and i > 1 and c == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before.get(j - 2, far) + 1)
            current[j] = best
        if min(current.values()) > limit:
            return False
        before, row = row, current
    return row.get(len(b), far) <= limit
