r"""LaTeX commands whose backslash was read as the escape of a control character: `\theta` as a tab and `heta`."""

from __future__ import annotations

import re

_SIGNS = {"\t": "t", "\b": "b", "\f": "f", "\r": "r", "\n": "n", "\v": "v", "\a": "a"}
# The commands of mathematics and text that begin with the letter of an escape.
_COMMANDS = frozenset(
    "times theta tau text textbf textit texttt textrm textsc textsf textsuperscript textsubscript tilde tfrac to top "
    "triangle triangleq triangleleft triangleright tan tanh beta bar bf binom boldsymbol bm big bigg bigl bigr bigcup "
    "bigcap bullet begin bot backslash because between frac forall flat footnote footnotesize fbox rho right "
    "rightarrow rangle rceil rfloor rm root rule nabla neq ne nu not ni notin newline nolimits nonumber nmid nleq ngeq "
    "varepsilon varphi vartheta varrho varsigma vec vee vert vdots vspace alpha approx ast angle arg argmax argmin "
    "arctan array aleph".split()
)
_EATEN = re.compile(r"([\t\b\f\r\n\v\a])([a-z]+)")
_SHORTEST_REST = 4
_WORDS = frozenset("angle arrow ceil dots floor frac space".split())
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
"""What stands in no text: control characters, without the tab and the ends of lines."""
RESTS = tuple(sorted((command[1:] for command in _COMMANDS), key=len, reverse=True))
"""What follows the control character of an eaten command: `imes`, `extbf`."""
BRACED_RESTS = tuple(rest for rest in RESTS if len(rest) >= _SHORTEST_REST - 1)
"""What is left of a command before its argument when its first letter went with the backslash: `extbf{`, `rac{`."""
LONE_RESTS = tuple(rest for rest in RESTS if len(rest) >= _SHORTEST_REST and rest not in _WORDS)
"""What is left of such a command and is no word: `imes`, `heta`."""


def restored(text: str) -> str:
    r"""Return the text with every command that an escape ate written out again: `\theta` for a tab and `heta`.

    A command that lost a line's end is written out only where the line would begin with no word.
    """
    return _EATEN.sub(_restored, text)


def _restored(found: re.Match[str]) -> str:
    rest = found[2]
    may_begin_a_line = found[1] == "\n" and (len(rest) < _SHORTEST_REST or rest in _WORDS)
    command = _SIGNS[found[1]] + rest
    return "\\" + command if command in _COMMANDS and not may_begin_a_line else found[0]
