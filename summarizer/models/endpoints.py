"""Where a model is reached, and by which key."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

# OpenAI's client insists on one.
_NO_KEY = "none"
# Where keys stand that a client has to be given before it can be made.
_VARIABLES = {"anthropic": ("ANTHROPIC_API_KEY",), "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY")}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The server of a model.

    Attributes:
        base_url: The address of an OpenAI-compatible server; None for the provider's own.
        key: What the server knows the caller by, never shown; None where the provider's client finds its own.
    """

    base_url: str | None = None
    key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The address without what may be secret in it; empty for the provider's own server."""
        if self.base_url is None:
            return ""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"


def find_endpoint(provider: str, environ: Mapping[str, str], *, is_called: bool = True) -> Endpoint:
    """Return the server that the environment names for a provider.

    A server of `openai` on this machine needs no key, nor does one that is not called. Where other providers are
    reached is left to their clients.

    Raises:
        ConfigError: If the address is none, or a key is missing.
    """
    if provider in _VARIABLES:
        key = next(filter(None, map(environ.get, _VARIABLES[provider])), None)
        if key is None:
            raise ConfigError(missing_key(provider, _VARIABLES[provider][0]))
        return Endpoint(key=key)
    return _openai(environ, is_called=is_called) if provider == "openai" else Endpoint()


def missing_key(provider: str, variable: str) -> Message:
    """Return what to say where the key of a provider is missing."""
    return Message(
        f"models of {provider} need a key: set {variable}",
        f"{provider} 모델에는 키가 필요합니다. {variable} 환경 변수를 설정하십시오",
    )


def _openai(environ: Mapping[str, str], *, is_called: bool) -> Endpoint:
    base_url = environ.get("OPENAI_BASE_URL") or None
    if base_url and not base_url.startswith(("https://", "http://")):
        message = Message(
            "OPENAI_BASE_URL has to start with https:// or http://",
            "OPENAI_BASE_URL은 https://나 http://로 시작해야 합니다",
        )
        raise ConfigError(message)
    key = environ.get("OPENAI_API_KEY") or None
    if is_called and key is None and not (base_url and _is_loopback(base_url)):
        message = Message(
            "models of openai need a key: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server on this machine",
            "openai 모델에는 키가 필요합니다. OPENAI_API_KEY를 설정하거나 OPENAI_BASE_URL에 로컬 서버를 적으십시오",
        )
        raise ConfigError(message)
    return Endpoint(base_url, key or _NO_KEY)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
