"""The newsletter's own glossary: read at the edge, first in the prompt, a warning in the check."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from evals.checks.terms.mistranslated_term import MistranslatedTerm
from evals.runner.catalogue import select_checks
from evals.subject.subject import Subject
from evals.terms.glossary import read_glossary
from evals.terms.own_glossary import OwnGlossary, OwnTerm, read_own_glossary
from summarizer.digest import parse
from summarizer.errors import ConfigError
from summarizer.findings import Severity
from summarizer.io.settings import find_settings
from summarizer.papers import Paper
from summarizer.spans import apply_edits

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.findings import Finding

HOUSE = OwnGlossary((OwnTerm("fine-tuning", "파인튜닝"), OwnTerm("ground truth", "정답", ("실측값",))))
PAPER = Paper("2401.00001", "Tuning", "Fine-tuning needs ground truth. We use DragNet routing tables.")


def inspect(check: MistranslatedTerm, words: str) -> tuple[str, list[Finding]]:
    """Check one bullet about the paper."""
    text = f"## Daily Papers (2024-09-26)\n\n### [Tuning](https://arxiv.org/abs/2401.00001)\n\n- {words}\n"
    (entry,) = parse(text).entries
    return text, list(check.inspect(Subject(entry, PAPER)).findings)


def test_a_glossary_is_read(tmp_path: Path) -> None:
    """A term has a rendering, or a table with those to use and to avoid."""
    path = tmp_path / "glossary.toml"
    path.write_text('[terms]\nfine-tuning = "파인튜닝"\n"ground truth" = { use = "정답", not = ["실측값"] }\n', "utf-8")
    assert read_own_glossary(path) == HOUSE


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[terms]\nagent = 3", "the entry 'agent' is no English term with its Korean rendering, such as"),
        ("[terms]\nagent = { ues = '에이전트' }", "the entry 'agent' is no English term"),
        ("[terms]\n'에이전트' = '에이전트'", "the entry '에이전트' is no English term"),
        ("[words]\nagent = '에이전트'", "has no table [terms] of English terms"),
        ("[terms]\n[words]\n", "has no table 'words'; it knows [terms] only"),
        ("[terms\n", "is not valid TOML"),
    ],
)
def test_what_a_glossary_cannot_say_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A typing error names the file and the entry."""
    path = tmp_path / "glossary.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_own_glossary(path)
    assert str(caught.value).startswith(str(path))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_the_newsletter_does_not_want_is_a_warning_that_can_be_fixed() -> None:
    """A right rendering is no error, and is replaced with its particle kept right."""
    text, findings = inspect(MistranslatedTerm(HOUSE), "미세 조정으로 실측값과 견줍니다.")
    assert [(f.text, f.severity) for f in findings] == [("미세 조정", Severity.WARNING), ("실측값", Severity.WARNING)]
    edits = [edit for f in findings if f.fix for edit in f.fix.edits]
    assert apply_edits(text, edits).endswith("- 파인튜닝으로 정답과 견줍니다.\n")


def test_without_a_glossary_a_right_rendering_is_left_alone() -> None:
    """The catalogue's check knows no preference."""
    assert inspect(MistranslatedTerm(), "미세 조정으로 실측값과 견줍니다.")[1] == []


@pytest.mark.parametrize(
    ("own_glossary", "words"),
    [
        (HOUSE, "파인튜닝을 합니다."),
        (OwnGlossary((OwnTerm("fine-tuning", "미세 조정(FT)"),)), "미세 조정(FT)을 합니다."),
    ],
)
def test_what_the_newsletter_asks_for_is_left_alone(own_glossary: OwnGlossary, words: str) -> None:
    """Another rendering that is spelled like the preferred one, or is a part of it, does not turn against it."""
    assert inspect(MistranslatedTerm(own_glossary), words)[1] == []


def test_another_spacing_of_the_newsletter_s_rendering_is_a_warning() -> None:
    """Who asks for 파인튜닝 does not mean 파인 튜닝."""
    assert [f.text for f in inspect(MistranslatedTerm(HOUSE), "파인 튜닝을 합니다.")[1]] == ["파인 튜닝"]


def test_the_newsletter_may_add_a_term() -> None:
    """A term that the glossary does not know is added to it."""
    own_glossary = OwnGlossary((OwnTerm("DragNet routing", "드래그넷 라우팅", ("끌그물 라우팅",)),))
    assert ("DragNet routing", "드래그넷 라우팅") in read_glossary(own_glossary).occurring_in(PAPER)
    assert [f.text for f in inspect(MistranslatedTerm(own_glossary), "끌그물 라우팅을 씁니다.")[1]] == ["끌그물 라우팅"]


def test_the_newsletter_s_rendering_stands_in_the_prompt() -> None:
    """The prompt asks for what the check asks for."""
    assert ("fine-tuning", "파인튜닝") in read_glossary(HOUSE).occurring_in(PAPER)
    assert ("fine-tuning", "미세 조정") in read_glossary().occurring_in(PAPER)


def test_the_settings_lead_from_the_file_to_the_check(tmp_path: Path) -> None:
    """A newsletter names its glossary in its settings, relative to them, and every run asks for it."""
    (tmp_path / "yoyak.toml").write_text('glossary = "words.toml"\n', "utf-8")
    (tmp_path / "words.toml").write_text('[terms]\nfine-tuning = "파인튜닝"\n', "utf-8")
    path = find_settings(tmp_path).glossary
    assert path == tmp_path / "words.toml"
    (check,) = select_checks(["mistranslated-term"], own_glossary=read_own_glossary(path))
    assert isinstance(check, MistranslatedTerm)
    assert [f.text for f in inspect(check, "미세 조정을 합니다.")[1]] == ["미세 조정"]


def test_the_check_travels_to_a_worker() -> None:
    """Another process finds the same with the same glossary."""
    check = pickle.loads(pickle.dumps(MistranslatedTerm(HOUSE)))  # noqa: S301 - its own pickle
    assert [f.text for f in inspect(check, "미세 조정을 합니다.")[1]] == ["미세 조정"]
