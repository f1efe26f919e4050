"""A full text is the web page or else the PDF, is whole or not there, and is asked for once and politely."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.cache import DAY
from summarizer.arxiv.http import ArxivHttp, TransientWebError
from summarizer.arxiv.pace import ArxivOutOfReach, ArxivPace
from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.fulltext import source as fulltext
from summarizer.fulltext.source import FulltextCache, FulltextSource
from summarizer.io.store import Store
from summarizer.papers import PaperRef, Passage
from tests.clock import Clock
from tests.fulltext.pages import abstract, page, para, section
from tests.fulltext.pdf_writer import Line, write_pdf
from tests.fulltext.site_server import Site, serve_site
from tests.papers.arxiv_server import Reply, dropped, slow, status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REF = PaperRef("2401.00001", 2)
PAGE = page(section("1", "Introduction", para("From the page.")))
PDF = write_pdf([Line(72, 700, "From the PDF.")])
FROM_PAGE = (Passage("1 Introduction", "From the page."),)
FROM_PDF = (Passage("Full text", "From the PDF."),)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without papers."""
    with serve_site() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    """The time of this test."""
    return Clock()


@pytest.fixture
def source(site: Site, clock: Clock, tmp_path: Path) -> FulltextSource:
    """A source that asks the site for what it does not know."""
    store = Store(tmp_path / "yoyak.db")
    http = ArxivHttp(ArxivPace(store, clock=clock, sleep=clock.sleep), timeout=0.2, deadline=1)
    return FulltextSource(http, FulltextCache(store, clock=clock), site=site.url)


def test_the_web_page_is_read_first(site: Site, source: FulltextSource) -> None:
    """Where there is one, the PDF is not even asked for."""
    site.add_page("2401.00001v2", PAGE)
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PAGE
    assert site.asked == ["/html/2401.00001v2"]
    assert re.match(r"yoyak/\d", site.agents[0])


def test_without_a_web_page_the_pdf_is_read(site: Site, source: FulltextSource, clock: Clock) -> None:
    """The second request keeps its distance from the first."""
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PDF
    assert site.asked == ["/html/2401.00001v2", "/pdf/2401.00001v2"]
    assert clock.slept == [3.0]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<html><body>No HTML for this paper.</body></html>", "text/html"),
        (b"<html><body><article class='ltx_document'></article></body></html>", "text/html"),
        (PAGE, "application/octet-stream"),
        (b"", "text/html"),
    ],
)
def test_a_page_without_the_paper_sends_to_the_pdf(
    site: Site, source: FulltextSource, body: bytes, content_type: str
) -> None:
    """A good status does not make a message, or a file of another kind, the paper."""
    site.add_page("2401.00001v2", body, content_type)
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PDF


@pytest.mark.parametrize(
    "parts",
    [
        [abstract("We train a model.")],
        [para("We train a model.")],
        [abstract("We train a model."), section("", "Acknowledgements", para("We thank Kim."))],
        [abstract("We train."), section("Appendix A", "Proofs", para("It holds."), kind="appendix")],
        [section("", "Supplementary Material", para("It holds."))],
        [section("S1", "Proofs", para("It holds.")), section("S2", "Prompts", para("Tell me."))],
    ],
)
def test_an_abstract_or_a_supplement_is_no_full_text(site: Site, source: FulltextSource, parts: list[str]) -> None:
    """A page on which the paper itself is missing sends to the PDF."""
    site.add_page("2401.00001v2", page(*parts))
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PDF


def test_a_supplement_is_known_by_its_title(site: Site, source: FulltextSource) -> None:
    """Its sections are named like those of a paper."""
    site.add_page("2401.00001v2", PAGE.replace(b">A Small Model</h1>", b">Supplementary Material for A Model</h1>"))
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PDF


def test_a_paper_without_sections_is_a_full_text(site: Site, source: FulltextSource) -> None:
    """What is longer than an abstract may be is a paper, also without a heading."""
    site.add_page("2401.00001v2", page(para("We train a model. " * 110)))

    (passage,) = source.fetch(REF)

    assert passage.section == "Full text"


