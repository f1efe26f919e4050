"""Asks arXiv for papers: the only file that speaks HTTP to it.

The `arxiv` package writes the query and reads the feed. What it leaves open is closed in the session it
is given: a time-out, the pace, `Retry-After`, who is asking, and whether the answer is whole.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import arxiv  # type: ignore[import-untyped]
import requests
import tenacity

from summarizer.arxiv_ids import read_id
from summarizer.arxiv_pace import ArxivOutOfReach
from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.papers import Paper, PaperRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.arxiv_pace import ArxivPace

BASE_URL = "https://export.arxiv.org/api/query"
USER_AGENT = f"yoyak/{version('yoyak')} (checks newsletters against arXiv metadata) arxiv.py/{version('arxiv')}"

_ATTEMPTS = 3
_TIMEOUT_SECONDS = 30.0
# After as many refusals as attempts, arXiv is left alone for this long by every process of the machine.
_COOL_DOWN_SECONDS = 300.0
_ATOM = "{http://www.w3.org/2005/Atom}"
_UNKNOWN_TIME = "0001-01-01T00:00:00Z"
_ERRORS = "/api/errors#"
_WITHDRAWN_COMMENT = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
_WITHDRAWN_ABSTRACT = re.compile(
    r"(?:this|the) (?:paper|article|manuscript|submission|work|preprint) (?:has been|is|was) withdrawn\b", re.IGNORECASE
)

_log = logging.getLogger(__name__)


class _Hiccup(SourceUnavailable):
    """An answer that another try may better."""

    pause = 3.0


class _Unreachable(_Hiccup, ArxivOutOfReach):
    """No connection could be made."""


class _Refused(_Hiccup, ArxivOutOfReach):
    """arXiv is asked too much, or is overloaded."""

    pause = 15.0

    def __init__(self, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ArxivClient:
    """Makes requests to the API of arXiv, politely.

    Args:
        pace: When a request may be made.
        base_url: The address of the query API, for a mirror or a test.
        timeout: Seconds to wait for a connection, and for each part of an answer.

    Raises:
        ConfigError: If the address is no web address.
    """

    def __init__(self, pace: ArxivPace, *, base_url: str = BASE_URL, timeout: float = _TIMEOUT_SECONDS) -> None:
        if not base_url.startswith(("https://", "http://")):
            message = f"the address of arXiv has to start with https:// or http://, not {base_url!r}"
            raise ConfigError(message)
        self._pace = pace
        self._package = arxiv.Client(delay_seconds=0, num_retries=0)
        self._package.query_url_format = base_url + "?{}"
        self._package._session = _Session(pace, timeout)  # noqa: SLF001 - the package has no other door

    def ask(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceUnavailable]:
        """Return what one request gives; a reference that came back without a paper is left out.

        References with and without a version do not belong in one request: of a paper that is asked for in
        both ways, an answer cannot say which of its versions is the latest.

        Raises:
            ArxivOutOfReach: If arXiv cannot be reached, or refuses; asking for others is of no use now.
            SourceUnavailable: If the answer cannot be used.
        """
        attempts = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            retry=tenacity.retry_if_exception_type(_Hiccup),
            wait=_rest,
            before_sleep=_announce,
            sleep=self._pace.pause,
            reraise=True,
        )
        try:
            return attempts(self._ask_once, refs)
        except _Refused as refusal:
            self._pace.pause(max(_COOL_DOWN_SECONDS, refusal.retry_after or 0))
            raise

    def _ask_once(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceUnavailable]:
        # The package's own limit of 100 would cut a longer list without a word.
        search = arxiv.Search(id_list=[str(ref) for ref in refs], max_results=len(refs))
        self._package.page_size = len(refs)
        answers = _answers(self._package.results(search))
        return {ref: _named(answers[key], ref) for ref in refs if (key := _key(ref)) in answers}


@dataclass(frozen=True, slots=True)
class _Answer:
    """The part of a response that the package looks at."""

    status_code: int
    content: bytes


class _Session:
    """Stands where the package expects a session of requests."""

    def __init__(self, pace: ArxivPace, timeout: float) -> None:
        self._pace = pace
        self._timeout = timeout
        self._http = requests.Session()

    def get(self, url: str, headers: object) -> _Answer:
        """Make one request in its turn; the headers of the package are replaced by our own."""
        del headers
        with self._pace.turn():
            try:
                response = self._http.get(url, headers={"User-Agent": USER_AGENT}, timeout=self._timeout)
            except requests.ConnectionError as error:
                message = "arXiv cannot be reached"
                raise _Unreachable(message) from error
            except requests.Timeout as error:
                message = f"arXiv did not answer within {self._timeout:g} s"
                raise _Hiccup(message) from error
            except requests.RequestException as error:
                message = "the answer of arXiv broke off"
                raise _Hiccup(message) from error
        _raise_for_status(response, self._pace.clock())
        return _Answer(requests.codes.ok, _whole_feed(response.content))


def _raise_for_status(response: requests.Response, now: float) -> None:
    status = response.status_code
    message = f"arXiv answered with HTTP {status}"
    if status in {requests.codes.too_many_requests, requests.codes.service_unavailable}:
        raise _Refused(message, _seconds(response.headers.get("Retry-After", ""), now))
    if status >= requests.codes.server_error:
        raise _Hiccup(message)
    # What is wrong with an identifier is told in a feed as well, with this status.
    is_told = status == requests.codes.bad_request and _ERRORS.encode() in response.content
    if status != requests.codes.ok and not is_told:
        raise ArxivOutOfReach(message)


def _seconds(retry_after: str, now: float) -> float | None:
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except ValueError:
        return None


def _rest(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Refused) and error.retry_after is not None:
        return error.retry_after
    return (error.pause if isinstance(error, _Hiccup) else 0.0) * 2.0 ** (state.attempt_number - 1)


def _announce(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    _log.warning("%s; it is left alone for %.0f s", error, state.upcoming_sleep)


def _whole_feed(content: bytes) -> bytes:
    """Return the feed in a form of which the package loses nothing.

    It reads a feed that was cut off as if it were whole, skips an entry without dates, and asks for
    further pages where the announced total is larger than what came.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314 - expat itself bounds the growth of entities
    except ET.ParseError as error:
        message = "the answer of arXiv is not a whole feed"
        raise _Hiccup(message) from error
    if root.tag != f"{_ATOM}feed":
        message = "arXiv answered with something other than a feed"
        raise _Hiccup(message)
    for total in root.findall("{http://a9.com/-/spec/opensearch/1.1/}totalResults"):
        root.remove(total)
    for entry in root.iter(f"{_ATOM}entry"):
        for name in ("published", "updated"):
            _complete_time(entry, f"{_ATOM}{name}")
    return ET.tostring(root)


