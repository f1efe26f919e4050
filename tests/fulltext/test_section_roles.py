"""The part of a section is told from the names of all of them."""

from __future__ import annotations

import pytest

from summarizer.fulltext.section_roles import Role, section_roles


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Abstract", Role.ABSTRACT),
        ("1 INTRODUCTION", Role.INTRODUCTION),
        ("2 Related Work", Role.BACKGROUND),
        ("3 A Name of Its Own", Role.METHOD),
        ("4 Experimental Setup", Role.RESULTS),
        ("Results and Discussion", Role.RESULTS),
        ("5. Conclusion and Future Work", Role.CONCLUSION),
        ("Limitations", Role.ASIDE),
        ("Front matter", Role.ASIDE),
        ("Full text", Role.METHOD),
        ("References", Role.BACK_MATTER),
        ("Acknowledgments", Role.BACK_MATTER),
        ("Appendix A Proofs", Role.APPENDIX),
        ("Appendix B Prompt templates", Role.LISTING),
        ("Supplementary Material", Role.APPENDIX),
        ("3 Method (listing)", Role.LISTING),
        ("", Role.METHOD),
    ],
)
def test_a_section_is_known_by_its_name(name: str, role: Role) -> None:
    """What has no usual name is told as the paper's own subject."""
    assert section_roles([name]) == (role,)


def test_a_subsection_plays_the_part_of_its_section() -> None:
    """A section that is only a heading for others takes its part from one that is named for it."""
    names = ["4 Evaluation", "4.1 Base Models", "5 Our Way", "5.1 Books", "6.1 Books", "6.2 Main results"]

    assert section_roles(names) == (
        *(Role.RESULTS, Role.RESULTS, Role.METHOD, Role.METHOD, Role.RESULTS, Role.RESULTS),
    )


def test_what_follows_an_appendix_is_appendix() -> None:
    """Neither a heading without a mark nor a familiar name leads back into the paper."""
    names = ["1 Introduction", "Appendix", "More results", "Prompts", "References"]

    assert section_roles(names)[1:] == (Role.APPENDIX, Role.APPENDIX, Role.LISTING, Role.BACK_MATTER)


def test_letters_behind_numbers_are_the_appendix() -> None:
    """A lettered section is appendix where the paper counts in figures, and not where it counts in Roman numbers."""
    numbered = ["1 Introduction", "A.1 Results", "C More"]
    roman = ["I Introduction", "II Method", "II-A Data", "V Results", "C Proofs"]

    assert section_roles(numbered) == (Role.INTRODUCTION, Role.APPENDIX, Role.APPENDIX)
    assert section_roles(roman) == (Role.INTRODUCTION, Role.METHOD, Role.METHOD, Role.RESULTS, Role.APPENDIX)
    assert section_roles(["A New Way", "Results"]) == (Role.METHOD, Role.RESULTS)
