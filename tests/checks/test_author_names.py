"""Names of authors across spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.checks.paper.names import is_misspelt, is_same_person, pair, read_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("J. Smith", "John Smith"),
        ("John A. Smith", "John Smith"),
        ("Smith, John", "John Smith"),
        ("Xu Yi-Fei", "Yifei Xu"),
        ("Ben Müller", "Benjamin Mueller"),
        ("Łukasz Kaiser", "Lukasz Kaiser"),
        ("Robert Brown Jr.", "Robert Brown"),
        ("Yue Wang", "Wang Yue"),
    ],
)
def test_forms_of_one_name_are_one_person(a: str, b: str) -> None:
    """An author who writes the name in two ways is not called wrong."""
    one, two = read_name(a), read_name(b)
    assert one.joined == two.joined or (is_same_person(one, two) and is_same_person(two, one))


@pytest.mark.parametrize(
    ("a", "b", "is_near"),
    [("Leo Ortis", "Leo Ortiz", True), ("Wei Zhan", "Wei Zhang", True), ("Leo Ortiz", "Ana Silva", False)],
)
def test_other_names_are_other_persons(a: str, b: str, *, is_near: bool) -> None:
    """A letter changed is a misspelling; another name is another person."""
    assert not is_same_person(read_name(a), read_name(b))
    assert is_misspelt(read_name(a), read_name(b)) is is_near


def test_a_near_spelling_of_two_authors_is_nobodys() -> None:
    """When a name may be either of two authors, neither is called misspelt."""
    pairing = pair([read_name("Li Wen")], [read_name("Li Wei"), read_name("Li Wet")])
    assert pairing is not None
    assert pairing.authors == (None,)


@given(st.permutations([f"Name{letter} Family{letter * 3}" for letter in "ABCDEFGH"]))
def test_any_order_of_the_same_names_is_paired_in_full(names: list[str]) -> None:
    """Order alone neither adds nor loses an author."""
    here = [read_name(name) for name in names]
    there = sorted(here, key=lambda name: name.joined)
    pairing = pair(here, there)
    assert pairing is not None
    assert [there[j] for j in pairing.authors if j is not None] == here
    assert pairing.missing == ()


def test_lists_without_anything_in_common_are_not_compared() -> None:
    """A hostile list of thousands of names costs no quadratic time."""
    assert pair([read_name(f"Here {i}x") for i in range(5000)], [read_name(f"There {i}y") for i in range(5000)]) is None
