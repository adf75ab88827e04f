"""One or two sentences about a paper: the AI summary with its maker, else how the abstract begins.

Not a summariser: every word is somebody's, and who made it is said.
"""

from __future__ import annotations

import re

from tuiread.records import DigestItem, Paper, Quote

QUOTE_WORDS = 32
"""The longest quote."""
MOST_LETTERS = 220
"""The longest quote or title, for texts without blanks and titles without end."""

LETTERS_A_WORD = 7

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=[。！？])")


def quote_of(paper: Paper) -> Quote | None:
    """Return what is said of a paper in short; None where nothing is known."""
    if paper.ai_summary:
        maker = paper.ai_summary_model or "Hugging Face, model not named"
        return Quote(shortened(paper.ai_summary), f"AI summary, {maker}, may be wrong")
    if paper.summary and paper.is_starter:
        return Quote(shortened(paper.summary), "tuiread's starter edition")
    if paper.abstract:
        return Quote(_beginning(paper.abstract), "abstract")
    return None


def shortened(text: str, most_words: int = QUOTE_WORDS, most_letters: int = MOST_LETTERS) -> str:
    """Return a text on one line, cut at a word and marked with one …, if it is long."""
    words = text.split()
    kept = " ".join(words[:most_words])
    if len(kept) > most_letters:
        kept = kept[: most_letters - 1]
        kept = kept.rsplit(maxsplit=1)[0] if " " in kept[most_letters // 2 :] else kept
        return f"{kept}…"
    return kept if len(words) <= most_words else f"{kept.rstrip('.,;:')}…"


def word_count(item: DigestItem) -> int:
    """Return how many words one reads of a paper before its quote."""
    return sum(map(words_in, (shortened(item.paper.title), *item.paper.author_names[:2], *item.reasons)))


def words_in(text: str) -> int:
    """Return how many words one reads in a text; scripts without blanks count by their letters."""
    return max(len(text.split()), len(text) // LETTERS_A_WORD)


def _beginning(abstract: str) -> str:
    """Return as many whole sentences as a quote may hold; of a long first one, its beginning."""
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(abstract.split())):
        if kept and len(" ".join((*kept, sentence)).split()) > QUOTE_WORDS:
            break
        kept.append(sentence)
    return shortened(" ".join(kept))
