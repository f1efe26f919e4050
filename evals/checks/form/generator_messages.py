"""What a generator says where a summary should stand: that it failed, that it will not, that it waits, that it asks.

Also what an agent says of its own work: that it will begin, that it is done, that here is what was asked for.

Such a message is known by its shape. Its last words say that something failed, is not there or is asked for, and it
tells of nothing but the making of a summary: files, requests, servers, limits. A summary of a paper about failures
either ends in another predicate or names what it is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.form.english_messages import english_message, english_strangers
from evals.checks.form.generator_words import MEANS, NOUNS, REQUESTS, TEXTS, TOOLS, VERBS
from evals.checks.form.message_kinds import CHATTER, FAILURE, PLACEHOLDER, POINTER, REFUSAL, REQUEST
from evals.korean.morphemes import analyse
from summarizer.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.checks.form.message_kinds import Words
    from evals.korean.morphemes import Morpheme

# Longer texts tell of something.
_LONGEST = 600
_LONGEST_END = 48
_SYMBOLS = "*_`\"'“‘(<【⚠❌❗🚫️⏳ \t\r\n"
_EDGES = " \t\r\n*_`\"'“”‘’「」『』()[]{}<>【】!?.…。:;,~-–—⚠❌❗🚫️⏳"

REFUSAL_START = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=\n))"
    r"(?:I(?:'|’)m sorry|I am sorry|I apologi[sz]e|My apologies|I cannot\b|I can(?:'|’)t\b|I(?:'|’)m unable|I am unable"
    r"|죄송합니다|죄송하지만|죄송해요|미안합니다|미안하지만|Sorry,? (?:but )?I\b)",
    re.IGNORECASE,
)
"""A model's apology or refusal, at the start of a sentence."""

_TRACE = re.compile(
    r"\A(?:Traceback \(most recent call last\)|(?:[a-z_]{1,40}\.){0,6}[A-Za-z]{0,40}(?:Error|Exception|Timeout"
    r"|Exceeded|Interrupt)\s?(?:[:(]|\Z)"
    r"|(?:HTTP|Error|Status)(?: ?(?:status|code|error))?\s?:?\s?[45]\d\d\b|[45]\d\d (?:[A-Z][a-z]+ ?){1,3}\Z"
    r"|\{\s?[\"']error[\"']|<(?:ERROR|error)>|\[(?:Errno|ERRNO) ?\d+\])"
)
# The words of programs and of drafts for what is not there.
_EMPTY = re.compile(
    r"(?:null|none|nil|nan|undefined|n/?a|not (?:available|applicable)|loading|placeholder|lorem ipsum[^\n]{0,600})"
    r"[\s.…]*\Z|(?:TBD|TBA|TODO|FIXME)[\s.…]*(?:[:：]|\Z)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A(?:\[(?:오류|에러|경고|알림|실패|error|failed|warning)\]\s?:?"
    r"|(?:시스템 |처리 |내부 |API )?(?:오류|에러|실패|error|failed|failure|fatal|warning)"
    r"(?:\s?(?:메시지|코드|번호|message|code|no\.))?(?:\s?[A-Z]{0,4}[-_]?\d{1,6})?\s?[:：-])\s?",
    re.IGNORECASE,
)

_PARTS = re.compile(r"(?<=[가-힣]) [-–—/|] (?=[가-힣])")
# What a program adds: `: Connection reset by peer`, `(HTTP 429)`.
_REASON = re.compile(r"\s?(?:[:：(–—-][^가-힣:：(–—-]{0,200}|\([^()]{1,80}\)?)\Z")

_FILE = re.compile(
    r"(?<![\w./~-])[\w./~-]{0,120}\.(?:pdf|md|txt|json|jsonl|html|py|csv|tex)\b(?=(.?))|https?://\S{1,300}"
)
# `"죄송합니다"라는 답변`: the words of another, of which something is told.
_QUOTED = re.compile(r"[*_]{0,3}[\"“‘'「『][^\"”’'」』]{1,200}[\"”’'」』][*_]{0,3}[ ,]?[가-힣A-Za-z]")

