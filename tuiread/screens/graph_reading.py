"""What the explorer asks of the library: a column, a portrait, the sectors of a map.

Each question is small and answered from the cache, so that a screen can ask again after every change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.records import (
    GraphFilter,
    GraphRelation,
    JointTable,
    Neighbour,
    Neighbours,
    Node,
    PersonKey,
    Surroundings,
)
from tuiread.screens.graph_trail import Trail, narrowed
from tuiread.words.graph import Level, Slice
from tuiread.words.graph_detail import Column, ColumnsAnswer, Portrait
from tuiread.words.graph_map import MapAnswer, MapSectors, Sector, group_letters

if TYPE_CHECKING:
    from tuiread.graph_room import Graph

FIRST_ROWS, ALL_ROWS = 100, 100_000
"""How many neighbours a list has at first, and when somebody goes to its end."""
FEW_ROWS = 8
"""How many of what the selected one leads to are read where they stand in no list of their own."""
COMPARED = 5
"""How many people are compared under a list."""
MOST_ON_MAP = 40
NAMED = 4
"""How many of each relation a profile names."""

OF_SECTOR: dict[str, dict[Sector, GraphRelation]] = {
    "person": {"people": "coauthors", "papers": "papers", "topics": "topics", "institutions": "institutions"},
    "paper": {"people": "authors", "papers": "similar", "topics": "topics"},
    "topic": {"people": "people", "papers": "papers"},
    "institution": {"people": "people", "papers": "papers"},
}
"""Which relation of each kind of node a sector of the map shows."""
_MOST: dict[Sector, int] = {"people": MOST_ON_MAP, "papers": MOST_ON_MAP, "topics": 8, "institutions": 6}

PEOPLE: frozenset[GraphRelation] = frozenset({"coauthors", "authors", "people"})
"""The relations whose neighbours can have written with each other."""


async def read_column(graph: Graph, level: Level, which: GraphFilter, limit: int, needle: str = "") -> Column:
    """Return a level's list; one that is narrowed is read whole, so that all of it is looked through."""
    around = await graph.surroundings(level.node, which)
    relation = level.relation or around.relations[0].relation
    found = await graph.neighbours(level.node, relation, which, ALL_ROWS if needle else limit)
    return Column(around, found, narrowed(found.rows, needle), level.key, needle)


async def read_portrait(graph: Graph, centre: Node, found: Neighbour, which: GraphFilter, rows: int) -> Portrait:
    """Return the selected neighbour in detail."""
    node = found.node
    if not node.is_cached:
        return Portrait(Surroundings(node, ()), found)
    around = await graph.surroundings(node, which)
    beside = await graph.neighbours(node, around.relations[0].relation, which, rows) if around.relations else None
    between = None
    if centre.kind == node.kind == "person" and centre.key != node.key:
        between = await graph.between(PersonKey(centre.key), PersonKey(node.key), which)
    return Portrait(around, found, beside, between)


async def read_columns(
    graph: Graph, trail: Trail, *, is_wide: bool, limit: int = FIRST_ROWS, needle: str = ""
) -> ColumnsAnswer:
    """Return what the columns show of a trail; the relation that is open is noted in it."""
    which, level = trail.which, trail.here
    here = await read_column(graph, level, which, limit, needle)
    if trail.here is level:  # the reader may have gone on meanwhile
        trail.turn_to(here.found.relation)
    outer = await read_column(graph, trail.levels[-2], which, FIRST_ROWS) if is_wide and trail.is_inside else None
    table = await read_matrix(graph, (outer or here).found, which) if is_wide else None
    rows = FIRST_ROWS if is_wide and not outer else FEW_ROWS
    portrait = await read_portrait(graph, level.node, here.rows[here.place], which, rows) if here.rows else None
    return ColumnsAnswer(here, outer, table, portrait)


async def read_matrix(graph: Graph, found: Neighbours, which: GraphFilter) -> JointTable | None:
    """Return who of the first neighbours also work together."""
    people = [PersonKey(row.node.key) for row in found.rows[:COMPARED] if row.node.kind == "person"]
    return await graph.joint_table(people, which) if found.relation in PEOPLE and len(people) > 1 else None


async def read_map(graph: Graph, node: Node, which: GraphFilter, *, has_letters: bool) -> MapAnswer:
    """Return what a map shows around a node; where nothing is near a paper, what it cites."""
    relations = dict(OF_SECTOR[node.kind])
    found = {
        sector: await graph.neighbours(node, relation, which, _MOST[sector]) for sector, relation in relations.items()
    }
    if node.kind == "paper" and not found["papers"].rows:
        relations["papers"] = "cites"
        found["papers"] = await graph.neighbours(node, "cites", which, MOST_ON_MAP)
    letters = {}
    people = [PersonKey(row.node.key) for row in found["people"].rows]
    if has_letters and len(people) > 1:
        letters = group_letters(await graph.joint_table(people, which))
    sectors = MapSectors(node, letters=letters, **{sector: one.rows for sector, one in found.items()})
    return MapAnswer(sectors, {sector: one.total_count for sector, one in found.items()}, relations)


async def read_slices(graph: Graph, node: Node) -> list[Slice]:
    """Return what leads from a person, with the first of what the cache knows at once."""
    around = await graph.surroundings(node)
    return [
        Slice(one, tuple(row.node.name for row in (await graph.neighbours(node, one.relation, limit=NAMED)).rows))
        if one.count
        else Slice(one)
        for one in around.relations
    ]
