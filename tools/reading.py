"""Measures precision by reading: draws findings, hides what says them, and counts the verdicts that come back.

    python tools/reading.py draw RESULT.json… --sources papers.jsonl -o FOLDER
    python tools/reading.py table FOLDER.key.json VERDICTS.jsonl… --false FILE --record evals/data/readings/NAME.md

RESULT is what `yoyak check --format json` wrote, of any version, while the digests it names stand where they stood.
The folder goes to the readers: a brief, and one item a line in an order that tells nothing, without check, severity,
message and evidence. The key stays behind, beside the folder. What is drawn depends on the seed and on the places
alone, so that two versions that find the same are read by the same items.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.reports.html.result_file import EntryPart, ReadFinding, parse_result
from evals.scores.readings import Found, Key, KeyItem, false_text, read_key, read_readings, readings_table
from summarizer.arxiv.sources import open_snapshots
from summarizer.digest import parse
from summarizer.digest.model import SpeechLevel
from summarizer.errors import ConfigError, YoyakError
from summarizer.findings import Severity, Verdict, Where
from summarizer.io.files import read_text, write_text_atomically
from summarizer.papers import Paper, PaperRef
from summarizer.sentences import sentence_around
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.arxiv.sources import SnapshotSource
    from summarizer.digest.model import Digest, Entry

PER_CHECK = 40
READERS = "language models in separate readings"
_BRIEF = """\
# What to do with each item

`items.jsonl` has one item a line: an entry of a Korean digest of papers, with some words in ⟦ ⟧, and what is known of
the paper it tells. Someone claims that {claim}. You are not told why.
Read the whole entry and the source, and answer with one line of JSON an item:

    {{"id": "0001", "verdict": "right", "why": "one line: the words of the source that decide"}}

{verdicts}
- `cannot tell`: the source given does not decide; the entry may rest on the body of the paper, a table or another
  version of it. This counts neither way.

That something is missing from title and abstract is no error by itself, since entries are written from whole papers; a
rival value for the same thing is one. A mark on title or link speaks of the entry as a whole, one on the authors of the
list of names. The entries of a digest are to be in one speech level. A Korean term is right when an expert of the
field would write or accept it, loan words included. Judge each item by itself, look nothing up, and answer every one
once.
"""
_LEVELS = {SpeechLevel.FORMAL: "합니다체", SpeechLevel.PLAIN: "한다체", SpeechLevel.NOMINAL: "…함, …음"}
_FINDINGS = """\
- `right`: the marked words are wrong, by the source or in themselves, and whoever keeps the digest would want to know.
  They have to be in the mark; a mark twice as long as needed is still right.
