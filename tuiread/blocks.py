"""A paper's full text as blocks: what is read from a page or a PDF, kept in the library and laid out for a width.

    arXiv HTML, ar5iv, PDF ──> document/ ──> Document ──> library.db
                                                └──> document/layout ──> lines

A `Document` holds blocks, a block holds inlines or more blocks, an inline holds text.  Anchors are the ids of the page
it came from (``S3.F1``, ``bib.bib12``), without ``#``; they are sure within one document and mean nothing in the next
conversion, so that places are kept by what a block says (see `document.places`).  Text has no control characters, no
markup and no line ends; formulas are TeX as their authors wrote them, without dollar signs.

Nothing here can refer to itself, so that the garbage collector need not follow a text's fifty thousand pieces.

Not here: reading, laying out, finding.  Not in `records` either, because nothing needs it before a text is opened.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Anchor: TypeAlias = str
"""The id of a block, an equation's line, a reference or a footnote; ``""`` when it has none."""

Style = Literal["plain", "emphasis", "strong", "code", "small"]
"""How authors set words apart; ``small`` is for what is said in passing: line numbers, affiliations."""

Source = Literal["arxiv", "ar5iv", "pdf"]
"""Where a text was converted from: arXiv's HTML, ar5iv's, or the letters of a PDF."""


class Words(Struct, frozen=True, gc=False, tag="w", omit_defaults=True, array_like=True):
    """A run of text in one style; blanks at its ends count."""

    text: str
    style: Style = "plain"


class Formula(Struct, frozen=True, gc=False, tag="m", omit_defaults=True, array_like=True):
    """A formula within a sentence."""

    tex: str


class Pointer(Struct, frozen=True, gc=False, tag="p", omit_defaults=True, array_like=True):
    """Words that lead somewhere: a citation, a cross reference, a page on the web."""

    text: str
    target: str
    """An `Anchor` of this document, or an address that begins with ``http://``, ``https://`` or ``mailto:``."""


class NoteMark(Struct, frozen=True, gc=False, tag="n", omit_defaults=True, array_like=True):
    """The place of a footnote."""

    mark: str
    """As printed: ``1``, ``*``."""
    target: Anchor


Inline: TypeAlias = Words | Formula | Pointer | NoteMark
Inlines: TypeAlias = tuple[Inline, ...]


class Heading(Struct, frozen=True, gc=False, tag="heading", omit_defaults=True):
    """The title of a part."""

    level: int
    """1 for a section or an appendix, 2 for a subsection, to 6."""
    number: str
    """``3.2``, ``A``; empty when it has none."""
    inlines: Inlines
    anchor: Anchor = ""


class Paragraph(Struct, frozen=True, gc=False, tag="paragraph", omit_defaults=True):
    """A paragraph, or the part of one between two displayed things."""

    inlines: Inlines
    anchor: Anchor = ""


class Item(Struct, frozen=True, gc=False, omit_defaults=True):
    """One entry of a list."""

    mark: str
    """``•``, ``(a)``, ``2.``; of a description, its term."""
    blocks: tuple[Block, ...]
    anchor: Anchor = ""


class Itemize(Struct, frozen=True, gc=False, tag="list", omit_defaults=True):
    """A list: bulleted, numbered or described by its marks."""

    items: tuple[Item, ...]


class Quote(Struct, frozen=True, gc=False, tag="quote", omit_defaults=True):
    """Blocks set in from both sides."""

    blocks: tuple[Block, ...]


class Code(Struct, frozen=True, gc=False, tag="code", omit_defaults=True):
    """Lines whose ends and leading blanks mean something: a listing, or the steps of an algorithm."""

    lines: tuple[Inlines, ...]
    anchor: Anchor = ""


class EquationLine(Struct, frozen=True, gc=False, omit_defaults=True):
    """One displayed line."""

    tex: str
    """All its columns in one, with ``&`` where they are aligned."""
    number: str = ""
    """``(4)``; empty when it has none."""
    anchor: Anchor = ""


class Equation(Struct, frozen=True, gc=False, tag="equation", omit_defaults=True):
    """A displayed equation or a group of aligned ones."""

    lines: tuple[EquationLine, ...]
    anchor: Anchor = ""


class Cell(Struct, frozen=True, gc=False, omit_defaults=True):
    """One cell of a data table."""

    inlines: Inlines
    column_count: int = 1
    row_count: int = 1
    """How many columns and rows it spans."""
    is_head: bool = False
    align: Literal["left", "center", "right"] = "left"


class Table(Struct, frozen=True, gc=False, tag="table", omit_defaults=True):
    """A data table; equations that a page sets in tables are no tables."""

    rows: tuple[tuple[Cell, ...], ...]
    """Cells by row in their order; a cell that spans down is in its first row only."""
    ruled_after: tuple[int, ...] = ()
    """Rows, from 0, under which authors drew a line."""
    anchor: Anchor = ""


class Picture(Struct, frozen=True, gc=False, tag="picture", omit_defaults=True):
    """A figure's image, by its address on the page; the image itself is kept apart."""

    url: str
    """Absolute; empty when the page has a drawing without an address (TikZ as SVG) or lacks the image."""
    alt: str = ""
    """Words instead of it, if the authors gave any."""


class Float(Struct, frozen=True, gc=False, tag="float", omit_defaults=True):
    """A figure, table or algorithm with its caption; figures may hold figures."""

    kind: Literal["figure", "table", "algorithm"]
    label: str
    """``Figure 3``, ``(a)``; empty when it has none."""
    caption: Inlines
    blocks: tuple[Block, ...]
    anchor: Anchor = ""


class Theorem(Struct, frozen=True, gc=False, tag="theorem", omit_defaults=True):
    """A theorem, lemma, definition, remark or proof."""

    title: Inlines
    """``Theorem 2.1 (Main result)``, ``Proof``."""
    blocks: tuple[Block, ...]
    anchor: Anchor = ""


Block: TypeAlias = Heading | Paragraph | Itemize | Quote | Code | Equation | Table | Picture | Float | Theorem


class Footnote(Struct, frozen=True, gc=False, omit_defaults=True):
    """A note at the foot of a page, which here stands at the end."""

    mark: str
    inlines: Inlines
    anchor: Anchor = ""


class Reference(Struct, frozen=True, gc=False, omit_defaults=True):
    """One entry of the bibliography."""

    label: str
    """``[12]``, ``Vaswani et al. (2017)``; empty when it has none."""
    inlines: Inlines
    anchor: Anchor = ""


class Document(Struct, frozen=True, gc=False, omit_defaults=True):
    """A whole paper."""

    title: Inlines
    authors: tuple[str, ...]
    """One line each, as the paper sets them: names, affiliations; without addresses of persons."""
    abstract: tuple[Block, ...]
    blocks: tuple[Block, ...]
    """The body in reading order, without the abstract and the bibliography; appendices last."""
    footnotes: tuple[Footnote, ...]
    references: tuple[Reference, ...]
    source: Source
    skipped: tuple[str, ...] = ()
    """What was left out and why, a sentence each: a page that was too large, a table with too many cells."""
    sizes: tuple[int, ...] = ()
    """How many letters each part of its flow has, counted when it was kept; empty while nobody counted."""
