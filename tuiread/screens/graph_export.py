"""What is in view, as it goes into a file of the reader's own: which formats there are, how much of it, what name.

Not here: the formats themselves (output), and writing (exports).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.lines import Line, Span
from tuiread.names import fold_name
from tuiread.records import GraphView
from tuiread.screens.graph_trail import narrowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.output.graph_formats import GraphFormat
    from tuiread.records import GraphRelation

Format = tuple["GraphFormat", str]
"""How a file's name ends, and what the format is for."""

FORMATS: tuple[Format, ...] = (
    ("md", "Markdown, for notes"),
    ("bib", "BibTeX of the papers in view"),
    ("dot", "DOT, for Graphviz"),
    ("graphml", "GraphML, for Gephi, yEd and networkx"),
    ("json", "JSON, for programs"),
)


def format_row(row: Format, cells: int) -> Sequence[Line]:
    """Return a format as a line."""
    return [(Span(f".{row[0]:<9}", "key"), Span(row[1]))]


def narrowed_view(view: GraphView, relation: GraphRelation | None, needle: str) -> GraphView:
    """Return a view of whose one relation only what a needle finds is left, and what the other ones lead to."""
    neighbours = tuple(
        replace(beside, rows=narrowed(beside.rows, needle)) if beside.relation == relation else beside
        for beside in view.neighbours
    )
    kept = {view.centre.key, *(row.node.key for beside in neighbours for row in beside.rows)}
    nodes = tuple(node for node in view.nodes if node.key in kept)
    edges = tuple(edge for edge in view.edges if {edge.source, edge.target} <= kept)
    return GraphView(view.centre, nodes, edges, neighbours)


def stem_of(name: str) -> str:
    """Return how the file of something begins: its name as far as every system of files takes it."""
    return re.sub(r"[^\w.]+", "-", fold_name(name)).strip("-.")[:60] or "graph"
