"""Whatever goes wrong is told in the language of the command."""

from __future__ import annotations

import ast
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import YoyakError
from summarizer.models.pacing import RetryPolicy
from tests.cli.conftest import PINNED, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Yoyak

_ROOT = Path(__file__).parents[2]
_MODULES = sorted(path for room in ("summarizer", "evals") for path in (_ROOT / room).rglob("*.py"))
_POLITE = re.compile(r"(?:니다|십시오|니까\?)(?:$|[.:(?]| )")
# What each misuse is, its exit code, and what a Korean reader is told of it.
_MISUSES = {
    "no such file": (("check", "no.md"), 2, "no.md 파일을 읽을 수 없습니다: 그런 파일이나 폴더가 없습니다"),
    "no digest in a folder": (("check", "empty"), 2, "empty: 이 폴더에는 항목이 있는 다이제스트가 없습니다"),
    "a check misspelt": (
        ("check", "digest.md", "--select", "title-mismach"),
        2,
        "'title-mismach' 검사는 없습니다. 'title-mismatch' 검사를 쓰려고 하셨습니까?",
    ),
    "a broken line": (
        ("check", "digest.md", "--sources", "broken.jsonl"),
        2,
        "broken.jsonl:1: 논문 기록의 형식이 잘못되었습니다: arxiv_id: 필요한 값이",
    ),
    "a policy that is none": (("gate", "digest.md", "--policy", "policy.toml"), 2, "zero-tolerance: 'nothing' 검사는"),
    "a baseline that is none": (
        ("gate", "digest.md", "--baseline", "broken.jsonl"),
        2,
        "broken.jsonl 파일은 기준선이 아닙니다: entries",
    ),
    "no such prompt": (("prompts", "show", "sumarize"), 2, "'sumarize' 프롬프트가 없습니다. 있는 프롬프트: "),
    "no key": (
        ("regenerate", "digest.md", *PINNED, "--model", "openai:gpt-5-mini"),
        2,
        "openai 모델에는 키가 필요합니다",
    ),
    "no model named": (("regenerate", "digest.md", *PINNED), 2, "--model이나 model 설정으로 모델을 지정하십시오"),
    "a read-only target": (("fix", "locked.md", *PINNED), 2, "locked.md 파일에 쓸 수 없습니다: 읽기 전용입니다"),
}


@pytest.fixture
def korean(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Yoyak:
    """The command under a Korean locale, with files that are not what they are taken for."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(Path("empty/notes.txt"), "")
    write(Path("broken.jsonl"), '{"title": 1}\n')
    write(Path("policy.toml"), 'zero-tolerance = ["nothing"]\n')
    write(Path("locked.md"), Path("digest.md").read_text(encoding="utf-8"))
    Path("locked.md").chmod(0o444)
    return yoyak


@pytest.mark.parametrize("name", _MISUSES)
def test_a_misuse_is_told_in_korean(korean: Yoyak, name: str) -> None:
    """The common mistakes end in one Korean sentence, in the polite form."""
    arguments, code, words = _MISUSES[name]
    result = korean(*arguments)
    (sentence,) = result.stderr.splitlines()
    assert (result.exit_code, words in sentence) == (code, True), sentence
    assert _POLITE.search(sentence)


def test_a_model_out_of_reach_is_told_in_korean(korean: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry for which no model answered has a Korean reason."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr("summarizer.models.opening.RetryPolicy", partial(RetryPolicy, calls=1))
    result = korean("regenerate", "digest.md", *PINNED, "--model", "openai:gpt-5-mini")
    assert (result.exit_code, "모델 서버(127.0.0.1:9/v1)에 연결할 수 없습니다" in result.output) == (3, True)


def test_what_is_skipped_is_told_in_korean(korean: Yoyak) -> None:
    """A file without an entry in a folder of digests is named in the language of the command."""
    write(Path("notes.md"), "# Notes\n")
    assert "notes.md: 항목이 없어 건너뛰었습니다" in korean("check", ".", *PINNED).stderr


@pytest.mark.parametrize(
    ("flags", "is_korean"),
    [
        ((), True),
        (("--lang", "en"), False),
        (("--lang=en",), False),
        (("--format", "json"), False),
        (("--format=sarif",), False),
        (("--format", "json", "--lang", "ko"), True),
    ],
)
@pytest.mark.parametrize("mistake", [("no.md",), ("digest.md", "--select", "nothing")])
def test_a_failure_speaks_as_its_command_would(
    korean: Yoyak, mistake: tuple[str, ...], flags: tuple[str, ...], *, is_korean: bool
) -> None:
    """Beside what a program reads a failure is English, unless a language is asked for."""
    assert ("습니다" in korean("check", *mistake, *flags).stderr) == is_korean


def test_settings_choose_the_language_of_a_failure(yoyak: Yoyak) -> None:
    """A language in the settings wins over the locale; that settings are broken is told in the locale's."""
    write(Path("yoyak.toml"), 'lang = "ko"\n')
    assert "검사는 없습니다" in yoyak("check", "digest.md", "--select", "nothing", "--format", "json").stderr
    write(Path("yoyak.toml"), "lang = \n")
    assert "is not valid TOML" in yoyak("check", "digest.md").stderr


def test_a_result_that_cannot_be_written_is_told_in_korean(korean: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system objects to is told in Korean, though Python tells it in English."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summarizer.cli.check.list_checks", fail)
    monkeypatch.setattr("summarizer.cli.main._drop_output", lambda: None)  # that of the test is still needed
    result = korean("checks")
    assert (result.exit_code, result.stderr) == (2, "yoyak: 결과를 쓸 수 없습니다: 저장 장치에 남은 공간이 없습니다\n")


def _names_of_errors() -> set[str]:
    """Return the names of the errors a user can meet, those of single modules too."""
    names, before = {YoyakError.__name__}, set[str]()
    classes = [node for path in _MODULES for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef)]
    while names != before:
        before = set(names)
        names |= {
            one.name for one in classes if any(isinstance(base, ast.Name) and base.id in names for base in one.bases)
        }
    return names


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _plain(argument: ast.expr, scope: ast.AST) -> bool:
    """Return whether an argument is text as it stands, or a name that is given one in the same function."""
    if isinstance(argument, ast.Name):
        given = [node for node in ast.walk(scope) if isinstance(node, (ast.Assign, ast.AugAssign))]
        texts = [node.value for node in given if argument.id in {name.id for name in _targets(node)}]
        return any(not isinstance(text, ast.Name) and _plain(text, scope) for text in texts)
    if isinstance(argument, ast.IfExp):
        return _plain(argument.body, scope) or _plain(argument.orelse, scope)
    is_made_text = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) and argument.func.id == "str"
    return is_made_text or isinstance(argument, (ast.Constant, ast.JoinedStr, ast.BinOp))


def _targets(node: ast.Assign | ast.AugAssign) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return (target for target in targets if isinstance(target, ast.Name))


def test_every_error_of_a_user_is_told_in_both_languages() -> None:
    """No error that a user can meet is made of a plain string, which would be English for everyone."""
    errors = _names_of_errors()
    assert {"ConfigError", "TransientWebError", "EmptyDataset"} <= errors
    found = {
        f"{path.relative_to(_ROOT)}:{call.lineno}"
        for path in _MODULES
        for scope in ast.walk(_tree(path))
        if isinstance(scope, ast.FunctionDef)
        for call in ast.walk(scope)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in errors
        if call.args and _plain(call.args[0], scope)
    }
    assert not found
