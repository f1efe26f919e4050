"""The command group `prompts`: the workflow of whoever writes prompts."""

from __future__ import annotations

import difflib
import json
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.compare_run import author
from summarizer.cli.options import LANG, OFFLINE, SOURCES
from summarizer.cli.wiring import asked_language
from summarizer.errors import ConfigError, PromptError, SourceError
from summarizer.io.terminal import harmless
from summarizer.messages import Message
from summarizer.models.tokens import count_request, count_tokens
from summarizer.papers.ids import read_id
from summarizer.prompts import PromptLibrary
from summarizer.prompts.releases import begin_version, read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from summarizer.cli.wiring import Wiring
    from summarizer.models.chat import ChatRequest, ReplyModel
    from summarizer.prompts import Prompt
    from summarizer.prompts.releases import Promotion

    _Command = TypeVar("_Command", bound=Callable[..., object])

# These load what scores and compares, which the others never need.
_LATE = ("compare", "promote")
_SHOWN_SHA = 12
# For counting only: the newest models of every provider have about as many tokens.
_ANY_MODEL = "openai:gpt-5"
_STATES = {
    "champion": Message("in use", "사용 중"),
    "released": Message("released", "잠김"),
    "draft": Message("draft", "초안"),
}
_TOKENS = Message("{:,} tokens", "토큰 {:,}개")
_SAME = Message("{} and {} are the same.", "{} 버전과 {} 버전의 내용이 같습니다.")
_NO_LOG = Message("Nothing was promoted yet.", "아직 쓰기 시작한 버전이 없습니다.")
_PROMOTED = Message("{}  {}: {} -> {}, comparison {}{}", "{}  {}: {} -> {}, 비교 {}{}")
_FORCED = Message(" (forced)", " (강제)")
_NONE = Message("none", "없음")


