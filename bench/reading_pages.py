"""What reading costs: a page into blocks beside parsing it, a formula, and a search through 500 kB at each key.

    python bench/reading_pages.py [rounds]

The pages are the recorded ones of `../shared/samples` where they are at hand, else those of `tests/data/texts`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from selectolax.lexbor import LexborHTMLParser

from bench._measuring import in_rounds, ratios, spread, verdict
from tuiread.blocks import Formula
from tuiread.document.finding import Finder
from tuiread.document.latexml import read_html
from tuiread.document.mathematics import box, line

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples" / "arxiv_html"
OWN = ROOT / "tests" / "data" / "texts"
PARSING, BESIDES_MS = 1.5, 40
"""A page may cost so many times its parsing, and so many milliseconds besides."""
FORMULA_MS = 0.2
KEY_MS = 16
KEYS = ("t", "th", "the", "the l", "lam", "lamp", "zebra")
URL = "https://arxiv.org/html/2608.00001"


def pages() -> list[bytes]:
    """Give the pages, the largest first."""
    folder = SAMPLES if SAMPLES.exists() else OWN
    return sorted((path.read_bytes() for path in folder.glob("*.html")), key=len, reverse=True)[:2]


def formulas(found: Sequence[bytes]) -> list[str]:
    """Give all formulas of some pages."""
    nodes = [node for page in found for node in LexborHTMLParser(page.decode()).css("math")]
    return [tex for node in nodes if (tex := node.attributes.get("alttext"))]


def parsing(page: bytes) -> dict[str, float]:
    """Parse a page and nothing more; in milliseconds of CPU."""
    begin = time.process_time()
    LexborHTMLParser(page.decode())
    return {"parse": (time.process_time() - begin) * 1000}


def reading(page: bytes) -> dict[str, float]:
    """Read a page into blocks; in milliseconds of CPU."""
    begin = time.process_time()
    read_html(page, URL, "arxiv")
    return {"read": (time.process_time() - begin) * 1000}


def writing(tex: Sequence[str]) -> dict[str, float]:
    """Write every formula both ways; the mean in milliseconds of CPU."""
    begin = time.process_time()
    for each in tex:
        line(each)
        box(each)
    return {"formula": (time.process_time() - begin) * 1000 / (2 * len(tex))}


def finding(finder: Finder) -> dict[str, float]:
    """Look for what somebody types, key by key; the slowest key in milliseconds."""
    slowest = 0.0
    for needle in KEYS:
        begin = time.perf_counter()
        finder.count(needle)
        finder.from_part(needle, 0)
        slowest = max(slowest, (time.perf_counter() - begin) * 1000)
    return {"key": slowest}


def counting(text: str) -> dict[str, float]:
    """Count the same words in one plain text; the slowest in milliseconds."""
    slowest = 0.0
    for needle in KEYS:
        begin = time.perf_counter()
        text.count(needle)
        slowest = max(slowest, (time.perf_counter() - begin) * 1000)
    return {"count": slowest}


def main(rounds: int) -> None:
    """Measure and print."""
    found = pages()
    tex = formulas(found)
    assert Formula(tex[0]).tex
    parts = [
        f"Paragraph {number} says that a lamp gives light, and that the lantern does not." for number in range(6_600)
    ]
    finder, text = Finder(parts), " ".join(parts).lower()
    cases = {f"parse {number}": lambda page=page: parsing(page) for number, page in enumerate(found)}
    cases |= {f"read {number}": lambda page=page: reading(page) for number, page in enumerate(found)}
    cases |= {"formulas": lambda: writing(tex), "find": lambda: finding(finder), "count": lambda: counting(text)}
    measured = in_rounds(cases, rounds)
    for number, page in enumerate(found):
        parse, read = measured[f"parse {number}"]["parse"], measured[f"read {number}"]["read"]
        most = PARSING * statistics.median(parse) + BESIDES_MS
        beside, judged = spread(ratios(read, parse), ".1f"), verdict(statistics.median(read), most)
        print(f"page of {len(page):,} bytes: {spread(read, '.1f')} ms, {beside}x its parsing, {judged}")
    formula = measured["formulas"]["formula"]
    print(f"a formula of {len(tex)}: {spread(formula, '.3f')} ms, {verdict(statistics.median(formula), FORMULA_MS)}")
    key, count = measured["find"]["key"], measured["count"]["count"]
    beside, judged = spread(ratios(key, count), ".1f"), verdict(statistics.median(key), KEY_MS)
    print(f"a key of a search in {len(text):,} letters: {spread(key, '.2f')} ms, {beside}x a bare count, {judged}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
