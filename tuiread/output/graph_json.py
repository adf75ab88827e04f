"""The JSON documents of the research graph: ways between two people, and a node with what stands beside it.

docs/json.md describes every field, and a test compares; fields are added, never renamed.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from tuiread.records import CoauthorPath, GraphEdge, GraphView, Neighbours, Node, PathAnswer, PathStep


class EndForm(Struct, frozen=True):
    """A person on a way."""

    key: str
    name: str


class StepPaperForm(Struct, frozen=True):
    """A paper that makes a step."""

    id: str
    title: str
    year: int | None
    authors: int


class StepForm(Struct, frozen=True):
    """One step of a way."""

    key: str
    name: str
    tie: float
    papers: tuple[StepPaperForm, ...]


class WayForm(Struct, frozen=True):
    """One chain of people."""

    steps: tuple[StepForm, ...]
    weakest_tie: float


class PathForm(Struct, frozen=True):
    """``path --json``."""

    start: EndForm
    end: EndForm
    length: int | None
    paths: tuple[WayForm, ...]
    is_cut: bool
    is_given_up: bool
    shorter: WayForm | None
    people: int
    papers: int


class NodeForm(Struct, frozen=True):
    """A node of the graph."""

    kind: str
    key: str
    name: str
    year: int | None
    is_you: bool
    is_followed: bool
    is_saved: bool
    is_unread: bool
    is_cached: bool


class EdgeForm(Struct, frozen=True):
    """Why two nodes belong together."""

    source: str
    target: str
    kind: str
    weight: float | UnsetType = UNSET
    joint: int | UnsetType = UNSET


class RelationForm(Struct, frozen=True):
    """What one relation leads to."""

    relation: str
    count: int
    keys: tuple[str, ...]
    remark: str | None


class GraphForm(Struct, frozen=True):
    """``graph --json``."""

    centre: NodeForm
    nodes: tuple[NodeForm, ...]
    edges: tuple[EdgeForm, ...]
    relations: tuple[RelationForm, ...]


def path_form(answer: PathAnswer) -> PathForm:
    """Return ways between two people as a document."""
    return PathForm(
        start=_end(answer.start),
        end=_end(answer.end),
        length=len(answer.paths[0].steps) if answer.paths else None,
        paths=tuple(map(_way, answer.paths)),
        is_cut=answer.is_cut,
        is_given_up=answer.is_given_up,
        shorter=_way(answer.shorter) if answer.shorter else None,
        people=answer.person_count,
        papers=answer.paper_count,
    )


def graph_form(view: GraphView) -> GraphForm:
    """Return a view of the graph as a document."""
    return GraphForm(
        _node(view.centre),
        tuple(map(_node, view.nodes)),
        tuple(map(_edge, view.edges)),
        tuple(map(_relation, view.neighbours)),
    )


def _end(node: Node) -> EndForm:
    return EndForm(node.key, node.name)


def _way(path: CoauthorPath) -> WayForm:
    return WayForm(tuple(map(_step, path.steps)), path.weakest)


def _step(step: PathStep) -> StepForm:
    papers = tuple(
        StepPaperForm(paper.key, paper.name, paper.year, count)
        for paper, count in zip(step.papers, step.author_counts, strict=True)
    )
    return StepForm(step.person.key, step.person.name, step.tie, papers)


def _node(node: Node) -> NodeForm:
    return NodeForm(
        node.kind,
        node.key,
        node.name,
        node.year,
        node.is_you,
        node.is_followed,
        node.is_saved,
        node.is_unread,
        node.is_cached,
    )


def _edge(edge: GraphEdge) -> EdgeForm:
    weight = UNSET if edge.weight is None else edge.weight
    joint = UNSET if edge.joint_count is None else edge.joint_count
    return EdgeForm(edge.source, edge.target, edge.kind, weight, joint)


def _relation(beside: Neighbours) -> RelationForm:
    keys = tuple(row.node.key for row in beside.rows)
    return RelationForm(beside.relation, beside.total_count, keys, beside.remark)
