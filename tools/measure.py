"""Writes the measured figures into `docs/measured.md`, between its markers: nothing there is typed by hand.

Real data comes from `YOYAK_TEST_DATA`; without it only our own labelled entries are measured, and the tables say so.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import measured_figures as figures
from agreement import measure

from evals.checks import CHECKS
from evals.datasets import read_dataset
from evals.datasets.files import with_papers
from evals.datasets.imports import read_entries, read_pairs, read_quantity_cases
from evals.datasets.label_types import QUANTITY_CHECKS
from evals.quantities import read_quantities
from evals.scores.examination import examine_cases
from evals.scores.scoring import count_found, score_checks
from evals.scores.tables import NOTHING, check_table, rate, share, table
from evals.seeding.inject_errors import KINDS, inject_errors, room
from summarizer.arxiv.sources import LayeredSource, OfflineSource, open_snapshots
from summarizer.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evals.datasets import Label, LabelledCase
    from evals.scores.examination import ExaminedCase

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data")
OWN = ROOT / "evals" / "data" / "gold.jsonl"
RECORDS = ROOT / "evals" / "data" / "readings"
BEGIN = "<!-- measured: written by `make measure` -->\n"
END = "<!-- /measured -->"
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
# The sets of entries that were read, and where their papers are.
READ = {"dev": ("digests", "seed"), "dev-2": ("gold/papers-2.jsonl",)}
READERS = (
    "Readers were language models in separate readings, two for every label of fact and one for those of language."
)
FOUND = """\
A label is found when a finding at error or warning of any check overlaps it; one of `off-topic`, when any finding of
`off-topic` or `missing-contribution` is in its entry. Titles and what is only unsupported count neither way. In
parentheses: distinct errors, the same words in the same entry counted once, where they are fewer than labels.
"""
# The terms that were named before the glossary was written: recall is told with and without them.
NAMED_TERMS = tuple("정량화 저작권 변환 저계층 중량 세대 이유 탭형 유물 통역사".split())


def main() -> int:
    """Rewrite the page and return an exit code."""
    page = ROOT / "docs/measured.md"
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        print("docs/measured.md: the markers of the measured figures are missing", file=sys.stderr)
        return 1
    tables = "\n".join(sections())
    page.write_text(f"{before}{begin}\n{tables}\n{end}{after}", encoding="utf-8")
    return 0


def sections() -> Iterator[str]:
    """Yield the parts of the report."""
    machine = f"Python {platform.python_version()}, {platform.machine()}, {CORES} cores"
    yield f"On {dt.datetime.now(tz=dt.UTC).date()}, yoyak {version('yoyak')}, {machine}.\n"
    own = examined(list(read_dataset(OWN))) if OWN.exists() else []
    if own:
        yield f"**Our own labelled entries** ({len(own)}, {sum(not c.case.labels for c in own)} of them clean)\n"
        yield check_table(score_checks(own, [check.id for check in CHECKS]))
    clean = [case.case for case in own if not case.case.labels]
    if not DATA.is_dir():
        yield "The real data is not here, so nothing else was measured.\n"
        yield from seeded(clean, "clean entries of our own")
        return
    yield from entries()
    yield from readings()
    yield from numbers()
    pairs = list(read_pairs(DATA / "pairs" / "sentences.jsonl"))
    yield from on_pairs(examined(pairs))
    yield from seeded([*pairs, *clean], "sentence pairs and clean entries of our own")


def entries() -> Iterator[str]:
    """Yield the figures on entries that were read."""
    sets = {name: read_set(name, snapshots) for name, snapshots in READ.items()}
    counts = ", ".join(f"{name} {len(cases)}" for name, cases in sets.items())
    yield f"**Entries that were read** ({counts}). {READERS}\n"
    columns = [dict(read_figures(cases)) for cases in sets.values()]
    yield table(("figure", *sets), [(figure, *(column[figure] for column in columns)) for figure in columns[0]])
    yield FOUND
    yield found_table(sets)
    for name, cases in sets.items():
        yield f"Checks on {name}:\n"
        yield check_table(score_checks(cases, [check.id for check in CHECKS]))


def readings() -> Iterator[str]:
    """Yield what readers said of findings and corrections in digests that nobody had tuned on."""
    records = sorted(RECORDS.glob("*.md"))
    if records:
        yield "**Precision by reading**, in text of other archives, by readers who are not told what says a finding.\n"
        yield from (record.read_text(encoding="utf-8") for record in records)


def read_set(name: str, snapshots: Sequence[str]) -> list[ExaminedCase]:
    """Return what the checks say of a set of entries that were read."""
    papers = LayeredSource(open_snapshots(DATA / snapshot for snapshot in snapshots), OfflineSource())
    return examined(with_papers(list(read_entries(DATA / "gold" / f"{name}.jsonl")), papers))


def read_figures(cases: Sequence[ExaminedCase]) -> Iterator[tuple[str, str]]:
    """Yield the promised figures by name."""
    sure, likely = {"sure"}, {"likely"}
    every = frozenset(check.id for check in CHECKS) - {"off-topic", "missing-contribution"}
    found, false = figures.off_topic(cases)
    terms = figures.recall(cases, {"mistranslation"}, confidence=sure, without=NAMED_TERMS)
    yield "magnitude and doubled digits, recall", rate(figures.recall(cases, {"magnitude", "dup-digits"}))
    yield "number, recall (sure)", rate(figures.recall(cases, {"number"}, confidence=sure))
    yield "number, recall (likely)", rate(figures.recall(cases, {"number"}, confidence=likely))
    yield "errors of quantity checks, precision", rate(figures.precision(cases, QUANTITY_CHECKS, Severity.ERROR))
    yield "mistranslation, recall (sure)", rate(figures.recall(cases, {"mistranslation"}, confidence=sure))
    yield "mistranslation, recall (sure, without the terms named beforehand)", rate(terms)
    yield "off-topic, entries found (sure)", f"{rate(found)}; {false} false"
    yield "entity, recall (sure)", rate(figures.recall(cases, {"entity"}, confidence=sure))
    yield "all errors, precision", rate(figures.precision(cases, every, Severity.ERROR))
    yield "all warnings, precision", rate(figures.precision(cases, every, Severity.WARNING))
    yield "false errors and warnings in clean entries", per_twenty(cases)


def found_table(sets: Mapping[str, Sequence[ExaminedCase]]) -> str:
    """Return how many labels of each type were found in each set, by how sure readers were."""
    columns = {
        f"{name}, {confidence}": figures.owed_labels(cases, {confidence})
        for name, cases in sets.items()
        for confidence in ("sure", "likely")
    }
    types = sorted({label.type for labels in columns.values() for label, _ in labels})
    rows = [
        (kind, *(found([one for one in labels if one[0].type == kind]) for labels in columns.values()))
        for kind in types
    ]
    return table(("type", *columns), [*rows, ("all", *map(found, columns.values()))])


def found(labels: Sequence[tuple[Label, ExaminedCase]]) -> str:
    """Return how many labels were found, and how many errors when some are the same."""
    found, errors = count_found(labels)
    if not labels:
        return NOTHING
    return share(found) if errors.of == found.of else f"{share(found)} ({share(errors)})"


def numbers() -> Iterator[str]:
    """Yield how far the readers of numbers agree with the cases of other projects."""
    cases = [case for name in ("korean", "english") for case in read_quantity_cases(DATA / "numbers" / f"{name}.jsonl")]
    readers = {"ko": lambda text: read_quantities(text, "ko"), "en": lambda text: read_quantities(text, "en")}
    agreements = [(lang, one) for lang in readers for one in measure(cases, readers, lang)]
    rows = [(lang, one.task, str(one.cases), f"{one.share:.3f}") for lang, one in agreements]
    points = [one for _, one in agreements if one.task in {"number", "percent"}]
    agreed, asked = sum(one.cases - len(one.disagreements) for one in points), sum(one.cases for one in points)
    rows.append(("both", "number and percent", str(asked), f"{agreed / asked:.3f}"))
    yield "**Quantity cases of other projects**\n"
    yield table(("language", "task", "cases", "agreement"), rows)


def on_pairs(cases: Sequence[ExaminedCase]) -> Iterator[str]:
    """Yield the false alarms in sentences that nearly all are right."""
    rows = [
        ("errors of quantity checks", str(len(figures.quantity_errors(cases)))),
        ("errors and warnings of all checks", per_twenty(cases)),
    ]
    yield f"**Sentence pairs, nearly all right** ({len(cases)})\n"
    yield table(("raised", "measured"), rows)


def seeded(clean: Sequence[LabelledCase], where: str) -> Iterator[str]:
    """Yield the recall of seeded errors."""
    twins = examined(clean)
    found = figures.seeded_recall(examined(list(inject_errors(clean, KINDS))), twins)
    rows = [(kind, str(any_.of), rate(strong), rate(any_)) for kind, (strong, any_) in found.items()]
    yield f"**Errors seeded** into {where}\n"
    yield table(
        ("error", "seeded", "found as error or warning", "found at all, notes of unsupported numbers included"), rows
    )
    possible, read = room(clean)
    yield f"Figures are changed only where their owner or counted thing stands in both texts: {possible:,} of {read:,}."
    yield f"The uncorrupted twins raise {len(figures.quantity_errors(twins))} errors of quantity checks.\n"


def per_twenty(cases: Sequence[ExaminedCase]) -> str:
    """Return the alarms in clean entries, per twenty of them and by check."""
    counted, clean = figures.alarms(cases)
    if not clean:
        return "–"
    checks = ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
    return f"{20 * counted.total() / clean:.2f} in 20 entries ({counted.total()} in {clean}: {checks or 'none'})"


def examined(cases: Sequence[LabelledCase]) -> list[ExaminedCase]:
    """Run every check over the cases, on every core; figures with a crashed check or a missing source are none."""
    results = list(examine_cases(cases, CHECKS, None, CORES))
    undecided = [result for result in results if result.reasons]
    if undecided:
        message = f"{len(undecided)} cases could not be judged: {undecided[0].case.id}: {undecided[0].reasons[0]}"
        raise SystemExit(message)
    return results


if __name__ == "__main__":
    sys.exit(main())
