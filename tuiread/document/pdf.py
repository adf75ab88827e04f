"""The letters of a PDF as paragraphs: what is left when a paper has no page.

    pages ──pypdfium2──> lines ── without running heads ── joined to paragraphs ──> headings, references

A PDF has no structure: formulas and tables come as the letters lie.  Not here: pages (latexml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tuiread.blocks import Block, Document, Heading, Paragraph, Reference, Words
from tuiread.cleaning import clean_text
from tuiread.errors import DocumentError

MOST_PAGES = 400
MOST_LETTERS = 3_000_000
HEAD_LINES = 2
"""How many lines at the begin and the end of a page may be a running head: its words, and its number."""

LEAST_LETTERS = 400
"""A PDF with fewer letters is a scan."""

_HEADING = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2})?)\.? {1,3})?([A-Z][^.!?]{2,70})")
_NAMED = re.compile(
    r"(abstract|introduction|references|bibliography|acknowledge?ments?|appendix|conclusions?)", re.IGNORECASE
)
_REFERENCE = re.compile(r"^\[(\d{1,3})\] ")
_PAGE_NUMBER = re.compile(r"^(?:page )?\d{1,4}(?: of \d{1,4})?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:]['\")\]]?$")


def read_pdf(data: bytes) -> Document:
    """Read the letters of a PDF.

    Raises:
        DocumentError: it is broken, locked, or has no letters.
    """
    pages, is_whole = _pages(data)
    if sum(len(line) for page in pages for line in page) < LEAST_LETTERS:
        raise DocumentError("The PDF has no letters: it is a scan.")
    skipped = () if is_whole else (f"Only the first {len(pages)} pages were read.",)
    blocks, references = _blocks(_paragraphs(_without_running_heads(pages)))
    return Document((), (), (), tuple(blocks), (), tuple(references), "pdf", skipped)


def _pages(data: bytes) -> tuple[list[list[str]], bool]:
    """Return the lines of each page, and whether these are all of them."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("The PDF is broken or locked, and cannot be read.") from error
    pages: list[list[str]] = []
    letters = 0
    try:
        count = len(pdf)
        for number in range(min(count, MOST_PAGES)):
            text = pdf[number].get_textpage().get_text_bounded()
            letters += len(text)
            pages.append([clean_text(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")])
            if letters > MOST_LETTERS:
                break
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"Page {len(pages) + 1} of the PDF cannot be read.") from error
    finally:
        pdf.close()
    return pages, len(pages) == count


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Drop page numbers, and lines that many pages share, where a page begins and ends."""
    edges = Counter(bare for page in pages for bare in {_bare(line) for line in _edges_of(page)})
    least = max(3, len(pages) // 3)
    heads = {bare for bare, count in edges.items() if bare and count >= least}
    return [_within(page, heads) for page in pages]


def _edges_of(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled[:HEAD_LINES] + filled[-HEAD_LINES:]


def _within(page: Sequence[str], heads: set[str]) -> list[str]:
    """Return a page without the heads in its first and last lines; the same words further in are the paper's."""
    filled = [number for number, line in enumerate(page) if line]
    edges = {*filled[:HEAD_LINES], *filled[-HEAD_LINES:]}
    return [
        line
        for number, line in enumerate(page)
        if number not in edges or not (_bare(line) in heads or _PAGE_NUMBER.match(line))
    ]


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Join lines: a blank line, a heading or a short line that ends a sentence ends a paragraph."""
    lines = [line for page in pages for line in page]
    longest = sorted(len(line) for line in lines if line)[-max(1, len(lines) // 10)] if any(lines) else 0
    current = ""
    for line in lines:
        starts_anew = not line or _is_heading(line) or _REFERENCE.match(line)
        if starts_anew and current:
            yield current
            current = ""
        if not line:
            continue
        current = _joined(current, line)
        if _is_heading(line) or (_SENTENCE_END.search(line) and len(line) < 0.75 * longest):
            yield current
            current = ""
    if current:
        yield current


def _blocks(paragraphs: Iterator[str]) -> tuple[list[Block], list[Reference]]:
    blocks: list[Block] = []
    references: list[Reference] = []
    for text in paragraphs:
        if (found := _REFERENCE.match(text)) and blocks:
            references.append(Reference(f"[{found[1]}]", (Words(text[found.end() :]),), f"pdf.{found[1]}"))
        elif _is_heading(text):
            blocks.append(_heading(text))
        else:
            blocks.append(Paragraph((Words(text),)))
    return blocks, references


def _heading(text: str) -> Heading:
    found = _HEADING.fullmatch(text)
    number = found[1] or "" if found else ""
    return Heading(number.count(".") + 1, number, (Words(found[2] if found else text),))


def _is_heading(line: str) -> bool:
    if _NAMED.fullmatch(line.rstrip(":")):
        return True
    found = _HEADING.fullmatch(line)
    return bool(found and found[1]) and not line.endswith(",") and len(line.split()) <= 10


def _joined(current: str, line: str) -> str:
    """Join a line to what stands before it; a word that was parted at its end is mended."""
    if not current:
        return line
    if current.endswith("-") and len(current) > 1 and current[-2].isalpha() and line[:1].islower():
        return current[:-1] + line
    return f"{current} {line}"


def _bare(line: str) -> str:
    return re.sub(r"\d+", "", line).strip()
