"""Full texts of papers from arXiv: its web page of a paper first, the PDF where there is none."""

from __future__ import annotations

import json
import time
import zlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from summarizer.arxiv.cache import DAY
from summarizer.arxiv.http import unexpected
from summarizer.arxiv.pace import ArxivOutOfReach
from summarizer.errors import SourceUnavailable
from summarizer.fulltext.html_text import read_html
from summarizer.fulltext.passages import WHOLE_TEXT
from summarizer.fulltext.pdf_text import read_pdf
from summarizer.fulltext.section_roles import has_body
from summarizer.io.table import Table
from summarizer.io.web import TransientWebError, checked_address
from summarizer.messages import Message
from summarizer.papers import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.arxiv.http import ArxivHttp
    from summarizer.io.store import Store
    from summarizer.io.web import WebAnswer
    from summarizer.papers import PaperRef

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
        except (ArxivOutOfReach, TransientWebError):
            raise
        except SourceUnavailable:
            return ()

    def _pdf(self, ref: PaperRef) -> tuple[Passage, ...]:
        """Return the passages of the PDF; none when there is no PDF."""
        try:
            return self._http.get(f"{self._site}/pdf/{ref}", _read_pdf, largest=_LARGEST_PDF)
        except (ArxivOutOfReach, TransientWebError):
            raise
        except SourceUnavailable as error:
            message = Message(
                f"there is no full text of {ref}: {error}", f"{ref} 논문의 본문을 구하지 못했습니다: {error.message.ko}"
            )
            raise SourceUnavailable(message) from error


def _read_page(answer: WebAnswer) -> tuple[Passage, ...]:
    passages = read_html(answer.body) if _is_there(answer) and answer.kind in _PAGE_KINDS else ()
    return passages if _is_of_a_paper(passages) else ()


def _is_of_a_paper(passages: tuple[Passage, ...]) -> bool:
    """Return whether this is more than an abstract or a supplement; without sections the length tells."""
    is_short = sum(len(passage.text) for passage in passages) <= _LONGEST_ABSTRACT
    names = [passage.section for passage in passages]
    return has_body(names) and not (is_short and set(names) == {WHOLE_TEXT})


def _read_pdf(answer: WebAnswer) -> tuple[Passage, ...]:
    if not _is_there(answer):
        return ()
    if _PDF_START not in answer.body[:1024]:
        message = Message("arXiv answered with something other than a PDF", "arXiv의 응답이 PDF가 아닙니다")
        raise SourceUnavailable(message)
    return read_pdf(answer.body)


def _is_there(answer: WebAnswer) -> bool:
    if answer.status not in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}:
        raise unexpected(answer)
    return answer.status == HTTPStatus.OK


# To be raised when the readers of pages would give other passages than before.
_READERS = 2
_LATEST = 0
_TABLE = Table(
    "fulltexts",
    """
CREATE TABLE fulltexts (
    arxiv_id TEXT NOT NULL,
    version INTEGER NOT NULL,    -- 0 is the latest version at the time
    readers INTEGER NOT NULL,    -- the edition of the readers that made the passages
    stored_at REAL NOT NULL,
    passages BLOB NOT NULL,      -- a zipped JSON list of pairs; empty when arXiv has no text
    PRIMARY KEY (arxiv_id, version, readers)
) WITHOUT ROWID
""",
)


class FulltextCache:
    """Passages by identifier and version; a text is whole or not there.

    The text of a version never changes and is kept for good. What was the latest version is believed for
    a day, and that there is no text likewise, since arXiv may make a page later.

    Args:
        store: The database.
        clock: Seconds since the epoch.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def find(self, ref: PaperRef) -> tuple[Passage, ...] | None:
        """Return the passages, none of them when arXiv had no text, or None when it has to be asked."""
        query = "SELECT stored_at, passages FROM fulltexts WHERE arxiv_id = ? AND version = ? AND readers = ?"
        with self._store.transaction(_TABLE) as db:
            row = db.execute(query, (ref.arxiv_id, ref.version or _LATEST, _READERS)).fetchone()
        if row is None:
            return None
        passages = tuple(Passage(section, text) for section, text in json.loads(zlib.decompress(row[1])))
        is_final = ref.version is not None and passages
        return passages if is_final or 0 <= self._clock() - row[0] < DAY else None

    def keep(self, ref: PaperRef, passages: tuple[Passage, ...]) -> None:
        """Store the whole text of a paper, or that there is none."""
        line = json.dumps([(passage.section, passage.text) for passage in passages], ensure_ascii=False)
        row = (ref.arxiv_id, ref.version or _LATEST, _READERS, self._clock(), zlib.compress(line.encode()))
        with self._store.transaction(_TABLE) as db:
            db.execute("INSERT OR REPLACE INTO fulltexts VALUES (?, ?, ?, ?, ?)", row)
