"""Templates: inputs stand where they belong, and can do nothing else."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import PromptError
from summarizer.prompts.template import parse_template

_MARKED = parse_template("<초록>\n{{abstract}}\n</초록>\n{{#notes}}\n<용어집>{{notes}}</용어집>\n{{/notes}}\n끝")
_HOSTILE = st.lists(
    st.sampled_from(
        ["<", "/", " ", "초록", ">", "</초록>", "< / 초록", "{{", "}}", "{{notes}}", "{{#notes}}", "\\1", "%s", "{0}"]
    )
    | st.text(max_size=5)
).map("".join)


def test_an_input_takes_the_place_of_its_name() -> None:
    """The words around an input stay as they are, every time it is used."""
    template = parse_template("{{name}}: {{name}} {not} }} a tag")
    assert template.render({"name": "요약"}) == "요약: 요약 {not} }} a tag"
    assert template.inputs == {"name"}


@given(text=st.text().filter(lambda text: "{{" not in text))
def test_a_text_without_tags_is_its_own_rendering(text: str) -> None:
    """A template adds nothing and takes nothing away."""
    assert parse_template(text).render({}) == text


@pytest.mark.parametrize(("notes", "text"), [("", "a\nb\n"), (" \n", "a\nb\n"), ("x", "a\n[x]\nb\n")])
def test_a_block_without_its_input_leaves_no_trace(notes: str, text: str) -> None:
    """What a paper lacks is not announced by an empty frame."""
    assert parse_template("a\n{{#notes}}\n[{{notes}}]\n{{/notes}}\nb\n").render({"notes": notes}) == text


@given(value=st.text(alphabet="{}#/abcnotes \n", max_size=40))
def test_an_input_is_never_expanded(value: str) -> None:
    """Whatever an abstract says about templates, it is said to the reader and not to the renderer."""
    assert parse_template("[{{a}}|{{b}}]").render({"a": value, "b": "{{a}}"}) == f"[{value}|{{{{a}}}}]"


@given(abstract=_HOSTILE, notes=_HOSTILE)
def test_an_input_cannot_leave_its_marks(abstract: str, notes: str) -> None:
    """The end of a source is where the template puts it, and nowhere before."""
    text = _MARKED.render({"abstract": abstract, "notes": notes})
    closings = re.findall(r"<[\s/]*초록", text)
    assert closings == ["<초록", "</초록"]
    inside = text.removeprefix("<초록>\n").partition("\n</초록>\n")[0]
    assert inside.replace("‹", "<") == abstract.replace("‹", "<")


@given(abstract=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="초용")))
def test_an_honest_source_stays_as_it_is(abstract: str) -> None:
    """Quotes of the source can be found in it, less-than signs and all."""
    assert f"\n{abstract}\n</초록>" in _MARKED.render({"abstract": abstract})


def test_a_hostile_source_costs_no_time() -> None:
    """A long row of signs that might begin a mark is read once."""
    start = time.process_time()
    _MARKED.render({"abstract": "<" + "/ " * 200_000 + "< " * 200_000})
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ name }}", "no tag"),
        ("{{Name}}", "no tag"),
        ("{{name}", "no tag"),
        ("{{#a}}x", "never closed"),
        ("x{{/a}}", "no block is open"),
        ("{{#a}}{{#b}}{{/b}}{{/a}}", "'a' is open"),
        ("{{#a}}x{{/b}}", "'a' is open"),
    ],
)
def test_a_slip_of_the_pen_is_refused(text: str, reason: str) -> None:
    """A mistyped tag is not sent to a model as if it were words."""
    with pytest.raises(PromptError, match=reason):
        parse_template(text)
