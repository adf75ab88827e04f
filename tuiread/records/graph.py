"""The research graph: people, papers, topics and institutions, what stands beside each, and ways between people.

    Node ──relation──> Neighbour (how many joint papers, how strong, why near)
    person ──step──> person ──step──> person          a `CoauthorPath`, each step with the papers that make it

Keys: a person has a `people.PersonKey`, a paper its id, a topic ``category:cs.LG`` or ``keyword:WORDS``, an institution
``institution:FOLDED NAME``.  A work that only a list knows has its arXiv id, else ``doi:10.1/X``, else ``title:WORDS``.

Not here: who counts as a neighbour (insight), and where things stand on a screen (words).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tuiread.records.papers import PaperId

NodeKind = Literal["person", "paper", "topic", "institution"]

GraphRelation = Literal[
    "coauthors", "authors", "people", "papers", "topics", "institutions", "similar", "cites", "cited_by"
]
"""What leads from one node to others.

A person has co-authors, papers, topics, institutions, similar people, papers that theirs cite and that cite theirs; a
paper has authors, topics, what it cites, what cites it and what is near it (``similar``); topics and institutions have
people and papers.
"""


EdgeKind = Literal["wrote_with", "wrote", "cites", "near", "similar", "about", "at"]
"""Why two nodes of a view belong together.

People wrote with each other (both ways), wrote a paper, or are similar (both ways); a paper cites another or is near it
(both ways); people and papers are about a topic, people were at an institution and papers are from there.
"""

MUTUAL_EDGES: frozenset[EdgeKind] = frozenset({"wrote_with", "near", "similar"})
"""The kinds that are the same both ways."""


class Node(Struct, frozen=True, gc=False):
    """One thing in the graph."""

    kind: NodeKind
    key: str
    name: str
    """A name, or a paper's whole title."""
    year: int | None = None
    """Of a paper's first submission."""
    is_you: bool = False
    """True for the person that the reader claims to be, and for their papers."""
    is_followed: bool = False
    """True for a followed person, and for papers of one."""
    is_saved: bool = False
    is_unread: bool = False
    is_cached: bool = True
    """False for a paper of which only another's list of references knows; it has a title and perhaps an id."""


class GraphFilter(Struct, frozen=True):
    """What of the graph is looked at; one filter holds for all views."""

    first_year: int | None = None
    last_year: int | None = None
    topic: str | None = None
    """An arXiv category; papers of others are left out."""
    with_big: bool = False
    """True when papers of more than 25 authors tie people, too."""


class Nearness(Struct, frozen=True, gc=False):
    """Why a paper is adjacent to another; a part that is not known is None and counts neither way.

    score = (0.5 meaning + 0.3 common references / sqrt(|A| |B|) + 0.2 direct citation) / the weights of known parts
    """

    score: float
    meaning: float | None = None
    """The cosine of both papers' vectors."""
    common: float | None = None
    """Common references, as a share."""
    common_count: int = 0
    cites: bool | None = None
    """True when the neighbour cites the centre; None where no list of references is in the cache."""
    is_cited: bool | None = None
    """True when the centre cites the neighbour."""


class Neighbour(Struct, frozen=True, gc=False):
    """What stands beside a node."""

    node: Node
    joint_count: int | None = None
    """Papers together: of two people, or of a person and a topic or an institution; None where nothing is counted."""
    tie: float | None = None
    """Strength of collaboration between two people (see insight.ties)."""
    first_year: int | None = None
    latest_year: int | None = None
    is_close: bool = False
    nearness: Nearness | None = None
    years: tuple[int, ...] = ()
    """The years at an institution, ascending."""
    shared_count: int | None = None
    """Of similar people: how many co-authors both have."""


class RelationCount(Struct, frozen=True):
    """How much a relation leads to."""

    relation: GraphRelation
    count: int | None
    """Of what the cache holds under the filter; None where it is only known once somebody asks (``similar``)."""
    total_count: int | None = None
    """How many the sources say there are; None where they say nothing."""
    is_asked: bool = True
    """False when no source was asked for it yet: nothing known is then not the same as nothing."""
    can_ask: bool = True
    """Whether asking the sources about the node tells of it; a person's sources tell of no references."""


