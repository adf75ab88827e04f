"""What a whole paper costs on a slow line and at its opening: 500 kB as fast as 10 kB, and the bytes of a page.

Both texts are opened in one running reader, in turn, from the paper's screen to the first paint of its text.

    python bench/reader_bytes.py [rounds]
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import SIZES, TimedTerminal, home_with, ratios, reader, spread, verdict
from bench.layout import paper_of
from tuiread import text_acts
from tuiread.paths import find_paths
from tuiread.records import Paper, TextFacts
from tuiread.store import Store

LETTERS = (10_000, 500_000)
OPEN_RATIO = 1.15
PAGE_BYTES = {(80, 24): 4_500, (120, 36): 9_000}
PAGES = 8
CAME = b"min left"
SECTION = ("tab", "tab")
"""From a paper's summary to its full text."""


def keep_texts(home: str, papers: list[Paper]) -> None:
    """Keep a short text for the first paper and a long one for the second."""
    store = Store.open(find_paths(home))
    try:
        with store.transaction():
            for paper, letters in zip(papers, LETTERS, strict=False):
                facts = TextFacts(paper.id, 1, "arxiv", "https://example.org", dt.datetime.now(dt.UTC), letters)
                text_acts.keep_text(store, facts, paper_of(letters), "")
    finally:
        store.close()


def opening_ms(terminal: TimedTerminal) -> float:
    """Open the text of the paper whose screen is shown, and go back; milliseconds to its first paint."""
    pieces, begin = len(terminal.pieces), terminal.clock_ms()
    terminal.answer_to("enter")
    came = next(stamp for stamp, data in terminal.pieces[pieces:] if CAME in data)
    terminal.answer_to("q")
    return came - begin


def openings(home: str, papers: list[Paper], rounds: int) -> dict[int, list[float]]:
    """Open both texts in turn."""
    found: dict[int, list[float]] = {letters: [] for letters in LETTERS}
    with TimedTerminal(reader(home), SIZES[1]) as terminal:
        terminal.wait_for_start(papers[0].title[:20])
        for number in range(rounds + 1):
            for place, letters in enumerate(LETTERS):
                for key in ("g", *["j"] * place, "enter", *SECTION):
                    terminal.answer_to(key)
                took = opening_ms(terminal)
                terminal.answer_to("q")
                if number:
                    found[letters].append(took)
    return found


def page_bytes(home: str, papers: list[Paper], size: tuple[int, int]) -> list[float]:
    """Page down through the long text; bytes of each page."""
    with TimedTerminal(reader(home), size) as terminal:
        terminal.wait_for_start(papers[0].title[:20])
        for key in ("j", "enter", *SECTION, "enter"):
            terminal.answer_to(key)
        return [float(len(terminal.answer_to("space"))) for _ in range(PAGES)]


def main(rounds: int) -> None:
    """Measure and print."""
    with home_with(200) as (home, papers):
        keep_texts(home, papers)
        found = openings(home, papers, rounds)
        for letters, took in found.items():
            print(f"{letters:>8,} letters open in {spread(took, '.0f')} ms")
        compared = ratios(found[LETTERS[1]], found[LETTERS[0]])
        print(f"the long one {spread(compared, '.2f')}x, {verdict(statistics.median(compared), OPEN_RATIO)}")
        for size in SIZES:
            sent = page_bytes(home, papers, size)
            print(
                f"a page at {size[0]}x{size[1]}: {spread(sent, ',.0f')} bytes, {verdict(max(sent), PAGE_BYTES[size])}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
