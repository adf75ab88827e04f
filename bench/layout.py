"""Does a longer text cost more to look at?  CPU time of one screen of 10 kB and of 500 kB, and of a whole paper.

A screen is what a reader sees at first, and one in the middle: the blocks that fill it, laid out for its width.  A
whole paper is compared with `textwrap`, which wraps the same words without roles, links, tables or formulas.

    python bench/layout.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
import textwrap
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from bench._measuring import Case, in_rounds, ratios, spread, verdict
from tests.layout_fixtures import BODY, EVERYTHING
from tuiread.blocks import Block, Document
from tuiread.document.layout import Setting, lay_out, lines_of
from tuiread.lines import plain

SETTING = Setting(120)
ROWS = 36
SIZES = (10_000, 500_000)
ONE_AS_THE_OTHER = 1.15
"""How much longer the screen of a long text may take."""
SCREENS_A_CASE = 20
"""One screen alone is too quick to be timed."""


def paper_of(size: int) -> Document:
    """Makes a paper of about so many bytes."""
    blocks: list[Block] = []
    each = len(msgspec.json.encode(BODY))
    for _ in range(max(1, round(size / each))):
        blocks += BODY
    return msgspec.structs.replace(EVERYTHING, blocks=tuple(blocks))


def fill(blocks: Sequence[Block], start: int) -> None:
    """Lays out blocks from one on until a screen is full."""
    rows = 0
    for block in blocks[start:]:
        rows += len(lay_out(block, SETTING)) + 1
        if rows >= ROWS:
            return


def screens(document: Document) -> Case:
    """Gives the case of looking at the begin and at the middle of a paper."""
    middle = len(document.blocks) // len(BODY) // 2 * len(BODY)

    def run() -> dict[str, float]:
        begin = time.process_time()
        for _ in range(SCREENS_A_CASE):
            list(islice(lines_of(document, SETTING), ROWS))
        first = time.process_time()
        for _ in range(SCREENS_A_CASE):
            fill(document.blocks, middle)
        last = time.process_time()
        return {"the first screen": (first - begin) * 1000, "a screen in the middle": (last - first) * 1000}

    return run


def whole(document: Document) -> Case:
    """Gives the case of laying out all of a paper, and of wrapping the same words."""
    text = "\n".join(plain(line.line) for line in lines_of(document, SETTING))
    paragraphs = [part for part in text.split("\n\n") if part]

    def run() -> dict[str, float]:
        begin = time.process_time()
        count = sum(1 for _ in lines_of(document, SETTING))
        laid = time.process_time()
        for paragraph in paragraphs:
            textwrap.wrap(paragraph, SETTING.measure)
        wrapped = time.process_time()
        return {"laid out": (laid - begin) * 1000, "wrapped": (wrapped - laid) * 1000, "lines": count}

    return run


def main(rounds: int) -> None:
    """Prints the table."""
    few, many = (paper_of(size) for size in SIZES)
    found = in_rounds({"few": screens(few), "many": screens(many), "whole": whole(many)}, rounds)
    print(f"{'CPU ms of ' + str(SCREENS_A_CASE) + ' screens':<26}{'10 kB':>16}{'500 kB':>16}   ratio")
    for name, values in found["few"].items():
        each = ratios(found["many"][name], values)
        kept = verdict(statistics.median(each), ONE_AS_THE_OTHER)
        print(f"{name:<26}{spread(values):>16}{spread(found['many'][name]):>16}   {spread(each, '.2f')}x  {kept}")
    paper = found["whole"]
    print(f"\na whole paper of 500 kB, {paper['lines'][0]:,.0f} lines: {spread(paper['laid out'])} ms of CPU,")
    print(f"{spread(ratios(paper['laid out'], paper['wrapped']), '.1f')}x wrapping its words with textwrap")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