- `false`: the words are right, or an acceptable rendering, or follow from the source (sum, difference, rounding,
  converse, another unit of the same amount), or the mark stands at the wrong words."""
_EDITS = """\
- `right`: `after` is at least as true, as Korean and as exact as `before`, and something wrong is gone.
- `false`: `after` says something less true, less Korean or less exact than `before`, or touched what was right."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that may be drawn."""

    entry: EntryPart
    finding: ReadFinding

    @property
    def stratum(self) -> tuple[str, Severity]:
        """What is drawn from by itself."""
        return self.finding.check, self.finding.severity

    def rank(self, seed: int) -> str:
        """Return what puts findings in an order that only seed, place and words decide."""
        place = [seed, Path(self.entry.file).name, self.finding.start, self.finding.text, self.finding.check]
        return hashlib.sha256(json.dumps(place).encode()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, or count what was read; 2 with a sentence when something named cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        print(options.run(options), end="")
    except YoyakError as error:
        print(f"reading: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def draw(options: argparse.Namespace) -> str:
    """Write items, brief and key, and say how many items there are."""
    entries = [one for name in options.results for one in parse_result(read_text(name), name).entries]
    candidates = [Candidate(entry, finding) for entry in entries for finding in entry.findings]
    wanted = [one for one in candidates if _is_wanted(one, options)]
    drawn = _drawn(wanted, options.per_check, options.seed)
    texts = _Texts(open_snapshots(options.sources))
    show = texts.edit_item if options.edits else texts.item
    items = {f"{number:04}": one for number, one in enumerate(drawn, start=1)}
    lines = [json.dumps({"id": name, **show(one)}, ensure_ascii=False) for name, one in items.items()]
    found = Counter(one.stratum for one in wanted)
    key = Key(
        entries=sum(entry.verdict in {Verdict.PASS, Verdict.FAIL} for entry in entries),
        found=tuple(Found(check=check, severity=at, found=count) for (check, at), count in sorted(found.items())),
        items={name: _key_item(one, edits=options.edits) for name, one in items.items()},
    )
    folder = Path(options.output)
    folder.mkdir(parents=True, exist_ok=True)
    write_text_atomically(folder / "items.jsonl", "".join(f"{line}\n" for line in lines))
    write_text_atomically(folder / "brief.md", _brief(edits=options.edits))
    write_text_atomically(f"{folder}.key.json", key.model_dump_json(indent=1) + "\n")
    return f"{len(items)} of {len(wanted)} drawn: {folder}/ for the readers, {folder}.key.json for the table\n"


def count(options: argparse.Namespace) -> str:
    """Return the table of what readers said, and write what they called false."""
    key = read_key(options.key)
    readings = read_readings(options.verdicts, key)
    if options.false:
        write_text_atomically(options.false, false_text(key, readings))
    told = f"{readings_table(key, readings)}\n{len(readings)} items read, by {options.readers}.\n"
    if options.record:
        day = dt.datetime.now(tz=dt.UTC).date()
        write_text_atomically(options.record, f"*{options.of}, on {day}:*\n\n{told}")
    return told


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reading", description="Measure precision by reading.")
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw", help="write items for readers, and the key to them")
    drawing.add_argument("results", nargs="+", metavar="RESULT", help="what `yoyak check --format json` wrote")
    drawing.add_argument("--sources", action="append", required=True, metavar="FILE|DIR", help="pinned papers")
    drawing.add_argument("-o", "--output", required=True, metavar="FOLDER")
    drawing.add_argument("--check", nargs="+", metavar="NAME", help="of these checks only")
    drawing.add_argument(
        "--severity", nargs="+", choices=list(Severity), help="default: error and warning; of edits, all"
    )
    drawing.add_argument(
        "--per-check", type=int, default=PER_CHECK, metavar="N", help="at most so many of each severity"
    )
    drawing.add_argument(
        "--edits", action="store_true", help="safe corrections, before and after, in place of findings"
    )
    drawing.add_argument("--seed", type=int, default=0)
    drawing.set_defaults(run=draw)
    counting = commands.add_parser("table", help="count the verdicts of readers")
    counting.add_argument("key", metavar="KEY")
    counting.add_argument("verdicts", nargs="+", metavar="VERDICTS", help='lines {"id", "verdict", "why"}')
    counting.add_argument("--false", metavar="FILE", help="write there what readers called false, with its place")
    counting.add_argument("--readers", default=READERS, help="who they were; default: %(default)s")
    counting.add_argument("--record", metavar="FILE", help="write the table there too, as `make measure` shows it")
    counting.add_argument("--of", default="What was read", metavar="WORDS", help="what the record is headed with")
    counting.set_defaults(run=count)
    return parser


def _is_wanted(one: Candidate, options: argparse.Namespace) -> bool:
    finding = one.finding
    severities = options.severity or (list(Severity) if options.edits else [Severity.ERROR, Severity.WARNING])
    is_kind = finding.severity in severities and (not options.check or finding.check in options.check)
    return is_kind and (not options.edits or (finding.fix is not None and finding.fix.safe))


def _drawn(candidates: Iterable[Candidate], most: int, seed: int) -> list[Candidate]:
    """Return so many of each check and severity, all of them in one order."""
    strata: dict[tuple[str, Severity], list[Candidate]] = defaultdict(list)
    for one in sorted(candidates, key=lambda one: one.rank(seed)):
        strata[one.stratum].append(one)
    chosen = [one for stratum in strata.values() for one in stratum[:most]]
    return sorted(chosen, key=lambda one: one.rank(seed))


class _Texts:
    """The digests and papers that results speak of."""

    def __init__(self, papers: SnapshotSource) -> None:
        self._papers = papers
        self._digests: dict[str, Digest] = {}

    def item(self, one: Candidate) -> dict[str, object]:
        """Return what a reader of a finding sees."""
        return self._shown(one, [Edit(one.finding.start, one.finding.end, one.finding.text)])

    def edit_item(self, one: Candidate) -> dict[str, object]:
        """Return what a reader of a correction sees."""
        edits = _edits(one.finding)
        entry = self._entry(one)
        place = _sentences(entry, edits)
        kept = [Edit(edit.start, edit.end, entry.source[edit.start : edit.end]) for edit in edits]
        before, after = (_marked(entry.source, place, some) for some in (kept, edits))
        return {"before": before, "after": after, **self._shown(one, kept)}

    def _shown(self, one: Candidate, marks: Sequence[Edit]) -> dict[str, object]:
        entry = self._entry(one)
        ref = PaperRef(entry.arxiv_id or "", entry.version)
        paper = self._papers.fetch([ref])[ref]
        shown: dict[str, object] = {
            "date": entry.date,
            "most entries of the digest": entry.speech_level and _LEVELS[entry.speech_level],
            "entry": _marked(entry.source, Span(entry.start, entry.end), marks),
        }
        if not isinstance(paper, Paper):
            return {**shown, "paper": None}
        known = {"title": paper.title, "authors": paper.authors, "abstract": paper.abstract, "updated": paper.updated}
        return {**shown, "paper": {**known, "passages": _passages(paper, one.finding)}}

    def _entry(self, one: Candidate) -> Entry:
        """Return the entry of a finding, which has to stand where it stood."""
        name, finding = one.entry.file, one.finding
        if name not in self._digests:
            self._digests[name] = parse(read_text(name))
        found = next((entry for entry in self._digests[name].entries if entry.line == one.entry.line), None)
        if found is None or found.source[finding.start : finding.end] != finding.text:
            message = f"{name}:{finding.line} is not what was checked: {finding.text!r} does not stand there"
            raise ConfigError(message)
        return found


def _passages(paper: Paper, finding: ReadFinding) -> list[dict[str, str]]:
    """Return the passages of full text that the evidence was cut from."""
    quotes = [one for one in finding.evidence if one.where is Where.FULLTEXT]
    return [
        {"section": passage.section, "text": passage.text}
        for passage in paper.fulltext or ()
        if any(passage.section == one.section and passage.text[one.start : one.end] == one.quote for one in quotes)
    ]


def _edits(finding: ReadFinding) -> list[Edit]:
    return [Edit(edit.start, edit.end, edit.text) for edit in (finding.fix.edits if finding.fix else ())]


def _marked(text: str, place: Span, marks: Sequence[Edit]) -> str:
    """Return the text of a place with each mark's own text, in brackets, where the mark is."""
    pieces: list[str] = []
    done = place.start
    for mark in sorted(marks):
        pieces += (text[done : max(done, mark.start)], f"⟦{mark.text}⟧")
        done = mark.end
    return "".join([*pieces, text[done : place.end]])


def _sentences(entry: Entry, edits: Sequence[Edit]) -> Span:
    """Return the sentences that edits lie in, or their lines where they lie in no section."""
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    for section in entry.sections:
        if section.start <= start and end <= section.end:
            # An insertion has no width: the sign before it stands for it.
            place = Span(max(start - section.start - 1, 0), max(end - section.start, 1))
            return sentence_around(section.text, place).shifted(section.start)
    after = entry.source.find("\n", end)
    return Span(entry.source.rfind("\n", 0, start) + 1, after if after >= 0 else len(entry.source))


def _key_item(one: Candidate, *, edits: bool) -> KeyItem:
    finding = one.finding
    made = " ".join(edit.text for edit in _edits(finding))
    return KeyItem(
        file=one.entry.file,
        words=f"{finding.text} → {made}" if edits else finding.text,
        **{name: getattr(finding, name) for name in ("check", "severity", "line", "start", "end", "message")},
    )


def _brief(*, edits: bool) -> str:
    if edits:
        return _BRIEF.format(claim="`after` should stand in place of `before`", verdicts=_EDITS)
    return _BRIEF.format(claim="the marked words are wrong", verdicts=_FINDINGS)


if __name__ == "__main__":
    sys.exit(main())
