"""What arXiv gives is complete, what it does not give is told apart, and it is asked politely."""

from __future__ import annotations

import re
import socket
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.client import ArxivClient
from summarizer.arxiv.http import ArxivHttp
from summarizer.arxiv.pace import ArxivPace
from summarizer.arxiv.sources import ArxivSource
from summarizer.errors import ConfigError, PaperNotFound, SourceUnavailable
from summarizer.papers import Paper, PaperRef
from tests.papers.arxiv_server import (
    ArxivServer,
    Record,
    Reply,
    body,
    dropped,
    empty,
    entry,
    error_entry,
    feed,
    slow,
    status,
    truncated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.arxiv.cache import PaperCache
    from summarizer.errors import SourceError
    from summarizer.io.store import Store
    from tests.clock import Clock

FIRST = PaperRef("2401.00001")


def declared(encoding: str) -> Callable[[Reply], Reply]:
    """Return a fault: a feed that says to be in another encoding than it is, or in one that nobody knows."""
    return lambda reply: Reply(reply.body.replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode()))


def refs(count: int) -> list[PaperRef]:
    """Return so many references."""
    return [PaperRef(f"2401.{number:05}") for number in range(1, count + 1)]


def stock(server: ArxivServer, count: int) -> list[PaperRef]:
    """Give the server so many papers, and return references to them."""
    wanted = refs(count)
    server.papers |= {ref.arxiv_id: [Record(title=f"Paper {ref}")] for ref in wanted}
    return wanted


def paper(answer: Paper | SourceError) -> Paper:
    """Return the answer, which has to be a paper."""
    assert isinstance(answer, Paper), answer
    return answer


def test_a_paper_is_read_whole_and_normalised(server: ArxivServer, source: ArxivSource) -> None:
    """All that arXiv says of a paper arrives, white space folded."""
    server.papers["2401.00001"] = [Record(), Record(updated="2024-02-01T00:00:00Z", comment="8\n pages")]

    assert source.fetch([FIRST]) == {
        FIRST: Paper(
            arxiv_id="2401.00001",
            title="A Small Model",
            abstract="We train a model. It has 7 billion parameters.",
            version=2,
            authors=("Ada Park", "Bo Kim"),
            published="2024-01-01T00:00:00Z",
            updated="2024-02-01T00:00:00Z",
            categories=("cs.CL",),
            comment="8 pages",
        )
    }


def test_ids_go_in_batches_with_a_gap_between(server: ArxivServer, source: ArxivSource, clock: Clock) -> None:
    """Ten papers take three requests of four at most, three seconds apart, by a client that says who it is."""
    wanted = stock(server, 10)

    answers = source.fetch(wanted)

    assert [paper(answers[ref]).title for ref in wanted] == [f"Paper {ref}" for ref in wanted]
    assert [len(names) for names in server.asked] == [4, 4, 2]
    assert clock.slept == [3.0, 3.0]
    assert all(re.match(r"yoyak/\d", agent) for agent in server.agents)


def test_a_batch_larger_than_the_default_of_the_package_is_not_cut(
    server: ArxivServer, client: ArxivClient, cache: PaperCache
) -> None:
    """The limit goes along with the list of ids."""
    wanted = stock(server, 130)

    answers = ArxivSource(client, cache, batch_size=200).fetch(wanted)

    assert all(isinstance(answers[ref], Paper) for ref in wanted)
    assert len(server.asked) == 1


def test_a_version_in_the_reference_fetches_that_version(server: ArxivServer, source: ArxivSource) -> None:
    """The latest version, an earlier one and one that never was are three things."""
    server.papers["2401.00001"] = [Record(title="Old"), Record(title="New")]
    old, never = PaperRef("2401.00001", 1), PaperRef("2401.00001", 7)

    answers = source.fetch([FIRST, old, never])

    assert (paper(answers[FIRST]).title, paper(answers[FIRST]).version) == ("New", 2)
    assert (paper(answers[old]).title, paper(answers[old]).version) == ("Old", 1)
    assert isinstance(answers[never], PaperNotFound)


def test_an_old_identifier_comes_back_as_it_was_asked_for(server: ArxivServer, source: ArxivSource) -> None:
    """An old identifier comes back without its subject class; the reference is answered all the same."""
    server.faults.append(lambda _: Reply(feed(entry("math/0309136v1", Record()))))
    old = PaperRef("math.GT/0309136")

    assert paper(source.fetch([old])[old]).arxiv_id == "math.GT/0309136"


