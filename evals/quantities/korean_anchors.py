"""Where a quantity may begin in Korean: candidates found by single characters, then told apart by kind."""

from __future__ import annotations

import re

from evals.quantities.korean_numerals import DIGITS, NUMERAL_CHARS, SCALES
from evals.quantities.spelling import JOINTS, LATIN_LETTERS, LATIN_WORD

_URL = r"https?://[^\s)\]]{1,2000}"
_CITATION = r"\[\d{1,4}(?:[,\-– ]{1,2}\d{1,4}){0,20}\]"
_SIZE = r"[0-9]{1,5} ?(?:×|x|\*)(?! ?10[\^⁻⁺⁰¹²³⁴-⁹])(?: ?\d{1,5}(?: ?(?:×|x(?! ?[가-힣])|\*))?){1,4}(?:[A-Za-z]{1,8})?"
SIGN = r"(?:마이너스 ?|음수 )"
_SHORT_NATIVE = "한두세석네넉"
_LONG_NATIVE = "하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔"
_HALF = "절반|반(?=년|의 )"
_KINDS = re.compile(
    rf"(?P<skip>{_URL}|{_CITATION}|{_SIZE})"
    rf"|(?P<name>{LATIN_WORD.pattern})"
    r"|(?P<power>[0-9]{1,4}\^\{?[-+]?\d{1,3}\}?)"
    r"|(?P<arabic>(?:(?<![\w)\]%.])(?<![\d%)] )[-+] ?)?\.?[0-9])"
    # Behind a Latin letter or a bracket 만 is a particle: only N.
    rf"|(?<![가-힣A-Za-z)\]])(?P<hangul>{SIGN}?(?:수|몇 ?)?(?!일[곱흔])(?=[{NUMERAL_CHARS}])"
    rf"|{SIGN}(?=[0-9])|- (?=[{NUMERAL_CHARS}]))"
    rf"|(?<![가-힣])(?P<native>[{_SHORT_NATIVE}]|{_LONG_NATIVE})"
    rf"|(?<![가-힣])(?P<half>{_HALF})"
)

# 이미지, 사용, 조건: a lone numeral letter begins a number only before another one, a gap, or what numbers go on with.
_HANGUL = (
    rf"[{''.join(DIGITS)}](?![^{NUMERAL_CHARS}점분과와 ])(?<![이일](?= ))"
    rf"|[{''.join(SCALES)}](?![^\W{NUMERAL_CHARS}점분과와명개년원배가퍼번달에])"
)
_CANDIDATE = re.compile(
    rf"[^가-힣{LATIN_LETTERS}](?:(?<=[0-9])"
    rf"|(?={_HANGUL}|[{_SHORT_NATIVE}][ 가개명번배달시단종차쌍마군분자조]|{_LONG_NATIVE}|[수몇] ?[{NUMERAL_CHARS}]"
    rf"|{_HALF}|{SIGN}|- [{NUMERAL_CHARS}]|https?://|[{LATIN_LETTERS}][{LATIN_LETTERS}{JOINTS}]{{0,60}}[0-9]))"
)
_SIGN_MOST = 2


def next_anchor(text: str, position: int) -> re.Match[str] | None:
    """Return the next place from `position` on where a quantity may begin, in the group of its kind.

    A candidate begins with the character before a word, or with a digit: a pattern that begins with one set of
    characters is found many times faster than one that looks behind it at every letter.
    """
    if position == 0 and (first := _KINDS.match(text)):
        return first
    candidate = _CANDIDATE.search(text, position)
    if candidate is None:
        return None
    start = candidate.start()
    # The sign of a figure stands before it.
    return _KINDS.search(text, max(position, start - _SIGN_MOST) if text[start].isdecimal() else start)
