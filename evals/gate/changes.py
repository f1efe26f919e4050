"""Which entries changed since a commit: the gate of an old archive asks about no others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.gate.commits import Commit
from evals.subject.fingerprints import paper_key, text_fingerprint
from summarizer.digest import parse
from summarizer.digest.files import STDIN, DigestFile, skipped
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evals.runner.run import Result
    from summarizer.digest.files import Refusal
    from summarizer.digest.model import Entry


class Changes:
    """Tells entries whose text changed since a commit from those that are as they were.

    An entry is as it was when its file, under this name or the one it had, held the same text at the commit, at
    whatever place. Of the same text twice, a second one is new.

    Args:
        ref: The commit.

    Raises:
        ConfigError: If git does not know it, or there is no git.
    """

    def __init__(self, ref: str) -> None:
        self.ref = ref
        self.untouched: set[tuple[str, str]] = set()
        """File and paper of every entry that is as it was."""
        self.added: set[tuple[str, str]] = set()
        """File and paper of every changed entry whose paper did not stand in the file at the commit."""
        self._commit = Commit(ref)
        self._changed: dict[str, frozenset[int]] = {}

    def narrow(self, items: Iterable[DigestFile | Refusal]) -> Iterator[DigestFile | Refusal]:
        """Yield the files with an entry that changed; and a refusal, unless an entry never stood in its file."""
        for item in items:
            if isinstance(item, DigestFile):
                if self._compare(item):
                    yield item
            elif item.empty in {None, STDIN}:
                yield item
            elif entries := self._earlier(item.empty):
                sentence = Message(
                    f"{item.empty}: none of its {len(entries)} entries of {self.ref} is there any more",
                    f"{item.empty}: {self.ref} 시점에 있던 항목 {len(entries)}개가 모두 없어졌습니다",
                )
                yield replace(item, sentence=sentence, is_misuse=True)
            else:
                yield replace(item, sentence=skipped(item.empty), is_misuse=False)

    def __contains__(self, result: Result) -> bool:
        """Return whether the entry of the result changed; its file was one of those yielded."""
        return result.case.entry.start in self._changed[result.file]

    def _compare(self, file: DigestFile) -> bool:
        entries = file.digest.entries
        before = self._earlier(file.name) if self._is_touched(file.name) else entries
        earlier, papers = Counter(map(text_fingerprint, before)), set(map(paper_key, before))
        changed: set[int] = set()
        for entry in entries:
            name = text_fingerprint(entry)
            if earlier[name]:
                earlier[name] -= 1
                self.untouched.add((file.name, paper_key(entry)))
            else:
                changed.add(entry.start)
                if paper_key(entry) not in papers:
                    self.added.add((file.name, paper_key(entry)))
        self._changed[file.name] = frozenset(changed)
        return bool(changed)

    def _is_touched(self, name: str) -> bool:
        return name == STDIN or self._commit.has_touched(name)

    def _earlier(self, name: str) -> tuple[Entry, ...]:
        text = None if name == STDIN else self._commit.text(name)
        return parse(text or "").entries