_BAD = "오류|에러|예외|장애|실패|타임아웃|초과|만료|중단|종료|거부|거절|차단|취소|보류|반려|소진|누락|손상|지연|불가능?"
_SAID = (
    "(?:습니다|하였습니다|했습니다|었습니다|입니다|합니다|됩니다|다|했다|됐다|됨|함|음|임|했음|됐음|어요|네요"
    "|했어요|됐어요)?"
)
# What happened. A paper may tell of such things, too, but not of the requests and the texts of its own summary.
_HAPPENED = re.compile(
    rf"(?:(?:오류|에러|예외|문제|장애|충돌)(?:[가이은는로]|로 인해)? ?(?:발생|생[겼긴기]|났)[가-힣]{{0,7}}"
    rf"|(?:{_BAD})(?:하|되|되었|됐|했|하였|된 상태|한 상태|되고 있)?{_SAID}"
    r"|(?:제한|삭제)(?:되었|됐)[가-힣]{1,4}|(?:제한|한도|최대치)[가-힣]{0,2} ?(?:에 )?도달[가-힣]{1,5}"
    r"|수(?:가|는)? 없[가-힣]{1,5}|(?:[하되리히이]|올바르)지(?:는|가)? ?(?:못"
    r"|않)[가-힣]{0,3}[았었했음함][가-힣]{0,4}|못 ?(?:했|하였|찾|읽|받|열|함)[가-힣]{0,5}"
    r"|(?:지 (?:않[은는]|못(?:한|하는))|없는|(?:잘못|손상|만료|삭제|차단|제한)된) (?:[가-힣]{1,4} )?"
    r"(?:요청|파일|문서|논문|페이지|링크|주소|형식|응답|경로|입력|항목|명령)(?:입니다|임|이에요)"
    r"|미(?:생성|제공|지원|완료|완성|작성|확인|등록|수신)(?:입니다|임|됨)?"
    r"|안 ?(?:됨|됐[가-힣]+|되네요)|비어 ?있[가-힣]{1,5}|(?:끊[겼어긴]|잘[렸린]|멈[췄춘]|막[혔힌]"
    r"|건너[뛰뜀])[가-힣]{0,5}|빈 (?:응답|결과|답변)[가-힣 ]{1,8})\Z"
)
# How things stand, which takes a thing of the making to be said of.
_STANDS = re.compile(
    r"(?:없(?:습니다|음|다|어요|었습니다|었음|네요)|[하되]지 ?(?:못|않)[가-힣]{1,5}|안 ?(?:됩니다|돼요)"
    r"|잘못[가-힣 ]{1,10}"
    r"|부족[가-힣]{1,5}|필요합니다|어렵습니다|(?:중|예정|미정)(?:입니다|이다|임|이에요)?)\Z"
)
_NOTHING = re.compile(r"(?:[가-힣]{1,4} )?(?:내용|결과|정보|데이터|답변|출력|텍스트)(?:[이가])? ?없(?:음|습니다|다)")
_NOT_BAD = re.compile(
    rf"(?:{_BAD}|문제|제한|한도)(?:하|되|가|이|은|는|도|를|을|에는|에)? ?(?:(?:발생|생기|나)?(?:하|되)?지|없|않"
    rf"|못|막)[가-힣 ]{{0,8}}\Z"
    r"|(?:뿐|밖에|다름|틀림|차이|손실|상관|관계|필요)(?:[이가은는을를도])? ?없[가-힣]{1,5}\Z"
)
_ASKS = re.compile(
    r"(?:주세요|주십시오|주시기(?:를)? 바랍니다|주시길 바랍니다|주시겠습니까|주시겠어요|주시면 [가-힣 ]{1,20}"
    r"|주실(?: 수)? [가-힣]{1,8}"
    r"|부탁(?:드립니다|드려요|합니다|드리겠습니다)|[가-힣](?<![를을]) 바랍니다"
    r"|(?:으시|하시|시)?십시오|(?:하|으|보|시키|르)세요"
    r"|(?:드릴|할|볼|될)까요|시겠습니까|시겠어요|하시나요|하십니까|있으신가요|있나요|계신가요|필요하신가요"
    r"|주시는 대로 [가-힣 ]{1,20}|말씀하세요|셔야 (?:합|됩)니다)\Z"
)
_SORRY = ("죄송합니다", "죄송해요", "양해 부탁드립니다", "양해 바랍니다", "양해해 주세요")
_WAITS = ("중", "중입니다", "예정", "예정입니다")
# What is done with a file or a text that was asked for.
_DONE = re.compile(
    r"(?:(?:저장|기록|작성|완료|완성)(?:하였|했|되었|됐)(?:습니다|다|음|어요)|마쳤[가-힣]{1,3}|끝났[가-힣]{1,3}|끝냈[가-힣]{1,3}"
    r"|완료(?:됨|함)?)\Z"
)
_POINTS = re.compile(r"(?:참고|참조|확인|방문|다운로드|내려받|체험|이용|살펴|읽어|찾아|둘러)[가-힣 ]{0,12}\Z")

