"""Writes what words of the field are called in Korean, as counted in the glosses of published digests.

The counts come from `YOYAK_TEST_DATA` (`terms/glosses.tsv.gz`: English, Korean in front of it, how often). Only what is
learned from them is written.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from evals.terms.english import FUNCTION_WORDS, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
GLOSSES = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data") / "terms" / "glosses.tsv.gz"
OUT = ROOT / "evals" / "terms" / "renderings.tsv"
HEAD = """\
# How words of the field are rendered, the commonest first: counted in the "한국어(English)" glosses of 92,000 digest
# entries of l-yohai/daily_papers_ko and hist0613/arxivbot, errors included. Written by tools/renderings.py.
"""
SHORTEST_WORD, SHORTEST_RENDERING = 3, 2
FEWEST_OF_WORD, FEWEST, SMALLEST_SHARE, MOST = 5, 3, 0.06, 6
_HANGUL = re.compile(r"[가-힣]+\Z")
_ENDING = re.compile(r"(?:적인|적|된|한|의|들)\Z")


def main() -> int:
    """Write the file and return an exit code."""
    OUT.write_text(learned(GLOSSES), encoding="utf-8")
    return 0


def learned(glosses: Path) -> str:
    """Return what the file of glosses teaches."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(glosses, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, korean, count = line.rstrip("\n").split("\t")
            for word, rendering in aligned(english, korean):
                counts[word][rendering] += int(count)
    rows = (f"{word}\t{' '.join(common)}\n" for word in sorted(counts) if (common := commonest(counts[word])))
    return HEAD + "".join(rows)


def aligned(english: str, korean: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a gloss with what stands for them: one by one, or the heads alone."""
    words, renderings = words_of(english), korean.split(" ")
    if not words or not FUNCTION_WORDS.isdisjoint(words):
        return
    pairs: Iterable[tuple[str, str]] = [(words[-1], renderings[-1])]
    if len(words) == len(renderings):
        pairs = zip(words, renderings, strict=True)
    for word, rendering in pairs:
        noun = _ENDING.sub("", rendering) if len(rendering) > SHORTEST_RENDERING else rendering
        if len(word) >= SHORTEST_WORD and len(noun) >= SHORTEST_RENDERING and _HANGUL.match(noun):
            yield word, noun


def commonest(counted: Counter[str]) -> list[str]:
    """Return the renderings that are no accident."""
    total = counted.total()
    if total < FEWEST_OF_WORD:
        return []
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return [noun for noun, count in ordered if count >= max(FEWEST, SMALLEST_SHARE * total)]


if __name__ == "__main__":
    sys.exit(main())
