"""Puts together whoever is asked: the model, its ledger, its budget and its pace."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.io.store import OpenStore
from summarizer.messages import Message
from summarizer.models.batch import BatchModel
from summarizer.models.calls import Caller
from summarizer.models.cost import Budget, read_prices
from summarizer.models.endpoints import Endpoint, find_endpoint
from summarizer.models.ledger import Ledger
from summarizer.models.pacing import ModelPace, RetryPolicy
from summarizer.models.replay import ReplayModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from summarizer.io.settings import Settings
    from summarizer.models.calls import Asker
    from summarizer.models.chat import ChatRequest, ReplyModel
    from summarizer.models.options import ModelOptions


@contextmanager
def open_asker(options: ModelOptions, settings: Settings, environ: Mapping[str, str]) -> Iterator[Asker]:
    """Hold the model open for the length of a block; at its end a batch file is written, if one was asked for.

    Raises:
        ConfigError: If the model cannot be used as named, or a file cannot be read or written.
        DatasetError: If a line of a file of replies is not valid.
    """
    provider, _, name = options.model.partition(":")
    if not name:
        message = Message(
            f"name the model as provider:name, such as openai:gpt-5-mini, not {options.model!r}",
            f"모델은 openai:gpt-5-mini처럼 provider:name 형식으로 지정하십시오: {options.model!r}",
        )
        raise ConfigError(message)
    if provider == "replay":
        yield ReplayModel([Path(name)])
        return
    with closing(OpenStore()) as store:
        yield from _open_caller(options, settings, environ, store)


@contextmanager
def kept_replies(model: str, environ: Mapping[str, str]) -> Iterator[Callable[[ChatRequest[ReplyModel]], bool]]:
    """Hold the ledger open for the length of a block, and say of which questions the reply is kept.

    Raises:
        ConfigError: If the model cannot be used as named.
    """
    is_openai = model.partition(":")[0] == "openai"
    endpoint = find_endpoint("openai", environ, is_called=False) if is_openai else Endpoint()
    with closing(OpenStore()) as store:
        ledger = Ledger(store, endpoint.name)
        yield lambda request: ledger.find(request) is not None


def _open_caller(
    options: ModelOptions, settings: Settings, environ: Mapping[str, str], store: OpenStore
) -> Iterator[Asker]:
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes two seconds to load

    price = read_prices(settings.prices).of(options.model)
    budget = Budget(options.purse, price.for_batches() if price and options.is_by_file else price)
    endpoint = find_endpoint(options.model.partition(":")[0], environ, is_called=not options.is_by_file)
    live = LangchainModel(options.model, endpoint, is_traced=settings.tracing)
    by_file = BatchModel(live.body, options.replies) if options.is_by_file else None
    ledger = Ledger(store, endpoint.name)
    retry_policy = RetryPolicy(stop=options.stop, tell=options.tell)
    pace = ModelPace(options.calls_a_minute, sleep=retry_policy.wait)
    yield Caller(by_file or live, ledger, budget, pace, retry_policy)
    if by_file and options.batch:
        by_file.write(options.batch)
