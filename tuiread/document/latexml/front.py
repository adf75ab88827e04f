"""Title, authors and abstract of a page, and its bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tuiread.blocks import Block, Footnote, Inlines, Reference
from tuiread.cleaning import clean_text
from tuiread.document.latexml.blocks import blocks_of
from tuiread.document.latexml.inlines import inlines_of, label_of, raw_inlines
from tuiread.document.latexml.reading import TEXT, Reading, classes_of, kept_classes

MOST_LINES = 60
"""How many lines of authors are kept; a collaboration of thousands has the rest on its page."""

_LEFT_OUT = frozenset(
    {"ltx_role_email", "ltx_role_orcid", "ltx_role_url", "ltx_note", "ltx_author_before", "ltx_author_notes"}
)
_ADDRESS = re.compile(r"\S+@\S+|\{[^}]*\}@\S*")


def title_of(article: LexborNode, reading: Reading) -> Inlines:
    """Return the title; empty where a page has none."""
    node = article.css_first(".ltx_title_document")
    return inlines_of(node.iter(include_text=True), reading) if node else ()


def authors_of(article: LexborNode) -> tuple[str, ...]:
    """Return names and affiliations, one line each as the page sets them, without addresses of persons."""
    node = article.css_first(".ltx_authors")
    if node is None:
        return ()
    lines = (clean_text(_ADDRESS.sub("", line)).strip(" ,;&") for line in "".join(_words(node)).split("\n"))
    kept = list(dict.fromkeys(line for line in lines if any(letter.isalpha() for letter in line)))
    return tuple(kept[:MOST_LINES])


def author_notes_of(article: LexborNode, reading: Reading) -> list[Footnote]:
    """Return what is said about the authors in passing, as a note."""
    for note in article.css(".ltx_authors .ltx_role_footnote"):
        raw_inlines(note, reading, 1)  # which keeps what the note says
    nodes = (node.iter(include_text=True) for node in article.css(".ltx_author_notes"))
    said = [inlines for node in nodes if (inlines := inlines_of(node, reading))]
    return [Footnote("*", inlines, f"author_notes.{number}") for number, inlines in enumerate(said, 1)]


def abstract_of(article: LexborNode, reading: Reading) -> tuple[Block, ...]:
    """Return the abstract, without its heading."""
    node = article.css_first(".ltx_abstract")
    if node is None:
        return ()
    rest = [child for child in node.iter(include_text=True) if not _is_title(child)]
    return tuple(blocks_of(rest, reading, 1))


def references_of(article: LexborNode, reading: Reading) -> tuple[Reference, ...]:
    """Return the entries of the bibliography."""
    return tuple(_reference(node, reading) for node in article.css(".ltx_bibitem"))


def _reference(node: LexborNode, reading: Reading) -> Reference:
    label = ""
    rest: list[LexborNode] = []
    for child in node.iter(include_text=True):
        classes = frozenset() if child.tag == TEXT else classes_of(child)
        if not label and not classes.isdisjoint({"ltx_tag_bibitem", "ltx_bibtag"}):
            label = label_of(child, reading)
        else:
            rest.append(child)
    return Reference(label, inlines_of(rest, reading), node.attributes.get("id") or "")


def _words(node: LexborNode) -> Iterator[str]:
    """Yield the words of the byline, a line end where the page sets one."""
    for child in node.iter(include_text=True):
        if child.tag == TEXT:
            yield re.sub(r"\s+", " ", child.text_content or "")
            continue
        classes = kept_classes(child)
        if child.tag == "br":
            yield "\n"
        elif classes is None or not classes.isdisjoint(_LEFT_OUT) or child.tag in ("sup", "math"):
            continue
        elif not classes.isdisjoint({"ltx_creator", "ltx_contact", "ltx_personname", "ltx_tr", "ltx_p"}):
            yield "\n"
            yield from _words(child)
            yield "\n"
        else:
            yield from _words(child)


def _is_title(node: LexborNode) -> bool:
    return node.tag != TEXT and "ltx_title" in classes_of(node)
