"""What part each section plays in a paper, told from the names of its sections."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# How readers of pages mark what they know of a section: in front of its name, and behind it.
APPENDIX = "Appendix"
LISTING = "(listing)"


class Role(IntEnum):
    """The part of a section, in the order of how much it tells about the paper itself."""

    ABSTRACT = auto()
    INTRODUCTION = auto()
    METHOD = auto()
    """Every section of the main text that is named for its own subject."""
    RESULTS = auto()
    CONCLUSION = auto()
    BACKGROUND = auto()
    ASIDE = auto()
    """Limitations, ethics, and what stands before the abstract."""
    APPENDIX = auto()
    LISTING = auto()
    """Program text and prompts."""
    BACK_MATTER = auto()
    """References, acknowledgements and contents."""


_NUMBER = re.compile(r"(?P<top>[0-9]{1,2}|[IVX]{1,5}|[A-Z])(?P<below>[.-][0-9A-Z]{1,2})*[.:]?\s")
_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})
_SUPPLEMENT = re.compile(r"(?:appendix|appendices|supplement(?:ary|al)?)\b", re.IGNORECASE)
_PROMPTS = re.compile(r"\b(?:prompts?|templates?|instructions?|pseudo-?code|transcripts?|listings?)\b", re.IGNORECASE)
# Of the first line that has a word of the name; a section of results is named before one of discussion.
_WORDS = {
    Role.ABSTRACT: "abstract",
    Role.BACK_MATTER: (
        "references|bibliography|acknowledge?ments?|(?:table of )?contents|authors?|author contributions?"
        "|contributors|funding"
    ),
    Role.INTRODUCTION: "introduction|motivation",
    Role.ASIDE: (
        "limitations?|ethics|ethical|broader impacts?|societal impacts?|impact statement|front matter"
        "|availability|checklist|reproducibility"
    ),
    Role.BACKGROUND: "related works?|prior works?|previous works?|background|preliminary|preliminaries|literature",
    Role.RESULTS: (
        "experiments?|experimental|results?|evaluations?|evaluating|analys[ei]s|ablations?|findings|performance"
        "|benchmarking|comparisons?"
    ),
    Role.CONCLUSION: "conclusions?|concluding|discussions?|summary",
}
_ROLES = {role: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for role, words in _WORDS.items()}


_BODY = frozenset({Role.INTRODUCTION, Role.METHOD, Role.RESULTS, Role.CONCLUSION, Role.BACKGROUND})
_OF_SUPPLEMENT = re.compile(r"S\.?[0-9]")


def has_body(names: Sequence[str]) -> bool:
    """Return whether one of these sections belongs to the main text, and not to an abstract or a supplement."""
    return any(
        role in _BODY and not _OF_SUPPLEMENT.match(name) for name, role in zip(names, section_roles(names), strict=True)
    )


def section_roles(names: Sequence[str]) -> tuple[Role, ...]:
    """Return the role of each section, given the names of all of them in order.

    A subsection plays the part of its section: `5.1 Base Models` tells results when `5` is `Evaluation`, or, where
    the section has no text of its own, when another of its subsections says so. Lettered sections behind
    numbered ones are the appendix, unless the paper counts in Roman numbers.
    """
    tops = [match["top"] if (match := _NUMBER.match(name)) else None for name in names]
    is_roman = "II" in tops
    heads: dict[str, Role] = {}
    for name, top in zip(names, tops, strict=True):
        if top is not None and heads.get(top, Role.METHOD) is Role.METHOD:
            heads[top] = _named_role(name)
    roles = []
    is_numbered = is_appendix = False
    for name, top in zip(names, tops, strict=True):
        is_numbered |= top is not None and (top.isdigit() or is_roman)
        is_lettered = is_numbered and top is not None and top.isalpha() and not (is_roman and top in _ROMAN)
        is_appendix |= is_lettered or bool(_SUPPLEMENT.match(name))
        roles.append(_role(name, _named_role(name) if top is None else heads[top], is_appendix=is_appendix))
    return tuple(roles)


def _role(name: str, role: Role, *, is_appendix: bool) -> Role:
    if role is Role.BACK_MATTER:
        return role
    if name.endswith(LISTING) or (is_appendix and _PROMPTS.search(name)):
        return Role.LISTING
    return Role.APPENDIX if is_appendix else role


def _named_role(name: str) -> Role:
    return next((role for role, words in _ROLES.items() if words.search(name)), Role.METHOD)
