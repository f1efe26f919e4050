"""A prompt tried on papers: what the model writes with it, examined and measured."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from evals.comparison.measures import Examined, measure
from evals.comparison.record import BilingualFinding, SideRecord, SourceRecord
from evals.comparison.runs import RunRecord, SampleRecord, identify
from evals.reviewer.findings import observe
from evals.reviewer.writers import require_another
from evals.runner.run import conclude, examine, of_entries
from evals.subject.cases import Case
from evals.subject.finding_json import finding_as_json
from evals.subject.subject import Subject
from summarizer.models.chat import INTERRUPTED, GenerationError, NotAsked, ReplyRejected
from summarizer.models.ledger import last_run
from summarizer.models.pacing import RetryPolicy, keep_in_flight
from summarizer.regenerate.drafting import source_sha, summary_flaw
from summarizer.regenerate.rewriting import UnfitText, blank_entry, written

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.reviewer.reviewer import Review, Reviewer
    from summarizer.findings import Finding
    from summarizer.models.calls import Asker
    from summarizer.models.chat import ChatRequest
    from summarizer.models.ledger import Call
    from summarizer.models.replies import SummarizeReply
    from summarizer.papers import Paper
    from summarizer.regenerate.drafting import Author


@dataclass(frozen=True, slots=True)
class Conditions:
    """What has to be the same for two runs to be comparable.

    Attributes:
        papers: In order.
        repeats: How often every paper is written; the number of the repeat is the seed of the draft.
        parameters: What the model is set to, and how much of a paper it is shown.
        git: The commit of the program.
        checks: What examines the summaries.
        own_glossary: What the newsletter's own glossary changes about prompts and checks, as text.
    """

    papers: tuple[Paper, ...]
    repeats: int
    parameters: dict[str, str | float | bool | None]
    git: str
    checks: tuple[Check | DigestCheck, ...]
    own_glossary: str

    @property
    def dataset_sha(self) -> str:
        """A hash over everything of the papers that a prompt or a check reads."""
        return _sha(part for paper in self.papers for part in (paper.arxiv_id, source_sha(paper), *paper.authors))

    @property
    def checks_sha(self) -> str:
        """A hash over the checks, their versions and the glossary."""
        return _sha([*(f"{check.id} {check.version}" for check in self.checks), self.own_glossary])


@dataclass(frozen=True, slots=True)
class Gap:
    """A summary that could not be asked for, which says nothing about the prompt."""

    paper: Paper
    error: GenerationError


@dataclass(frozen=True, slots=True)
class Desk:
    """Where summaries are written and examined.

    Attributes:
        asker: Asks the model.
        conditions: Of the run.
        is_timed: Whether the time of a call is that of the model: not where it answers by file.
        reviewer: Who reads what was written; None for nobody.
    """

    asker: Asker
    conditions: Conditions
    is_timed: bool
    reviewer: Reviewer | None = None

    @property
    def reviewer_name(self) -> str:
        """Everything by which one reviewer differs from another; empty for none."""
        reviewer = self.reviewer
        if reviewer is None:
            return ""
        prompts = (f"{prompt.id}, {prompt.sha256[:12]}" for prompt in reviewer.prompts)
        return ", ".join([reviewer.model, *prompts, str(reviewer.votes)])

    @property
    def spent(self) -> Decimal | None:
        """Dollars that were spent since it was opened; None when a price is unknown."""
        spent = [asker.spent for asker in (self.asker, self.reviewer and self.reviewer.asker) if asker]
        return None if None in spent else sum((dollars for dollars in spent if dollars), Decimal(0))

    def write(self, author: Author, paper: Paper, repeat: int) -> SampleRecord | Gap:
        """Return what the model makes of a paper; a reply of no use is a result, no reply at all is none."""
        request = author.request(paper, repeat)
        try:
            side = self._side(request, paper)
        except GenerationError as error:
            return Gap(paper, error)
        source = SourceRecord(title=paper.title, abstract=paper.abstract, authors=paper.authors)
        return SampleRecord(arxiv_id=paper.arxiv_id, title=paper.title, repeat=repeat, source=source, side=side)

    def _side(self, request: ChatRequest[SummarizeReply], paper: Paper) -> SideRecord:
        try:
            entry = written(blank_entry(paper), paper, self._reply(request, paper))
        except (ReplyRejected, UnfitText) as error:
            why, metrics = error.message, measure(None, self._calls(request))
            return SideRecord(text=None, reason=why.en, reason_ko=why.ko, findings=(), metrics=metrics)
        subject = Subject(entry, paper)
        outcome = conclude(Case(entry, paper), examine(subject, of_entries(self.conditions.checks)))
        review = self._review(subject, request.model)
        told = observe(subject, review, outcome.findings, frozenset()).findings if review else ()
        reasons = outcome.reasons
        return SideRecord(
            text=entry.source,
            reason="; ".join(reason.en for reason in reasons) or None,
            reason_ko="; ".join(reason.ko for reason in reasons) or None,
            findings=tuple(map(_recorded, sorted((*outcome.findings, *told), key=lambda found: found.start))),
            metrics=measure(Examined(subject, outcome, review), self._calls(request)),
        )

    def _review(self, subject: Subject, writer: str) -> Review | None:
        """Return what the reviewer says, all of it: an answer that is still to come makes a gap."""
        if self.reviewer is None:
            return None
        review = self.reviewer.review(subject)
        if review.lost:
            raise review.lost
        for model in review.answered_by:
            require_another(model, [writer])
        return review

    def _reply(self, request: ChatRequest[SummarizeReply], paper: Paper) -> SummarizeReply:
        calls = last_run(self.asker.calls(request))
        rejected = [(call.reason or "", call.reply) for call in calls if call.state == "rejected" and call.reply]
        # Several replies of no use are a result as well: asking again would pay for another one.
        if len(rejected) >= RetryPolicy.replies and all(call.state != "valid" for call in calls):
            raise ReplyRejected(*rejected[-1])
        return self.asker.ask(request, lambda reply: summary_flaw(reply, paper)).reply

    def _calls(self, request: ChatRequest[SummarizeReply]) -> list[Call]:
        # What earlier runs paid in vain, for whatever purpose, was chance, and says nothing against this prompt.
        calls = last_run(self.asker.calls(request))
        return calls if self.is_timed else [replace(call, seconds=None) for call in calls]


def try_prompts(
    desk: Desk, authors: Sequence[Author], in_flight: int, stop: threading.Event
) -> Iterator[SampleRecord | Gap]:
    """Yield what becomes of every paper with each prompt, paper by paper, repeat by repeat, in the order of authors."""
    conditions = desk.conditions
    jobs = (
        (author, paper, repeat)
        for paper in conditions.papers
        for repeat in range(conditions.repeats)
        for author in authors
    )

    def work(job: tuple[Author, Paper, int]) -> SampleRecord | Gap:
        return Gap(job[1], NotAsked(INTERRUPTED)) if stop.is_set() else desk.write(*job)

    return keep_in_flight(work, jobs, in_flight, stop)


def run_record(author: Author, desk: Desk, samples: Iterable[SampleRecord]) -> RunRecord:
    """Return the record of a finished run."""
    conditions = desk.conditions
    record = RunRecord(
        id="",
        created=datetime.now(UTC),
        prompt=author.prompt.name,
        version=author.prompt.version,
        sha=author.prompt.sha256,
        model=author.model,
        parameters=conditions.parameters,
        repeats=conditions.repeats,
        dataset=conditions.dataset_sha,
        git=conditions.git,
        checks=conditions.checks_sha,
        reviewer=desk.reviewer_name,
        samples=tuple(samples),
    )
    return record.model_copy(update={"id": identify(record)})


def _recorded(finding: Finding) -> BilingualFinding:
    return BilingualFinding.model_validate(finding_as_json(finding) | {"message_ko": finding.messages.ko})


def _sha(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
