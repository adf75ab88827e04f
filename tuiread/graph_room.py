"""The research graph: what stands beside a person, a paper, a topic or an institution, and ways between two people.

    explorer, path, graph ──await──> Graph ──StoreThread──> graph ──> profiles, tables, insight
                                       └──refresh──> sections, researchers ──> OpenAlex, Semantic Scholar ...

It is the library's room for the graph, reached as ``library.graph``.  Questions are answered from the cache at once;
only `refresh` asks the network.  Not here: SQL, HTTP, where things stand on a screen (words).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.errors import AmbiguousError, NotFoundError
from tuiread.graph import nodes, pairs, papers, people, subjects, views
from tuiread.graph.portraits import Portraits
from tuiread.graph.recent import Recent
from tuiread.records import (
    Between,
    GraphFilter,
    GraphRelation,
    GraphView,
    JointTable,
    Lineage,
    LineageKind,
    Neighbours,
    Node,
    Paper,
    PaperId,
    PathAnswer,
    PersonKey,
    Relation,
    SectionReply,
    SourceReply,
    Surroundings,
)
from tuiread.tables import papers as paper_table
from tuiread.ways_room import WaysRoom

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tuiread.graph.papers import Cosines
    from tuiread.meaning.files import MeaningIndex
    from tuiread.output.graph_formats import GraphFormat
    from tuiread.paths import Paths
    from tuiread.researchers import Researchers
    from tuiread.sections import Sections
    from tuiread.store_thread import StoreThread

ALL = GraphFilter()
"""Nothing is left out but what ties nobody: papers of more than 25 authors."""

MOST_NEIGHBOURS = 100
"""How many neighbours are told without being asked for more."""

MOST_SUBJECTS = 4
"""How many topics and institutions are kept in memory."""

MOST_COMPARED = 40
"""How many people a table of joint papers compares: as many as a map draws at the most."""


class Graph:
    """Questions and wishes about the research graph.

    Args:
        store: the store's thread.
        paths: where the index of meanings lies.
        researchers: the room for people, which finds names and asks sources about them.
        sections: the room that asks for references and citations.
        has_paper: tells whether a paper is in the cache, and takes one of the archive in.
    """

    def __init__(
        self,
        store: StoreThread,
        paths: Paths,
        researchers: Researchers,
        sections: Sections,
        has_paper: Callable[[PaperId], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._paths = paths
        self._researchers = researchers
        self._sections = sections
        self._has_paper = has_paper
        self._portraits = Portraits()
        self._compared = Portraits(MOST_COMPARED)
        self._subjects: Recent[tuple[str, GraphFilter], subjects.Subject] = Recent(MOST_SUBJECTS)
        self._ways = WaysRoom(store, paths)
        self._index: tuple[int, MeaningIndex | None] | None = None

    async def close(self) -> None:
        """Close what was opened for finding ways."""
        await self._ways.close()

    # Questions

    async def node(self, text: str) -> Node:
        """Return what a text means: a person's key or name, ``me``, a paper's id or address, a topic, an institution.

        Raises:
            NotFoundError: the cache knows nothing of that name.
            AmbiguousError: several people have that name.
            UsageError: it looks like a paper's id, but is none.
        """
        if paper_id := nodes.paper_id_in(text):
            if not await self._has_paper(paper_id):
                raise NotFoundError(f"arXiv {paper_id} is not in your cache.")
            return await self._store.ask(_paper_node, paper_id)
        if subject := await self._store.ask(nodes.subject_in, text):
            return subject
        try:
            return await self._store.ask(_person_node, await self.person(text))
        except AmbiguousError:
            raise
        except NotFoundError:
            found = await self._store.ask(nodes.named_subject, text)
            if found is None:
                raise
            return found

    async def person(self, text: str) -> PersonKey:
        """Return whom a name or a key means; ``me`` is whom the reader claims to be.

        Raises:
            NotFoundError: the cache knows nobody of that name.
            AmbiguousError: several people have it.
        """
        if text.strip().casefold() != "me":
            return await self._researchers.find_person(text)
        claim = await self._researchers.own_claim()
        if claim is None:
            raise NotFoundError("You have not said who you are: C on your profile does, or `tuiread claim NAME`.")
        return claim.person

    async def surroundings(self, node: Node, which: GraphFilter = ALL) -> Surroundings:
        """Return a node with the relations that lead from it.

        Raises:
            NotFoundError: the cache does not hold it.
        """
        return await self._store.ask(self._around, node, which)

    async def neighbours(
        self, node: Node, relation: GraphRelation, which: GraphFilter = ALL, limit: int = MOST_NEIGHBOURS
    ) -> Neighbours:
        """Return what one relation of a node leads to.

        Raises:
            NotFoundError: the cache does not hold the node, or no such relation leads from it.
        """
        return await self._store.ask(self._beside, node, relation, which, limit)

    async def between(self, first: PersonKey, second: PersonKey, which: GraphFilter = ALL) -> Between:
        """Return what two people have in common.

        Raises:
            NotFoundError: nobody answers to one of the keys.
        """
        return await self._store.ask(self._between, first, second, which)

    async def joint_table(self, people: Sequence[PersonKey], which: GraphFilter = ALL) -> JointTable:
        """Return how many papers some people wrote with each other; of more than `MOST_COMPARED`, the first ones.

        Raises:
            NotFoundError: nobody answers to one of the keys.
        """
        return await self._store.ask(self._joint_table, list(dict.fromkeys(people))[:MOST_COMPARED], which)

    async def lineage(self, paper_id: PaperId, which: GraphFilter = ALL, kind: LineageKind = "cites") -> Lineage:
        """Return the papers of the cache that a paper cites, that cite it or are near it, newest first.

        Raises:
            NotFoundError: the paper is not in the cache.
        """
        return await self._store.ask(self._lineage, paper_id, which, kind)

    async def view(self, node: Node, which: GraphFilter = ALL, limit: int = MOST_NEIGHBOURS) -> GraphView:
        """Return a node with what each of its relations leads to, to be taken along.

        Raises:
            NotFoundError: the cache does not hold it.
        """
        return await self._store.ask(self._view, node, which, limit)

    async def text(self, view: GraphView, form: GraphFormat) -> str:
        """Return a view in a format, BibTeX with all that the cache knows of its papers."""
        from tuiread.output.graph_formats import graph_text

        ids = [PaperId(node.key) for node in view.nodes if node.kind == "paper" and node.is_cached]
        return graph_text(view, form, await self._store.ask(_papers, ids) if form == "bib" else ())

    async def paths(self, start: PersonKey, end: PersonKey, *, with_big: bool = False) -> PathAnswer:
        """Return the shortest chains of co-authors between two people.

        Raises:
            NotFoundError: nobody answers to one of the keys.
        """
        return await self._ways.paths(start, end, with_big=with_big)

    # Network

    async def refresh(self, node: Node) -> tuple[SectionReply | SourceReply, ...]:
        """Ask what there is to ask about a node, and keep what comes: a paper's lists, a person's sources.

        Returns:
            How each source answered; nothing for topics and institutions, about which nobody can be asked.

        Raises:
            NotFoundError: the cache does not hold the node.
        """
        if node.kind == "person":
            return await self._researchers.refresh(PersonKey(node.key))
        if node.kind == "paper":
            return await self._refresh_paper(PaperId(node.key))
        return ()

    async def _refresh_paper(self, paper_id: PaperId) -> tuple[SectionReply, ...]:
        relations: tuple[Relation, ...] = ("references", "citations")
        for relation in relations:
            await self._sections.refresh(paper_id, relation, self._sections.sources_of(relation))
        states = [(await self._sections.cited(paper_id, relation)).state for relation in relations]
        return tuple(reply for state in states for reply in state.replies)

    def _around(self, connection: sqlite3.Connection, node: Node, which: GraphFilter) -> Surroundings:
        marks = nodes.read_marks(connection)
        if node.kind == "person":
            portrait = self._portraits.get(connection, PersonKey(node.key), which)
            return people.around_person(connection, marks, portrait, which)
        if node.kind == "paper":
            return papers.around_paper(connection, marks, PaperId(node.key), which)
        return subjects.around_subject(self._subject(connection, marks, node, which), node)

    def _beside(
        self, connection: sqlite3.Connection, node: Node, relation: GraphRelation, which: GraphFilter, limit: int
    ) -> Neighbours:
        if relation not in RELATIONS[node.kind]:
            raise NotFoundError(f"No {relation} lead from a {node.kind}.")
        marks = nodes.read_marks(connection)
        if node.kind == "person":
            portrait = self._portraits.get(connection, PersonKey(node.key), which)
            return people.beside_person(connection, marks, portrait, relation, which, limit)
        if node.kind == "paper":
            paper_id = PaperId(node.key)
            return papers.beside_paper(connection, marks, paper_id, relation, which, limit, self._cosines(paper_id))
        subject = self._subject(connection, marks, node, which)
        return subjects.beside_subject(connection, marks, node, subject, relation, which, limit)

    def _subject(
        self, connection: sqlite3.Connection, marks: nodes.Marks, node: Node, which: GraphFilter
    ) -> subjects.Subject:
        return self._subjects.get(
            connection, (node.key, which), lambda: subjects.read_subject(connection, marks, node, which)
        )

    def _view(self, connection: sqlite3.Connection, node: Node, which: GraphFilter, limit: int) -> GraphView:
        centre = self._around(connection, node, which).node
        beside = [self._beside(connection, centre, relation, which, limit) for relation in RELATIONS[centre.kind]]
        return views.view(connection, centre, beside)

    def _between(
        self, connection: sqlite3.Connection, first: PersonKey, second: PersonKey, which: GraphFilter
    ) -> Between:
        one, other = (self._portraits.get(connection, key, which) for key in (first, second))
        return pairs.between(connection, nodes.read_marks(connection), one, other, with_big=which.with_big)

    def _joint_table(self, connection: sqlite3.Connection, keys: Sequence[PersonKey], which: GraphFilter) -> JointTable:
        # What was read for one opening is still there for the next, and nobody else is put out of memory by it.
        portraits = [self._compared.get(connection, key, which) for key in keys]
        return pairs.joint_table(nodes.read_marks(connection), portraits)

    def _lineage(
        self, connection: sqlite3.Connection, paper_id: PaperId, which: GraphFilter, kind: LineageKind
    ) -> Lineage:
        paper_table.get_paper(connection, paper_id)
        marks = nodes.read_marks(connection)
        return papers.lineage(connection, marks, paper_id, which, self._cosines(paper_id), kind)

    def _cosines(self, paper_id: PaperId) -> Cosines | None:
        """Return what the index of meanings tells of a paper; None where there is none, or it cannot be read."""
        header = self._paths.meaning / "header.json"
        if not header.exists():
            return None
        from tuiread.graph.meanings import cosines_of, open_index

        stamp = header.stat().st_mtime_ns
        if self._index is None or self._index[0] != stamp:  # it was made anew meanwhile
            self._index = stamp, open_index(self._paths.meaning)
        return cosines_of(self._index[1], paper_id) if self._index[1] else None


RELATIONS: dict[str, tuple[GraphRelation, ...]] = {
    "person": ("coauthors", "papers", "topics", "institutions", "similar", "cites", "cited_by"),
    "paper": ("authors", "cites", "cited_by", "similar", "topics"),
    "topic": ("people", "papers"),
    "institution": ("people", "papers"),
}
"""What leads from each kind of node."""


def _paper_node(connection: sqlite3.Connection, paper_id: PaperId) -> Node:
    return nodes.paper_nodes(connection, nodes.read_marks(connection), [paper_id])[paper_id]


def _papers(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> tuple[Paper, ...]:
    return tuple(paper_table.get_paper(connection, paper_id) for paper_id in paper_ids)


def _person_node(connection: sqlite3.Connection, key: PersonKey) -> Node:
    return nodes.person_in(connection, nodes.read_marks(connection), key)
