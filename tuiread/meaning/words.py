"""Text as the words that carry meaning: folded, without stop words, cut to their stems.

Not the words of the full-text index, which finds what was typed; here "filtered" and "filters" are one word on purpose.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

BREAK = ""
"""Stands where a stop word stood, so that no phrase reaches over it."""

_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("aeiouy")
_ENDINGS = ("ingly", "edly", "ing", "ed", "ly")
_SHORTEST_STEM = 3
_LONGEST_WORD = 40

STOP_WORDS = frozenset(
    """a about above after again all also although am among an and any are as at be because been before being between
    both but by can could did do does doing down during each either few for from further had has have having he her here
    how however i if in into is it its itself just may me might more most much must my no nor not now of off on once
    only or other our out over own same she should so some such than that the their them then there these they this
    those through thus to too under until up upon us very via was we were what when where whether which while who whom
    why will with within without would yet you your""".split()  # noqa: SIM905 (a list of so many words would be a page)
)


def paper_text(title: str, abstract: str | None) -> str:
    """Return what a paper is known by here, in lines that no phrase reaches over.

    The title counts twice, because its words were chosen with care.
    """
    one_line = " ".join(title.split())
    return "\n".join((one_line, one_line, " ".join((abstract or "").split())))


def fold_text(text: str) -> str:
    """Return a text without case and accents.

    >>> fold_text("Schrödinger BRIDGES")
    'schrodinger bridges'
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))


def spoken_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield (word in small letters, its stem or BREAK) in their order; single letters are left out."""
    for line in unicodedata.normalize("NFC", text).splitlines():
        for word in _WORD.findall(line):
            if len(word) > 1:
                yield word.lower(), stem(fold_text(word))
        yield BREAK, BREAK


def first_written(text: str) -> dict[str, str]:
    """Return how a text first writes each of its terms."""
    written: dict[str, str] = {}
    before, before_stem = "", ""
    for word, stem in spoken_words(text):
        if stem:
            written.setdefault(stem, word)
            if before_stem:
                written.setdefault(f"{before_stem} {stem}", f"{before} {word}")
        before, before_stem = word, stem
    return written


def stem_sequence(text: str, stems: dict[str, str]) -> list[str]:
    """Return the stems of a text in their order, BREAK for stop words and ends of lines.

    Args:
        text: what to read.
        stems: what earlier words became; filled on the way, because most words come again.
    """
    sequence: list[str] = []
    for line in fold_text(text).splitlines():
        for word in _WORD.findall(line):
            if len(word) > 1:
                known = stems.get(word)
                if known is None:
                    known = stems[word] = stem(word)
                sequence.append(known)
        sequence.append(BREAK)
    return sequence


@functools.lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a folded word; BREAK for a stop word.

    Lighter than Porter's: only plurals, -ing, -ed, -ly and a last -e go, so that a stem is nearly always a word's own.

    >>> [stem(word) for word in ("filters", "filtered", "embedding", "studies", "of")]
    ['filter', 'filter', 'embed', 'study', '']
    """
    if word in STOP_WORDS:
        return BREAK
    root = _without_ending(_singular(word[:_LONGEST_WORD]))
    return root[:-1] if len(root) > _SHORTEST_STEM and root.endswith("e") else root


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith("sses"):
        return word[:-2]
    if len(word) > _SHORTEST_STEM and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if not word.endswith(ending) or word.endswith("eed"):
            continue
        root = word[: -len(ending)]
        if len(root) >= _SHORTEST_STEM and not _VOWELS.isdisjoint(root):
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
        break
    return word
