"""Asks arXiv for the records of papers.

The `arxiv` package writes the query and reads the feed. It is given a session that makes its requests
politely and hands it whole answers only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import arxiv  # type: ignore[import-untyped]

from summarizer.arxiv.http import unexpected
from summarizer.errors import PaperNotFound, SourceUnavailable
from summarizer.io.web import TransientWebError, checked_address
from summarizer.messages import Message
from summarizer.papers import Paper, PaperRef
from summarizer.papers.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.arxiv.http import ArxivHttp
    from summarizer.errors import SourceError
    from summarizer.io.web import WebAnswer

BASE_URL = "https://export.arxiv.org/api/query"

# Fifty records take a fifth of a megabyte.
_LARGEST_FEED = 20_000_000
_ATOM = "{http://www.w3.org/2005/Atom}"
_UNKNOWN_TIME = "0001-01-01T00:00:00Z"
_ERRORS = "/api/errors#"
_REFUSAL = "incorrect id format for "
_WITHDRAWN_COMMENT = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
_WITHDRAWN_ABSTRACT = re.compile(
    r"(?:this|the) (?:paper|article|manuscript|submission|work|preprint) (?:has been|is|was) withdrawn\b", re.IGNORECASE
)


class ArxivClient:
    """Asks the API of arXiv.

    Args:
        http: Makes the requests.
        base_url: The address of the query API, for a mirror or a test.

    Raises:
        ConfigError: If the address is no web address.
    """

    def __init__(self, http: ArxivHttp, *, base_url: str = BASE_URL) -> None:
        self._package = arxiv.Client(delay_seconds=0, num_retries=0)
        self._package.query_url_format = checked_address(base_url, "arXiv") + "?{}"
        self._package._session = _Session(http)  # noqa: SLF001 - the package has no other door

    def ask(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
        """Return what one request gives; a reference that came back without a paper is left out.

        That there is no such paper is said of a reference that arXiv refuses by its name, and of no other.

        References with and without a version do not belong in one request: of a paper that is asked for in
        both ways, an answer cannot say which of its versions is the latest.

        Raises:
            ArxivOutOfReach: If arXiv cannot be reached, or refuses; asking for others is of no use now.
            SourceUnavailable: If the answer cannot be used.
        """
        # The package's own limit of 100 would cut a longer list without a word.
        search = arxiv.Search(id_list=[str(ref) for ref in refs], max_results=len(refs))
        self._package.page_size = len(refs)
        results = list(self._package.results(search))
        answers = _answers(results)
        came: dict[PaperRef, Paper | SourceError] = {
            ref: _named(answers[key], ref) for ref in refs if (key := _key(ref)) in answers
        }
        if not came:
            _require_no_other(results)
        return came | _refused(results, refs)


@dataclass(frozen=True, slots=True)
class _Response:
    """The part of a response that the package looks at."""

    status_code: int
    content: bytes


class _Session:
    """Stands where the package expects a session of requests."""

    def __init__(self, http: ArxivHttp) -> None:
        self._http = http

    def get(self, url: str, headers: object) -> _Response:
        """Make one request, again if need be; the headers of the package are replaced by our own."""
        del headers
        return _Response(HTTPStatus.OK, self._http.get(url, _read_feed, largest=_LARGEST_FEED))


def _read_feed(answer: WebAnswer) -> bytes:
    # What is wrong with an identifier is told in a feed as well, with another status.
    is_told = answer.status == HTTPStatus.BAD_REQUEST and _ERRORS.encode() in answer.body
    if answer.status != HTTPStatus.OK and not is_told:
        raise unexpected(answer)
    return _whole_feed(answer.body)


def _whole_feed(content: bytes) -> bytes:
    """Return the feed in a form of which the package loses nothing.

    It reads a feed that was cut off as if it were whole, skips an entry without dates, and asks for
    further pages where the announced total is larger than what came.
    """
    try:
        return _mended(ET.fromstring(content))  # noqa: S314 - expat itself bounds the growth of entities
    except (ET.ParseError, LookupError, RecursionError, ValueError) as error:
        # The last three are of an encoding that nobody knows, of elements too deep, and of an encoding of many bytes.
        message = Message("the answer of arXiv is not a whole feed", "arXiv의 응답이 온전하지 않습니다")
        raise TransientWebError(message) from error


def _mended(root: ET.Element) -> bytes:
    if root.tag != f"{_ATOM}feed":
        message = Message("arXiv answered with something other than a feed", "arXiv의 응답이 논문 목록이 아닙니다")
        raise TransientWebError(message)
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
        datetime.fromisoformat((element.text or "").strip()).astimezone(UTC)
    except (OverflowError, ValueError):
        # The first is of a date that lies beyond the calendar in our time zone.
        element.text = _UNKNOWN_TIME


def _answers(results: Iterable[arxiv.Result]) -> dict[PaperRef, Paper | SourceUnavailable]:
    """Return the results by version, and under no version the latest of them."""
    answers: dict[PaperRef, Paper | SourceUnavailable] = {}
    latest: dict[str, int] = {}
    for result in results:
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


def _require_no_other(results: Iterable[arxiv.Result]) -> None:
    """Refuse an answer that has papers though none that was asked for: it does not say that there is none.

    Raises:
        SourceUnavailable: If it has one.
    """
    if any(result.title.strip() and _ERRORS not in result.entry_id for result in results):
        message = Message("arXiv answered with other papers", "arXiv에서 다른 논문으로 응답했습니다")
        raise SourceUnavailable(message)


def _refused(results: Iterable[arxiv.Result], refs: Sequence[PaperRef]) -> dict[PaperRef, PaperNotFound]:
    """Return the references that errors in the answer call no identifiers.

    Raises:
        SourceUnavailable: If an error says something else, or names none of the references.
    """
    refused: dict[PaperRef, PaperNotFound] = {}
    for text in (_folded(result.summary) for result in results if _ERRORS in result.entry_id):
        name = text.partition(_REFUSAL)[2]
        named = [ref for ref in refs if name in {str(ref), ref.arxiv_id}]
        if not named:
            message = Message(f"arXiv answered with an error: {text[:200]}", f"arXiv에서 오류가 났습니다: {text[:200]}")
            raise SourceUnavailable(message)
        refused |= {ref: PaperNotFound.of(ref) for ref in named}
    return refused


def _paper(result: arxiv.Result, ref: PaperRef) -> Paper | SourceUnavailable:
    abstract, comment = _folded(result.summary), _folded(result.comment or "")
    if not abstract:
        message = Message(f"the record of {ref} at arXiv has no abstract", f"arXiv의 {ref} 기록에 초록이 없습니다")
        return SourceUnavailable(message)
    authors = tuple(_folded(author.name) for author in result.authors)
    return Paper(
        arxiv_id=ref.arxiv_id,
        title=_folded(result.title),
        abstract=abstract,
        version=ref.version,
        # A list that has lost a name would put the digest in the wrong.
        authors=authors if all(authors) else (),
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
