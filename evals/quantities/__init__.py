"""Korean and English quantities, read to exact values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.quantities.model import Language, Quantity

__all__ = ["read_quantities"]


def read_quantities(text: str, lang: Language = "ko") -> list[Quantity]:
    """Return the quantities of a text in the order in which they stand in it.

    Args:
        text: Any text; offsets of the result are its code points.
        lang: `ko` for Korean prose, which may hold English words and numbers; `en` for English or LaTeX.

    Raises:
        ValueError: If `lang` is another language.
    """
    if lang == "ko":
        from evals.quantities.korean import read_korean  # noqa: PLC0415 - one language does not load the other

        return read_korean(text)
    if lang == "en":
        from evals.quantities.english import read_english  # noqa: PLC0415

        return read_english(text)
    message = f"quantities are read in 'ko' and 'en', not {lang!r}"
    raise ValueError(message)
