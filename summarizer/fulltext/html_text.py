"""The text of a paper from the web page that LaTeXML made of it, as arXiv serves it.

The page is read with lxml: a C parser that forgives broken pages, runs and fetches nothing, is never deeper than
256 elements, and is there already, since the `arxiv` package needs it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]

from summarizer.fulltext.passages import FRONT_MATTER, WHOLE_TEXT
from summarizer.fulltext.section_roles import APPENDIX, LISTING
from summarizer.papers import Passage

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_TEX = "application/x-tex"
_HTML_FORMULA_NOT_SHOWN = frozenset({"annotation", "annotation-xml"})
# LaTeXML breaks a long formula with a comment at the end of the line.
_BROKEN_LINE = re.compile(r"(?<!\\)%\n")
# Beside its mean, a deviation is a figure of its own.
_SPREAD = re.compile(r"(\.[0-9]{1,4}) ?_ ?\{ ?((?:\\pm|±)? ?[0-9.]+) ?\}")
# What is left of these in a formula cannot be read without LaTeX.
_TEX_SIGN = re.compile(r"[\\^_{}]")


def read_formula(formula: _Element) -> str:
    """Return what a `math` element says, between dollars as in an abstract unless it is plain text.

    A page holds a formula up to four times: as LaTeX in `alttext` and in an annotation, as signs to show and as
    their meaning. Who reads two of them doubles the digits of every number in it.
    """
    tex = formula.get("alttext") or _annotation(formula) or _shown(formula)
    tex = " ".join(_BROKEN_LINE.sub("", tex).replace("\\displaystyle", "").split())
    tex = _SPREAD.sub(r"\1 \2", tex)
    plain = tex.replace(r"\%", "%").replace(r"\,", " ")
    return plain if not _TEX_SIGN.search(plain) else f"${tex}$"


def _annotation(formula: _Element) -> str:
    return next(("".join(note.itertext()) for note in formula.iter("annotation") if note.get("encoding") == _TEX), "")


def _shown(sign: _Element) -> str:
    """Return the signs as LaTeX; a page is never deep enough for the recursion to matter."""
    parts = [_shown(part) for part in sign if part.tag not in _HTML_FORMULA_NOT_SHOWN]
    match sign.tag, parts:
        case "msup" | "mover", [base, above]:
            return f"{base}^{{{above}}}"
        case "msub" | "munder", [base, below]:
            return f"{base}_{{{below}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return rf"\frac{{{above}}}{{{below}}}"
        case "msqrt", _:
            return rf"\sqrt{{{''.join(parts)}}}"
        case _:
            return (sign.text or "").strip() + "".join(parts)


_BROKE_OFF = b"Fatal error and exited abruptly"
_SECTIONS = frozenset(
    {
        *("ltx_part", "ltx_chapter", "ltx_section", "ltx_subsection", "ltx_subsubsection", "ltx_appendix"),
        *("ltx_abstract", "ltx_acknowledgements"),
    }
)
_REFERENCES = "ltx_bibliography"
_SKIPPED = frozenset(
    {
        *("ltx_title_document", "ltx_authors", "ltx_dates", "ltx_keywords", "ltx_classification", "ltx_TOC"),
        *("ltx_note_mark", "ltx_tag_note", "ltx_note_type", "ltx_eqn_eqno", "ltx_listing_data", "ltx_tag_listingline"),
        *("ltx_ERROR", "ltx_pagination", "ltx_index", "ltx_glossary"),
    }
)
_SKIPPED_TAGS = frozenset({"script", "style", "nav", "header", "footer", "button", "template", "noscript", "iframe"})
# Read as one paragraph each, whatever they hold.
_PARAGRAPHS = frozenset({"p", "li", "dt", "dd", "figure", "figcaption", "table", "pre"})
_PARAGRAPH_CLASSES = frozenset({"ltx_p", "ltx_tabular", "ltx_listing", "ltx_float"})
_CONTAINERS = frozenset(
    {"div", "section", "article", "main", "ul", "ol", "dl", "blockquote", "svg", "g", "switch", "foreignobject"}
)
_CONTAINER_CLASSES = frozenset({"ltx_para", "ltx_inline-block", "ltx_minipage"})
# Behind these a line ends.
_LINES = frozenset({"p", "div", "li", "dt", "dd", "figcaption", "tr", "br", "pre"})
_LINE_CLASSES = frozenset({"ltx_p", "ltx_tr", "ltx_listingline", "ltx_caption"})
_CELLS = frozenset({"ltx_td", "ltx_th"})
_CELL_END = " | "
_TITLE = "ltx_title"
# As the title of a whole document.
_SUPPLEMENT = re.compile(
    r"\bsupplement(?:ary|al) (?:materials?|information|appendix)\b|^(?:online )?(?:appendix|supplement)\b",
    re.IGNORECASE,
)
_NOT_SHOWN = str.maketrans("", "", "\u200b\u00ad")
# A longer heading is one that never ended.
_LONGEST_NAME = 200
_HEIGHTS = {"sup": "^", "sub": "_"}


def read_html(page: bytes) -> tuple[Passage, ...]:
    """Return the text in order, by section, without title, authors and references.

    Mathematics is read once, a table is a line a row, a footnote stands behind the paragraph that it belongs
    to. What is in the appendix, or behind the references, has a section name that begins with `Appendix`;
    program text, and boxes of the appendix such as prompts, have one that ends with `(listing)`.

    Returns:
        The passages; none when the page is no paper that LaTeXML converted to its end, or a supplement by its title.
    """
    if _BROKE_OFF in page:
        return ()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError:
        return ()
    # Where the parser meets a limit of its own it gives what it has until there.
    if root is None or any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        return ()
    article = next((element for element in root.iter("article") if "ltx_document" in _classes(element)), None)
    return () if article is None or _is_supplement(article) else _Reading().read(article)


def _is_supplement(article: _Element) -> bool:
    title = next((part for part in article if "ltx_title_document" in _classes(part)), None)
    return title is not None and bool(_SUPPLEMENT.search(" ".join("".join(title.itertext()).split())))


class _Reading:
    """One way through a page, gathering its paragraphs with the section each stands in."""

    def __init__(self) -> None:
        self._paragraphs: list[tuple[str, str]] = []
        self._notes: list[str] = []
        # A heading within a section, until the paragraph that it belongs to.
        self._heading = ""
        self._is_after_references = False

    def read(self, article: _Element) -> tuple[Passage, ...]:
        """Return the passages of the paper."""
        self._read_inside(article, FRONT_MATTER)
        sections = {section for section, _ in self._paragraphs}
        return tuple(
            Passage(WHOLE_TEXT if sections == {FRONT_MATTER} else section, "\n\n".join(text for _, text in paragraphs))
            for section, paragraphs in groupby(self._paragraphs, key=itemgetter(0))
        )

    def _read_inside(self, element: _Element, section: str) -> None:
        run = [element.text or ""]
        for child in element:
            classes = _classes(child)
            if _is_block(child, classes):
                self._add(section, "".join(run))
                run = []
                self._read_block(child, classes, section)
            else:
                self._gather(child, run)
            run.append(child.tail or "")
        self._add(section, "".join(run))

    def _read_block(self, block: _Element, classes: frozenset[str], section: str) -> None:
        if _REFERENCES in classes:
            self._is_after_references = True
        elif _TITLE in classes:
            # The names of sections are taken by `_name`.
            self._heading = "" if _is_section(block.getparent()) else self._text(block)
        elif classes & _SECTIONS:
            self._read_inside(block, self._name(block, classes, section))
        elif block.tag in _PARAGRAPHS or classes & _PARAGRAPH_CLASSES:
            self._add(_listed(section) if _has_listing(block) else section, self._text(block))
        else:
            is_box = block.tag == "svg" and section.startswith(APPENDIX)
            self._read_inside(block, _listed(section) if is_box else section)

    def _name(self, block: _Element, classes: frozenset[str], section: str) -> str:
        title = next((child for child in block if _TITLE in _classes(child)), None)
        name = section if title is None else " ".join(self._text(title).split())[:_LONGEST_NAME] or section
        is_appendix = "ltx_appendix" in classes or section.startswith(APPENDIX) or self._is_after_references
        return f"{APPENDIX} {name}" if is_appendix and not name.startswith(APPENDIX) else name

    def _add(self, section: str, text: str) -> None:
        notes, self._notes = self._notes, []
        paragraph = _folded(text)
        if paragraph:
            self._paragraphs.append((section, f"{self._heading}\n{paragraph}".lstrip()))
            self._heading = ""
        self._paragraphs += [(section, note) for note in notes]

    def _text(self, element: _Element) -> str:
        parts: list[str] = []
        self._gather(element, parts)
        return _folded("".join(parts))

    def _gather(self, element: _Element, parts: list[str], *, is_in_cell: bool = False) -> None:
        """Add the text of an element; a cell is one line, even one that holds a table."""
        classes = _classes(element)
        if element.tag == "math":
            parts.append(read_formula(element))
            return
        if _is_skipped(element, classes):
            return
        is_cell = bool(classes & _CELLS)
        start = len(parts)
        parts.append(_one_line(element.text or "", element.tag))
        for child in element:
            self._gather(child, parts, is_in_cell=is_in_cell or is_cell)
            parts.append(_one_line(child.tail or "", element.tag))
        if "ltx_note" in classes:
            self._notes += [note] if (note := _folded("".join(parts[start:]))) else []
            del parts[start:]
        elif element.tag in _HEIGHTS:
            is_spread = element.tag == "sub" and start > 0 and parts[start - 1][-1:].isdigit()
            text = "".join(parts[start:])
            # Beside its mean, a deviation is a figure of its own.
            parts[start:] = [f" {text.strip()}" if is_spread else _raised(text, _HEIGHTS[element.tag])]
        elif is_cell or element.tag in _LINES or classes & _LINE_CLASSES:
            parts.append(" " if is_in_cell else _CELL_END if is_cell else "\n")
        elif "ltx_tag_item" in classes:
            parts.append(" ")


def _classes(element: _Element) -> frozenset[str]:
    return _class_names(element.get("class", ""))


@lru_cache(maxsize=1024)
def _class_names(attribute: str) -> frozenset[str]:
    return frozenset(attribute.split())


def _is_skipped(element: _Element, classes: frozenset[str]) -> bool:
    # A box is drawn around paragraphs; the words of any other drawing are labels and marks of its axes.
    is_drawing = element.tag == "svg" and not any("ltx_p" in _classes(part) for part in element.iter("p", "span"))
    return is_drawing or element.tag in _SKIPPED_TAGS or bool(classes & _SKIPPED)


def _is_block(element: _Element, classes: frozenset[str]) -> bool:
    if _is_skipped(element, classes):
        return False
    is_known = element.tag in _CONTAINERS or element.tag in _PARAGRAPHS
    return is_known or bool(classes & (_CONTAINER_CLASSES | _PARAGRAPH_CLASSES | {_TITLE}))


def _is_section(element: _Element) -> bool:
    return bool(_classes(element) & _SECTIONS)


def _has_listing(block: _Element) -> bool:
    return any(element.tag == "pre" or "ltx_listing" in _classes(element) for element in block.iter("pre", "div"))


def _listed(section: str) -> str:
    return section if section.endswith(LISTING) else f"{section} {LISTING}"


def _one_line(text: str, tag: str) -> str:
    # Only in preformatted text is a line break one.
    return text if tag == "pre" else text.replace("\n", " ")


def _raised(text: str, sign: str) -> str:
    """Keep a power from becoming the last digits of its base; the ending of 1st is no power."""
    text = text.strip()
    return text if text.isalpha() or not text else f"{sign}{{{text}}}"


def _folded(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.translate(_NOT_SHOWN).split("\n"))
    return "\n".join(line for raw in lines if (line := raw.rstrip(_CELL_END).lstrip()) and line.strip(_CELL_END))
