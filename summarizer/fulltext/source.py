"""Full texts of papers from arXiv: its web page of a paper first, the PDF where there is none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from summarizer.arxiv.http import unexpected
from summarizer.arxiv.pace import ArxivOutOfReach
from summarizer.errors import SourceUnavailable
from summarizer.fulltext.html_text import read_html
from summarizer.fulltext.passages import WHOLE_TEXT
from summarizer.fulltext.pdf_text import read_pdf
from summarizer.fulltext.section_roles import has_body
from summarizer.messages import Message
from summarizer.web import Hiccup, checked_address

if TYPE_CHECKING:
    from summarizer.arxiv.http import ArxivHttp
    from summarizer.fulltext.cache import FulltextCache
    from summarizer.papers import PaperRef, Passage
    from summarizer.web import Answer

SITE = "https://arxiv.org"

_LARGEST_PAGE = 24_000_000
_LARGEST_PDF = 64_000_000
_PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml"})
_PDF_START = b"%PDF-"
# What arXiv takes for an abstract, in characters.
_LONGEST_ABSTRACT = 1920


class FulltextSource:
    """Full texts of arXiv, each asked for once.

    Args:
        http: Makes the requests.
        cache: What is known from before.
        site: The address of arXiv, for a mirror or a test.

    Raises:
        ConfigError: If the address is no web address.
    """

    def __init__(self, http: ArxivHttp, cache: FulltextCache, *, site: str = SITE) -> None:
        self._http = http
        self._cache = cache
        self._site = checked_address(site, "arXiv")

    def fetch(self, ref: PaperRef) -> tuple[Passage, ...]:
        """Return the passages of a paper; a reference without version means the latest.

        A fault that may pass is raised and never answered with the PDF, so that what is kept does not depend on
        the weather.

        Raises:
            ArxivOutOfReach: If arXiv cannot be reached, or refuses; asking for others is of no use now.
            SourceUnavailable: If arXiv has no text that can be read, or did not give it now.
        """
        passages = self._cache.find(ref)
        if passages is None:
            passages = self._page(ref) or self._pdf(ref)
            self._cache.keep(ref, passages)
        if not passages:
            message = Message(
                f"arXiv has neither a web page nor a PDF of {ref}", f"arXiv에 {ref} 논문의 웹 페이지도 PDF도 없습니다"
            )
            raise SourceUnavailable(message)
        return passages

    def _page(self, ref: PaperRef) -> tuple[Passage, ...]:
        """Return the passages of the web page; none when there is no such page, or none that can be read."""
        try:
            return self._http.get(f"{self._site}/html/{ref}", _read_page, largest=_LARGEST_PAGE)
        except (ArxivOutOfReach, Hiccup):
            raise
        except SourceUnavailable:
            return ()

    def _pdf(self, ref: PaperRef) -> tuple[Passage, ...]:
        """Return the passages of the PDF; none when there is no PDF."""
        try:
            return self._http.get(f"{self._site}/pdf/{ref}", _read_pdf, largest=_LARGEST_PDF)
        except (ArxivOutOfReach, Hiccup):
            raise
        except SourceUnavailable as error:
            message = Message(
                f"there is no full text of {ref}: {error}", f"{ref} 논문의 본문을 구하지 못했습니다: {error.message.ko}"
            )
            raise SourceUnavailable(message) from error


def _read_page(answer: Answer) -> tuple[Passage, ...]:
    passages = read_html(answer.body) if _is_there(answer) and answer.kind in _PAGE_KINDS else ()
    return passages if _is_of_a_paper(passages) else ()


def _is_of_a_paper(passages: tuple[Passage, ...]) -> bool:
    """Return whether this is more than an abstract or a supplement; without sections the length tells."""
    is_short = sum(len(passage.text) for passage in passages) <= _LONGEST_ABSTRACT
    names = [passage.section for passage in passages]
    return has_body(names) and not (is_short and set(names) == {WHOLE_TEXT})


def _read_pdf(answer: Answer) -> tuple[Passage, ...]:
    if not _is_there(answer):
        return ()
    if _PDF_START not in answer.body[:1024]:
        message = Message("arXiv answered with something other than a PDF", "arXiv의 응답이 PDF가 아닙니다")
        raise SourceUnavailable(message)
    return read_pdf(answer.body)


def _is_there(answer: Answer) -> bool:
    if answer.status not in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}:
        raise unexpected(answer)
    return answer.status == HTTPStatus.OK
