"""What is in view, written into a file of the reader's own: which formats there are, and where the file goes.

No file is ever written over: a second one of the same name gets a number.  Not here: the formats themselves (output).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.lines import Line, Span
from tuiread.names import fold_name
from tuiread.records import GraphView
from tuiread.screens.graph_trail import narrowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.graph_room import Graph
    from tuiread.records import GraphRelation

Format = tuple[str, str]
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


async def exported(graph: Graph, view: GraphView, ending: str) -> str:
    """Return a view in a format."""
    if ending == "bib":
        from tuiread.output.bibtex import bibtex

        return bibtex(await graph.papers(view))
    if ending == "json":
        from tuiread.output.graph_json import graph_form
        from tuiread.output.json_forms import encode

        return encode(graph_form(view)).decode()
    from tuiread.output import graph_files

    return {"md": graph_files.markdown, "dot": graph_files.dot, "graphml": graph_files.graphml}[ending](view)


def write_new(folder: Path, name: str, ending: str, text: str) -> Path:
    """Write a text into a new file of a folder and return where that is.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.]+", "-", fold_name(name)).strip("-.")[:60] or "graph"
    number = 1
    while True:
        path = folder / (f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text if text.endswith("\n") else f"{text}\n")
        except FileExistsError:
            number += 1
        else:
            return path