class Surroundings(Struct, frozen=True):
    """A node with the relations that lead from it."""

    node: Node
    relations: tuple[RelationCount, ...]
    """In the order of the screen; the first one is where a column opens."""
    paper_count: int = 0
    """Papers of a person, a topic or an institution in the cache."""
    categories: tuple[str, ...] = ()
    authors: tuple[Node, ...] = ()
    """Of a paper, in the order of its byline."""
    abstract: str | None = None


class Neighbours(Struct, frozen=True):
    """What one relation leads to."""

    relation: GraphRelation
    rows: tuple[Neighbour, ...]
    """The strongest, latest or nearest first."""
    total_count: int
    """How many there are, of which `rows` may be the first."""
    remark: str | None = None
    """Why it is short or empty, as a sentence; None where that needs no words."""
    is_asked: bool = True
    """False where nothing is known because no source was asked for it yet."""
    can_ask: bool = True
    """As of `RelationCount`."""


class GraphEdge(Struct, frozen=True, gc=False):
    """That two nodes of a view belong together."""

    source: str
    """The key of one of its nodes."""
    target: str
    """The key of another."""
    kind: EdgeKind
    weight: float | None = None
    """The tie of two people, or how near a paper is; None where nothing is weighed."""
    joint_count: int | None = None
    """Papers together, where they are counted."""


class GraphView(Struct, frozen=True):
    """A node with what stands beside it, to be taken along."""

    centre: Node
    nodes: tuple[Node, ...]
    """The centre first, then what each relation leads to, each node once."""
    edges: tuple[GraphEdge, ...]
    neighbours: tuple[Neighbours, ...]
    """The same as the columns show it."""


class JointTable(Struct, frozen=True):
    """How many papers some people wrote with each other."""

    people: tuple[Node, ...]
    counts: tuple[tuple[int, ...], ...]
    """Square and symmetric, in the order of `people`; 0 on the diagonal."""


class Between(Struct, frozen=True):
    """What two people have in common."""

    first: Node
    second: Node
    papers: tuple[Node, ...]
    """Joint papers, newest first; the first of `paper_count`."""
    shared_people: tuple[Neighbour, ...]
    """Co-authors of both; the first of `shared_count`."""
    topics: tuple[str, ...]
    paper_count: int
    shared_count: int
    tie: float = 0.0


class LineageRow(Struct, frozen=True):
    """One paper of a lineage, newest first."""

    node: Node
    cites: tuple[PaperId, ...]
    """Papers of the same lineage that it cites."""
    nearness: Nearness | None = None


LineageKind = Literal["cites", "similar", "both"]
"""What a lineage shows: papers that cite or are cited, papers that are near, or all of them."""


class Lineage(Struct, frozen=True):
    """Papers in time order with who cites whom, around one paper."""

    centre: Node
    rows: tuple[LineageRow, ...]
    cited_total: int | None = None
    """How many works the centre refers to, as the sources say."""
    citing_total: int | None = None
    kind: LineageKind = "cites"


class PathStep(Struct, frozen=True):
    """One hop between two people."""

    person: Node
    """Whom the step leads to."""
    papers: tuple[Node, ...]
    """The papers that make it, newest first."""
    author_counts: tuple[int, ...]
    """The authors of each of these papers."""
    tie: float


class CoauthorPath(Struct, frozen=True):
    """A chain from one person to another."""

    start: Node
    steps: tuple[PathStep, ...]

    @property
    def weakest(self) -> float:
        """The tie of the weakest step; longer than none, it orders paths of one length."""
        return min((step.tie for step in self.steps), default=0.0)


class PathAnswer(Struct, frozen=True):
    """How two people hang together, from what the cache holds."""

    start: Node
    end: Node
    paths: tuple[CoauthorPath, ...]
    """The shortest ones, that with the strongest weakest tie first; empty where there is none."""
    is_cut: bool = False
    """True when there are more of the same length."""
    shorter: CoauthorPath | None = None
    """A shorter one that big papers would make; None where there is none or they count already."""
    person_count: int = 0
    """How many people were looked at."""
    paper_count: int = 0
    """How many papers the cache holds."""
    is_given_up: bool = False
    """True when nothing was found because the search had become too large: there may be a path all the same."""
    is_shorter_given_up: bool = False
    """The same of a shorter path through big papers."""