class _Prompts(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_LATE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _LATE:
            command: click.Command = getattr(import_module("summarizer.cli.compare"), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


def _own(command: _Command) -> _Command:
    folder = click.Path(path_type=Path)
    return click.option("--prompts", "own", type=folder, metavar="DIR", help="Prompts of your own.")(command)


def _style(command: _Command) -> _Command:
    choice = click.Choice(["text", "json"])
    return click.option("--format", "style", type=choice, default="text", help="Default: text.")(command)


def _model(command: _Command) -> _Command:
    return click.option("--model", metavar="PROVIDER:NAME", help="Whose tokens are counted.")(command)


def _sources(command: _Command) -> _Command:
    options: list[Callable[[_Command], _Command]] = [
        SOURCES,
        OFFLINE,
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=_Prompts)
def prompts() -> None:
    """Work on the prompts: see, try, compare and promote their versions.

    PROMPT is NAME or NAME@VERSION; without a version, the one in use.
    """


@prompts.command(name="list")
@_own
@_model
@_style
@LANG
@click.pass_obj
def list_(wiring: Wiring, own: Path | None, model: str | None, style: str, lang: str | None) -> int:
    """List the versions of every prompt, with their state and their length.

    One that cannot be used is told on standard error, and makes the exit code 2.
    """
    library = PromptLibrary(own)
    facts, code = [], 0
    for name in library.names:
        for version in library.versions(name):
            try:
                prompt = library.load(name, version)
                facts.append(_facts(library, prompt, model or wiring.settings.model or _ANY_MODEL))
            except PromptError as error:
                sentence = error.message.text(asked_language(wiring, lang, style))
                click.echo(f"yoyak: {harmless(sentence)}", err=True)
                code = error.exit_code
    if style == "json":
        click.echo(_json({"schema": "yoyak.prompts/1", "prompts": facts}))
    else:
        _write_list(facts, asked_language(wiring, lang))
    return code


def _write_list(facts: Iterable[dict[str, object]], language: str) -> None:
    for fact in facts:
        state = _STATES[str(fact["state"])].text(language)
        tokens = _TOKENS.text(language).format(fact["tokens"])
        sha = str(fact["sha"])[:_SHOWN_SHA]
        click.echo(f"{fact['name']}@{fact['version']}  {state}  {sha}  {tokens}  {fact['date']}")
        click.echo(f"    {harmless(str(fact['why']))}")


@prompts.command()
@click.argument("prompt", metavar="PROMPT")
@_own
@_model
@_style
@click.pass_obj
def show(wiring: Wiring, prompt: str, own: Path | None, model: str | None, style: str) -> None:
    """Show the text of a prompt."""
    library = PromptLibrary(own)
    found = library.find(prompt)
    if style == "json":
        facts = _facts(library, found, model or wiring.settings.model or _ANY_MODEL)
        click.echo(_json({"schema": "yoyak.prompt/1", **facts, "text": found.text}))
    else:
        click.echo(found.text, nl=not found.text.endswith("\n"))


@prompts.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--paper", metavar="ID", help="Compare what a model gets to read about this paper.")
@_sources
@_own
@LANG
@click.pass_obj
def diff(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    wiring: Wiring,
    /,
    a: str,
    b: str,
    paper: str | None,
    sources: Sequence[str],
    own: Path | None,
    lang: str | None,
    *,
    offline: bool,
) -> None:
    """Show what differs between two prompts, A and B, in their text or in what a model gets to read."""
    library = PromptLibrary(own)
    both = [library.find(name) for name in (a, b)]
    texts = [prompt.text for prompt in both]
    if paper:
        texts = [_words(_rendered(wiring, prompt, paper, sources, offline=offline)) for prompt in both]
    names = [f"{prompt.name}@{prompt.version}" for prompt in both]
    old, recent = (text.splitlines() for text in texts)
    lines = list(difflib.unified_diff(old, recent, fromfile=names[0], tofile=names[1], lineterm=""))
    for line in lines or [_SAME.text(asked_language(wiring, lang)).format(*names)]:
        click.echo(line)


@prompts.command()
@click.argument("prompt", metavar="PROMPT")
@click.argument("paper", metavar="ID")
@_sources
@_own
@_model
@_style
@click.pass_obj
def render(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    wiring: Wiring,
    prompt: str,
    paper: str,
    sources: Sequence[str],
    own: Path | None,
    model: str | None,
    style: str,
    *,
    offline: bool,
) -> None:
    """Show what a model gets to read about a paper, with its number table and its glossary.

    ID is an arXiv id. The full text is that of a snapshot; none is fetched.
    """
    found = PromptLibrary(own).find(prompt)
    request = _rendered(wiring, found, paper, sources, offline=offline, model=model)
    if style == "json":
        messages = [{"role": message.role, "text": message.text} for message in request.messages]
        facts = {"name": found.name, "version": found.version, "sha": found.sha256, "arxiv_id": request.entry}
        counted = {"tokens": count_request(request), "messages": messages}
        click.echo(_json({"schema": "yoyak.rendered-prompt/1", **facts, **counted}))
    else:
        click.echo(_words(request), nl=False)


@prompts.command()
@click.argument("name")
@click.option("--why", metavar="SENTENCE", help="Why the version is written.")
@_own
def new(name: str, why: str | None, own: Path | None) -> None:
    """Begin the next version of a prompt NAME from the one in use.

    It is a draft, to be edited at will, until it is promoted.
    """
    today = datetime.now(UTC).astimezone().date()
    library = PromptLibrary(own if own and own.exists() else None)
    click.echo(begin_version(library, name, own, why=why, day=today))


@prompts.command()
@click.argument("name", required=False)
@_own
@_style
@LANG
@click.pass_obj
def log(wiring: Wiring, name: str | None, own: Path | None, style: str, lang: str | None) -> None:
    """Tell which versions were put to use, when, and on what grounds."""
    library = PromptLibrary(own)
    places = dict.fromkeys(library.place(one) for one in ([name] if name else library.names))
    lines = [line for place in places for line in read_log(place) if name in {None, line.prompt}]
    lines.sort(key=lambda line: line.at)
    if style == "json":
        promotions = [line.model_dump(mode="json") for line in lines]
        click.echo(_json({"schema": "yoyak.promotions/1", "promotions": promotions}))
        return
    for text in _told(lines, asked_language(wiring, lang)):
        click.echo(text)


def _told(lines: Iterable[Promotion], language: str) -> list[str]:
    told = []
    for line in lines:
        comparison = harmless(line.comparison or _NONE.text(language))
        forced = _FORCED.text(language) if line.forced else ""
        day = f"{line.at:%Y-%m-%d %H:%M}"
        told.append(
            _PROMOTED.text(language).format(day, harmless(line.prompt), line.before, line.version, comparison, forced)
        )
    return told or [_NO_LOG.text(language)]


def _facts(library: PromptLibrary, prompt: Prompt, model: str) -> dict[str, object]:
    is_released = prompt.version in library.released(prompt.name)
    state = "released" if is_released else "draft"
    messages = prompt.render(dict.fromkeys(prompt.required, "x"))
    return {
        "name": prompt.name,
        "version": prompt.version,
        "state": "champion" if library.champion(prompt.name) == prompt.version else state,
        "sha": prompt.sha256,
        "tokens": sum(count_tokens(message.text, model) for message in messages),
        "date": prompt.date.isoformat(),
        "why": prompt.why,
        "reply": prompt.reply,
    }


def _rendered(  # noqa: PLR0913 - the flags of two commands
    wiring: Wiring,
    prompt: Prompt,
    paper: str,
    sources: Sequence[str],
    *,
    offline: bool,
    model: str | None = None,
) -> ChatRequest[ReplyModel]:
    settings = wiring.settings
    papers = wiring.papers([*settings.sources, *sources], offline=offline or settings.offline)
    ref = read_id(paper)
    if ref is None:
        message = Message(f"{paper!r} is no arXiv identifier", f"{paper!r}: arXiv 식별자가 아닙니다")
        raise ConfigError(message)
    found = papers.fetch([ref])[ref]
    if isinstance(found, SourceError):
        raise found
    return author(wiring, prompt, model or settings.model or _ANY_MODEL).request(found, 0)


def _words(request: ChatRequest[ReplyModel]) -> str:
    lines = [line for message in request.messages for line in (f"+++ {message.role}", *message.text.split("\n"))]
    return "".join(f"{harmless(line)}\n" for line in lines)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
