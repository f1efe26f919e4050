"""One spelling for the characters that numbers are written with; every offset stays where it is."""

from __future__ import annotations

import re

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