def test_a_paper_missing_from_a_good_answer_is_asked_for_again(server: ArxivServer, source: ArxivSource) -> None:
    """A paper that arXiv loses once is not called unknown."""
    wanted = stock(server, 3)
    server.faults.append(lambda _: Reply(feed(*(entry(f"{ref}v1", Record()) for ref in wanted[:2]))))

    answers = source.fetch(wanted)

    assert all(isinstance(answer, Paper) for answer in answers.values())
    assert server.asked == [[str(ref) for ref in wanted], ["2401.00003"]]


def test_an_unknown_paper_is_called_so_only_when_asked_for_alone(server: ArxivServer, source: ArxivSource) -> None:
    """Two unknown papers among three are each confirmed, and the third stands."""
    known, *unknown = refs(3)
    server.papers[known.arxiv_id] = [Record()]

    answers = source.fetch([known, *unknown])

    assert isinstance(answers[known], Paper)
    assert all(isinstance(answers[ref], PaperNotFound) for ref in unknown)
    assert server.asked[1:] == [["2401.00002"], ["2401.00003"]]


def test_an_answer_without_any_paper_is_no_proof_of_absence(server: ArxivServer, source: ArxivSource) -> None:
    """A fault that empties an answer for several papers, and one for each of them alone, costs time only."""
    wanted = stock(server, 2)
    server.faults += [empty, empty, lambda reply: reply, lambda reply: reply]

    assert all(isinstance(answer, Paper) for answer in source.fetch(wanted).values())
    assert server.asked == [[str(ref) for ref in wanted], ["2401.00001"], ["2401.00002"], ["2401.00001"]]


def test_an_unknown_paper_came_back_empty_twice_alone(server: ArxivServer, source: ArxivSource) -> None:
    """Where no other paper vouches for an answer it takes two for this paper alone, however it was asked for before."""
    wanted = refs(2)

    assert all(isinstance(answer, PaperNotFound) for answer in source.fetch(wanted).values())
    assert sorted(server.asked[1:]) == [["2401.00001"]] * 2 + [["2401.00002"]] * 2


def test_an_error_about_another_id_says_nothing_of_this_one(
    server: ArxivServer, source: ArxivSource, cache: PaperCache
) -> None:
    """An error that does not name what was asked for is no answer to it, is not kept, and is told."""
    server.faults.append(lambda _: Reply(feed(error_entry("incorrect id format for 2401.99999")), status=400))

    answer = source.fetch([FIRST])[FIRST]

    assert isinstance(answer, SourceUnavailable)
    assert str(answer) == "arXiv answered with an error: incorrect id format for 2401.99999"
    assert not cache.find([FIRST])


def test_a_single_paper_is_not_unknown_after_one_empty_answer(server: ArxivServer, source: ArxivSource) -> None:
    """An empty feed comes now and then; that is no proof."""
    stock(server, 1)
    server.faults.append(empty)

    assert isinstance(source.fetch([FIRST])[FIRST], Paper)


def test_a_malformed_id_spoils_no_other(server: ArxivServer, source: ArxivSource) -> None:
    """One malformed id has the whole request refused; only that one is unknown in the end."""
    good = stock(server, 3)
    malformed = PaperRef("9999.99999")

    answers = source.fetch([*good, malformed])

    assert isinstance(answers[malformed], PaperNotFound)
    assert all(isinstance(answers[ref], Paper) for ref in good)
    assert sum("9999.99999" in names for names in server.asked) == 1


def test_an_empty_entry_is_an_unknown_paper(server: ArxivServer, source: ArxivSource) -> None:
    """Asked for a paper that is not there, arXiv may answer with an entry that holds only its address."""
    server.papers["2401.00001"] = [Record(title="", abstract="", published=None, updated=None, authors=())]

    assert isinstance(source.fetch([FIRST])[FIRST], PaperNotFound)


def test_an_entry_without_dates_is_a_paper(server: ArxivServer, source: ArxivSource) -> None:
    """A missing date is unknown; the paper is not lost with it."""
    server.papers["2401.00001"] = [Record(published=None, updated="soon")]

    answer = paper(source.fetch([FIRST])[FIRST])

    assert (answer.published, answer.updated) == (None, None)


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_date_beyond_the_calendar_is_unknown(server: ArxivServer, source: ArxivSource, time: str) -> None:
    """What no clock of ours can show ends no run."""
    server.papers["2401.00001"] = [Record(published=time, updated=time)]

    answer = paper(source.fetch([FIRST])[FIRST])

    assert (answer.published, answer.updated) == (None, None)


@pytest.mark.parametrize("name", ["2401.99999v1", "2401.00001?x=1", "2401.00001vv1"])
def test_an_answer_with_other_papers_is_no_proof_of_absence(
    server: ArxivServer, source: ArxivSource, name: str
) -> None:
    """Whose identifier differs or cannot be read did come, so the answer was not empty."""
    server.faults.extend([lambda _: Reply(feed(entry(name, Record())))] * 9)

    assert isinstance(source.fetch([FIRST])[FIRST], SourceUnavailable)


