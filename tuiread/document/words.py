"""A whole text as plain words, a line for each part: what sentences are found in.

Titles of sections begin with a tab, so that a match knows where it stands.
"""

from __future__ import annotations

from tuiread.blocks import Document, Heading
from tuiread.document.mathematics import line
from tuiread.document.plain import text_of, words_of


def plain_words(document: Document) -> str:
    """Return title, abstract, body, notes and references as lines; formulas as they are shown within a sentence."""
    lines = [words_of(document.title, line)]
    for block in (*document.abstract, *document.blocks, *document.footnotes, *document.references):
        text = text_of(block, line)
        lines += [f"\t{text}"] if isinstance(block, Heading) else text.split("\n")
    return "\n".join(" ".join(text.split()) if not text.startswith("\t") else text for text in lines)
