"""Commands that an escape ate are written out again where that is certain."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from summarizer.models.escapes import restored
from summarizer.models.replies import RepairReply


@pytest.mark.parametrize(
    ("eaten", "command"),
    [
        ("각 $\theta$와 3\times", r"각 $\theta$와 3\times"),
        (
            "\beta, \frac{a}{b}, \rho, \varphi, \alpha, \textbf{x}",
            r"\beta, \frac{a}{b}, \rho, \varphi, \alpha, \textbf{x}",
        ),
        ("경사 \nabla f", r"경사 \nabla f"),
    ],
)
def test_an_eaten_command_is_restored(eaten: str, command: str) -> None:
    """Tab, backspace, form feed, return, bell and line feed before the rest of a command were its first two signs."""
    assert restored(eaten) == command


@pytest.mark.parametrize("text", ["이름\tvalue", "첫 줄\nu는 값\neq는 이름\nangle", "끝\r\nrho", "가\b나"])
def test_what_may_be_meant_stays(text: str) -> None:
    """A table's tab, a line that begins with a word, and a control character before no command are left alone."""
    assert restored(text) == text


def test_a_reply_is_mended_where_the_escape_is_certain() -> None:
    r"""A model that sends `"\theta"` in JSON means the letter; any other control character makes the reply invalid."""
    assert RepairReply.model_validate_json(r'{"text": "각도는 $\theta$입니다."}').text == r"각도는 $\theta$입니다."
    for text in (r"각도는 \u001a입니다.", r"각도는\tabc입니다.", r"각도는\b입니다."):
        with pytest.raises(ValidationError, match="control character"):
            RepairReply.model_validate_json(f'{{"text": "{text}"}}')
