"""The data of the page of a check: every entry as it stands in its digest, with its source and its findings."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from evals.reports.html.finding_data import finding_data, misplaced
from evals.reports.html.marked_text import entry_parts, source_words
from evals.subject.cases import read_cases
from evals.subject.fingerprints import fingerprint, text_fingerprint
from summarizer.digest import parse
from summarizer.digest.files import STDIN, DigestFile
from summarizer.errors import ConfigError, PaperNotFound, SourceError
from summarizer.io.files import read_text
from summarizer.messages import Message
from summarizer.papers.snapshots import write_line
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.reports.html.result_file import CheckResult, EntryPart, ReadFinding
    from evals.subject.cases import Case
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper, PaperSource


class CheckPage:
    """The page of a result, made from the digests that it names and the papers that they cite.

    The digests are read again, from the paths that the result has for them, and every finding is held against them: its
    words, its edits and its evidence in the entry have to stand where they stood. What was changed in an entry without
    touching or moving a finding cannot be seen. A paper may have another text by now: then the evidence is shown as it
    was quoted, and no place is claimed for it.

    Args:
        result: What was found.
        papers: Where the papers are; what it cannot give is left out of the page.

    Raises:
        ConfigError: If a digest cannot be read, or is not what was checked any more.
    """

    def __init__(self, result: CheckResult, papers: PaperSource) -> None:
        self.missing: list[Message] = []
        """Why papers that were there when the digests were checked could not be had again."""
        self._ids: Counter[str] = Counter()
        self.data = {
            "kind": "check",
            "subtitle": _subtitle(result),
            "said": _language(result),
            "gate": result.gate and result.gate.model_dump(mode="json"),
            "refused": result.refused,
            "interrupted": result.interrupted,
            "entries": list(self._entries(result, papers)),
        }

    def _entries(self, result: CheckResult, papers: PaperSource) -> Iterator[dict[str, object]]:
        names = dict.fromkeys(entry.file for entry in result.entries)
        found: dict[tuple[str, int], Case] = {}
        for digest in read_cases(map(_read, names), papers):
            found |= {(digest.name, case.entry.line): case for case in digest.cases}
        for checked in result.entries:
            case = found.get((checked.file, checked.line))
            if case is None or (case.entry.arxiv_id, case.entry.title) != (checked.arxiv_id, checked.title):
                gone = Message(
                    f"the entry {checked.title!r} does not stand there any more",
                    f"{checked.title!r}: 이 항목이 그 자리에 더 이상 없습니다",
                )
                raise _changed(checked.file, checked.line, gone)
            _verify(checked, case.entry)
            yield self._entry(checked, case)

    def _entry(self, checked: EntryPart, case: Case) -> dict[str, object]:
        entry, paper = case.entry, None if isinstance(case.paper, SourceError) else case.paper
        if isinstance(case.paper, SourceError) and checked.source != "none":
            self.missing.append(case.paper.message)
        findings = (*checked.findings, *checked.dismissed)
        sources = source_words(paper, [e for f in findings for e in f.evidence]) if paper else []
        return {
            "file": checked.file,
            "line": checked.line,
            "date": entry.date,
            "arxiv_id": checked.arxiv_id,
            "title": entry.title,
            "verdict": checked.verdict,
            "reasons": checked.reasons,
            "tier": checked.source,
            "sides": [
                {
                    "text": entry.text,
                    "parts": entry_parts(entry, [Span(f.start, f.end) for f in findings]),
                    "changed": [],
                    "findings": [_finding(f, entry, finding_data(f, entry, sources)) for f in findings],
                }
            ],
            "sources": [words.as_json() for words in sources],
            "case": self._case(case),
        }

    def _case(self, case: Case) -> dict[str, object] | None:
        """Return what a labelled case has besides text and labels; None where the link names no paper."""
        entry = case.entry
        if entry.arxiv_id is None:
            return None
        name = f"{entry.date or 'undated'}/{entry.arxiv_id}#{text_fingerprint(entry)[:8]}"
        self._ids[name] += 1
        return {
            "id": name if self._ids[name] == 1 else f"{name}-{self._ids[name]}",
            "date": entry.date,
            "paper": None if isinstance(case.paper, SourceError) else _paper(case.paper),
            "not_found": isinstance(case.paper, PaperNotFound),
        }


def _language(result: CheckResult) -> str | None:
    """Return in which language most findings are told, for a result does not say; None where there are none."""
    told = [finding.message for entry in result.entries for finding in (*entry.findings, *entry.dismissed)]
    polite = sum("니다" in sentence for sentence in told)
    return ("ko" if 2 * polite > len(told) else "en") if told else None


def _subtitle(result: CheckResult) -> str:
    names = list(dict.fromkeys(entry.file for entry in result.entries))
    digests = f"{names[0]} … {names[-1]}" if len(names) > 1 else names[0]
    return f"{digests} · yoyak {result.version}"


def _read(name: str) -> DigestFile:
    if name == STDIN:
        message = Message(
            "the result is of standard input, which cannot be read again: check the digest as a file",
            "표준 입력의 결과이므로 다이제스트를 다시 읽을 수 없습니다. 다이제스트를 파일로 검사하십시오",
        )
        raise ConfigError(message)
    if (path := Path(name)).exists() and not path.is_file():
        # Whoever wrote the result may have named a pipe or a device, which would be read for ever.
        message = Message(f"cannot read {name}: it is no file", f"{name} 경로를 읽을 수 없습니다: 파일이 아닙니다")
        raise ConfigError(message)
    try:
        return DigestFile(name, parse(read_text(name)))
    except ConfigError as error:
        message = Message(
            f"{error}; a result names its digests as they were given to `yoyak check`, so run this where that ran",
            f"{error.message.ko}. 결과에는 `yoyak check`에 지정한 경로가 적혀 있으므로 같은 폴더에서 실행하십시오",
        )
        raise ConfigError(message) from error


def _verify(checked: EntryPart, entry: Entry) -> None:
    """Refuse a digest that was changed after it was checked, since the findings would point at other words."""
    for finding in (*checked.findings, *checked.dismissed):
        if (words := misplaced(finding, entry)) is not None:
            gone = Message(f"{words!r} does not stand there any more", f"{words!r}: 그 자리에 더 이상 없습니다")
            raise _changed(checked.file, finding.line, gone)


def _changed(file: str, line: int, what: Message) -> ConfigError:
    return ConfigError(
        Message(
            f"{file}:{line}: {what.en}: the digest was changed after it was checked, so check it again",
            f"{file}:{line}: {what.ko}. 검사한 뒤에 다이제스트가 바뀌었으므로 다시 검사하십시오",
        )
    )


def _finding(finding: ReadFinding, entry: Entry, data: dict[str, object]) -> dict[str, object]:
    messages = {"en": finding.message, "ko": finding.message}
    return data | {"messages": messages, "fingerprint": fingerprint(finding, entry), "reason": finding.reason}


def _paper(paper: Paper) -> dict[str, object] | None:
    """Return the paper for a case, without what the page shows of it anyway.

    None for a paper with full text, which a case is too small for: it comes from the snapshot again.
    """
    if paper.fulltext:
        return None
    line: dict[str, object] = json.loads(write_line(paper))
    return {key: value for key, value in line.items() if key not in {"title", "abstract", "fulltext"}}
