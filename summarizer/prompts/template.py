"""Templates without logic: inputs take the place of `{{name}}`, and nothing in them is ever run or expanded.

Our own, since what the well-known libraries add is what must not happen here: Jinja runs code, the Mustache ones
escape for HTML and let a value reach for more values, and none keeps a value from closing the mark around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import PromptError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"\{\{([#/]?)([a-z][a-z_]*)\}\}")
# A line that only opens or closes a block leaves no empty line behind.
_BLOCK_LINE = re.compile(r"^(\{\{[#/][a-z][a-z_]*\}\})\n", re.MULTILINE)
_CLOSING_MARK = re.compile(r"</([^<>/\s]{1,40})>")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    """Words of the template, or the name of an input."""
    is_input: bool
    block: str | None
    """The input without which the piece is left out."""


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places for inputs.

    `{{name}}` stands for an input; what stands between `{{#name}}` and `{{/name}}` is kept only when that input
    says something. Where the template has a mark `<x>…</x>`, no input can write that mark.
    """

    pieces: tuple[_Piece, ...]
    marks: tuple[str, ...]

    @property
    def inputs(self) -> frozenset[str]:
        """The names of the inputs that the template uses."""
        return frozenset(piece.text for piece in self.pieces if piece.is_input)

    def render(self, inputs: Mapping[str, str]) -> str:
        """Return the text with the inputs in their places, in a single pass; a missing one counts as empty."""
        return "".join(
            self._disarmed(inputs.get(piece.text, "")) if piece.is_input else piece.text
            for piece in self.pieces
            if piece.block is None or inputs.get(piece.block, "").strip()
        )

    def _disarmed(self, value: str) -> str:
        """Return the value with another sign in the place of `<` wherever one of the marks might begin."""
        if not self.marks:
            return value
        return re.sub(rf"<(?=[\s/]*(?:{'|'.join(map(re.escape, self.marks))}))", "‹", value, flags=re.IGNORECASE)


def parse_template(text: str) -> Template:
    """Return the template that a text is.

    Raises:
        PromptError: If a brace pair is no tag, or a block is not closed by its own name before the next one.
    """
    words = _TAG.split(_BLOCK_LINE.sub(r"\1", text))
    pieces = [_literal(words[0], None)]
    block: str | None = None
    for sigil, name, literal in zip(words[1::3], words[2::3], words[3::3], strict=True):
        if sigil == "#" and block is None:
            block = name
        elif sigil == "/" and block == name:
            block = None
        elif sigil:
            tag = f"{{{{{sigil}{name}}}}}"
            message = (
                Message(f"{tag} stands where {block!r} is open", f"{block!r} 블록 안에 {tag} 태그가 있습니다")
                if block
                else Message(f"{tag} stands where no block is open", f"열린 블록이 없는 곳에 {tag} 태그가 있습니다")
            )
            raise PromptError(message)
        else:
            pieces.append(_Piece(name, is_input=True, block=block))
        pieces.append(_literal(literal, block))
    if block:
        tag = f"{{{{#{block}}}}}"
        message = Message(f"{tag} is never closed", f"{tag} 태그가 닫히지 않았습니다")
        raise PromptError(message)
    marks = tuple(dict.fromkeys(_CLOSING_MARK.findall(text)))
    return Template(tuple(piece for piece in pieces if piece.text), marks)


def _literal(text: str, block: str | None) -> _Piece:
    if "{{" in text:
        words = text[text.index("{{") :][:20]
        message = Message(
            f"{words!r} is no tag; a name has lower-case letters and no space",
            f"{words!r}: 태그가 아닙니다. 이름은 공백 없이 소문자로 적습니다",
        )
        raise PromptError(message)
    return _Piece(text, is_input=False, block=block)