# Who speaks to a reader humbles himself, honours the reader and promises: `저는`, `요청하신`, `드립니다`, `하겠습니다`.
_SPEAKS = {("시", "EP"), ("으시", "EP"), ("드리", "VX"), ("드리", "VV"), ("겠", "EP")}
_SPEAKER = re.compile(r"(?:저는|제가|저로서는?|저도) ")
_DECLINES = re.compile(r"드(?:리|릴|려) ?[가-힣]{0,3} ?(?:없|못|않|곤란|어렵)[가-힣]{1,5}\Z")
_REPLY = re.compile(
    r"(?:네|예|물론(?:입니다|이죠|이에요)?|좋습니다|좋아요|알겠습니다|확인했습니다|감사합니다)(?:\Z|[,.!] ?)"
)
AGENTS = frozenset({"모델", "에이전트", "도구", "알고리즘"})
TOPICS = frozenset({"은", "는"})
_SUBJECTS = frozenset({"이", "가", "은", "는", "께서"})
_HANGUL = re.compile(r"[가-힣]")
_CONTENT = ("NNG", "NNP", "VV", "VA", "MAG", "XR")


def message_in(text: str) -> Words | None:
    """Return what kind of message the whole of a section's prose is; None when it tells of something else.

    A pointer to where the text would be is a message for who finds nothing else.
    """
    bare = text.strip("*_`\"'([ )]")
    if _TRACE.match(bare):
        return FAILURE
    if _EMPTY.match(bare):
        return PLACEHOLDER
    if len(text) > _LONGEST:
        return None
    told = [part for span in sentences(text) for part in _PARTS.split(span.of(text))]
    known: list[Words] = []
    for sentence in told:
        kind = _kind(sentence)
        if kind:
            known.append(kind)
        elif _strangers(_FILE.sub(_named, sentence)):
            # Most texts are done here, at their first sentence.
            return None
    return min(known, key=(REFUSAL, FAILURE, REQUEST, CHATTER, POINTER).index, default=None)


def _kind(written: str) -> Words | None:
    if _QUOTED.match(written):
        return None
    written = _FILE.sub(_named, written)
    label = _LABEL.match(written.lstrip(_SYMBOLS))
    said = (written.lstrip(_SYMBOLS)[label.end() :] if label else written).strip(_EDGES)
    if REFUSAL_START.match(said) or said.endswith(_SORRY):
        return REFUSAL
    if not _HANGUL.search(said):
        return english_message(said, written.strip("*_\"'([ "), is_labelled=label is not None)
    end = said[-_LONGEST_END:]
    if _ASKS.search(end):
        return POINTER if _POINTS.search(end) else REQUEST
    if _is_failure(said, is_labelled=label is not None):
        return FAILURE
    return CHATTER if _is_chatter(said, is_open=written.rstrip("*_ ").endswith(":")) else None


def _named(file: re.Match[str]) -> str:
    return "파일" if _HANGUL.match(file[1] or "") else "file"


