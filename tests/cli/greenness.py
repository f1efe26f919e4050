"""Digests that nobody may call good, and what each format of a result says when it is read without the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.conftest import FIXED

if TYPE_CHECKING:
    from click.testing import Result

FORMATS = ("text", "json", "sarif", "junit", "github")
RIGHT = FIXED.replace("/avatars/1.png", "https://example.org/1.png")
_LINK = "(https://arxiv.org/abs/2401.00001)"
_HEAD, _, _BULLETS = RIGHT.partition("- **What")
_UNLINKED = RIGHT.replace(_LINK, "")
_LAST = "결과가 좋습니다."
_TOGETHER = RIGHT.partition("\n\n")[2].replace("2401.00001", "2401.00002")
WRONG = {
    "no text": (_HEAD, "missing-section"),
    "no text among plain bullets": (
        f"{_HEAD}\n{_TOGETHER.partition('- **What')[0]}- 두 모델을 견주어 봅니다.\n",
        "missing-section",
    ),
    "empty sections": (
        _HEAD + "- **What's New**:\n- **Technical Details**:\n- **Performance Highlights**:\n",
        "missing-section",
    ),
    "failure": (RIGHT.replace(_LAST, "번역 중 오류가 발생했습니다."), "no-summary"),
    "failure in English": (RIGHT.replace(_LAST, "Summary generation failed."), "no-summary"),
    "refusal": (RIGHT.replace(_LAST, "죄송합니다. 이 논문은 요약할 수 없습니다."), "no-summary"),
    "request": (RIGHT.replace(_LAST, "권한을 허용해 주세요."), "no-summary"),
    "failure at another level": (
        RIGHT.replace("###", "######").replace(_LAST, "번역 중 오류가 발생했습니다."),
        "no-summary",
    ),
    "same text": (f"{RIGHT}\n{_TOGETHER}", "no-summary"),
    "NUL": (RIGHT.replace("결과가", "결과\0가"), "leaked-markup"),
}
"""A digest with an error for each case, and the check that finds it."""
UNJUDGED = {
    "link below": _UNLINKED.replace("Vote", "arxiv.org/abs/2401.00001\n\nVote"),
    "identifier below": _UNLINKED.replace("Vote", "arXiv:2401.00001\n\nVote"),
    "another link": RIGHT.replace(_LINK, "(https://example.org/paper)"),
    "no link": _UNLINKED,
}
"""A digest with an entry that cannot be tied to its paper for each case."""


def is_green(style: str, result: Result) -> bool:
    """Return whether the format, read without the exit code, tells of nothing in the way."""
    match style:
        case "json":
            told = json.loads(result.stdout)
            entries = told["entries"]
            is_good = bool(entries) and all(e["verdict"] == "pass" for e in entries) and "refused" not in told
            return is_good or told.get("gate", {}).get("verdict") in {"pass", "skip"}
        case "sarif":
            run = json.loads(result.stdout)["runs"][0]
            return bool(run["invocations"][0]["executionSuccessful"])
        case "junit":
            return "<error " not in result.stdout and "<failure " not in result.stdout
        case "github":
            return "::error " not in result.stdout
        case _:
            return "Gate: yes" in result.stdout or "Gate: no entry" in result.stdout
