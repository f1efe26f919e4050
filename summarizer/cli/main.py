"""The `yoyak` command: loads the module of a command only when that command runs."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import click

from summarizer.cli.wiring import Wiring
from summarizer.errors import INTERRUPTED, MISUSE, ConfigError, YoyakError
from summarizer.io.os_errors import reason
from summarizer.io.terminal import harmless
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where each command stands, and what `yoyak --help` says of it without loading it.
_COMMANDS = {
    "check": ("summarizer.cli.check", "Find errors in digests, with the words that prove them."),
    "fix": ("summarizer.cli.check", "Apply the corrections that can be proven."),
    "regenerate": ("summarizer.cli.regenerate", "Write the summaries again with a model, and keep what is better."),
    "new": ("summarizer.cli.regenerate", "Write a whole digest of the papers of a day."),
    "sources": ("summarizer.cli.sources", "Fetch the papers of digests and pin them in a snapshot."),
    "checks": ("summarizer.cli.check", "List the checks, or explain one."),
    "gate": ("summarizer.cli.gate", "Decide whether digests may be published, by a policy and a baseline."),
    "prompts": ("summarizer.cli.prompts", "Work on the prompts: see, try, compare and promote their versions."),
    "eval": ("summarizer.cli.eval", "Measure the checks on cases whose errors are known."),
    "report": ("summarizer.cli.report", "Write one HTML page of a result, to read it with both texts in view."),
}


class Commands(click.Group):
    """A group that loads its commands late, and ends every failure in one sentence and the right exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which a user needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the module of the command, and return it."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> int:
        """Run the command, and see to it that its result was written."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # A reader that has enough, as `head`, is no failure of ours, yet the result did not arrive.
            _drop_output()
            return MISUSE
        except OSError as error:
            _drop_output()
            raise _translated(error) from error
        return code if isinstance(code, int) else 0

    def main(self, args: Sequence[str] | None = None, *_: object, **extra: object) -> NoReturn:
        """Run the command and exit with its code."""
        is_heard = sys.stdout is not None
        _open_what_is_closed()
        for stream in (sys.stdout, sys.stderr):
            # Names of files may hold bytes that are no text, and some terminals lack Hangul.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.exit(self._run(args, extra) if is_heard else _refuse(OSError(errno.EBADF, "standard output is closed")))

    def _run(self, args: Sequence[str] | None, extra: dict[str, object]) -> int:
        try:
            code = super().main(args, standalone_mode=False, **{"prog_name": "yoyak"} | extra)  # type: ignore[call-overload]
        except click.ClickException as error:
            told = StringIO()
            error.show(told)
            click.echo("\n".join(map(harmless, told.getvalue().splitlines())), err=True)
            return MISUSE
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except OSError as error:
            # Of --help and --version, which are written before there is a command.
            _drop_output()
            return _refuse(error)
        except YoyakError as error:
            words = sys.argv[1:] if args is None else args
            click.echo(f"yoyak: {harmless(error.message.text(_language(words)))}", err=True)
            return error.exit_code
        return code if isinstance(code, int) else 0


def _open_what_is_closed() -> None:
    # A shell closes a stream by `>&-`, and Python then has none. In this order each gets the number it is known by.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open until Python ends


def _drop_output() -> None:
    # What is still buffered cannot be written either, and would be tried again when Python ends.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until Python ends


def _refuse(error: OSError) -> int:
    click.echo(f"yoyak: {harmless(_translated(error).message.text(Wiring().language))}", err=True)
    return MISUSE


def _translated(error: OSError) -> ConfigError:
    why = reason(error)
    what = Message("cannot write the result", "결과를 쓸 수 없습니다")
    if error.filename:
        what = Message(error.filename, error.filename)
    return ConfigError(Message(f"{what.en}: {why.en}", f"{what.ko}: {why.ko}"))


def _language(words: Sequence[str]) -> str:
    """Return the language in which a command that failed was to speak.

    It is read from the words of the command line, since what failed may be the reading of flags or settings.
    """
    wiring = Wiring()
    try:
        asked = _given(words, "--lang") or wiring.settings.lang
    except YoyakError:
        asked = None
    is_for_people = _given(words, "--format") in {None, "text"}
    return asked or (wiring.language if is_for_people else "en")


def _given(words: Sequence[str], flag: str) -> str | None:
    """Return what a flag is given, as click takes it: beside the flag or behind an equals sign."""
    values = [value for word, value in pairwise(words) if word == flag]
    values += [word.removeprefix(f"{flag}=") for word in words if word.startswith(f"{flag}=")]
    return values[-1] if values else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yoyak", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Prove the summaries of AI-paper newsletters right, or show where they are wrong.

    DIGEST is a Markdown file, a folder of them, or - for standard input. Exit codes: 0 good, 1 a finding,
    2 wrong use or an unreadable file, 3 something could not be judged, 130 interrupted.
    """
    ctx.obj = Wiring()
