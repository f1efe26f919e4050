"""Thumbnails that no reader can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin, urlsplit

from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit

if TYPE_CHECKING:
    from evals.subject.subject import Subject
    from summarizer.digest.model import Image


class BrokenImage:
    """Flags a thumbnail whose address is relative, empty or no web address.

    It is corrected only when the settings name the site that relative addresses belong to.

    Args:
        image_base: The `http` or `https` address that relative ones are joined to; None when it is not known.

    ## Why it matters
    The image was scraped from a page and points into that page's site: in the newsletter it is a broken frame.

    ## Known gaps
    - Whether an address answers is not tried: checks do not use the network.
    - Only the first image of an entry is looked at.
    """

    id: ClassVar[str] = "broken-image"
    korean: ClassVar[str] = "상대 경로이거나 비었거나 웹 주소가 아닌 섬네일을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def __init__(self, image_base: str | None = None) -> None:
        self._base = image_base

    def inspect(self, subject: Subject) -> Observation:
        """Read the address of the entry's image."""
        image = subject.entry.image
        if image is None:
            return Observation(0)
        if _is_web_address(image.url):
            return Observation(1)
        span = image.url_span or image.span
        finding = subject.finding(
            self.id,
            Severity.WARNING,
            span,
            Message(
                en=f"{image.url!r} is no web address." if image.url else "The image has no address.",
                ko=f"웹 주소가 아닙니다: '{image.url}'." if image.url else "이미지 주소가 비어 있습니다.",
            ),
            evidence=[subject.entry_evidence(span)],
            fix=self._fix(image),
        )
        return Observation(1, (finding,))

    def _fix(self, image: Image) -> Fix | None:
        if self._base is None or image.url_span is None or ":" in image.url or any(c.isspace() for c in image.url):
            return None
        try:
            url = urljoin(self._base, image.url)
        except ValueError:
            return None
        if not _is_web_address(url):
            return None
        return Fix((Edit(image.url_span.start, image.url_span.end, url),))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not any(c.isspace() for c in url)