def _complete_time(entry: ET.Element, tag: str) -> None:
    element = entry.find(tag)
    if element is None:
        element = ET.SubElement(entry, tag)
    try:
        datetime.fromisoformat((element.text or "").strip())
    except ValueError:
        element.text = _UNKNOWN_TIME


def _answers(results: Iterable[arxiv.Result]) -> dict[PaperRef, Paper | SourceUnavailable]:
    """Return the results by version, and under no version the latest of them."""
    answers: dict[PaperRef, Paper | SourceUnavailable] = {}
    latest: dict[str, int] = {}
    for result in results:
        _raise_error_entry(result)
        ref = read_id(result.entry_id.rpartition("/abs/")[2])
        # An entry without a title is how arXiv says that there is no such paper.
        if ref is None or not result.title.strip():
            continue
        key = _key(ref)
        answers[key] = _paper(result, ref)
        if (key.version or 0) >= latest.get(key.arxiv_id, 0):
            latest[key.arxiv_id] = key.version or 0
            answers[replace(key, version=None)] = answers[key]
    return answers


def _raise_error_entry(result: arxiv.Result) -> None:
    text = _folded(result.summary)
    if _ERRORS in result.entry_id and "incorrect id format" not in text:
        message = f"arXiv answered with an error: {text[:200]}"
        raise SourceUnavailable(message)


def _paper(result: arxiv.Result, ref: PaperRef) -> Paper | SourceUnavailable:
    abstract, comment = _folded(result.summary), _folded(result.comment or "")
    if not abstract:
        return SourceUnavailable(f"the record of {ref} at arXiv has no abstract")
    return Paper(
        arxiv_id=ref.arxiv_id,
        title=_folded(result.title),
        abstract=abstract,
        version=ref.version,
        authors=tuple(name for author in result.authors if (name := _folded(author.name))),
        published=_iso(result.published),
        updated=_iso(result.updated),
        categories=tuple(result.categories),
        comment=comment or None,
        doi=result.doi or None,
        withdrawn=bool(_WITHDRAWN_COMMENT.search(comment) or _WITHDRAWN_ABSTRACT.match(abstract)),
    )


def _named(answer: Paper | SourceUnavailable, ref: PaperRef) -> Paper | SourceUnavailable:
    """Return the paper under the identifier that it was asked for by."""
    return replace(answer, arxiv_id=ref.arxiv_id) if isinstance(answer, Paper) else answer


def _key(ref: PaperRef) -> PaperRef:
    # arXiv answers for math.GT/0309136 as math/0309136.
    archive, slash, number = ref.arxiv_id.lower().rpartition("/")
    return replace(ref, arxiv_id=f"{archive.partition('.')[0]}{slash}{number}")


def _iso(time: datetime) -> str | None:
    return None if time.year == 1 else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _folded(text: str) -> str:
    return " ".join(text.split())
