"""Models named in another version or size than the source's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evals.relations.completeness import shared_anchors
from evals.subject.sentences import entry_sentences, source_sentences
from summarizer.findings import Fix, Message, Observation, Severity, Where
from summarizer.spans import Edit, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.subject.source_text import SourceText
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_FAMILIES = frozenset(
    "gpt llama claude gemini gemma qwen phi palm glm chatglm internlm internvl grok yi falcon mistral mixtral vicuna"
    " opt pythia olmo deepseek baichuan minicpm nemotron starcoder codellama bloom llava flux dino yolo".split()
)
_MODEL = re.compile(
    r"(?<![A-Za-z0-9.\-])(?P<family>[A-Za-z]{2,12})"
    r"(?:[-‑ ]?[vV]?(?P<version>\d{1,2}(?:\.\d{1,2})?(?:-?o(?![A-Za-z])|V)?))?"
    r"(?:[-‑ ](?P<size>(?:\d{1,2}x)?\d{1,4}(?:\.\d{1,2})?)[Bb])?(?![A-Za-z0-9])"
)
_NUMBERED = re.compile(r"[A-Za-z][-‑ ]?\d")
_SENTENCE = re.compile(r"(?:[^.!?\n]+|[.!?](?!\s))+")
# What a sentence and its translation share: figures of more than one digit, and names.
_FIGURE = re.compile(r"(?<![\w.\-])\d+\.\d+|(?<![\w.\-])\d{2,}(?![A-Za-z])")
_WORD = re.compile(r"(?<![\w\-])[A-Za-z][A-Za-z0-9\-]*")
_PROOF = 2
# Models of a list stand so close together.
_LISTED = 8
# No entry names one family more often.
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class _Model:
    """A model as a text names it; `version` and `size` as written, None where the name has none."""

    family: str
    version: str | None
    size: str | None
    span: Span
    sentence: frozenset[str]
    """What the sentence shares with its translation, without models of this family."""
    beside: frozenset[str]
    """The models that stand next to it in a list, by family, version and size."""


class VersionMismatch:
    """Flags a model in another version or size than the source's: GPT-4 for GPT-4o, Llama-3-7B for Llama-3-70B.

    The source names the family in one version that the entry never names, and the entry in one that the source never
    names. Where both name no other version, it is an error when the two sentences share a figure and another figure
    or name, so that one tells the other, or when the title begins with the model. It is a warning when they share a
    figure alone, the model that stands next in a list, or for a version two names or terms. That the source is silent
    about a model proves nothing.

    ## Why it matters
    A result against GPT-4 is another result than one against GPT-4o.

    ## Known gaps
    - Only well-known families of models are read, and only in Latin script.
    - Llama 3 for Llama 3.1 is taken for a less exact name.
    - Two versions of a family that both texts name are excused, even when they are exchanged.
    - Sizes that contradict each other within the entry are not flagged: a family has several.
    """

    id: ClassVar[str] = "version-mismatch"
    korean: ClassVar[str] = "GPT-4o를 GPT-4로 쓰는 등 버전이나 크기가 다른 모델 이름을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the entry's models with those of the same families in the sources."""
        here = [model for section in subject.entry.sections for model in _models(section.text, section.start)]
        if not here:
            return Observation(0)
        there = [(source, model) for source in subject.sources for model in _models(source.text, 0)]
        families = {model.family for _, model in there}
        here = [model for model in here if model.family in families]
        findings = []
        for family in sorted({model.family for model in here}):
            ours = [model for model in here if model.family == family]
            theirs = [(source, model) for source, model in there if model.family == family]
            findings += [*_mismatches(subject, ours, theirs)]
        return Observation(len(here), tuple(findings))


def _models(text: str, offset: int) -> Iterator[_Model]:
    for sentence in _SENTENCE.finditer(text):
        if not _NUMBERED.search(sentence[0]):
            continue
        found = [m for m in _MODEL.finditer(sentence[0]) if m["family"].casefold() in _FAMILIES]
        named = [m for m in found if m["version"] or m["size"]]
        if not named:
            continue
        # The versions of models are no figures.
        rest = apply_edits(sentence[0], [Edit(m.start(), m.end(), m["family"]) for m in named])
        anchors = {*_FIGURE.findall(rest), *filter(_is_name, _WORD.findall(sentence[0]))}
        for place, m in enumerate(named):
            family = m["family"].casefold()
            shared = frozenset(anchor for anchor in anchors if not anchor.casefold().startswith(family))
            start = offset + sentence.start()
            version = m["version"] and m["version"].replace("-", "")
            beside = frozenset(
                f"{other['family']} {other['version']} {other['size']}".casefold()
                for other in (*named[max(0, place - 1) : place], *named[place + 1 : place + 2])
                if max(other.start() - m.end(), m.start() - other.end()) <= _LISTED
            )
            yield _Model(family, version, m["size"], Span(start + m.start(), start + m.end()), shared, beside)


