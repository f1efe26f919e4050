"""`yoyak regenerate` before servers that others wrote: nothing is lost, and every token is counted.

What they come in is installed by `.ci/run`; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
import requests

from summarizer.models.endpoints import Endpoint
from summarizer.models.langchain_model import LangchainModel
from tests.models.conftest import request as sentence_request
from tests.models.openai_server import saying
from tests.regenerate.material import good_digest, old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.regenerate.desk import Desk

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[2]
_LITELLM = _ROOT / ".venv-litellm/bin/litellm"
_KEY = "sk-0123456789abcdef0123456789abcdef"
_START_SECONDS = 120


@contextmanager
def running(*command: str | Path, log: Path, environ: Mapping[str, str] | None = None) -> Iterator[IO[str]]:
    """Run a server for the length of the block and yield what it prints; what else it says goes to `log`."""
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command,
            cwd=_ROOT,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as server,
    ):
        assert server.stdout is not None
        try:
            yield server.stdout
        finally:
            server.kill()


@pytest.fixture
def llama(tmp_path: Path) -> Iterator[str]:
    """The address of llama.cpp's server, with a model that was never trained."""
    for package in ("gguf", "xllamacpp"):
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed (requirements-providers.txt)")
    command = (sys.executable, "-m", "tests.models.tiny_llama", tmp_path / "tiny.gguf")
    with running(*command, log=tmp_path / "llama.log") as said:
        address = said.readline().strip()
        assert address, (tmp_path / "llama.log").read_text(errors="replace")
        yield f"{address}/v1"


@pytest.fixture
def litellm(desk: Desk, tmp_path: Path) -> Iterator[str]:
    """The address of litellm's proxy, which hands what it is asked on to the server of the desk."""
    if not _LITELLM.is_file():
        pytest.skip("litellm is not installed (requirements-litellm.txt, in .venv-litellm)")
    behind = {"model": "openai/gpt-4.1-mini", "api_base": desk.server.url, "api_key": "sk-behind", "max_retries": 0}
    config = tmp_path / "litellm.json"
    config.write_text(json.dumps({"model_list": [{"model_name": "writer", "litellm_params": behind}]}))
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = (_LITELLM, "--config", config, "--host", "127.0.0.1", "--port", str(port), "--num_workers", "1")
    # Prices come with the package, and nobody is told that it was started.
    environ = {"LITELLM_MASTER_KEY": _KEY, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    log = tmp_path / "litellm.log"
    with running(*command, log=log, environ=environ):
        assert _comes_up(f"{address}/health/liveliness"), log.read_text(errors="replace")[-4000:]
        yield f"{address}/v1"


def test_nonsense_of_a_real_model_is_rejected_and_counted(
    desk: Desk, llama: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an untrained model says, each call of it stands in the ledger with its tokens, and the digest stays."""
    monkeypatch.setenv("OPENAI_BASE_URL", llama)
    result = desk.run("--receipt", "r.jsonl", "--max-output-tokens", "100", model="openai:tiny")

    assert (result.exit_code, desk.digest) == (3, old_digest(studies(3)))
    assert "3 entries: 3 failed." in result.stdout
    receipts = [json.loads(line) for line in Path("r.jsonl").read_text().splitlines()]
    calls: list[dict[str, Any]] = [call for receipt in receipts for call in receipt["calls"]]
    assert len(calls) == 9, "three for each entry"
    assert {call["state"] for call in calls} == {"rejected"}
    assert all(receipt["input_tokens"] > 1000 and 0 < receipt["output_tokens"] <= 300 for receipt in receipts)
    read, written = (sum(receipt[name] for receipt in receipts) for name in ("input_tokens", "output_tokens"))
    assert f"{read:,} tokens read, {written:,} written." in result.stdout


def test_a_digest_is_written_through_a_proxy(desk: Desk, litellm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shape, tokens and what was read from a cache come through, and a reply that was cut off is told as one."""
    monkeypatch.setenv("OPENAI_BASE_URL", litellm)
    monkeypatch.setenv("OPENAI_API_KEY", _KEY)
    result = desk.run("--receipt", "r.jsonl", model="openai:writer")

    assert (result.exit_code, desk.digest) == (0, good_digest(studies(3)))
    assert "3 calls to the model, earlier runs included; 300 tokens read, 30 written." in result.stdout
    assert all("response_format" in body or "tools" in body for body in desk.server.bodies)

    desk.server.write = lambda _: '{"text": "문장입니다."}'
    model = LangchainModel("openai:writer", Endpoint(litellm, _KEY), timeout=30)
    reply = model.reply(sentence_request(model="openai:writer"))
    assert (json.loads(reply.text), reply.stop) == ({"text": "문장입니다."}, "finished")
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (100, 10)
    desk.server.fault = lambda _: saying('{"text": "문', finish_reason="length")
    assert model.reply(sentence_request("다른 문장", model="openai:writer")).stop == "length"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _comes_up(address: str) -> bool:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            return requests.get(address, timeout=5).ok
        except requests.ConnectionError:
            time.sleep(0.2)
    return False
