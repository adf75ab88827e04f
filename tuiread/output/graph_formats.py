"""The formats in which a view of the graph goes out, by how their files end.

Each is loaded only when it is asked for.  Not here: the formats themselves, and files (exports).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.records import GraphView, Paper

GraphFormat = Literal["md", "bib", "dot", "graphml", "json"]


def graph_text(view: GraphView, form: GraphFormat, papers: Sequence[Paper]) -> str:
    """Return a view in a format.

    Args:
        view: what goes out.
        form: how.
        papers: the papers of the view; only BibTeX tells of them.
    """
    if form == "bib":
        from tuiread.output.bibtex import bibtex

        return bibtex(papers)
    if form == "json":
        from tuiread.output.graph_json import graph_form
        from tuiread.output.json_forms import encode

        return encode(graph_form(view)).decode()
    from tuiread.output import graph_files

    return {"md": graph_files.markdown, "dot": graph_files.dot, "graphml": graph_files.graphml}[form](view)
