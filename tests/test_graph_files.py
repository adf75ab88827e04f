"""What the graph is written down as: each format parses back, whatever letters names have."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from io import BytesIO

import networkx as nx
import pytest
from hypothesis import given, strategies as st

from tuiread.output.graph_files import dot, graphml, markdown
from tuiread.output.graph_json import graph_form, path_form
from tuiread.output.json_forms import encode
from tuiread.records import (
    CoauthorPath,
    GraphEdge,
    GraphView,
    Nearness,
    Neighbour,
    Neighbours,
    Node,
    PathAnswer,
    PathStep,
)

ADA = Node("person", "name:ada bel", "Ada Bel", is_you=True)
BO = Node("person", "hf:bo", "Bo Cim", is_followed=True)
LAMPS = Node("paper", "2608.00001", 'Lamps & "Lights" <b>\\n</b>', 2026, is_saved=True)
OLD = Node("paper", "doi:10.1/lamp", "A Lamp of Old", 1999, is_cached=False)
TOPIC = Node("topic", "category:cs.LG", "cs.LG")
COAUTHORS = Neighbours("coauthors", (Neighbour(BO, 2, 0.75, 2024, 2026, is_close=True),), 3)
PAPERS = Neighbours("papers", (Neighbour(LAMPS), Neighbour(OLD)), 2)
TOPICS = Neighbours("topics", (Neighbour(TOPIC, 1),), 1)
NOTHING = Neighbours("institutions", (), 0, "No source was asked for institutions yet.")
EDGES = (
    GraphEdge(ADA.key, BO.key, "wrote_with", 0.75, 2),
    GraphEdge(ADA.key, LAMPS.key, "wrote"),
    GraphEdge(ADA.key, OLD.key, "wrote"),
    GraphEdge(ADA.key, TOPIC.key, "about", None, 1),
    GraphEdge(BO.key, LAMPS.key, "wrote"),
)
VIEW = GraphView(ADA, (ADA, BO, LAMPS, OLD, TOPIC), EDGES, (COAUTHORS, PAPERS, TOPICS, NOTHING))

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|->|[A-Za-z_][A-Za-z0-9_]*|[][{};=,])')


class DotReader:
    """Reads the DOT that is written here, and nothing that its grammar does not allow."""

    def __init__(self, text: str) -> None:
        self.tokens = list(self._tokens(text))
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, str]]] = []
        for word in ("digraph", "tuiread", "{"):
            self._take(word)
        while self.tokens[0] != "}":
            self._statement()
        assert self.tokens == ["}"]

    def _tokens(self, text: str) -> Iterator[str]:
        place = 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            assert found, text[place : place + 40]
            yield found[1]
            place = found.end()

    def _take(self, wanted: str | None = None) -> str:
        token = self.tokens.pop(0)
        assert wanted in (None, token)
        return token

    def _statement(self) -> None:
        name = self._take()
        if self.tokens[0] == "=":
            self._take(), self._take(), self._take(";")
            return
        target = None
        if self.tokens[0] == "->":
            self._take()
            target = self._take()
        about = self._attributes()
        self._take(";")
        if target:
            self.edges.append((name, target, about))
        else:
            self.nodes[name] = about

    def _attributes(self) -> dict[str, str]:
        self._take("[")
        found = {}
        while self.tokens[0] != "]":
            name = self._take()
            self._take("=")
            found[name] = re.sub(r"\\(.)", r"\1", self._take()[1:-1])
            if self.tokens[0] == ",":
                self._take()
        self._take("]")
        return found


names = st.text(max_size=20)
views = st.lists(
    st.builds(
        Node, st.sampled_from(["person", "paper", "topic", "institution"]), names, names, st.none() | st.just(2026)
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda node: "".join(char for char in node.key if char.isprintable()),
)


def joined(nodes: list[Node]) -> GraphView:
    edges = tuple(GraphEdge(nodes[0].key, node.key, "wrote", 0.5, 1) for node in nodes[1:])
    beside = Neighbours("coauthors", tuple(Neighbour(node, 1, 0.5) for node in nodes[1:]), len(nodes) - 1)
    return GraphView(nodes[0], tuple(nodes), edges, (beside,))


def test_dot_says_what_is_in_a_view() -> None:
    found = DotReader(dot(VIEW))
    assert [node["label"] for node in found.nodes.values()] == [
        "Ada Bel",
        "Bo Cim",
        'Lamps & "Lights" <b>\\n</b> (2026)',
        "A Lamp of Old (1999)",
        "cs.LG",
    ]
    assert found.edges[0] == (
        "n0",
        "n1",
        {"kind": "wrote_with", "label": "2", "weight_of_tie": "0.7500", "dir": "none"},
    )
    assert [(source, target) for source, target, _ in found.edges[1:]] == [
        ("n0", "n2"),
        ("n0", "n3"),
        ("n0", "n4"),
        ("n1", "n2"),
    ]


@given(views)
def test_dot_parses_back_whatever_the_names_are(nodes: list[Node]) -> None:
    found = DotReader(dot(joined(nodes)))
    assert len(found.nodes) == len(nodes)
    assert len(found.edges) == len(nodes) - 1


def test_graphml_says_what_is_in_a_view() -> None:
    found = nx.read_graphml(BytesIO(graphml(VIEW).encode()))
    assert found.is_directed()
    assert list(found.nodes) == [node.key for node in VIEW.nodes]
    assert found.nodes[LAMPS.key] == {
        "kind": "paper",
        "name": LAMPS.name,
        "year": 2026,
        "is_centre": False,
        "is_you": False,
        "is_followed": False,
        "is_saved": True,
        "is_cached": True,
    }
    assert found.edges[ADA.key, BO.key] == {"relation": "wrote_with", "weight": 0.75, "joint": 2}


@given(views)
def test_graphml_is_xml_whatever_the_names_are(nodes: list[Node]) -> None:
    root = Xml.fromstring(graphml(joined(nodes)))
    assert len(root.findall(".//{*}node")) == len(nodes)
    assert len(root.findall(".//{*}edge")) == len(nodes) - 1


def test_markdown_lists_each_relation_that_leads_somewhere() -> None:
    assert markdown(VIEW) == (
        "# Ada Bel\n\n`name:ada bel`, from your cache\n\n"
        "## Co-authors (3)\n\n- Bo Cim, 2 together, tie 0.75, 2024-2026, following\n- … 2 more\n\n"
        '## Papers (2)\n\n- [Lamps \\& "Lights" \\<b\\>\\\\n\\</b\\>](https://arxiv.org/abs/2608.00001), 2026, saved\n'
        "- A Lamp of Old, 1999\n\n"
        "## Topics (1)\n\n- cs.LG, 1 paper"
    )


@given(views)
def test_markdown_gives_no_letter_of_a_name_a_meaning(nodes: list[Node]) -> None:
    lines = markdown(joined(nodes)).split("\n")
    assert lines[0].startswith("# ")
    assert sum(line.startswith("- ") for line in lines) == len(nodes) - 1
    plain = re.sub(r"\\[\\`*_\[\]<>#|~&!]", "", lines[0].removeprefix("# "))
    assert not re.search(r"[`*_\[\]<>#|~&!]", plain)


def test_near_papers_say_how_near() -> None:
    near = Neighbours("similar", (Neighbour(LAMPS, nearness=Nearness(0.8125, meaning=0.9)),), 1)
    told = markdown(GraphView(OLD, (OLD, LAMPS), (), (near,)))
    assert "near 0.81" in told


def test_json_has_the_same_nodes_and_edges() -> None:
    document = json.loads(encode(graph_form(VIEW)))
    assert document["centre"]["key"] == ADA.key
    assert [node["key"] for node in document["nodes"]] == [node.key for node in VIEW.nodes]
    assert document["edges"][0] == {
        "source": ADA.key,
        "target": BO.key,
        "kind": "wrote_with",
        "weight": 0.75,
        "joint": 2,
    }
    assert document["edges"][1] == {"source": ADA.key, "target": LAMPS.key, "kind": "wrote"}
    assert document["relations"][0] == {"relation": "coauthors", "count": 3, "keys": [BO.key], "remark": None}


@pytest.mark.parametrize("is_found", [True, False])
def test_json_of_a_way_says_each_step(is_found: bool) -> None:
    path = CoauthorPath(ADA, (PathStep(BO, (LAMPS,), (2,), 0.75),))
    document = json.loads(encode(path_form(PathAnswer(ADA, BO, (path,) if is_found else (), person_count=2))))
    assert document["length"] == (1 if is_found else None)
    if is_found:
        assert document["paths"][0]["weakest_tie"] == 0.75
        assert document["paths"][0]["steps"][0]["papers"] == [
            {"id": LAMPS.key, "title": LAMPS.name, "year": 2026, "authors": 2}
        ]