def test_authors_of_whom_a_name_is_lost_are_unknown(server: ArxivServer, source: ArxivSource) -> None:
    """A shorter list would make a right one in a digest look wrong."""
    server.papers["2401.00001"] = [Record(authors=("Ada Park", " "))]

    assert paper(source.fetch([FIRST])[FIRST]).authors == ()


def test_a_paper_without_abstract_is_unavailable_and_not_kept(server: ArxivServer, source: ArxivSource) -> None:
    """Half a record is neither served nor stored, and it does not mean that the paper does not exist."""
    server.papers["2401.00001"] = [Record(abstract=None)]
    assert isinstance(source.fetch([FIRST])[FIRST], SourceUnavailable)

    server.papers["2401.00001"] = [Record()]
    assert isinstance(source.fetch([FIRST])[FIRST], Paper)


def test_another_error_of_arxiv_is_no_proof_of_absence(server: ArxivServer, source: ArxivSource) -> None:
    """Only the error about the form of an id says that there is no such paper."""
    server.faults.append(lambda _: Reply(feed(error_entry("internal error"))))

    answer = source.fetch([FIRST])[FIRST]

    assert isinstance(answer, SourceUnavailable)
    assert str(answer) == "arXiv answered with an error: internal error"


@pytest.mark.parametrize(
    ("record", "is_withdrawn"),
    [
        (Record(comment="This paper has been withdrawn by the author"), True),
        (Record(comment="Withdrawn"), True),
        (Record(abstract="This paper has been withdrawn due to an error in Lemma 2."), True),
        (Record(comment="Accepted at a workshop"), False),
        (Record(abstract="We study samples that were withdrawn from circulation."), False),
    ],
)
def test_a_withdrawn_paper_is_marked(
    server: ArxivServer, source: ArxivSource, record: Record, *, is_withdrawn: bool
) -> None:
    """The comment, or an abstract that says so of the paper itself, marks it."""
    server.papers["2401.00001"] = [record]

    assert paper(source.fetch([FIRST])[FIRST]).withdrawn is is_withdrawn


@pytest.mark.parametrize(
    "fault",
    [
        status(503),
        status(500),
        status(429, Retry_After="20"),
        truncated,
        dropped,
        slow,
        body(b"<html><body>Please sign in</body></html>", "text/html"),
        body(b"\x89PNG", "image/png"),
        body(b""),
        *(declared(name) for name in ("euc-kr", "cp949", "utf-7", "klingon")),
        body(feed("<a>" * 200_000 + "</a>" * 200_000)),
        body(feed(entry("2401.00001v1", Record()).replace("<title>", "<x>" * 300 + "</x>" * 300 + "<title>"))),
    ],
    ids=[
        *("503", "500", "429", "truncated", "dropped", "slow", "html", "binary", "nothing"),
        *("euc-kr", "cp949", "utf-7", "unknown encoding", "nested without end", "nested too deep"),
    ],
)
def test_a_passing_fault_costs_time_only(
    server: ArxivServer, source: ArxivSource, fault: Callable[[Reply], Reply]
) -> None:
    """After one bad answer of any kind every paper is there."""
    wanted = stock(server, 3)
    server.faults.append(fault)

    answers = source.fetch(wanted)

    assert all(isinstance(answers[ref], Paper) for ref in wanted)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (truncated, "the answer of arXiv is not a whole feed"),
        (slow, "arXiv did not answer within 0.2 s"),
        (status(500), "arXiv answered with HTTP 500"),
        (body(b"<html/>"), "arXiv answered with something other than a feed"),
    ],
    ids=["truncated", "slow", "500", "html"],
)
def test_a_lasting_fault_is_told_for_exactly_its_papers(
    server: ArxivServer, source: ArxivSource, fault: Callable[[Reply], Reply], sentence: str
) -> None:
    """Three bad answers end the first batch, and the second batch stands."""
    wanted = stock(server, 6)
    server.faults += [fault] * 3

    answers = source.fetch(wanted)

    assert {str(answers[ref]) for ref in wanted[:4]} == {sentence}
    assert all(isinstance(answers[ref], Paper) for ref in wanted[4:])


@pytest.mark.parametrize(
    ("retry_after", "seconds"), [("20", 20.0), (formatdate(1_700_000_040, usegmt=True), 40.0), ("soon", 15.0)]
)
def test_retry_after_is_honoured(
    server: ArxivServer, source: ArxivSource, clock: Clock, retry_after: str, seconds: float
) -> None:
    """When to come back is told in seconds or as a date; without that we choose."""
    stock(server, 1)
    server.faults.append(status(429, Retry_After=retry_after))
    start = clock.now

    assert isinstance(source.fetch([FIRST])[FIRST], Paper)
    assert clock.now - start == pytest.approx(seconds)


