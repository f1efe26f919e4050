"""What a command tells the program that called it; 0 is good, and 1 that something was found."""

from __future__ import annotations

from typing import Final

MISUSE: Final = 2
INCONCLUSIVE: Final = 3
INTERRUPTED: Final = 130
