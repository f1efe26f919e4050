"""One entry: draft, check, repair, check again, and the decision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from summarizer.errors import SourceError
from summarizer.findings import Verdict
from summarizer.models.chat import GenerationError, NotAsked, ReplyRejected
from summarizer.regenerate.acceptance import is_proven, objection, rank
from summarizer.regenerate.drafting import quotes_in, source_sha, summary_flaw, text_flaw
from summarizer.regenerate.repairing import provable_edits, tasks
from summarizer.regenerate.rewriting import UnfitText, rewritten, written
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
    from summarizer.regenerate.inspector import Inspection, Inspector
    from summarizer.regenerate.repairing import RepairPrompter

Decision = Literal["accepted", "kept", "forced", "failed", "unfinished"]
Tier = Literal["fulltext", "abstract"]


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What became of an entry.

    Attributes:
        entry: The entry as it stands in its file.
        decision: `accepted`, `kept` by decision, `forced` in spite of an objection, `failed` to be generated or
            written, or `unfinished`, for something could not be asked yet.
        reason: Why it was not accepted; None when it was.
        edits: What to change in the file; empty unless accepted or forced.
        tier: What of the paper there was to write from; None when there was no paper.
        before: What the checks say of the old entry; None when it had no text.
        after: What they say of the best new one; None when there is none.
        rounds: Rounds of repair that the best one took.
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
        """Whether a new text was taken for it."""
        return self.decision in {"accepted", "forced"}

    @property
    def is_settled(self) -> bool:
        """Whether it was decided between the old text and a new one."""
        return self.decision not in {"failed", "unfinished"}


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
        force: Whether to take the best draft in spite of an objection.
    """

    asker: Asker
    author: Author
    repair_prompter: RepairPrompter
    inspector: Inspector
    rounds: int = 2
    candidates: int = 1
    force: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    entry: Entry
    inspection: Inspection
    quotes: tuple[str, ...] = ()
    rounds: int = 0

    @property
    def rank(self) -> tuple[tuple[int, int, int], int]:
        return rank(self.inspection)


@dataclass(slots=True)
class _Log:
    """What was asked and what failed on the way to a decision."""

    asker: Asker
    asked: dict[str, ChatRequest[ReplyModel]] = field(default_factory=dict)
    failures: list[GenerationError] = field(default_factory=list)
    answered_by: dict[str, None] = field(default_factory=dict)

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
        return tuple(call for request in self.asked.values() for call in self.asker.calls(request))

    @property
    def unasked(self) -> NotAsked | None:
        """The first question that could not be asked yet."""
        return next((error for error in self.failures if isinstance(error, NotAsked)), None)

    @property
    def out_of_reach(self) -> GenerationError | None:
        """The first failure that says nothing about the model's replies."""
        return next((error for error in self.failures if not isinstance(error, ReplyRejected)), None)


def regenerate_entry(entry: Entry, paper: Paper | SourceError, workshop: Workshop) -> Regenerated:
    """Return what became of an entry: a better text, or the old one and why.

    An entry whose paper is missing, or for which the model gives nothing that can be used, fails; nothing else
    that is expected is raised.
    """
    if isinstance(paper, SourceError):
        return Regenerated(entry, "failed", paper.message)
    before = workshop.inspector.inspect(entry, paper) if entry.sections else None
    log = _Log(workshop.asker)
    drafts = [draft for number in range(workshop.candidates) if (draft := _draft(entry, paper, workshop, number, log))]
    best = min(drafts, key=lambda draft: draft.rank, default=None)
    return replace(
        _decided(entry, before, best, log, force=workshop.force),
        tier="fulltext" if paper.fulltext else "abstract",
        before=before,
        calls=log.calls,
        answered_by=tuple(log.answered_by),
    )


def _decided(entry: Entry, before: Inspection | None, best: _Draft | None, log: _Log, *, force: bool) -> Regenerated:
    """Return the decision; what an unasked question would have bettered is not decided."""
    if log.unasked:
        return Regenerated(entry, "unfinished", log.unasked.message)
    if best is None:
        return Regenerated(entry, "failed", log.failures[-1].message)
    why = objection(before, best.inspection, best.entry)
    decision: Decision = "accepted" if why is None else "forced" if force else "kept"
    if decision == "kept" and log.out_of_reach:
        decision, why = "failed", log.out_of_reach.message
    elif decision == "kept" and (before is None or best.inspection.verdict is Verdict.ERROR):
        decision = "failed"  # there is no text to keep, or no telling which is better
    is_taken = decision in {"accepted", "forced"} and best.entry.text != entry.text
    edits = (Edit(entry.start, entry.end, best.entry.text),) if is_taken else ()
    return Regenerated(entry, decision, why, edits, after=best.inspection, rounds=best.rounds, quotes=best.quotes)


def _draft(entry: Entry, paper: Paper, workshop: Workshop, number: int, log: _Log) -> _Draft | None:
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
    draft = _Draft(text, workshop.inspector.inspect(text, paper), quotes_in(reply, paper))
    return _repaired(draft, paper, workshop, number, log)


def _repaired(draft: _Draft, paper: Paper, workshop: Workshop, number: int, log: _Log) -> _Draft:
    """Return the draft after at most `rounds` rounds of repair; a round that proves nothing better is the last."""
    best = _corrected(draft, paper, workshop.inspector)
    for done in range(1, workshop.rounds + 1):
        if not any(best.inspection.burden[:2]):
            break
        edits = _sentences_again(best, paper, workshop, number, log)
        after = _with_proven(best, edits, paper, workshop.inspector)
        if after is best:
            break
        best = replace(_corrected(after, paper, workshop.inspector), rounds=done)
    return best


def _corrected(draft: _Draft, paper: Paper, inspector: Inspector) -> _Draft:
    """Return the draft with the corrections that the checks offer and prove."""
    return _with_proven(draft, provable_edits(draft.inspection.findings), paper, inspector)


def _with_proven(draft: _Draft, edits: Sequence[Edit], paper: Paper, inspector: Inspector) -> _Draft:
    """Return the draft after the edits, if they are proven together, or else after those that are proven alone."""
    together = _edited(draft, edits, paper, inspector) if edits else None
    if together and is_proven(draft.inspection, together.inspection):
        return together
    # From the end, so that the places before an edit stay where they are; a single one was tried already.
    for edit in reversed(edits) if len(edits) > 1 else ():
        after = _edited(draft, (edit,), paper, inspector)
        draft = after if after and is_proven(draft.inspection, after.inspection) else draft
    return draft


def _sentences_again(draft: _Draft, paper: Paper, workshop: Workshop, number: int, log: _Log) -> tuple[Edit, ...]:
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


def _edited(draft: _Draft, edits: Sequence[Edit], paper: Paper, inspector: Inspector) -> _Draft | None:
    """Return the draft after edits; None when it would no longer be read as one entry."""
    try:
        entry = rewritten(draft.entry, edits)
    except UnfitText:
        return None
    return _Draft(entry, inspector.inspect(entry, paper), draft.quotes, draft.rounds)
