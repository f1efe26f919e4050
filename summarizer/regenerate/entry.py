"""One entry: draft, check, repair, check again, and the decision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from summarizer.errors import SourceError
from summarizer.findings import Verdict
from summarizer.models.chat import GenerationError, NotAsked, ReplyRejected
from summarizer.regenerate.acceptance import best, choose, unfitness
from summarizer.regenerate.candidates import Candidate, corrected, old_texts, with_confirmed, with_proven
from summarizer.regenerate.drafting import quotes_in, source_sha, summary_flaw, text_flaw
from summarizer.regenerate.inspector import Reviewed
from summarizer.regenerate.repairing import tasks
from summarizer.regenerate.rewriting import UnfitText, written
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.digest.model import Entry
    from summarizer.messages import Message
    from summarizer.models.calls import Asker
    from summarizer.models.chat import ChatRequest, R, ReplyModel
    from summarizer.models.ledger import Call
    from summarizer.papers import Paper
    from summarizer.regenerate.drafting import Author
    from summarizer.regenerate.inspector import DraftReviewer, Inspection, Inspector
    from summarizer.regenerate.repairing import RepairPrompter

Decision = Literal["accepted", "corrected", "kept", "forced", "failed", "unfinished"]
Tier = Literal["fulltext", "abstract"]


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What became of an entry.

    Attributes:
        entry: The entry as it stands in its file.
        decision: `accepted` for a new text; `corrected` for the old one with proven corrections, be it of title and
            authors alone; `kept` by decision; `forced` for a new text that is not the best; `failed` to be generated
            or written; or `unfinished`, for something could not be asked yet.
        reason: Why.
        edits: What to change in the file; empty unless accepted, corrected or forced.
        tier: What of the paper there was to write from; None when there was no paper.
        before: What the checks say of the old entry; None when it had no text.
        after: What they say of the text that was taken, or else of the best new one; None when there is none.
        rounds: Rounds of repair that this text took.
        quotes: The reply's quotes that stand in the paper.
        calls: Every call that was made for it, now or before, those without a usable reply included.
        answered_by: The models that gave the replies, as they name themselves.
    """

    entry: Entry
    decision: Decision
    reason: Message | None = None
    edits: tuple[Edit, ...] = ()
    tier: Tier | None = None
    before: Inspection | None = None
    after: Inspection | None = None
    rounds: int = 0
    quotes: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    answered_by: tuple[str, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Whether another text was taken for it."""
        return self.decision in {"accepted", "corrected", "forced"}


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that one entry is rewritten with.

    Attributes:
        asker: Asks the model.
        author: Words the question for a draft.
        repair_prompter: Words the question for a repair.
        inspector: Checks entries.
        rounds: How often a draft is repaired at the most.
        candidates: How many drafts are written.
        force: Whether to take the best draft where another text is better.
        reviewer: Who reads every candidate; None for nobody.
    """

    asker: Asker
    author: Author
    repair_prompter: RepairPrompter
    inspector: Inspector
    rounds: int = 2
    candidates: int = 1
    force: bool = False
    reviewer: DraftReviewer | None = None


@dataclass(slots=True)
class _Log:
    """What was asked and what failed on the way to a decision."""

    asker: Asker
    asked: dict[str, ChatRequest[ReplyModel]] = field(default_factory=dict)
    failures: list[GenerationError] = field(default_factory=list)
    answered_by: dict[str, None] = field(default_factory=dict)
    reviews: tuple[Call, ...] = ()

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None]) -> R | None:
        """Return a reply that can be used; None, with a note of why, when there is none."""
        self.asked[request.key] = request
        try:
            answer = self.asker.ask(request, flaw)
        except GenerationError as error:
            self.failures.append(error)
            return None
        self.answered_by[answer.model] = None
        return answer.reply

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call that was made for what was asked, in order."""
        asked = tuple(call for request in self.asked.values() for call in self.asker.calls(request))
        return (*asked, *self.reviews)

    @property
    def unasked(self) -> NotAsked | None:
        """The first question that could not be asked yet."""
        return next((error for error in self.failures if isinstance(error, NotAsked)), None)

    @property
    def out_of_reach(self) -> GenerationError | None:
        """The first failure that says nothing about the model's replies."""
        return next((error for error in self.failures if not isinstance(error, ReplyRejected)), None)


def regenerate_entry(entry: Entry, paper: Paper | SourceError, workshop: Workshop) -> Regenerated:
    """Return what became of an entry: a better text, the old one corrected, or the old one as it is, and why.

    An entry whose paper is missing, or for which the model gives nothing that can be used, fails; nothing else
    that is expected is raised.
    """
    if isinstance(paper, SourceError):
        return Regenerated(entry, "failed", paper.message)
    before = workshop.inspector.inspect(entry, paper) if entry.sections else None
    olds = old_texts(entry, paper, before, workshop.inspector) if before else ()
    head = olds[0].entry if olds else entry
    log = _Log(workshop.asker)
    drafts = [draft for number in range(workshop.candidates) if (draft := _draft(head, paper, workshop, number, log))]
    if workshop.reviewer and drafts and not log.unasked:
        try:
            olds, drafts = _reviewed(olds, drafts, paper, workshop, log)
        except GenerationError as error:
            # Unreviewed texts are not set against each other, and none of them is taken.
            log.failures.append(error)
            return _unreviewed(entry, paper, before, error, log)
    return replace(
        _decided(entry, olds, drafts, log, force=workshop.force),
        tier="fulltext" if paper.fulltext else "abstract",
        before=before,
        calls=log.calls,
        answered_by=tuple(log.answered_by),
    )


