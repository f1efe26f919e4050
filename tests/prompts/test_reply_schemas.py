"""Reply schemas: what is taken for a reply, and what a provider is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer.models.replies import REPLY_SCHEMAS, RepairReply, SummarizeReply

_SUMMARY: dict[str, Any] = {
    "facts": [{"quote": "an 8B model", "fact": "파라미터가 80억 개인 모델입니다."}],
    "whats_new": "모델을 제안합니다.",
    "technical_details": "파라미터가 80억 개입니다.",
    "performance_highlights": " 두 과제에서 평가했습니다.\n",
}


def test_a_summary_is_read_with_its_facts() -> None:
    """Every sentence of a draft comes with the words it rests on, and without white space at its ends."""
    reply = SummarizeReply.model_validate_json(json.dumps(_SUMMARY))
    assert reply.facts[0].quote == "an 8B model"
    assert reply.performance_highlights == "두 과제에서 평가했습니다."
    assert reply == SummarizeReply.model_validate(_SUMMARY)


@pytest.mark.parametrize(
    "change",
    [
        {"whats_new": ""},
        {"whats_new": " \n"},
        {"technical_details": "\u200b…"},
        {"performance_highlights": None},
        {"whats_new": 8},
        {"facts": []},
        {"facts": [{"quote": "an 8B model"}]},
        {"facts": [{"quote": "—", "fact": "사실입니다."}]},
        {"facts": "an 8B model"},
        {"title": "A paper"},
    ],
)
def test_a_reply_that_says_less_or_more_is_refused(change: dict[str, object]) -> None:
    """An empty section or an invented key never reaches a digest."""
    with pytest.raises(ValidationError):
        SummarizeReply.model_validate_json(json.dumps(_SUMMARY | change))


def test_a_repair_is_one_sentence_of_words() -> None:
    """A deletion is no correction."""
    assert RepairReply.model_validate_json('{"text": " 80억입니다. "}').text == "80억입니다."
    with pytest.raises(ValidationError):
        RepairReply.model_validate_json('{"text": "."}')


@pytest.mark.parametrize("name", sorted(REPLY_SCHEMAS))
def test_providers_accept_the_schema(name: str) -> None:
    """Strict structured output wants every key required, no others, and no limits of length."""
    schema = REPLY_SCHEMAS[name].model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
        assert "description" not in part
    assert not {"minLength", "maxLength", "minItems", "maxItems", "pattern"} & set(json.dumps(schema).split('"'))


def test_facts_are_written_before_the_summary() -> None:
    """A model that writes keys in order looks for evidence first."""
    assert next(iter(SummarizeReply.model_json_schema()["properties"])) == "facts"
