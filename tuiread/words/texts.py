"""Full texts in sentences and plain lines: how fetching went, and which sentences were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tuiread.lines import plain, wrap
from tuiread.records import FoundSentence, TextTry
from tuiread.words.times import count


def fetched_words(tries: Sequence[TextTry]) -> str:
    """Return how many texts came."""
    came = sum(one.facts is not None for one in tries)
    if not tries:
        return "Every saved paper has its text."
    return f"{count(came, 'text')} of {count(len(tries), 'saved paper')} came."


def tried_words(tried: TextTry) -> str:
    """Return why a text did not come, and what happens next."""
    return f"{tried.sentence} The next sync asks again."


def found_lines(found: Sequence[FoundSentence], words: str, cells: int) -> Iterator[str]:
    """Yield the found sentences by paper, each under its section."""
    yield f"{count(len(found), 'sentence')} with “{words}”"
    for (paper_id, title), sentences in groupby(found, key=lambda one: (one.paper_id, one.title)):
        yield ""
        yield from (plain(line).rstrip() for line in wrap(f"{paper_id} {title}", cells))
        for one in sentences:
            where = f"{one.section}: " if one.section else ""
            yield from (plain(line).rstrip() for line in wrap(f"{where}{one.sentence}", cells, indent=2))