def _reviewed(
    olds: Sequence[Candidate], drafts: Sequence[Candidate], paper: Paper, workshop: Workshop, log: _Log
) -> tuple[tuple[Candidate, ...], list[Candidate]]:
    """Return the candidates with what the reviewer confirms of them, and corrected by it.

    The text before is read as it stands and as it was corrected; nothing is asked about a text after its corrections.

    Raises:
        GenerationError: If a candidate could not be reviewed.
    """
    waiting: list[NotAsked] = []

    def read(one: Candidate) -> list[Candidate]:
        try:
            seen = workshop.reviewer.review(one.entry, paper) if workshop.reviewer else Reviewed()
        except NotAsked as error:
            waiting.append(error)  # the others are asked about in the same batch
            return [one]
        log.reviews += seen.calls
        log.answered_by |= dict.fromkeys(seen.answered_by)
        return with_confirmed(one, seen.confirmed, paper, workshop.inspector)

    told = tuple(better for old in olds[-1:] for better in read(old))
    read_drafts = [read(draft)[-1] for draft in drafts]
    if waiting:
        raise waiting[0]
    return told, read_drafts


def _unreviewed(
    entry: Entry, paper: Paper, before: Inspection | None, error: GenerationError, log: _Log
) -> Regenerated:
    decision: Decision = "unfinished" if isinstance(error, NotAsked) else "failed"
    tier: Tier = "fulltext" if paper.fulltext else "abstract"
    outcome = Regenerated(entry, decision, error.message, tier=tier, before=before)
    return replace(outcome, calls=log.calls, answered_by=tuple(log.answered_by))


def _decided(
    entry: Entry, olds: Sequence[Candidate], drafts: Sequence[Candidate], log: _Log, *, force: bool
) -> Regenerated:
    """Return the decision; what an unasked question would have bettered is not decided."""
    if log.unasked:
        return Regenerated(entry, "unfinished", log.unasked.message)
    if not drafts:
        return Regenerated(entry, "failed", log.failures[-1].message)
    choice = choose([*olds, *drafts])
    draft, text = best(drafts), choice.candidate if choice else None
    why = choice.reason if choice else unfitness(draft, has_old=False)
    decision: Decision
    if text and text.kind == "draft":
        decision = "accepted"
    elif force:
        decision, text = "forced", draft
    elif log.out_of_reach:
        decision, why = "failed", log.out_of_reach.message
    elif text is None or draft.inspection.verdict is Verdict.ERROR:
        decision = "failed"  # there is no text to keep, or no telling which is better
    else:
        decision = "kept" if text.entry.text == entry.text else "corrected"
    return _with_text(Regenerated(entry, decision, why), text, draft)


def _with_text(outcome: Regenerated, text: Candidate | None, draft: Candidate) -> Regenerated:
    """Return the outcome with the text that was taken, or else with what is known of the best draft."""
    shown = text if text and outcome.is_taken else draft
    old = outcome.entry
    is_new = outcome.is_taken and shown.entry.text != old.text
    edits = (Edit(old.start, old.end, shown.entry.text),) if is_new else ()
    return replace(outcome, edits=edits, after=shown.inspection, rounds=shown.rounds, quotes=shown.quotes)


def _draft(entry: Entry, paper: Paper, workshop: Workshop, number: int, log: _Log) -> Candidate | None:
    """Return the best that one candidate comes to; None, with a note of why, when the model gives none."""
    request = workshop.author.request(paper, number)
    reply = log.ask(request, lambda reply: summary_flaw(reply, paper))
    if reply is None:
        return None
    try:
        text = written(entry, paper, reply)
    except UnfitText as error:
        log.failures.append(GenerationError(error.message))
        return None
    draft = Candidate("draft", text, workshop.inspector.inspect(text, paper), quotes_in(reply, paper))
    return _repaired(draft, paper, workshop, number, log)


def _repaired(draft: Candidate, paper: Paper, workshop: Workshop, number: int, log: _Log) -> Candidate:
    """Return the draft after at most `rounds` rounds of repair; a round that proves nothing better is the last."""
    latest = corrected(draft, paper, workshop.inspector)
    for done in range(1, workshop.rounds + 1):
        if not any(latest.inspection.burden[:2]):
            break
        edits = _sentences_again(latest, paper, workshop, number, log)
        after = with_proven(latest, edits, paper, workshop.inspector)
        if after is latest:
            break
        latest = replace(corrected(after, paper, workshop.inspector), rounds=done)
    return latest


def _sentences_again(draft: Candidate, paper: Paper, workshop: Workshop, number: int, log: _Log) -> tuple[Edit, ...]:
    """Return the edits by which the model rewrites failing sentences; none while it has yet to be asked for some."""
    source = source_sha(paper)
    edits: list[Edit] = []
    for task in tasks(draft.entry, draft.inspection.findings):
        request = workshop.repair_prompter.request(draft.entry, task, paper, source, number)
        reply = log.ask(request, lambda reply: text_flaw(reply.text, paper))
        if reply is not None:
            edits.append(Edit(task.sentence.start, task.sentence.end, " ".join(reply.text.split())))
        elif not isinstance(log.failures[-1], NotAsked | ReplyRejected):
            break
    return () if log.unasked else tuple(edits)
