"""What leads into the research graph from any screen: the graph around what is in hand, a path to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.errors import NotFoundError
from tuiread.records import Node, PersonKey, PersonRow
from tuiread.screens.base_screen import WIDE
from tuiread.screens.people_verbs import PeopleVerbs

if TYPE_CHECKING:
    from tuiread.records import GraphRelation
    from tuiread.screens.graph_views import View

ME = "me"
"""What one types for oneself."""

MOST_FOUND = 50
"""So many people are found for a name while one types."""


class GraphVerbs(PeopleVerbs):
    """A screen with something in hand that has a place in the graph."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "graph", "graph", tooltip="The research graph around this", id="graph.open"),
    ]

    def node_in_hand(self) -> str | None:
        """Return the key of what the graph is opened around: a person's, a paper's, a topic's; None for nothing."""
        raise NotImplementedError

    # Verbs

    async def open_graph(self, key: str, relation: GraphRelation | None = None, view: View = "columns") -> None:
        """Open the explorer around something, in one of its views."""
        from tuiread.screens.graph_reading import read_columns
        from tuiread.screens.graph_screen import GraphScreen
        from tuiread.screens.graph_trail import Trail

        graph = self.app.library.graph
        trail = Trail(await graph.node(key), relation)
        first = await read_columns(graph, trail, is_wide=self.app.size.width >= WIDE)
        if self.is_current:
            await self.app.push_screen(GraphScreen(self.place, trail, first, view))

    async def name_somebody(self, title: str, hint: str, offers: Sequence[PersonRow]) -> str | None:
        """Ask for a person by name, or for anything by its id."""
        from tuiread.screens.find_screen import FindScreen

        async def find(text: str) -> Sequence[PersonRow]:
            you = await self._own_row() if text.casefold() == ME else None
            return [you] if you else await self.app.library.researchers.people(text, MOST_FOUND)

        return await self.app.push_screen_wait(FindScreen(title, hint, offers, find))

    async def people_to_offer(self) -> list[PersonRow]:
        """Return whom a question for a person offers at first: the reader, then those followed."""
        you = await self._own_row()
        followed = (await self.app.library.following()).people
        return [*([you] if you else []), *(person for person in followed if not you or person.key != you.key)]

    async def _own_row(self) -> PersonRow | None:
        """Return the person that the reader claims to be, as the list of people has them; None without a claim."""
        researchers = self.app.library.researchers
        claim = await researchers.own_claim()
        if claim is None:
            return None
        named = await researchers.people(claim.name, MOST_FOUND)
        return next((row for row in named if row.key == claim.person), PersonRow(claim.person, claim.name))

    async def find_path(self, start_key: str | None, *, with_big: bool = False) -> None:
        """Ask to whom, and open the shortest chains of co-authors; from the reader where nobody is in hand."""
        from tuiread.screens.path_screen import PathScreen

        graph = self.app.library.graph
        try:
            start = await graph.node(start_key or ME)
        except NotFoundError:
            if start_key:
                raise
            return self.notice("A path begins with a person: choose one, or claim your own profile with C.")
        offers = [person for person in await self.people_to_offer() if person.key != start.key]
        named = await self.name_somebody(f"Path from {start.name} to whom?", "a name, how it begins, or me", offers)
        if named is None:
            return None
        end = await graph.node(named)
        if end.kind != "person":
            return self.notice(f"{end.name} is no person; a path leads from person to person.")
        answer = await graph.paths(PersonKey(start.key), PersonKey(end.key), with_big=with_big)
        if self.is_current:
            await self.app.push_screen(PathScreen(self.place, answer, with_big=with_big))
        return None

    # Actions

    def action_graph(self) -> None:
        """Open the explorer around what is in hand."""
        key = self.node_in_hand()
        if key is None:
            self.notice("Nothing is chosen here whose graph could be shown.")
        else:
            self.work(lambda: self.open_graph(key), "person")


def person_of(node: Node) -> PersonRow:
    """Return a person of the graph as a row."""
    from tuiread.names import account_of

    key = PersonKey(node.key)
    return PersonRow(key, node.name, is_followed=node.is_followed, account=account_of(key))
