"""Everything that is needed to distrust a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.runner.inspect import CheckCrashed, inspect_entry

__all__ = ["CheckCrashed", "inspect_entry"]


def __getattr__(name: str) -> object:
    # Loaded on first use: the rooms below import this package and must not pull all checks in.
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from evals.runner import inspect  # noqa: PLC0415

    return getattr(inspect, name)
