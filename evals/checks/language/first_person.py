"""The authors' voice in the editor's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.subject.subject import Subject

# 우리 is everybody as well: 우리가 사는 세계, 우리의 일상.
_EVERYBODY = (
    r"(?:흔히|보통|일상|매일|평소|실제로|주변|사회|세계|세상|삶|생활|뇌|몸|눈|인간|모두|은하|우주|지구|나라|문화|언어생활|사는|살아|살고|알고|아는"
    r"|보는|느끼|쓰는|말하|먹는|믿는|숨)"
)
_AUTHORS = re.compile(
    rf"(?<![가-힣])(?:우리(?:의|는|가) (?!{_EVERYBODY})"
    r"|우리 (?=(?:모델|방법|방식|접근|기법|연구|논문|실험|결과|프레임워크|시스템|데이터|벤치마크|알고리즘|팀))"
    r"|(?:저희|당사)(?:의|는|가|를|도|와|에서|팀[가-힣]{0,2})?(?![가-힣])"
    r"|본 (?:연구진|저자들?)(?:의|은|이|는|가)?(?![가-힣]))"
)


class FirstPerson:
    """Flags the authors' voice in the editor's text: 우리의 방법, 당사의 모델, 저희는.

    The entry gets one note, at the first place. 본 논문, 본 연구 and 저자들은 are the editor's own words, and so is
    우리 where it means everybody (우리의 일상).

    ## Why it matters
    The newsletter did not invent the method; a reader cannot tell who is speaking.

    ## Known gaps
    - The authors' voice without a pronoun (제안하고자 한다) is not noticed.
    - Before a noun that everybody shares (우리의 언어생활) the authors may still be meant.
    - A cage is 우리 as well (동물 우리의 온도).
    """

    id: ClassVar[str] = "first-person"
    korean: ClassVar[str] = "편집자의 글에 남은 저자의 목소리(우리의, 당사의)를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.NOTE,)

    def inspect(self, subject: Subject) -> Observation:
        """Search the prose, without what it quotes."""
        sections = [section for section in subject.entry.sections if section.text]
        places = [
            _words(found).shifted(section.start)
            for section in sections
            if "우리" in section.text or "저희" in section.text or "당사" in section.text or "본 " in section.text
            for found in _AUTHORS.finditer(subject.said(section))
        ]
        if not places:
            return Observation(len(sections))
        more_en, more_ko = (f" ({len(places)} times)", f" (모두 {len(places)}곳)") if len(places) > 1 else ("", "")
        words = places[0].of(subject.entry.source)
        message = Message(
            en=f"{words!r} is the authors' voice, not the editor's{more_en}.",
            ko=f"편집자가 아니라 논문 저자의 말투입니다: '{words}'{more_ko}.",
        )
        evidence = [subject.entry_evidence(places[0])]
        return Observation(
            len(sections), (subject.finding(self.id, Severity.NOTE, places[0], message, evidence=evidence),)
        )


def _words(found: re.Match[str]) -> Span:
    return Span(found.start(), found.start() + len(found[0].rstrip()))
