"""A digest of many entries with planted errors, in our own words, and the page of its findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from click.testing import CliRunner

from summarizer.cli.main import main
from summarizer.papers import Paper, Passage, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

# The checks whose findings are planted; the others would take most of the time and find nothing.
CHECKS = "magnitude-shift,doubled-digits,title-mismatch,broken-image,unsupported-number,author-mismatch"
# Would run, load, leave, end an element, or is half no text: none of it may be more than words on the page.
HOSTILE = (
    "<script>window.attacked = 1</script></script><!-- <img src=x onerror='window.attacked = 2'> "
    "[눌러](javascript:window.attacked=3) &lt;b&gt; \u2028\u2029\u202e\ufeff\u0085\x7f ]]> "
    "${window.attacked=4} `x` \\u003c"
)


class Material(NamedTuple):
    """A folder with a digest, its papers, the result of a check and its page."""

    folder: Path
    result: dict[str, object]

    @property
    def page(self) -> Path:
        """The page."""
        return self.folder / "report.html"


def entry(number: int, *, prose: str = "", title: str | None = None) -> str:
    """Return an entry: every third has a wrong power of ten, every fifth a wrong title, every seventh no image."""
    size = "7억" if number % 3 == 0 else "70억"
    title = title or f"Study {number} of {'Smal' if number % 5 == 0 else 'Small'} Models"
    image = "/avatars/1.png" if number % 7 == 0 else f"https://example.org/{number}.png"
    return (
        f"### [{title}](https://arxiv.org/abs/2401.{number:05})\n\n![]({image})\n\nVote: {number}\n\n"
        f"Authors: Ada Park, Bo Kim\n\n- **What's New**: 파라미터가 {size} 개인 모델 {number}번을 학습합니다. {prose}\n"
        f"- **Technical Details**: 학습은 8개의 GPU로 3일 동안 이루어졌고, 데이터를 여러 번 걸러서 썼습니다. "
        f"연구진은 같은 과정을 되풀이하여 결과가 우연이 아님을 확인하였습니다.\n"
        f"- **Performance Highlights**: 4242개의 과제에서 앞선 모델보다 나은 결과를 보였습니다.\n"
    )


def paper(number: int, *, abstract: str = "") -> Paper:
    """Return the paper of an entry; every tenth has a full text."""
    passages = (Passage("3 Training", f"{'We wait. ' * 200}It takes 42 tasks. {'We rest. ' * 200}"),)
    return Paper(
        f"2401.{number:05}",
        f"Study {number} of Small Models",
        f"We train model {number} with 7B parameters on 8 GPUs for 3 days, and filter the data twice. {abstract}",
        authors=("Ada Park", "Bo Kim"),
        published="2024-01-01T00:00:00Z",
        updated="2024-01-01T00:00:00Z",
        fulltext=passages if number % 10 == 0 else None,
    )


def digest(entries: Sequence[str], date: str) -> str:
    """Return a digest of a day."""
    return f"## Daily Papers ({date})\n\n" + "\n".join(entries)


def yoyak(*arguments: str, stdin: str | None = None) -> Result:
    """Run the command in this process, in the folder that is current."""
    return CliRunner().invoke(main, arguments, input=stdin, prog_name="yoyak")


def checked(folder: Path, files: dict[str, str], papers: Sequence[Paper], *arguments: str) -> Material:
    """Write digests and papers, check them and make the page, all in the folder, which has to be current."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_snapshot(papers, folder / "papers.jsonl")
    pinned = ("--sources", "papers.jsonl", "--offline")
    done = yoyak("check", *files, *pinned, "--select", CHECKS, "--format", "json", *arguments)
    (folder / "result.json").write_text(done.stdout, encoding="utf-8")
    made = yoyak("report", "result.json", *pinned, "-o", "report.html", "--lang", "en")
    assert made.exit_code == 0, made.output
    return Material(folder, json.loads(done.stdout))
