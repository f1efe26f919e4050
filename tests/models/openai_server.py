"""A server on loopback that answers like OpenAI's chat completions, faults included."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.loopback import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A whole answer, or part of one."""

    body: Body
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    is_cut: bool = False
    raw: bytes = b""


@dataclass
class OpenaiServer:
    """What the server answers, what it was asked, and what it does wrong.

    Attributes:
        write: Returns the text of the reply to a request.
        faults: Each spoils one answer, in order; after the last the server answers well.
        fault: Returns what spoils the answer to a request, if anything; for faults that depend on the request.
        delay: Seconds that every answer takes.
        bodies: The bodies of all requests.
        headers: The headers of all requests, by lower-case name.
        busiest: How many requests were answered at once at most.
    """

    write: Callable[[Body], str] = lambda _: '{"text": "문장입니다."}'
    faults: deque[Callable[[Answer], Answer]] = field(default_factory=deque)
    fault: Callable[[Body], Callable[[Answer], Answer] | None] = lambda _: None
    delay: float = 0.0
    bodies: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    busiest: int = 0
    url: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _running: int = 0

    @property
    def calls(self) -> int:
        """How often the server was asked."""
        return len(self.bodies)

    def answer(self, body: Body, headers: dict[str, str]) -> Answer:
        """Answer one request."""
        with self._lock:
            self.bodies.append(body)
            self.headers.append(headers)
            self._running += 1
            self.busiest = max(self.busiest, self._running)
            fault = self.faults.popleft() if self.faults else self.fault(body)
        answer = Answer(completion(body, self.write(body)), delay=self.delay)
        answer = fault(answer) if fault else answer
        time.sleep(answer.delay)
        with self._lock:
            self._running -= 1
        return answer


def completion(body: Body, text: str) -> Body:
    """Return a chat completion that says the text in the form that was asked for."""
    message: Body = {"role": "assistant", "content": text, "refusal": None}
    if "tools" in body:
        function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": f"{body['model']}-2026-01-01",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 10,
            "total_tokens": 110,
            "prompt_tokens_details": {"cached_tokens": 40},
        },
    }


def status(code: int, message: str = "something is wrong", **headers: str) -> Callable[[Answer], Answer]:
    """Return a fault: another status; `Retry_After` is written with a hyphen."""
    error = {"error": {"message": message, "type": "error", "param": None, "code": None}}
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return lambda answer: replace(answer, body=error, status=code, headers=named)


def saying(text: str | None, finish_reason: str = "stop", **message: object) -> Callable[[Answer], Answer]:
    """Return a fault: a reply that is not what was asked for."""

    def spoil(answer: Answer) -> Answer:
        said = {"role": "assistant", "content": text, "refusal": None} | message
        choice = {"index": 0, "message": said, "finish_reason": finish_reason, "logprobs": None}
        return replace(answer, body=answer.body | {"choices": [choice]})

    return spoil


def refusing(words: str) -> Callable[[Answer], Answer]:
    """Return a fault: a refusal."""
    return saying(None, refusal=words)


def dropped(answer: Answer) -> Answer:
    """Close the connection in the middle of the answer."""
    return replace(answer, is_cut=True)


def slow(answer: Answer) -> Answer:
    """Answer later than a client with a short time-out waits."""
    return replace(answer, delay=2.0)


def garbled(answer: Answer) -> Answer:
    """Answer with something that is no JSON."""
    return replace(answer, raw=b"<html>welcome</html>")


def uncounted(answer: Answer) -> Answer:
    """Say nothing about tokens."""
    return replace(answer, body=answer.body | {"usage": None})


def understands_only(*forms: str) -> Callable[[Body], Callable[[Answer], Answer] | None]:
    """Refuse every request that asks for its shape in another form than `schema`, `tool` or `text`."""

    def fault(body: Body) -> Callable[[Answer], Answer] | None:
        form = "schema" if "response_format" in body else "tool" if "tools" in body else "text"
        return None if form in forms else status(400, f"{form} is not supported")

    return fault


@contextmanager
def serve() -> Iterator[OpenaiServer]:
    """Run a server for the length of the block."""
    state = OpenaiServer()

    class Handler(QuietHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = state.answer(
                {"path": self.path} | body, {name.lower(): value for name, value in self.headers.items()}
            )
            content = answer.raw or json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for key, value in ({"Content-Type": "application/json"} | answer.headers).items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if answer.is_cut else content)
            self.close_connection = answer.is_cut

    with serving(Handler) as address:
        state.url = f"{address}/v1"
        yield state