def test_a_page_that_is_too_large_sends_to_the_pdf(
    site: Site, source: FulltextSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading ends at the limit."""
    monkeypatch.setattr(fulltext, "_LARGEST_PAGE", 100)
    site.add_page("2401.00001v2", PAGE)
    site.add_pdf("2401.00001v2", PDF)

    assert source.fetch(REF) == FROM_PDF


def test_a_paper_without_any_text_is_said_to_have_none(site: Site, source: FulltextSource, clock: Clock) -> None:
    """That arXiv has neither is remembered for a day, and asked again then."""
    for _ in range(2):
        with pytest.raises(SourceUnavailable, match=r"^arXiv has neither a web page nor a PDF of 2401\.00001v2$"):
            source.fetch(REF)
    assert len(site.asked) == 2

    clock.now += DAY
    site.add_page("2401.00001v2", PAGE)
    assert source.fetch(REF) == FROM_PAGE


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (PDF[:400], "the PDF cannot be read"),
        (write_pdf([]), "the PDF has no text"),
        (b"<html>Are you a robot?</html>", "arXiv answered with something other than a PDF"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_one_sentence(
    site: Site, source: FulltextSource, body: bytes, reason: str
) -> None:
    """It names the paper and the reason, and nothing is kept of it."""
    site.add_pdf("2401.00001v2", body)

    with pytest.raises(SourceUnavailable, match=f"^there is no full text of 2401.00001v2: {reason}$"):
        source.fetch(REF)

    site.add_pdf("2401.00001v2", PDF)
    assert source.fetch(REF) == FROM_PDF


def test_a_text_is_asked_for_once(site: Site, source: FulltextSource, clock: Clock) -> None:
    """A version is kept for good, what was the latest for a day."""
    latest = PaperRef("2401.00001")
    site.add_page("2401.00001v2", PAGE)
    site.add_page("2401.00001", PAGE)

    assert [source.fetch(ref) for ref in (REF, latest, REF, latest)] == [FROM_PAGE] * 4
    clock.now += DAY
    assert [source.fetch(ref) for ref in (REF, latest)] == [FROM_PAGE] * 2
    assert site.asked == ["/html/2401.00001v2", "/html/2401.00001", "/html/2401.00001"]


@pytest.mark.parametrize("fault", [status(500), dropped, slow])
def test_a_fault_that_passes_leaves_no_trace(
    site: Site, source: FulltextSource, fault: Callable[[Reply], Reply]
) -> None:
    """The page is asked for again; half of it is never the paper."""
    site.add_page("2401.00001v2", PAGE)
    site.add_pdf("2401.00001v2", PDF)
    site.faults += [fault, fault]

    assert source.fetch(REF) == FROM_PAGE
    assert site.asked == ["/html/2401.00001v2"] * 3


def test_a_fault_that_stays_is_not_answered_with_the_pdf(site: Site, source: FulltextSource) -> None:
    """What is kept does not depend on how arXiv felt that day."""
    site.add_page("2401.00001v2", PAGE)
    site.add_pdf("2401.00001v2", PDF)
    site.faults += [status(500)] * 3

    with pytest.raises(TransientWebError, match="HTTP 500"):
        source.fetch(REF)
    assert source.fetch(REF) == FROM_PAGE


@pytest.mark.parametrize("code", [403, 429, 503])
def test_a_refusal_ends_the_asking(site: Site, source: FulltextSource, code: int) -> None:
    """Whoever asks for many papers can tell that the others are not to be had either."""
    site.faults += [status(code)] * 3

    with pytest.raises(ArxivOutOfReach, match=f"HTTP {code}"):
        source.fetch(REF)
    assert not [path for path in site.asked if path.startswith("/pdf")]


def test_an_answer_that_drips_is_given_up(site: Site, tmp_path: Path, clock: Clock) -> None:
    """A server cannot hold a run by sending a little now and then."""
    site.add_page("2401.00001v2", PAGE * 4000)
    store = Store(tmp_path / "other.db")
    http = ArxivHttp(ArxivPace(store, clock=clock, sleep=clock.sleep), deadline=0)

    with pytest.raises(TransientWebError, match="not whole after 0 s"):
        FulltextSource(http, FulltextCache(store), site=site.url).fetch(REF)


def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    """A setting is wrong from the start, not paper by paper."""
    store = Store(tmp_path / "yoyak.db")
    with pytest.raises(ConfigError, match="https://"):
        FulltextSource(ArxivHttp(ArxivPace(store)), FulltextCache(store), site="arxiv.org")