def _is_chatter(said: str, *, is_open: bool) -> bool:
    if _SPEAKER.match(said) or _DECLINES.search(said) or _REPLY.fullmatch(said):
        return True
    tokens = analyse(said).tokens
    strangers = _strangers(said)
    if any(speaks(tokens, at) for at in range(len(tokens))):
        return strangers <= 1
    if strangers or any(token.tag == "SL" and token.form.lower() not in TOOLS for token in tokens):
        return False
    is_told_of = any(token.form.lower() in TEXTS | MEANS for token in tokens)
    has_subject = any(token.tag.startswith("J") and token.form in _SUBJECTS for token in tokens)
    is_told_of = is_told_of or (not has_subject and said.startswith(("작업", "모든 작업", "요청")))
    return is_told_of and (is_open or _DONE.search(said) is not None)


def _is_failure(said: str, *, is_labelled: bool) -> bool:
    last = _REASON.sub("", said)[-_LONGEST_END:]
    happened, stands = _HAPPENED.search(last), _STANDS.search(last)
    if not is_labelled and (not (happened or stands) or _NOT_BAD.search(last)):
        return False
    tokens = analyse(said).tokens
    things = {token.form.lower() for token in tokens}
    if not is_labelled and not (things & (TEXTS | MEANS)) and not (happened and things & REQUESTS):
        # `오류가 발생했습니다` is said of nothing else.
        is_bare = happened is not None and happened[0][:2] in {"오류", "에러", "예외"}
        is_bare = is_bare or (last.endswith(_WAITS) and bool(things & REQUESTS))
        is_bare = is_bare or _NOTHING.fullmatch(last) is not None
        if not is_bare:
            return False
    others = 1 if is_labelled or (happened and things & TEXTS) else 0
    return _strangers(said) <= others and not _has_actor(tokens)


def _strangers(said: str) -> int:
    """Return how many words tell of something else than the making of a summary; a subject counts twice."""
    if not _HANGUL.search(said):
        return english_strangers(said)
    tokens = analyse(said).tokens
    last = max((at for at, token in enumerate(tokens) if is_content(token)), default=0)
    return sum(_weight(tokens, at, last) for at in range(len(tokens)))


def asks(text: str) -> bool:
    """Return whether a Korean text ends in a request or a question to its reader."""
    return _ASKS.search(text.strip(_EDGES)[-_LONGEST_END:]) is not None


def speaks(tokens: Sequence[Morpheme], at: int) -> bool:
    """Return whether a morpheme is one of who speaks to a reader."""
    form, tag = tokens[at].form, tokens[at].tag.partition("-")[0]
    behind = tokens[at + 1].form if at + 1 < len(tokens) else ""
    # `확인하실 수 있습니다` is said of what the paper gives.
    return form.endswith("게요") or ((form, tag) in _SPEAKS and behind != "ᆯ")


def is_content(token: Morpheme) -> bool:
    """Return whether a morpheme is a word that tells of something."""
    return token.tag.partition("-")[0] in _CONTENT


def _weight(tokens: Sequence[Morpheme], at: int, last: int) -> int:
    token, behind = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if not is_content(token):
        return 0
    is_restricted = token.form not in {"없", "있"} or any(one.form in TOPICS for one in tokens[at + 2 : at + 4])
    if token.tag.startswith("VA") and is_restricted and behind and behind.tag == "ETM":
        # `긴 문서`: what kind of thing it is, is told of the subject of a paper.
        return 2
    if token.form in NOUNS or token.form in VERBS:
        return 0
    is_subject = behind is not None and behind.tag.startswith("J") and behind.form in _SUBJECTS
    return 2 if is_subject or at >= last - 1 else 1


def _has_actor(tokens: Sequence[Morpheme]) -> bool:
    """Return whether a model or a named thing is what the sentence speaks of: a paper tells what those cannot do."""
    is_past = any(token.tag == "EP" and token.form in {"었", "았"} for token in tokens)
    for at, particle in enumerate(tokens[1:], 1):
        if not particle.tag.startswith("J") or particle.form not in _SUBJECTS:
            continue
        before = [token for token in tokens[max(0, at - 4) : at] if token.tag in {"SL", "SN", "SO", "SW"}]
        token = tokens[at - 1]
        name = before[0] if before and token.tag in {"SL", "SN"} else token
        if name.tag == "SL" and name.form.lower() not in TOOLS:
            return True
        if name.form in AGENTS or name.form.lower() in {"llm", "ai"}:
            return particle.form in TOPICS or not is_past
    return False
