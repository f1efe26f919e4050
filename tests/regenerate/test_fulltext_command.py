"""`yoyak regenerate` on whole papers: arXiv's web page or PDF is fetched, and what is worth its tokens is shown."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.pace import ArxivPace
from summarizer.models.tokens import count_tokens
from tests.clock import Clock
from tests.fulltext.pages import REFERENCES, math, page, para, section
from tests.fulltext.pdf_writer import Line, write_pdf
from tests.fulltext.site_server import serve_site
from tests.regenerate.conftest import MODEL
from tests.regenerate.material import good_digest, studies
from tests.regenerate.test_regenerate_command import receipts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fulltext.site_server import Site
    from tests.regenerate.desk import Desk

_OF_PAGE = "It learns for 300 thousand steps on 512 GPUs, with batches of"
_OF_PDF = "It learns for 40 thousand steps on 64 GPUs."
_FILLING = "The images are cropped, turned and mixed in many ways before the model sees them. " * 40
_ASIDE = "Prompts of the appendix follow. " * 40
_ONLINE = ("--sources", "papers.jsonl")
_LEAST_BUDGET = 400


@pytest.fixture
def site(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that has a web page of the first paper, a PDF of the second, and nothing of the third."""
    del desk  # it has the empty cache that texts are kept in
    clock = Clock()
    monkeypatch.setattr("summarizer.arxiv.pace.ArxivPace", partial(ArxivPace, clock=clock, sleep=clock.sleep))
    with serve_site() as site:
        monkeypatch.setenv("YOYAK_ARXIV_SITE", site.url)
        training = section(
            "2", "Training", para(f"{_OF_PAGE} {math('4', '<mn>4</mn>')} thousand images."), para(_FILLING)
        )
        appendix = section("A", "Prompts", para(_ASIDE), kind="appendix")
        site.add_page("2401.00001v1", page(training, REFERENCES, appendix))
        site.add_pdf("2401.00002v1", write_pdf([Line(72, 700, "1 Training", 14), Line(72, 670, _OF_PDF)]))
        yield site


def prompt(desk: Desk, number: int) -> str:
    """Return what the server was asked about a paper."""
    (body,) = (body for body in desk.server.bodies if desk.number(body) == number)
    words: str = body["messages"][-1]["content"]
    return words


def passages(words: str) -> str:
    """Return what a prompt shows of the full text."""
    found = re.search(r"<본문>\n(.*)\n</본문>", words, re.DOTALL)
    return found[1] if found else ""


def test_the_prompt_holds_the_passages_of_page_and_pdf(desk: Desk, site: Site) -> None:
    """The text stands under its section's name, its formulas once, its numbers in the table, and no reference."""
    result = desk.yoyak("regenerate", "digest.md", *_ONLINE, "--model", MODEL, "--receipt", "receipts.jsonl")
    assert (result.exit_code, desk.digest) == (0, good_digest(studies(3))), result.output
    assert "1 entry had an abstract to write from and no full text." in result.stdout
    of_page, of_pdf, of_none = (prompt(desk, number) for number in (1, 2, 3))
    assert f"[2 Training]\n{_OF_PAGE} 4 thousand images." in passages(of_page)
    assert "300 thousand = 30만" in of_page
    assert "5555" not in of_page
    assert _OF_PDF in passages(of_pdf)
    assert "40 thousand = 4만" in of_pdf
    assert "<본문>" not in of_none
    assert [line["source"] for line in receipts()] == ["fulltext", "fulltext", "abstract"]
    # Of three papers at once, any may be the first to be asked for.
    assert sorted(site.asked) == [
        *(f"/html/2401.0000{number}v1" for number in (1, 2, 3)),
        *(f"/pdf/2401.0000{number}v1" for number in (2, 3)),
    ]


def test_a_dry_run_states_the_tokens_that_are_sent(desk: Desk, site: Site) -> None:
    """What is told beforehand is what the requests take, messages and schema; and arXiv is asked for a text once."""
    arguments = ("regenerate", "digest.md", *_ONLINE, "--model", MODEL)
    told = desk.yoyak(*arguments, "--dry-run").stdout
    fetched = list(site.asked)
    assert (desk.server.calls, desk.yoyak(*arguments).exit_code, site.asked) == (0, 0, fetched)
    found = re.search(r"about ([\d,]+) tokens to read", told)
    assert found
    sent = sum(
        count_tokens(message["content"], MODEL) for body in desk.server.bodies for message in body["messages"]
    ) + sum(count_tokens(str(body["response_format"]), MODEL) for body in desk.server.bodies)
    assert int(found[1].replace(",", "")) == pytest.approx(sent, rel=0.02)


@pytest.mark.usefixtures("site")
def test_passages_keep_to_the_budget(desk: Desk) -> None:
    """A small budget is spent on the training and not on the appendix; none at all leaves the abstract."""
    arguments = ("regenerate", "digest.md", *_ONLINE, "--model", MODEL)
    desk.yoyak(*arguments, "--evidence-tokens", str(_LEAST_BUDGET))
    shown = passages(prompt(desk, 1))
    assert _OF_PAGE in shown
    assert "Prompts" not in shown
    assert count_tokens(shown, MODEL) + count_tokens(studies(1)[0].paper.abstract, MODEL) <= _LEAST_BUDGET
    desk.server.bodies.clear()
    desk.yoyak(*arguments, "--no-fulltext")
    assert "<본문>" not in prompt(desk, 1)
