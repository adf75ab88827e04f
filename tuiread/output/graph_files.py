"""A view of the research graph as DOT, GraphML or Markdown, for other programs and for notes.

Names come from outside: each format escapes what it gives a meaning to, and control characters go.  Not here: JSON
(graph_json), BibTeX (bibtex), and what is in a view (graph.views).

Source: https://graphviz.org/doc/info/lang.html (DOT); http://graphml.graphdrawing.org/specification.html (GraphML)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from tuiread.records import MUTUAL_EDGES, GraphView, Neighbour, Neighbours, Node

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&!])")
_SHAPES = {"person": "ellipse", "paper": "box", "topic": "plaintext", "institution": "house"}

HEADINGS = {
    "coauthors": "Co-authors",
    "authors": "Authors",
    "people": "People",
    "papers": "Papers",
    "topics": "Topics",
    "institutions": "Institutions",
    "similar": "Similar",
    "cites": "Cites",
    "cited_by": "Cited by",
}


def dot(view: GraphView) -> str:
    """Return a view for Graphviz: ``dot -Tsvg``."""
    numbers = _numbers(view)
    lines = ["digraph tuiread {", "  rankdir=LR;"]
    for node in view.nodes:
        about = {"label": _label(node), "kind": node.kind, "key": node.key, "shape": _SHAPES[node.kind]}
        about |= {"style": "bold"} if node == view.centre else {}
        lines.append(f"  {numbers[node.key]} [{_attributes(about)}];")
    for edge in view.edges:
        about = {"kind": edge.kind}
        about |= {"label": str(edge.joint_count)} if edge.joint_count is not None else {}
        about |= {"weight_of_tie": f"{edge.weight:.4f}"} if edge.weight is not None else {}
        about |= {"dir": "none"} if edge.kind in MUTUAL_EDGES else {}
        lines.append(f"  {numbers[edge.source]} -> {numbers[edge.target]} [{_attributes(about)}];")
    return "\n".join([*lines, "}"])


def graphml(view: GraphView) -> str:
    """Return a view for Gephi, yEd, networkx and the like."""
    Xml.register_namespace("", _NAMESPACE)
    root = Xml.Element(f"{{{_NAMESPACE}}}graphml")
    for name, (part, kind) in _FIELDS.items():
        about = {"id": name, "for": part, "attr.name": name, "attr.type": kind}
        Xml.SubElement(root, f"{{{_NAMESPACE}}}key", about)
    graph = Xml.SubElement(root, f"{{{_NAMESPACE}}}graph", {"id": "tuiread", "edgedefault": "directed"})
    for node in view.nodes:
        element = Xml.SubElement(graph, f"{{{_NAMESPACE}}}node", {"id": _xml(node.key)})
        _add_data(element, {"kind": node.kind, "name": node.name, "year": node.year, **_flags(view, node)})
    for edge in view.edges:
        ends = {"source": _xml(edge.source), "target": _xml(edge.target)}
        element = Xml.SubElement(graph, f"{{{_NAMESPACE}}}edge", ends)
        _add_data(element, {"relation": edge.kind, "weight": edge.weight, "joint": edge.joint_count})
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")


def markdown(view: GraphView) -> str:
    """Return a view as notes: a heading, and a list for each relation that leads somewhere."""
    parts = [f"# {_escaped(view.centre.name)}", f"`{view.centre.key}`, from your cache"]
    parts += [_section(beside) for beside in view.neighbours if beside.rows]
    return "\n\n".join(parts)


_FIELDS = {
    "kind": ("node", "string"),
    "name": ("node", "string"),
    "year": ("node", "int"),
    "is_centre": ("node", "boolean"),
    "is_you": ("node", "boolean"),
    "is_followed": ("node", "boolean"),
    "is_saved": ("node", "boolean"),
    "is_cached": ("node", "boolean"),
    "relation": ("edge", "string"),
    "weight": ("edge", "double"),
    "joint": ("edge", "int"),
}


def _flags(view: GraphView, node: Node) -> dict[str, bool]:
    return {
        "is_centre": node == view.centre,
        "is_you": node.is_you,
        "is_followed": node.is_followed,
        "is_saved": node.is_saved,
        "is_cached": node.is_cached,
    }


def _add_data(element: Xml.Element, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None:
            data = Xml.SubElement(element, f"{{{_NAMESPACE}}}data", {"key": name})
            data.text = str(value).lower() if isinstance(value, bool) else _xml(str(value))


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _numbers(view: GraphView) -> dict[str, str]:
    return {node.key: f"n{number}" for number, node in enumerate(view.nodes)}


def _label(node: Node) -> str:
    return f"{node.name} ({node.year})" if node.kind == "paper" and node.year else node.name


def _attributes(about: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in about.items())


def _quoted(text: str) -> str:
    """Return a text as DOT quotes it; a backslash would begin one of the escapes of labels."""
    words = " ".join(_xml(text).split())
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _section(beside: Neighbours) -> str:
    more = beside.total_count - len(beside.rows)
    heading = f"## {HEADINGS[beside.relation]} ({beside.total_count})"
    lines = [f"- {_line(row)}" for row in beside.rows]
    return "\n".join([heading, "", *lines, *([f"- … {more} more"] if more else [])])


def _line(row: Neighbour) -> str:
    node = row.node
    words = _escaped(node.name)
    if node.kind == "paper" and ":" not in node.key:
        words = f"[{words}](https://arxiv.org/abs/{node.key})"
    told = [
        str(node.year) if node.year else "",
        f"{row.joint_count} together" if row.joint_count and row.tie is not None else "",
        _counted(row.joint_count, "paper") if row.joint_count and row.tie is None and node.kind != "paper" else "",
        f"tie {row.tie:.2f}" if row.tie is not None else "",
        _counted(row.shared_count, "co-author") + " in common" if row.shared_count else "",
        f"near {row.nearness.score:.2f}" if row.nearness else "",
        _years(row),
        "you" if node.is_you else "",
        "following" if node.is_followed and node.kind == "person" else "",
        "saved" if node.is_saved else "",
    ]
    return ", ".join([words, *filter(None, told)])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _years(row: Neighbour) -> str:
    if row.first_year is None or row.latest_year is None:
        return ""
    return str(row.first_year) if row.first_year == row.latest_year else f"{row.first_year}-{row.latest_year}"


def _escaped(text: str) -> str:
    """Return a text in which Markdown gives no letter a meaning."""
    return _MARKDOWN.sub(r"\\\1", " ".join(_xml(text).split()))
