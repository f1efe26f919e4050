"""The page as one file: markup, style, program and data, sealed against whatever the data would like to do.

The data is what language models and strangers wrote. It stands in the page as JSON in which no character can end the
element around it, the program puts it into the page as text only, and the policy of the page lets nothing run, load or
leave but what was hashed here.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from evals.checks import CHECKS
from evals.reports.catalogue_text import first_line
from evals.reports.html.page_wording import WORDS
from evals.reports.wording import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ASSETS = files(__package__) / "assets"
# In the order in which they are joined.
_STYLES = ("base.css", "overview.css", "entries.css", "media.css")
_SCRIPTS = (
    "elements.js",
    "wording.js",
    "state.js",
    "marked_text.js",
    "lines.js",
    "charts.js",
    "findings.js",
    "entries.js",
    "comparison.js",
    "downloads.js",
    "toolbar.js",
    "main.js",
)
# What could end the element, or is no character of JavaScript or UTF-8 by itself.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write_page(data: Mapping[str, object], language: str) -> str:
    """Return the page that shows the data, first in the given language."""
    style, program = _joined(_STYLES), _joined(_SCRIPTS)
    # A reader's decisions are kept under this name, and are gone when the page shows something else.
    name = sha256(json.dumps(data).encode()).hexdigest()[:16]
    return Template(_asset("page.html")).substitute(
        language=language,
        policy=_policy(style, program),
        style=style,
        program=program,
        data=embedded({"id": name, "language": language, "words": _words(), "checks": _checks()} | dict(data)),
    )


def embedded(data: object) -> str:
    """Return JSON that can stand in a `script` element, whatever the data holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _policy(style: str, program: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(program)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _joined(names: Iterable[str]) -> str:
    return "\n".join(map(_asset, names))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _words() -> dict[str, dict[str, str]]:
    return {language: {key: message.text(language) for key, message in WORDS.items()} for language in WORDINGS}


def _checks() -> dict[str, dict[str, str]]:
    return {
        check.id: {language: first_line(check, wording) for language, wording in WORDINGS.items()} for check in CHECKS
    }
