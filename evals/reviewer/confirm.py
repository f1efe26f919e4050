"""The blind second opinion: original and corrected sentence in shuffled order, and which of them the source bears out.

A problem is asked about with its quote, and nobody tells which version was written first: the pairwise filter of
MQM-APE (2409.14335), made blind. The order is drawn from the content and the number of the vote, so that a request is
the same in every run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from summarizer.messages import Message
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evals.reviewer.model import ProvenProblem
    from summarizer.models.replies import ConfirmReply

Language = Literal["ko", "en"]

_IT_IS_SO: Mapping[Language, str] = {
    "ko": "「{sentence}」에서 '{words}'는 틀린 곳이다 ({type})",
    "en": "In 「{sentence}」 the words '{words}' are wrong ({type})",
}
_IT_IS_NOT: Mapping[Language, str] = {
    "ko": "「{sentence}」에서 '{words}'는 틀린 곳이 아니다 ({type})",
    "en": "In 「{sentence}」 the words '{words}' are not wrong ({type})",
}
_NO_QUOTE = "-"


@dataclass(slots=True)
class Ballot:
    """The votes on one problem while they come in.

    Attributes:
        proven: The problem.
        votes: Whether each vote so far picked the correction alone.
    """

    proven: ProvenProblem
    votes: list[bool] = field(default_factory=list)

    def is_settled(self, of: int) -> bool:
        """Return whether no further vote is needed; `of` is how many there are at the most."""
        return self.is_confirmed(of) or (len(self.votes) - sum(self.votes)) * 2 >= of

    def is_confirmed(self, of: int) -> bool:
        """Return whether the problem is confirmed: at once where it is certain, else by more than half of the votes."""
        is_certain = self.proven.problem.certain and self.votes[:1] == [True]
        return is_certain or sum(self.votes) * 2 > of


class VersionPairs:
    """The pairs of one question.

    Args:
        problems: What is asked about, in order.
        vote: The number of the vote, from 0.
        language: That of the prompt.
    """

    def __init__(self, problems: Sequence[ProvenProblem], vote: int, language: Language) -> None:
        versions = [_versions(one, language) for one in problems]
        self._is_first = [_is_first(one, vote) for one in problems]
        self.text = "\n".join(
            f"{number}. quote: {_line(one.problem.quote) or _NO_QUOTE}\nA: {a}\nB: {b}"
            for number, (one, (new, old), is_first) in enumerate(
                zip(problems, versions, self._is_first, strict=True), 1
            )
            for a, b in [(new, old) if is_first else (old, new)]
        )

    def flaw(self, reply: ConfirmReply) -> Message | None:
        """Return why a reply cannot be used: it has to have one answer for every pair."""
        if sorted(answer.n for answer in reply.answers) == [*range(1, len(self._is_first) + 1)]:
            return None
        count = len(self._is_first)
        return Message(f"it does not answer each of {count} pairs once", f"쌍 {count}개에 하나씩 답하지 않았습니다")

    def votes(self, reply: ConfirmReply) -> list[bool]:
        """Return for each pair whether the correction alone was picked."""
        picked = {answer.n: answer.answer for answer in reply.answers}
        return [picked[n] == ("A" if is_first else "B") for n, is_first in enumerate(self._is_first, 1)]


def _versions(one: ProvenProblem, language: Language) -> tuple[str, str]:
    """Return the sentence with the correction and as it is, or the statement of the problem and its denial."""
    sentence, problem = one.sentence, one.problem
    if one.edits:
        own = [Edit(e.start - sentence.span.start, e.end - sentence.span.start, e.text) for e in one.edits]
        return _line(apply_edits(sentence.text, own)), _line(sentence.text)
    facts = {"sentence": _line(sentence.text), "words": _line(problem.words), "type": problem.type}
    return _IT_IS_SO[language].format(**facts), _IT_IS_NOT[language].format(**facts)


def _line(text: str) -> str:
    return " ".join(text.split())


def _is_first(one: ProvenProblem, vote: int) -> bool:
    """Return whether the correction stands first, as content and vote draw it."""
    problem = one.problem
    content = "\n".join([one.sentence.text, problem.words, problem.correct, problem.quote, problem.type, str(vote)])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[0] % 2 == 0
