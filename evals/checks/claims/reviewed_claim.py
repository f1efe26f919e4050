"""Problems that a reviewing model points at, proven and confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from summarizer.findings import Observation, Severity

if TYPE_CHECKING:
    from evals.subject.subject import Subject


class ReviewedClaim:
    """Flags words that the paper or the entry itself shows to be wrong, as a reviewing model says.

    It runs when a model is named with `--reviewer`. The reviewer reads the whole entry once and points at exact words
    of both texts. Code then looks for these words where it says; a problem whose words, quote or sentence are not
    there is void, and so is one whose correction states another number than the quote, or makes the rules find an
    error or a warning that was not there. A second opinion is asked which of two versions of the sentence is right,
    without being told which was written first. What it confirms is a warning, and an error once the model's precision
    for that type of problem is on record (`yoyak eval calibrate`); what it does not confirm is a note.

    An entry that could not be reviewed, or not confirmed in full, is not judged: it is no entry without problems.
    Asking is no part of the check, which carries what was found: a program that inspects entries without a reviewer
    gets no findings of it.

    ## Why it matters
    Rules know figures, names and terms that are written down. Most of what is wrong in a digest is wrong in meaning,
    and only a reader sees it.

    ## Known gaps
    - A reviewer is a model, and may share the blindness of the one that wrote; so the two may not be the same.
    - It reads the abstract and a few passages: what the rest of the paper contradicts stays unseen.
    - Two wrong words that it takes for right ones are right to the second opinion as well, which is never asked.
    """

    id: ClassVar[str] = "reviewed-claim"
    korean: ClassVar[str] = "검토 모델이 원문을 들어 틀렸다고 짚고, 코드와 다른 응답이 확인한 곳을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

    def __init__(self, seen: Observation | None = None) -> None:
        self._seen = seen or Observation(0)

    def inspect(self, subject: Subject) -> Observation:  # noqa: ARG002 - the contract of a check
        """Return what the reviewer examined and found in the entry."""
        return self._seen
