"""What a text means in the graph, and how people and papers are marked there: yours, followed, saved, unread.

Nobody on the stop-list becomes a node.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tuiread.arxiv_categories import category_of
from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import NotFoundError, UsageError
from tuiread.names import fold_name
from tuiread.profiles import own_claim
from tuiread.records import Node, PaperId, PersonKey
from tuiread.tables import bylines, identities, people, person_works, shelf, subjects
from tuiread.tables.adjacency import BesidePaper, PaperLine, paper_lines
from tuiread.tables.identities import StopList

_LIKE_AN_ID = re.compile(r"(arxiv:|https?://|\d{4}\.\d|[a-z-]+(\.[A-Z]{2})?/\d)", re.IGNORECASE)
"""What is meant as a paper's id, whether it is one or not."""

SUBJECT_KINDS = ("category", "keyword", "institution")


class Marks(Struct, frozen=True):
    """By what nodes are marked; read once for a question."""

    own: PersonKey | None
    followed: frozenset[PersonKey]
    stopped: StopList

    def person(self, key: PersonKey, name: str) -> Node:
        """Return somebody's node."""
        return Node("person", key, name, is_you=key == self.own, is_followed=key in self.followed)


def read_marks(connection: sqlite3.Connection) -> Marks:
    """Return by what nodes are marked."""
    claim = own_claim(connection)
    followed = frozenset(follow.key for follow in shelf.follows(connection))
    return Marks(claim.person if claim else None, followed, identities.stop_list(connection))


def paper_nodes(connection: sqlite3.Connection, marks: Marks, paper_ids: Iterable[PaperId]) -> dict[PaperId, Node]:
    """Return the nodes of papers in the cache, by id in the order given."""
    return paper_nodes_of(connection, marks, paper_lines(connection, paper_ids).values())


def paper_nodes_of(connection: sqlite3.Connection, marks: Marks, lines: Iterable[PaperLine]) -> dict[PaperId, Node]:
    """Return the nodes of papers whose lines are known."""
    found = {line.id: line for line in lines}
    followed = people.followed_papers(connection, list(found)) if marks.followed and found else {}
    own = person_works.among(connection, marks.own, list(found)) if marks.own and found else frozenset[PaperId]()
    return {
        paper_id: Node(
            "paper",
            paper_id,
            line.title,
            line.year,
            is_you=paper_id in own,
            is_followed=paper_id in followed,
            is_saved=line.is_saved,
            is_unread=line.is_unread,
        )
        for paper_id, line in found.items()
    }


def listed_node(work: BesidePaper) -> Node:
    """Return the node of a work of which only another's list knows."""
    return Node("paper", listed_key(work.id, work.doi, work.title), work.title, work.year, is_cached=False)


def listed_key(paper_id: str | None, doi: str | None, title: str) -> str:
    """Return the key of a work that is no paper of the cache: its arXiv id, or ``doi:X``, or ``title:FOLDED``."""
    return paper_id or (f"doi:{doi}" if doi else f"title:{fold_name(title)}")


def paper_id_in(text: str) -> PaperId | None:
    """Return the paper that a text names; None where it names none.

    Raises:
        UsageError: it is meant as an id, but is none.
    """
    try:
        return parse_paper_id(text)[0]
    except UsageError:
        if _LIKE_AN_ID.match(text.strip()):
            raise
        return None


def subject_in(connection: sqlite3.Connection, text: str) -> Node | None:
    """Return the topic or institution that a key or a category's name means; None where it means none.

    Raises:
        NotFoundError: it is a key of which the cache knows nothing.
    """
    kind, colon, words = text.strip().partition(":")
    if colon and kind.lower() in SUBJECT_KINDS:
        node = _subject(connection, kind.lower(), words)
        if node is None:
            raise NotFoundError(f"Your cache knows no {kind.lower()} “{words.strip()}”.")
        return node
    category = category_of(text)
    return _topic("category", category) if category else None


def named_subject(connection: sqlite3.Connection, text: str) -> Node | None:
    """Return the institution or the keyword of a name; None where the cache knows none."""
    return _subject(connection, "institution", text) or _subject(connection, "keyword", text)


def _subject(connection: sqlite3.Connection, kind: str, words: str) -> Node | None:
    if kind == "category":
        category = category_of(words)
        return _topic(kind, category) if category else None
    if kind == "keyword":
        known = subjects.keyword_as_written(connection, words)
        return _topic(kind, known) if known else None
    stays = subjects.stays_at(connection, fold_name(words))
    name = next((stay.place for stay in stays if fold_name(stay.place) == fold_name(words)), None)
    return institution_node(name) if name else None


def category_node(category: str) -> Node:
    """Return the node of an arXiv category."""
    return _topic("category", category)


def keyword_node(keyword: str) -> Node:
    """Return the node of a keyword."""
    return _topic("keyword", keyword)


def institution_node(name: str) -> Node:
    """Return the node of an institution."""
    return Node("institution", f"institution:{fold_name(name)}", name)


def person_in(connection: sqlite3.Connection, marks: Marks, key: PersonKey) -> Node:
    """Return the node of somebody by key.

    Raises:
        NotFoundError: nobody answers to that key.
    """
    return marks.person(key, bylines.get_who(connection, key).name)


def people_in(connection: sqlite3.Connection, marks: Marks, keys: Sequence[PersonKey]) -> tuple[Node, ...]:
    """Return the nodes of people by key.

    Raises:
        NotFoundError: nobody answers to one of the keys.
    """
    return tuple(person_in(connection, marks, key) for key in keys)


def _topic(kind: str, name: str) -> Node:
    return Node("topic", f"{kind}:{name}", name)
