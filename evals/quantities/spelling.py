r"""LaTeX in running text, replaced by plain signs without moving a single character.

Abstracts carry LaTeX (`$2.5\times$`, `10\%`), and what is made from them often carries commands that
lost their backslash (`sim100B`, `2.5times`).
"""

from __future__ import annotations

import re
from fractions import Fraction

from evals.quantities.korean_numerals import arabic_value
from evals.quantities.model import Quantity

LATIN_LETTERS = "A-Za-zΑ-ωÀ-ÿ"
JOINTS = r"\-–_./@+'’*&:"
"""What joins the parts of a name, as a set of characters in a pattern."""

LATIN_WORD = re.compile(rf"[{LATIN_LETTERS}][0-9{LATIN_LETTERS}]*(?:[{JOINTS}][0-9{LATIN_LETTERS}]+)*")
"""A word that starts with a letter, with everything joined to it: `Llama-3.1-405B`, `pass@1`, `ViT-L/14`."""

NAME = re.compile(LATIN_WORD.pattern.removesuffix("*") + "{0,16}")
"""As `LATIN_WORD`, but bounded: what reads a text that is one endless name again and again stays linear."""

_DATA = r"(?:data\s?sets?|corpus|corpora|collection|benchmark|데이터\s?(?:셋|세트)|말뭉치|코퍼스)"
_DATASET_BEHIND = re.compile(
    rf"(?:,?\s(?:an?|the|our)(?:\s[\w-]{{1,20}}){{0,3}})?(?:\s|-)(?:{_DATA}|tokens|images|videos|clips|비디오|이미지)(?![a-z])"
)
_CALLED = r"(?:called|named|dubbed|termed|such as|like|namely)"
_DATASET_BEFORE = re.compile(
    rf"(?:\b(?:dataset|corpus|데이터\s?(?:셋|세트)|말뭉치)|{_DATA},?\s{_CALLED},?)\s\(?$", re.IGNORECASE
)
_MODEL_BEHIND = re.compile(r"(?:,\san?(?:\s[\w-]{1,20}){0,3})?[\s-](?:models?|LLMs?|backbones?|모델)(?![a-z])")
_MENTIONS_MOST = 8
_SIZE = re.compile(r"(?<![A-Za-z0-9.])A?(\d{1,4}(?:\.\d{1,3})?)([BbM])(?![A-Za-z0-9])")
_SCALES = {"B": 10**9, "b": 10**9, "M": 10**6}


def name_sizes(name: str, offset: int) -> list[Quantity]:
    """Return the sizes in a name that starts at `offset`: two in `Qwen2-57B-A14B`, none in `GPT-4o`.

    `8x7B` is left alone: it is neither the size of a part nor of the whole.
    """
    return [_size(match, offset) for match in _SIZE.finditer(name)]


def _size(match: re.Match[str], offset: int) -> Quantity:
    digits, step = arabic_value(match[1])
    scale = _SCALES[match[2]]
    value = digits * scale
    start, end = offset + match.start(1), offset + match.end()
    return Quantity(
        value=value,
        low=value,
        high=value,
        unit="parameter",
        bound="exact",
        start=start,
        end=end,
        text=match.group()[match.start(1) - match.start() :],
        step=Fraction(step * scale),
        is_name_size=True,
    )


def is_dataset(text: str, name: re.Match[str]) -> bool:
    """Return whether the text calls a name with a size in it a dataset, at this place or at another."""
    at, mentions = text.find(name[0]), 0
    while at >= 0 and mentions < _MENTIONS_MOST:
        end = at + len(name[0])
        if _MODEL_BEHIND.match(text, end):
            return False
        if _DATASET_BEHIND.match(text, end) or _DATASET_BEFORE.search(text, max(0, at - 32), at):
            return True
        at, mentions = text.find(name[0], end), mentions + 1
    return False


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


_FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)}
_ONE_FOR_ONE = str.maketrans(
    {
        **{chr(code): digit for code, digit in _FULL_WIDTH.items()},
        "，": ",",
        "．": ".",
        "％": "%",
        "٪": "%",
        "＋": "+",
        "－": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "∼": "~",
        "〜": "~",
        "～": "~",
        "˜": "~",
        "\u2009": " ",
        "\u202f": " ",
        "\u00a0": " ",
        "\t": " ",
        "（": "(",
        "）": ")",
    }
)
_MAY_CHANGE = re.compile(f"[{''.join(map(re.escape, map(chr, _ONE_FOR_ONE)))}]")

# 46 000 with a thin space, and 1 414 021 with ordinary ones where two groups at least leave no doubt. Each begins with
# a digit and looks behind it, since a pattern that begins with one set of characters is found many times faster.
_SPACED_THOUSANDS = re.compile(
    r"\d(?<![\d.,]\d)\d{0,2}(?:[\u2009\u202f\u00a0]\d{3}){1,5}(?![\d])"
    r"|\d(?<![\w.,]\d)(?<![\d.,] \d)\d{0,2}(?: \d{3}){2,5}(?![ ,.]?\d)"
)
_SPACES = re.compile(r"[ \u2009\u202f\u00a0]")


def plain_letters(text: str) -> str:
    """Return `text` with full-width digits, dashes, minus signs, tildes and thin spaces made plain, one for one."""
    text = _SPACED_THOUSANDS.sub(lambda match: _SPACES.sub(",", match.group()), text)
    return text.translate(_ONE_FOR_ONE) if _MAY_CHANGE.search(text) else text


ADDRESS = (
    r"\d{1,5}(?:\.\d{1,5}){2,8}(?!\d)|\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d{1,2})?(?![\d%])"
    r"|0\d{1,3}-\d{3,4}-\d{4}(?!\d)|\d{1,2}-\d{1,2}-(?:19|20)\d\d(?!\d)"
)
"""A version or a network address, an arXiv id, a telephone number, which begins with 0, or a date that ends in its
year; a pattern."""


def is_behind_hyphen(text: str, start: int) -> bool:
    """Return whether a hyphen ties the figures at `start` to figures before them."""
    return start > 1 and text[start - 1] == "-" and text[start - 2].isdecimal()


def is_in_row(text: str, start: int, end: int) -> bool:
    """Return whether the two figures from `start` to `end` are two of three or more, and no range: 512-256-128."""
    return is_behind_hyphen(text, start) or (text.startswith("-", end) and text[end + 1 : end + 2].isdecimal())
