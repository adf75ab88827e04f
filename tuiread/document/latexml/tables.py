"""Data tables and the tables in which displayed equations are set: the two must never be taken for each other."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tuiread.blocks import Cell, Equation, EquationLine, Table
from tuiread.cleaning import clean_text
from tuiread.document.latexml.inlines import inlines_of, label_of, tex_of
from tuiread.document.latexml.reading import TEXT, Reading, classes_of, kept_classes

MOST_SPAN = 200
"""How many rows or columns a cell may span."""

_EQUATIONS = frozenset({"ltx_equation", "ltx_equationgroup", "ltx_eqn_table"})
_BELOW = frozenset({"ltx_border_b", "ltx_border_bb", "ltx_border_B"})
_ABOVE = frozenset({"ltx_border_t", "ltx_border_tt", "ltx_border_T"})


def is_equation(classes: frozenset[str]) -> bool:
    """Tell whether an element sets displayed equations."""
    return not classes.isdisjoint(_EQUATIONS)


def read_equation(node: LexborNode, reading: Reading) -> Equation | None:
    """Return the displayed lines of an equation or a group; None for one that shows nothing."""
    # An element is among those that its own selector finds: a row that finds more holds rows.
    name = "tr" if node.css_first("tr") else ".ltx_eqn_row"
    rows = [row for row in node.css(name) if len(row.css(name)) <= 1]
    lines = [line for row in rows or [node] if (line := _equation_line(row, reading)) is not None]
    if not lines:
        return None
    return Equation(tuple(lines), node.attributes.get("id") or "")


def _equation_line(row: LexborNode, reading: Reading) -> EquationLine | None:
    columns = [tex for cell in _cells_of(row) if (tex := _cell_tex(cell))]
    number = row.css_first(".ltx_tag_equation, .ltx_tag_equationgroup")
    if not columns:
        return None
    anchor = row.attributes.get("id") or (row.parent.attributes.get("id") if row.parent else "") or ""
    return EquationLine(" & ".join(columns), label_of(number, reading) if number else "", anchor)


def _cells_of(row: LexborNode) -> list[LexborNode]:
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th") or "ltx_eqn_cell" in classes_of(cell)]
    return cells or [row]


def _cell_tex(cell: LexborNode) -> str:
    """Return the formulas of a cell in one, words between them as text."""
    if "ltx_eqn_eqno" in classes_of(cell):
        return ""
    return " ".join(_tex_pieces(cell))


def _tex_pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "math":
            if tex := tex_of(child):
                yield tex
        elif child.tag == TEXT:
            if text := clean_text(child.text_content or ""):
                yield f"\\text{{{text}}}"
        elif (classes := kept_classes(child)) is not None and "ltx_tag" not in classes:
            yield from _tex_pieces(child)


def read_table(node: LexborNode, reading: Reading) -> Table | None:
    """Return a data table; None for one without a cell."""
    rows: list[tuple[Cell, ...]] = []
    ruled: list[int] = []
    for row in _rows_of(node):
        if reading.cells_left <= 0:
            reading.skip("A table has too many cells; the rest of it was left out.")
            break
        nodes = [cell for cell in row.iter() if _is_cell(cell)][: reading.cells_left]
        reading.cells_left -= max(1, len(nodes))
        if rows and any(not classes_of(cell).isdisjoint(_ABOVE) for cell in nodes):
            ruled.append(len(rows) - 1)
        rows.append(tuple(_cell(cell, reading) for cell in nodes))
        if any(not classes_of(cell).isdisjoint(_BELOW) for cell in nodes):
            ruled.append(len(rows) - 1)
    if not any(cell.inlines for row in rows for cell in row):
        return None
    return Table(tuple(rows), tuple(dict.fromkeys(ruled)), node.attributes.get("id") or "")


def _rows_of(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the rows of a table, not those of a table within it."""
    for child in node.iter():
        classes = classes_of(child)
        if child.tag == "tr" or "ltx_tr" in classes:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot") or not classes.isdisjoint(
            {"ltx_thead", "ltx_tbody", "ltx_tfoot"}
        ):
            yield from _rows_of(child)


def _is_cell(node: LexborNode) -> bool:
    return node.tag in ("td", "th") or not classes_of(node).isdisjoint({"ltx_td", "ltx_th"})


def _cell(node: LexborNode, reading: Reading) -> Cell:
    classes = classes_of(node)
    is_head = node.tag == "th" or "ltx_th" in classes
    align = "right" if "ltx_align_right" in classes else "center" if "ltx_align_center" in classes else "left"
    return Cell(
        inlines_of(node.iter(include_text=True), reading, depth=10),
        _span(node, "colspan", classes),
        _span(node, "rowspan", classes),
        is_head,
        align,  # type: ignore[arg-type]
    )


def _span(node: LexborNode, name: str, classes: frozenset[str]) -> int:
    """Return how many rows or columns a cell spans, by its attribute or, in tables made of spans, by its class."""
    written = node.attributes.get(name) or next(
        (one.removeprefix(f"ltx_{name}_") for one in classes if one.startswith(f"ltx_{name}_")), ""
    )
    return max(1, min(MOST_SPAN, int(written))) if written.isascii() and written.isdigit() and len(written) < 6 else 1
