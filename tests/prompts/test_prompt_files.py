"""Prompt files: what a version says about itself, and what it needs."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from summarizer.errors import PromptError
from summarizer.models.chat import ChatMessage, PromptId
from summarizer.prompts import read_prompt

_HEAD = """\
+++ head
why = "a test"
date = 2026-01-02
reply = "repair"
required = ["sentence"]
optional = ["evidence"]
"""
_FILE = f"""{_HEAD}
+++ system
고칩니다.

+++ user
{{{{#evidence}}}}
<근거>{{{{evidence}}}}</근거>
{{{{/evidence}}}}
<문장>{{{{sentence}}}}</문장>
"""


def test_a_file_tells_what_it_is() -> None:
    """Name, version, reason and hash of a prompt come with it into every run."""
    prompt = read_prompt("mend", 3, _FILE)
    assert (str(prompt), prompt.why, prompt.date) == ("mend 3", "a test", dt.date(2026, 1, 2))
    assert (prompt.reply, prompt.required, prompt.optional) == ("repair", ("sentence",), ("evidence",))
    assert prompt.id == PromptId("mend", "3", hashlib.sha256(_FILE.encode()).hexdigest())


def test_messages_depend_on_file_and_inputs_alone() -> None:
    """A request can be made again from a receipt."""
    inputs = {"evidence": "8B", "sentence": "8조입니다."}
    messages = read_prompt("mend", 3, _FILE).render(inputs)
    assert messages == (
        ChatMessage("system", "고칩니다."),
        ChatMessage("user", "<근거>8B</근거>\n<문장>8조입니다.</문장>"),
    )
    assert messages == read_prompt("mend", 3, _FILE).render(dict(reversed(inputs.items())))


def test_line_ends_of_a_checkout_change_nothing() -> None:
    """A prompt has the same hash and words on every system."""
    assert read_prompt("mend", 3, _FILE.replace("\n", "\r\n")) == read_prompt("mend", 3, _FILE)


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({}, "mend 3 needs its input 'sentence'"),
        ({"sentence": " \n"}, "mend 3 needs its input 'sentence'"),
        ({"sentence": "x", "sentense": "x"}, "mend 3 has no input 'sentense'"),
    ],
)
def test_a_wrong_input_is_named(inputs: dict[str, str], reason: str) -> None:
    """No model is asked about a paper that is not there."""
    with pytest.raises(PromptError) as error:
        read_prompt("mend", 3, _FILE).render(inputs)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("+++ system", "+++ sytem", "not made of the parts"),
        ("+++ user", "+++ system", "not made of the parts"),
        ("+++ head", "\n+++ head", "not made of the parts"),
        ('why = "a test"', "", "why in its head: field required"),
        ('why = "a test"', 'why = " "', "why in its head"),
        ("date = 2026-01-02", "date = 2026-13-02", "not valid TOML"),
        ('reply = "repair"', 'reply = "poem"', "no reply schema 'poem'; there are confirm, repair, review, summarize"),
        ('["evidence"]', '["evidence"]\nauthor = "me"', "author in its head: extra"),
        ('["evidence"]', "[]", "'evidence' is used but not declared"),
        ('["evidence"]', '["evidence", "before"]', "'before' is declared but not used"),
        ("{{sentence}}", "{{ sentence }}", "no tag"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(old: str, new: str, reason: str) -> None:
    """An author of a prompt learns of a slip when it is read, and which file it is in."""
    with pytest.raises(PromptError, match=r"^the prompt mend 3 cannot be used: ") as error:
        read_prompt("mend", 3, _FILE.replace(old, new, 1))
    assert reason in str(error.value)
    assert "\n" not in str(error.value)