def test_a_storm_of_refusals_ends_the_asking(server: ArxivServer, source: ArxivSource, clock: Clock) -> None:
    """After three refusals nobody asks again for five minutes, and every paper left is reported."""
    wanted = stock(server, 12)
    server.faults += [status(429)] * 3

    answers = source.fetch(wanted)

    assert all(isinstance(answers[ref], SourceUnavailable) for ref in wanted)
    assert str(answers[wanted[-1]]) == "arXiv answered with HTTP 429"
    assert len(server.asked) == 3

    again = source.fetch(wanted)
    assert len(server.asked) == 3
    assert str(again[wanted[0]]) == "arXiv asked for a pause: try again in 5 min"

    clock.now += 301
    assert all(isinstance(answer, Paper) for answer in source.fetch(wanted).values())


def test_a_long_pause_is_reported_and_not_waited_for(server: ArxivServer, source: ArxivSource, clock: Clock) -> None:
    """A `Retry-After` of half an hour ends the run at once."""
    wanted = stock(server, 6)
    server.faults.append(status(503, Retry_After="1800"))

    answers = source.fetch(wanted)

    assert {str(answer) for answer in answers.values()} == {"arXiv asked for a pause: try again in 30 min"}
    assert clock.slept == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("retry_after", ["9" * 30, "1e999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_pause_beyond_an_hour_is_cut_to_one(
    server: ArxivServer, source: ArxivSource, clock: Clock, caplog: pytest.LogCaptureFixture, retry_after: str
) -> None:
    """What is told is what is waited for: an hour, after which the papers can be had."""
    wanted = stock(server, 1)
    server.faults.append(status(429, Retry_After=retry_after))

    assert str(source.fetch(wanted)[FIRST]) == "arXiv asked for a pause: try again in 60 min"
    assert "it is left alone for 3600 s" in caplog.text

    clock.now += 3601
    assert isinstance(source.fetch(wanted)[FIRST], Paper)


def test_papers_found_before_a_storm_are_kept(server: ArxivServer, source: ArxivSource) -> None:
    """The first batch stands and is cached when the second one is refused."""
    wanted = stock(server, 8)
    server.faults += [lambda reply: reply, *[status(429)] * 3]

    answers = source.fetch(wanted)

    assert all(isinstance(answers[ref], Paper) for ref in wanted[:4])
    assert all(isinstance(answers[ref], SourceUnavailable) for ref in wanted[4:])
    assert source.fetch(wanted[:4]) == {ref: answers[ref] for ref in wanted[:4]}


class Interrupted:
    """A client that is stopped with Ctrl-C in its second request."""

    def __init__(self, client: ArxivClient) -> None:
        self._client = client
        self._asked = 0

    def ask(self, wanted: Sequence[PaperRef]) -> Mapping[PaperRef, Paper | SourceUnavailable]:
        """Pass the first request on."""
        self._asked += 1
        if self._asked > 1:
            raise KeyboardInterrupt
        return self._client.ask(wanted)


def test_papers_found_before_an_interruption_are_kept(
    server: ArxivServer, client: ArxivClient, cache: PaperCache
) -> None:
    """Ctrl-C in the second request does not cost the first."""
    wanted = stock(server, 8)

    with pytest.raises(KeyboardInterrupt):
        ArxivSource(Interrupted(client), cache, batch_size=4).fetch(wanted)

    assert sorted(cache.find(wanted)) == wanted[:4]


def test_without_a_network_every_paper_is_unavailable(store: Store, clock: Clock, cache: PaperCache) -> None:
    """One sentence says so for all papers, after one batch's worth of tries."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api/query"
    client = ArxivClient(ArxivHttp(ArxivPace(store, clock=clock, sleep=clock.sleep)), base_url=url)

    answers = ArxivSource(client, cache, batch_size=4).fetch(refs(12))

    assert len(answers) == 12
    assert {str(answer) for answer in answers.values()} == {"arXiv cannot be reached"}
    assert sum(clock.slept) < 15


def test_a_wrong_address_is_not_asked_again(server: ArxivServer, source: ArxivSource) -> None:
    """What arXiv will never answer differently is asked once."""
    server.faults += [status(404)]

    answers = source.fetch(refs(12))

    assert {str(answer) for answer in answers.values()} == {"arXiv answered with HTTP 404"}
    assert len(server.asked) == 1


def test_an_address_that_is_none_is_refused(store: Store) -> None:
    """A setting that cannot work is told before anything is asked."""
    with pytest.raises(ConfigError, match="https://"):
        ArxivClient(ArxivHttp(ArxivPace(store)), base_url="arxiv.org")
