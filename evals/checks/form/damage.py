r"""Text that was damaged on its way: eaten escapes, control characters, wrong encodings, scripts mixed in a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.models.escapes import BRACED_RESTS, CONTROL, LONE_RESTS, RESTS
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARGUMENT = r"(?:\{[^{}\n]{0,60}\}|\{)?"


class Damage(NamedTuple):
    """What happened to a text, in both languages."""

    en: str
    ko: str


_CONTROL = Damage("a control character", "제어 문자")
REMAINS = Damage("what is left of a LaTeX command", "LaTeX 명령의 조각")
_MOJIBAKE = Damage("text in the wrong encoding", "인코딩이 깨진 문자")
_LOST = Damage("a sign that stands for a lost character", "잃어버린 문자를 대신하는 기호")
_MIXED = Damage("a Han character inside a Korean word", "한글 낱말 속의 한자")

_LOST_SIGNS = re.compile("[\ufffd-\uffff]+")

_KINDS = (
    (
        _CONTROL,
        # A tab is one where it stands before a letter inside a line: what is left of `\times`.
        re.compile(
            r"(?:[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\u202d\u202e]|(?:(?<=[^\s|])|(?<=[^\s|] ))\t(?=[A-Za-z]))"
            rf"(?:(?<=[\t\x07\x08\x0b\x0c\r])(?:{'|'.join(RESTS)})(?![a-z]){_ARGUMENT})?"
        ),
    ),
    (_LOST, _LOST_SIGNS),
    (
        REMAINS,
        re.compile(
            rf"(?<![A-Za-z\\])(?:{'|'.join(BRACED_RESTS)}|math(?:bb|bf|cal|frak|it|rm|sf)|text(?:bf|it|rm|sc|sf|tt)|frac"
            r"|sqrt|operatorname|boldsymbol|overline|underline|widehat|widetilde)\{[^{}\n]{0,60}\}?"
            r"|(?<=[^\W\d_])(?:sub|super)script(?=[^\W\d_A-Za-z])|(?<![A-Za-z])(?:sub|super)script(?=[\U0001d400-\U0001d7ff\u0370-\u03ff])"
            # Beside other letters, digits before and signs of names it may be part of a word.
            rf"|(?<![A-Za-z\\_.@/-])(?:{'|'.join(LONE_RESTS)})(?![A-Za-z0-9_@/-]|\.[A-Za-z0-9])"
        ),
    ),
    (_MIXED, re.compile(r"(?<=[가-힣])[\u3400-\u4dbf\u4e00-\u9fff]{1,4}(?=[가-힣])")),
)
# UTF-8 that was read as Windows-1252: two signs of it for a Latin or Greek letter, three for anything else.
_SIGNS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE_RUN = re.compile(f"(?:[ÂÃÎÏ][{_SIGNS}]|[à-ï][{_SIGNS}]{{2}})+")


def damaged(text: str) -> Iterator[tuple[Span, Damage]]:
    """Yield the damaged places of a text, kind by kind."""
    for damage, pattern in _KINDS:
        for found in pattern.finditer(text):
            yield Span(*found.span()), damage
    for found in _MOJIBAKE_RUN.finditer(text):
        if _was_utf8(found[0]):
            yield Span(*found.span()), _MOJIBAKE


def unreadable(text: str, start: int, end: int) -> Iterator[tuple[Span, Damage]]:
    """Yield the signs between two places that stand in no text, a name or an address included."""
    for damage, pattern in ((_CONTROL, CONTROL), (_LOST, _LOST_SIGNS)):
        for found in pattern.finditer(text, start, end):
            yield Span(*found.span()), damage


def _was_utf8(run: str) -> bool:
    # Python's codec refuses the five bytes that Windows leaves out, and they are read as they are.
    try:
        data = b"".join(
            sign.encode("cp1252") if not "\x80" <= sign <= "\x9f" else sign.encode("latin-1") for sign in run
        )
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True
