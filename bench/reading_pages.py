"""What does it cost to read a page or a PDF?  CPU time beside the parser's own for the same bytes.

The pages are those of the tests and, where they are at hand, the recorded ones of `../shared/samples`.

    python bench/reading_pages.py [rounds]
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from bench._measuring import Case, in_rounds, ratios, spread
from tests import text_fixtures as fixtures
from tuiread.document.latexml import read_html
from tuiread.document.pdf import read_pdf

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples" / "arxiv_html"
TEXTS = ROOT / "tests" / "data" / "texts"
ARTICLE = re.compile(r"<section.*</section>", re.DOTALL)
LEAST_BYTES = 100_000
"""Smaller pages say nothing: all of their cost is the start."""
TIMES_PARSING = 1.5
MORE_MS = 40
"""Reading takes at most so many times the parser's CPU, and so much more."""
PDF_PAGES = 40
LINES_A_PAGE = 48


def pages() -> dict[str, bytes]:
    """Gives pages by name: all of our own as one of 500 kB, and the recorded ones."""
    papers = [ARTICLE.findall(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.html"))]
    body = "".join(part for paper in papers for part in paper)
    found = {"invented": fixtures.page(body * (500_000 // len(body)))}
    for path in sorted(SAMPLES.glob("*.html")):
        if path.stat().st_size >= LEAST_BYTES:
            found[path.stem] = path.read_bytes()
    return found


def reading(page: bytes) -> Case:
    """Gives the case of parsing a page, and of reading it."""

    def run() -> dict[str, float]:
        begin = time.process_time()
        LexborHTMLParser(page.decode())
        parsed = time.process_time()
        read_html(page, fixtures.URL, "arxiv")
        done = time.process_time()
        return {"parsed": (parsed - begin) * 1000, "read": (done - parsed) * 1000}

    return run


def pdf() -> bytes:
    """Makes a PDF full of words."""
    lines = [f"Sentence {number} says that a lamp gives light to those who read." for number in range(LINES_A_PAGE)]
    return fixtures.pdf_of([lines] * PDF_PAGES)


def reading_pdf(data: bytes) -> Case:
    """Gives the case of taking the letters of a PDF, and of reading it."""

    def run() -> dict[str, float]:
        begin = time.process_time()
        opened = pypdfium2.PdfDocument(data)
        for page in opened:
            page.get_textpage().get_text_bounded()
        opened.close()
        taken = time.process_time()
        read_pdf(data)
        done = time.process_time()
        return {"letters taken": (taken - begin) * 1000, "read": (done - taken) * 1000}

    return run


def main(rounds: int) -> None:
    """Prints the table."""
    chosen = pages()
    cases = {name: reading(page) for name, page in chosen.items()} | {"pdf": reading_pdf(pdf())}
    found = in_rounds(cases, rounds)
    print(f"{'CPU ms':<14}{'kB':>7}{'parsed':>16}{'read':>18}   ratio")
    for name, page in chosen.items():
        parsed, read = found[name]["parsed"], found[name]["read"]
        most = TIMES_PARSING * statistics.median(parsed) + MORE_MS
        kept = "kept" if statistics.median(read) <= most else "BROKEN"
        print(
            f"{name:<14}{len(page) // 1000:>7}{spread(parsed):>16}{spread(read):>18}   "
            f"{spread(ratios(read, parsed), '.1f')}x  {kept}: at most {TIMES_PARSING}x and {MORE_MS} ms, {most:.0f} ms"
        )
    taken, read = found["pdf"]["letters taken"], found["pdf"]["read"]
    print(f"\na page of a PDF: {spread([value / PDF_PAGES for value in read], '.2f')} ms of CPU,")
    print(f"{spread(ratios(read, taken), '.2f')}x taking its letters")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
