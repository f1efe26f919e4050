"""A day of a newsletter, from an empty folder, with the installed program and a model on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.papers.snapshots import write_snapshot
from tests.comparison.conftest import BETTER, Bench
from tests.models.openai_server import serve
from tests.regenerate.material import old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Iterator

_PINNED = "--sources papers.jsonl --offline"
_MODEL = "--model openai:gpt-4.1-mini"
# What stands in a repository that publishes digests: the build stops where the gate says no.
_GATE = f"""set -e
yoyak gate digests {_PINNED} --format github
echo published
"""


@dataclass
class Desk:
    """The folder of a newsletter, and the server that its model answers from."""

    folder: Path
    bench: Bench

    def sh(self, script: str, exit_code: int = 0) -> str:
        """Run a script of the shell, which has to end with that exit code, and return what it printed."""
        environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "OPENAI_BASE_URL": self.bench.server.url,
        }
        done = subprocess.run(
            ["/bin/bash", "-c", script],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == exit_code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two digests whose models are all a tenth of what they are, and the papers that say so."""
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests/2024-02-03.md").write_text(old_digest(studies(12)), encoding="utf-8")
    (tmp_path / "digests/2024-02-04.md").write_text(old_digest(studies(12)), encoding="utf-8")
    write_snapshot([study.paper for study in studies(36)], tmp_path / "papers.jsonl")
    (tmp_path / "gate.sh").write_text(_GATE, encoding="utf-8")
    with serve() as server:
        yield Desk(tmp_path, Bench(server, tmp_path))


@pytest.mark.slow
def test_a_day_of_a_newsletter(desk: Desk) -> None:
    """Check, correct, write again, gate, try another prompt, promote it, read it all on a page: each step ends well."""
    assert "magnitude-shift" in desk.sh(f"yoyak check digests/2024-02-03.md {_PINNED}", exit_code=1)
    assert "published" not in desk.sh("bash gate.sh", exit_code=1)

    assert "12 findings corrected" in desk.sh(f"yoyak fix digests/2024-02-04.md {_PINNED}")
    assert "12 entries: 12 accepted." in desk.sh(f"yoyak regenerate digests/2024-02-03.md {_PINNED} {_MODEL}")
    assert desk.sh("bash gate.sh").endswith("published\n")

    desk.sh("yoyak prompts new summarize --prompts prompts")
    desk.bench.write_version(2, BETTER)
    compare = f"yoyak prompts compare summarize@1 summarize@2 --prompts prompts --papers papers.jsonl {_MODEL}"
    record = json.loads(desk.sh(f"{compare} --format json > comparison.json; cat comparison.json"))
    assert record["verdict"] == "better"
    calls = desk.bench.server.calls
    desk.sh(compare)
    assert desk.bench.server.calls == calls
    desk.sh("yoyak prompts promote summarize@2 --prompts prompts")
    assert "summarize: 1 -> 2" in desk.sh("yoyak prompts log --prompts prompts")

    desk.sh(f"yoyak check digests {_PINNED} --format json > result.json")
    for result, page in (("result.json", "check.html"), ("comparison.json", "prompts.html")):
        desk.sh(f"yoyak report {result} {_PINNED} -o {page}")
        assert "Vista-7" in (desk.folder / page).read_text(encoding="utf-8")