def _is_name(word: str) -> bool:
    # A capital alone begins a sentence; two capitals or digits make a name.
    return sum(c.isupper() or c.isdigit() for c in word) >= _PROOF


def _mismatches(
    subject: Subject, ours: Sequence[_Model], theirs: Sequence[tuple[SourceText, _Model]]
) -> Iterator[Finding]:
    for part in ("version", "size"):
        stated = [model for model in ours if _part(model, part)]
        named = [(source, model) for source, model in theirs if _part(model, part)]
        values = {_part(model, part) or "" for _, model in named}, {_part(model, part) or "" for model in stated}
        others = values[0] - values[1], values[1] - values[0]
        if all(len(each) == 1 for each in others) and not _is_compatible(*map(min, others)):
            is_only = all(len(each) == 1 for each in values)
            named = [(source, model) for source, model in named if _part(model, part) in others[0]]
            for model in [model for model in stated if _part(model, part) in others[1]][:_MOST_PLACES]:
                yield from _mismatch(subject, model, named, is_only=is_only, part=part)
            return


def _part(model: _Model, part: str) -> str | None:
    return model.version if part == "version" else model.size


def _is_compatible(a: str, b: str) -> bool:
    """Return whether one is the other less exactly: 3 and 3.1, 7 and 7.24; but 4 is not 4o, nor 3.1 3.5."""
    short, long = sorted((a.upper(), b.upper()), key=len)
    return short == long or long.startswith(f"{short}.")


def _mismatch(
    subject: Subject, model: _Model, named: Sequence[tuple[SourceText, _Model]], *, is_only: bool, part: str
) -> Iterator[Finding]:
    source, other = max(named, key=lambda pair: (is_only and _is_subject(*pair), *_likeness(model, pair[1])))
    shared = other.sentence & model.sentence
    has_figure = any(_FIGURE.fullmatch(anchor) for anchor in shared)
    is_subject = is_only and _is_subject(source, other)
    is_listed = bool(model.beside & other.beside)
    # The body of a paper tells of more sizes than its abstract: names alone are no tie of a size.
    is_kin = part == "version" and _is_kin(subject, model, source, other)
    if not (has_figure or is_subject or is_listed or is_kin):
        return
    text = subject.entry.source
    evidence = source.evidence(other.span)
    yield subject.finding(
        VersionMismatch.id,
        Severity.ERROR if is_subject or (is_only and has_figure and len(shared) >= _PROOF) else Severity.WARNING,
        model.span,
        Message(
            en=f"The source names {evidence.quote}, not {model.span.of(text)}.",
            ko=f"모델 이름이 원문과 다릅니다: 원문은 {evidence.quote}, 항목은 {model.span.of(text)}.",
        ),
        evidence=[evidence],
        fix=Fix((Edit(model.span.start, model.span.end, evidence.quote),), safe=False),
    )


def _likeness(model: _Model, other: _Model) -> tuple[int, int]:
    return len(model.beside & other.beside), len(model.sentence & other.sentence)


def _is_kin(subject: Subject, model: _Model, source: SourceText, other: _Model) -> bool:
    """Return whether both sentences share names or terms enough to tell of the same thing.

    One is not enough: lists of baselines differ between an abstract and its paper.
    """
    ours = next((s for s in entry_sentences(subject) if s.span.contains(model.span)), None)
    theirs = next((s for s in source_sentences(subject) if s.source is source and s.span.contains(other.span)), None)
    return ours is not None and theirs is not None and shared_anchors(subject, ours, theirs) >= _PROOF


def _is_subject(source: SourceText, model: _Model) -> bool:
    # The title begins with the model that the paper presents.
    return source.where is Where.TITLE and model.span.start == 0
