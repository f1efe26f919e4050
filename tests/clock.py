"""Time that a test holds in its hand."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Clock:
    """Time that passes only by sleeping, and what was slept."""

    now: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds
