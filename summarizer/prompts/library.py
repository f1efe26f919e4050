"""Where prompts stand: in a folder of the user's, and in the package."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

import prompts
from summarizer.errors import PromptError
from summarizer.io.files import read_text, unmarked
from summarizer.messages import Message
from summarizer.prompts.prompt import Prompt, read_prompt

_PACKAGED = Path(prompts.__path__[0])
CHAMPIONS = "champions.toml"
"""The versions that are in use."""
LOCK = "lock.toml"
"""The hashes of the versions that were released."""

_Table = TypeVar("_Table")


class PromptLibrary:
    """Finds prompts as `NAME/VERSION.md`, and says which version of each is in use.

    A prompt belongs to one folder: where the user's has a folder of that name, the package's versions are not
    seen, so that an update of the program cannot change what a version number means.

    Args:
        own: A folder of the user's; None when there is only the package.

    Raises:
        PromptError: If there is no such folder.
    """

    def __init__(self, own: Path | None = None) -> None:
        if own is not None and not own.is_dir():
            message = Message(f"there is no folder of prompts at {own}", f"프롬프트 폴더가 없습니다: {own}")
            raise PromptError(message)
        self._own = own
        self._folders = {
            folder.name: folder
            for place in (_PACKAGED, own)
            for folder in (place.iterdir() if place else ())
            if _versions(folder)
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The prompts there are, sorted."""
        return tuple(sorted(self._folders))

    def versions(self, name: str) -> tuple[int, ...]:
        """Return the versions of a prompt, oldest first.

        Raises:
            PromptError: If there is no such prompt.
        """
        return _versions(self._folder(name))

    def champion(self, name: str) -> int:
        """Return the version of a prompt that is in use.

        Raises:
            PromptError: If there is no such prompt, or none of its versions is named as the one in use.
        """
        file = self.place(name) / CHAMPIONS
        version = _read_table(file, TypeAdapter(dict[str, int])).get(name)
        if version is None:
            message = Message(
                f"no version of {name} is in use; name one in {file} with a line such as `{name} = 1`",
                f"사용 중인 {name} 버전이 없습니다. {file} 파일에 `{name} = 1`과 같이 적으십시오",
            )
            raise PromptError(message)
        return version

    def load(self, name: str, version: int | None = None) -> Prompt:
        """Return one version of a prompt, by default the one in use.

        Raises:
            PromptError: If there is no such prompt or version, it was edited after its release, or it is not valid.
            ConfigError: If a file cannot be read.
        """
        folder = self._folder(name)
        version = self.champion(name) if version is None else version
        if version not in (known := _versions(folder)):
            versions = ", ".join(map(str, known))
            message = Message(
                f"{name} has no version {version}; it has {versions}",
                f"{name} 프롬프트에 없는 버전입니다: {version}. 있는 버전: {versions}",
            )
            raise PromptError(message)
        file = folder / f"{version}.md"
        prompt = read_prompt(name, version, read_text(file))
        if self.released(name).get(version, prompt.sha256) != prompt.sha256:
            message = Message(
                f"{prompt} was edited after its release: restore {file}, or make it a new version",
                f"{prompt} 프롬프트는 잠긴 뒤에 내용이 바뀌었습니다. {file} 파일을 되돌리거나 새 버전으로 만드십시오",
            )
            raise PromptError(message)
        return prompt

    def released(self, name: str) -> dict[int, str]:
        """Return the versions of a prompt that may not be edited any more, each with its hash.

        Raises:
            PromptError: If there is no such prompt, or the lock is not valid.
        """
        return read_lock(self.place(name)).get(name, {})

    def place(self, name: str) -> Path:
        """Return the folder that holds the folder of a prompt, its champion and its lock.

        Raises:
            PromptError: If there is no such prompt.
        """
        return self._folder(name).parent

    def editable_place(self, name: str) -> Path:
        """Return the same folder, if versions may be written there.

        Raises:
            PromptError: If there is no such prompt, it stands in another folder than the user's, or it came with a
                package, whose next version would overwrite it.
        """
        place = self.place(name)
        if self._own is not None and place == _PACKAGED != self._own:
            begin = f"`yoyak prompts new {name} --prompts {self._own}`"
            message = Message(
                f"{self._own} has no prompt {name}: begin one there with {begin}",
                f"{self._own} 폴더에 {name} 프롬프트가 없습니다. {begin} 명령으로 시작하십시오",
            )
            raise PromptError(message)
        if place == _PACKAGED and not (_PACKAGED.parent / "pyproject.toml").exists():
            message = Message(
                "the prompts that come with the program are not edited: name a folder of your own with --prompts",
                "프로그램에 들어 있는 프롬프트는 고치지 않습니다. --prompts로 직접 만든 폴더를 지정하십시오",
            )
            raise PromptError(message)
        return place

    def find(self, reference: str) -> Prompt:
        """Return the prompt that `NAME` or `NAME@VERSION` names; without a version the one in use.

        Raises:
            PromptError: If there is none, or it is not valid.
            ConfigError: If a file cannot be read.
        """
        name, at, version = reference.partition("@")
        if at and not (version.isascii() and version.isdecimal()):
            message = Message(
                f"name a prompt as NAME or NAME@VERSION, such as summarize@1, not {reference!r}",
                f"프롬프트는 summarize@1처럼 NAME이나 NAME@VERSION으로 지정하십시오: {reference!r}",
            )
            raise PromptError(message)
        return self.load(name, int(version) if at else None)

    def _folder(self, name: str) -> Path:
        if name not in self._folders:
            names = ", ".join(self.names)
            message = Message(
                f"there is no prompt {name!r}; there are {names}",
                f"{name!r} 프롬프트가 없습니다. 있는 프롬프트: {names}",
            )
            raise PromptError(message)
        return self._folders[name]


def read_lock(place: Path) -> dict[str, dict[int, str]]:
    """Return the hashes of released versions, by prompt and version.

    Raises:
        PromptError: If the lock is not valid.
    """
    return _read_table(place / LOCK, TypeAdapter(dict[str, dict[int, str]]))


def _versions(folder: Path) -> tuple[int, ...]:
    stems = [file.stem for file in folder.glob("*.md")]
    # 01.md and １.md would be second names of 1.md.
    return tuple(sorted(int(stem) for stem in stems if stem.isdecimal() and stem == str(int(stem)) != "0"))


def _read_table(file: Path, kind: TypeAdapter[_Table]) -> _Table:
    try:
        return kind.validate_python(tomllib.loads(unmarked(read_text(file))) if file.exists() else {})
    except (tomllib.TOMLDecodeError, RecursionError, ValidationError) as error:
        message = Message(
            f"{file} is no table of prompts and their versions", f"{file} 파일은 프롬프트와 버전의 표가 아닙니다"
        )
        raise PromptError(message) from error
