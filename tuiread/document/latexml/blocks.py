"""Sections, paragraphs, lists, figures, theorems and listings of a page, in reading order.

    element ── by class, then by tag ──> its own reader ──> Block ...
                            └── none: its children, words between blocks as paragraphs

LaTeXML nests freely (a figure in a paragraph, a table in an item), so that every reader gives a list of blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tuiread.blocks import (
    Block,
    Code,
    Float,
    Heading,
    Inline,
    Inlines,
    Item,
    Itemize,
    Paragraph,
    Picture,
    Quote,
    Table,
    Theorem,
    Words,
)
from tuiread.cleaning import clean_text
from tuiread.document.latexml.inlines import inlines_of, label_of, say_element, say_text, trimmed
from tuiread.document.latexml.listings import listing_lines, verbatim_lines
from tuiread.document.latexml.reading import MOST_DEPTH, TEXT, Reading, classes_of, kept_classes
from tuiread.document.latexml.tables import is_equation, read_equation, read_table

_NOTHING: Inlines = ()
_LEVELS = {
    "ltx_title_part": 1, "ltx_title_chapter": 1, "ltx_title_section": 1, "ltx_title_appendix": 1,
    "ltx_title_acknowledgements": 1, "ltx_title_index": 1, "ltx_title_subsection": 2, "ltx_title_subsubsection": 3,
    "ltx_title_paragraph": 4, "ltx_title_subparagraph": 5,
}  # fmt: skip

_FRONT = frozenset({"ltx_title_document", "ltx_authors", "ltx_abstract", "ltx_bibliography", "ltx_author_notes"})
"""What the front and the bibliography take (see front)."""

_BLOCK_TAGS = frozenset(
    {
        "div", "p", "section", "article", "main", "figure", "table", "ul", "ol", "dl", "blockquote", "pre", "h1",
        "h2", "h3", "h4", "h5", "h6", "figcaption", "hr", "center",
    }
)  # fmt: skip
_BLOCK_CLASSES = frozenset(
    {
        "ltx_p", "ltx_para", "ltx_inline-para", "ltx_minipage", "ltx_tabular", "ltx_listing",
        "ltx_itemize", "ltx_enumerate", "ltx_description", "ltx_figure", "ltx_table", "ltx_float", "ltx_equation",
        "ltx_equationgroup", "ltx_theorem", "ltx_proof", "ltx_logical-block", "ltx_inline-logical-block",
        "ltx_quote", "ltx_inline-block",
    }
)  # fmt: skip
_LISTS = frozenset({"ltx_itemize", "ltx_enumerate", "ltx_description", "ltx_inline-itemize", "ltx_inline-enumerate"})
_FLOATS = frozenset({"ltx_figure", "ltx_table", "ltx_float"})
_QUOTES = frozenset({"ltx_quote", "ltx_quotation", "ltx_verse"})


def body_blocks(article: LexborNode, reading: Reading) -> tuple[Block, ...]:
    """Return the body of a paper, without its front and its bibliography."""
    return tuple(blocks_of(article.iter(include_text=True), reading, 0))


def blocks_of(nodes: Iterable[LexborNode], reading: Reading, depth: int, *, in_float: bool = False) -> list[Block]:
    """Return the blocks of some elements; words beside blocks become paragraphs of their own."""
    blocks: list[Block] = []
    pending: list[Inline] = []

    def flush() -> None:
        if pending and (said := trimmed(pending)):
            blocks.append(Paragraph(said))
        pending.clear()

    for node in nodes:
        if node.tag == TEXT:
            if pending or not (node.text_content or "").isspace():  # most are the line ends between two blocks
                say_text(node, "plain", pending)
            continue
        classes = kept_classes(node)
        if classes is None:
            continue
        if _is_block(node, classes, in_float=in_float):
            flush()
            blocks += _read(node, classes, reading, depth + 1, in_float=in_float)
        else:
            say_element(node, classes, reading, "plain", depth, pending)
    flush()
    return blocks


def _is_block(node: LexborNode, classes: frozenset[str], *, in_float: bool) -> bool:
    if node.tag in ("img", "svg"):
        return in_float
    return node.tag in _BLOCK_TAGS or not classes.isdisjoint(_BLOCK_CLASSES)


def _read(node: LexborNode, classes: frozenset[str], reading: Reading, depth: int, *, in_float: bool) -> list[Block]:
    if not classes.isdisjoint(_FRONT):
        return []
    if depth > MOST_DEPTH:
        said = clean_text(node.text(separator=" "))
        return [Paragraph((Words(said),))] if said else []
    tag = node.tag or ""
    if is_equation(classes):
        return _some(read_equation(node, reading))
    if tag in ("img", "svg"):
        return [_picture(node, reading)]
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return _some(_heading(node, classes, reading))
    reader = next((reader for fits, reader in _READERS if fits(tag, classes)), None)
    if reader is not None:
        return reader(node, reading, depth)
    blocks = blocks_of(node.iter(include_text=True), reading, depth, in_float=in_float)
    return _anchored(blocks, node.attributes.get("id") or "")


def _heading(node: LexborNode, classes: frozenset[str], reading: Reading) -> Heading | None:
    level = next((level for name, level in _LEVELS.items() if name in classes), max(1, int((node.tag or "h6")[1]) - 1))
    number, title = _tagged(node, reading)
    if not title and not number:
        return None
    anchor = node.attributes.get("id") or (node.parent.attributes.get("id") if node.parent else "") or ""
    return Heading(level, number, title, anchor)


def _tagged(node: LexborNode, reading: Reading) -> tuple[str, Inlines]:
    """Return the number before a title or caption, and the title."""
    tags: list[str] = []
    rest: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if child.tag != TEXT and "ltx_tag" in classes_of(child):
            tags.append(label_of(child, reading))
        else:
            rest.append(child)
    return " ".join(tags).rstrip(":. "), inlines_of(rest, reading)


def _list(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    items: list[Item] = []
    term, anchor = "", ""
    for child in node.iter():
        if child.tag == "dt":
            term, anchor = label_of(child, reading), child.attributes.get("id") or ""
            continue
        mark, blocks = _item(child, reading, depth)
        if term or mark or blocks:
            items.append(Item(term or mark, tuple(blocks), child.attributes.get("id") or anchor))
        term, anchor = "", ""
    return [Itemize(tuple(items))] if items else []


def _item(node: LexborNode, reading: Reading, depth: int) -> tuple[str, list[Block]]:
    """Return the mark of an entry, which stands in a tag of its own, and what it says."""
    mark = ""
    rest: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if not mark and child.tag != TEXT and "ltx_tag" in classes_of(child):
            mark = label_of(child, reading)
        else:
            rest.append(child)
    return mark or "•", blocks_of(rest, reading, depth)


def _float(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    classes = classes_of(node)
    captions: dict[str, LexborNode] = {}
    rest: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if child.tag == "figcaption" or (child.tag != TEXT and "ltx_caption" in classes_of(child)):
            captions.setdefault(child.text(), child)  # beside several images, pages set a caption twice
        else:
            rest.append(child)
    blocks = blocks_of(rest, reading, depth, in_float=True)
    said = [_tagged(child, reading) for child in captions.values()] or [("", _NOTHING)]
    if not blocks and not any(label or caption for label, caption in said):
        return []
    is_algorithm = any("algorithm" in name or name == "ltx_lstlisting" for name in classes)
    kind = "algorithm" if is_algorithm else "table" if "ltx_table" in classes else "figure"
    shares = [(block,) for block in blocks] if len(blocks) == len(said) else [tuple(blocks), *[()] * (len(said) - 1)]
    floats: list[Block] = [
        Float(kind, label, caption, share)  # type: ignore[arg-type]
        for (label, caption), share in zip(said, shares, strict=True)
    ]
    # The page has one id for all of them, which LaTeXML takes from the last caption.
    return [*floats[:-1], replace(floats[-1], anchor=node.attributes.get("id") or "")]


def _picture(node: LexborNode, reading: Reading) -> Picture:
    alt = clean_text(node.attributes.get("alt") or "")
    return Picture(
        reading.image_url(node.attributes.get("src")) if node.tag == "img" else "",
        "" if alt.lower() in ("refer to caption", "[uncaptioned image]") else alt,
    )


def _theorem(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    title: Inlines = ()
    rest: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if not title and child.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            title = inlines_of(child.iter(include_text=True), reading)
        else:
            rest.append(child)
    blocks = blocks_of(rest, reading, depth)
    return [Theorem(title, tuple(blocks), node.attributes.get("id") or "")] if title or blocks else []


def _quote(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    blocks = blocks_of(node.iter(include_text=True), reading, depth)
    return [Quote(tuple(blocks))] if blocks else []


def _table(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    # A listing or an equation may be set with a table around it, which is none of data.
    if node.css_first(".ltx_equation, .ltx_equationgroup, .ltx_listing, .ltx_figure"):
        return blocks_of(_table_contents(node), reading, depth, in_float=True)
    table = _some(read_table(node, reading))
    return [*_pictures(node, reading, table), *table]


def _pictures(node: LexborNode, reading: Reading, table: list[Block]) -> list[Block]:
    """Return the images that a table only sets in order; a table of data with a few icons gives none."""
    images = node.css("img.ltx_graphics")
    filled = sum(bool(cell.inlines) for each in table if isinstance(each, Table) for row in each.rows for cell in row)
    return [_picture(image, reading) for image in images] if len(images) >= filled else []


def _table_contents(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter(include_text=True):
        if child.tag in ("tbody", "thead", "tfoot", "tr", "td", "th"):
            yield from _table_contents(child)
        else:
            yield child


def _listing(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    lines = listing_lines(node, reading, depth)
    return [Code(lines, node.attributes.get("id") or "")] if lines else []


def _verbatim(node: LexborNode, reading: Reading, depth: int) -> list[Block]:
    lines = verbatim_lines(node)
    return [Code(lines, node.attributes.get("id") or "")] if lines else []


def _some(block: Block | None) -> list[Block]:
    return [block] if block is not None else []


def _anchored(blocks: list[Block], anchor: str) -> list[Block]:
    """Give the id of an element to the first block in it that can carry one and has none."""
    if anchor and blocks and isinstance(blocks[0], Paragraph) and not blocks[0].anchor:
        return [Paragraph(blocks[0].inlines, anchor), *blocks[1:]]
    return blocks


_READERS: tuple[
    tuple[Callable[[str, frozenset[str]], bool], Callable[[LexborNode, Reading, int], list[Block]]], ...
] = (
    (lambda tag, classes: "ltx_listing" in classes, _listing),
    (lambda tag, classes: tag == "pre" or ("ltx_verbatim" in classes and tag in _BLOCK_TAGS), _verbatim),
    (lambda tag, classes: tag in ("ul", "ol", "dl") or not classes.isdisjoint(_LISTS), _list),
    (lambda tag, classes: tag == "table" or "ltx_tabular" in classes, _table),
    (lambda tag, classes: tag == "figure" or not classes.isdisjoint(_FLOATS), _float),
    (lambda tag, classes: "ltx_theorem" in classes or "ltx_proof" in classes, _theorem),
    (lambda tag, classes: tag == "blockquote" or not classes.isdisjoint(_QUOTES), _quote),
)
"""Which reader an element has, the first that fits."""
