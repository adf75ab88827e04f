"""Pages that LaTeXML made, as blocks: arXiv's HTML of several years, and ar5iv's.

    page ──selectolax──> article.ltx_document ──> front, blocks, references ──> Document

A page is a stranger's file: scripts, styles, menus, buttons and error marks are dropped, formulas are taken from their
``alttext`` and never from what draws them, and size, depth and tables are bounded.  Not here: fetching, PDFs, looks.

Source: https://math.nist.gov/~BMiller/LaTeXML/manual/ (the ltx_ classes)
"""

from __future__ import annotations

from tuiread.blocks import Document, Source
from tuiread.document.latexml.blocks import body_blocks
from tuiread.document.latexml.front import abstract_of, author_notes_of, authors_of, references_of, title_of
from tuiread.document.latexml.reading import Reading
from tuiread.document.plain import text_of
from tuiread.errors import DocumentError

MOST_BYTES = 20_000_000
"""Larger pages are not read; the largest recorded one has 2 MB."""

STUB_LETTERS = 600
"""A body with fewer letters is a stub, such as one that only includes a PDF."""


_ARTICLES = ("article.ltx_document", ".ltx_document", ".ltx_page_content")
"""Where a paper begins, in pages of several years."""


def read_html(page: bytes, url: str, source: Source) -> Document:
    """Read a page.

    Args:
        page: the whole page as it was served.
        url: its address, against which images are resolved.
        source: where it came from.

    Raises:
        DocumentError: it is too large, or holds no paper.
    """
    from selectolax.lexbor import LexborHTMLParser

    if len(page) > MOST_BYTES:
        raise DocumentError(f"The page is larger than {MOST_BYTES // 1_000_000} MB and was not read.")
    tree = LexborHTMLParser(page.decode("utf-8", errors="replace"))
    article = next((found for name in _ARTICLES if (found := tree.css_first(name)) is not None), None)
    if article is None:
        raise DocumentError("The page holds no paper that LaTeXML made.")
    reading = Reading(url)
    front = title_of(article, reading), authors_of(article), abstract_of(article, reading)
    reading.footnotes += author_notes_of(article, reading)
    blocks = body_blocks(article, reading)
    references = references_of(article, reading)
    return Document(*front, blocks, tuple(reading.footnotes), references, source, tuple(reading.skipped))


def is_stub(document: Document) -> bool:
    """Tell whether a text is nearly empty, as that of a paper whose source only includes a PDF."""
    letters = 0
    for block in document.blocks:
        letters += len(text_of(block))
        if letters >= STUB_LETTERS:
            return False
    return True
