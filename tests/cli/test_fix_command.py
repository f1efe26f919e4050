"""`yoyak fix`: where the corrected digest goes, and what is said of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak


def test_a_digest_is_corrected_in_place(yoyak: Yoyak) -> None:
    """What can be proven is corrected, what cannot is left and told, and the code is that of `check` afterwards."""
    Path("digest.md").chmod(0o640)
    result = yoyak("fix", "digest.md", *PINNED, "--lang", "ko")
    assert Path("digest.md").read_bytes() == FIXED.encode()
    assert Path("digest.md").stat().st_mode & 0o777 == 0o640
    assert result.exit_code == 0
    first, second, left, summary = result.stdout.splitlines()
    assert first == "수정  digest.md:3:14  title-mismatch  A Small LLMtimesMapReduce -> A Small LLM×MapReduce"
    assert second == "수정  digest.md:9:10  author-mismatch  Bo Kim, Ada Park -> Ada Park, Bo Kim"
    assert left.startswith("경고  digest.md:5:5  broken-image  ")
    assert left.endswith(" (확실한 수정이 없어 그대로 둡니다)")
    assert summary == "지적 사항 2개를 고쳤습니다. 항목 1개를 판정했습니다. 경고 1개."


def test_line_ends_and_a_byte_order_mark_survive(yoyak: Yoyak) -> None:
    """Nothing outside of the corrections changes, not even what an editor would tidy up."""
    write(Path("digest.md"), "\ufeff" + DIGEST.replace("\n", "\r\n") + "<!-- tail -->  \r\n\r\n")
    yoyak("fix", "digest.md", *PINNED)
    assert Path("digest.md").read_bytes().decode() == "\ufeff" + FIXED.replace("\n", "\r\n") + "<!-- tail -->  \r\n\r\n"


def test_a_second_run_leaves_the_file_alone(yoyak: Yoyak) -> None:
    """A file without a correction is not written, so its time stays."""
    yoyak("fix", "digest.md", *PINNED)
    os.utime("digest.md", (1, 1))
    result = yoyak("fix", "digest.md", *PINNED)
    assert Path("digest.md").stat().st_mtime == 1
    assert result.stdout.splitlines()[-1].startswith("0 findings corrected.")


def test_a_long_correction_shows_what_differs(yoyak: Yoyak) -> None:
    """Two long lists that begin alike are told apart where they begin to differ."""
    authors = ", ".join(f"Person Number{chr(97 + n)}" for n in range(30))
    write(Path("digest.md"), DIGEST.replace("Bo Kim, Ada Park", f"{authors}, Cy Lee, +"))
    paper = {"arxiv_id": "2401.00001", "title": "A", "abstract": "B", "authors": [*authors.split(", "), "Cy Lee"]}
    write(Path("more.jsonl"), json.dumps(paper))
    result = yoyak("fix", "digest.md", *PINNED, "--sources", "more.jsonl", "--select", "author-mismatch")
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("fixed"))
    assert line.endswith("...Cy Lee, + -> ...Cy Lee")


def test_only_selected_checks_correct(yoyak: Yoyak) -> None:
    """What was not asked for is left as it is."""
    yoyak("fix", "digest.md", *PINNED, "--select", "author-mismatch")
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST.replace("Bo Kim, Ada Park", "Ada Park, Bo Kim")


def test_a_diff_is_a_patch_and_writes_nothing(yoyak: Yoyak, tmp_path: Path) -> None:
    """The patch makes of the digest what `fix` would, and the code is that of the digest as it would be."""
    result = yoyak("fix", "digest.md", *PINNED, "--diff")
    assert result.exit_code == 0
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST
    assert "2 findings can be corrected." in result.stderr
    write(tmp_path / "fix.patch", result.stdout)
    git = shutil.which("git")
    assert git
    subprocess.run([git, "apply", "-p0", "fix.patch"], cwd=tmp_path, check=True)
    assert Path("digest.md").read_text(encoding="utf-8") == FIXED


def test_output_goes_to_the_named_file(yoyak: Yoyak) -> None:
    """The digest itself stays as it is."""
    result = yoyak("fix", "digest.md", *PINNED, "-o", "new.md")
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST
    assert Path("new.md").read_text(encoding="utf-8") == FIXED
    assert result.stdout.startswith("fixed  digest.md:3:14")


@pytest.mark.parametrize("arguments", [("-",), ("digest.md", "-o", "-")])
def test_a_dash_puts_the_digest_on_standard_output(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """The digest alone is there; what was done is told on standard error."""
    result = yoyak("fix", *arguments, *PINNED, stdin=DIGEST.encode())
    assert result.stdout == FIXED
    assert "fixed" in result.stderr
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST


@pytest.mark.parametrize(
    "arguments",
    [("digest.md", "-o", "new.md", "--diff"), ("digest.md", "papers.jsonl", "-o", "new.md"), (".", "-o", "new.md")],
)
def test_flags_that_contradict_each_other_are_misuse(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """What cannot be meant is refused before anything is read."""
    result = yoyak("fix", *arguments, *PINNED)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not Path("new.md").exists()


def test_an_image_is_completed_only_with_a_base(yoyak: Yoyak) -> None:
    """Where a relative address belongs is for the settings to say."""
    write(Path("yoyak.toml"), 'image-base = "https://example.com"\n')
    yoyak("fix", "digest.md", *PINNED, "--select", "broken-image")
    assert "![](https://example.com/avatars/1.png)" in Path("digest.md").read_text(encoding="utf-8")
