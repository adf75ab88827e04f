"""What can be done in the library alone: take papers out, move them in the queue, change view and order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.insight.shelving import ALL, next_order
from tuiread.records import ShelfGroup
from tuiread.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from tuiread.records import LibraryPage, PaperId, SavedRow, ShelfOrder

QUEUE = ShelfGroup("queue")


class LibraryVerbs(ListScreen):
    """A list of saved papers: all of them, those of a group, or the reading queue."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "next_view", "view", tooltip="Next view: list, tags, queue", id="library.view"),
        Binding("S", "next_order", "order", tooltip="Order by save, year, title, reading, minutes", id="library.order"),
        Binding("x", "take_out", "remove", tooltip="Take it out of the library", id="library.remove"),
        Binding("J", "move_in_queue(1)", "later", tooltip="Read it later in the queue", show=False, id="library.later"),
        Binding("K", "move_in_queue(-1)", "sooner", tooltip="Read it sooner", show=False, id="library.sooner"),
    ]

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.page: LibraryPage | None = None
        self.by_id: dict[PaperId, SavedRow] = {}
        """The saved papers, and those that were taken out since the list was made."""
        self.group = ALL
        """What the list shows."""
        self.order: ShelfOrder = "saved"
        self.lists_groups = False
        """Whether the groups have the keys."""

    async def load(self) -> None:
        """Show what the group has now, in its order."""
        raise NotImplementedError

    def show_view(self, group: ShelfGroup, *, lists_groups: bool = False) -> None:
        """Show another group, or let one be chosen."""
        raise NotImplementedError

    # Verbs

    def next_view(self) -> None:
        """Go from the list to the groups, from there to the queue, and back."""
        if self.lists_groups:
            self.show_view(QUEUE)
        elif self.group.kind == "queue":
            self.show_view(ALL)
        else:
            self.show_view(self.group, lists_groups=True)

    def change_order(self) -> None:
        """Order the list by what comes next; the queue has an order of its own."""
        if self.group.kind == "queue":
            return self.notice("The queue has its own order: J and K move a paper in it.")
        self.order = next_order(self.order)
        return self.work(self.load, "load")

    async def move(self, paper_id: PaperId, direction: int) -> None:
        """Move a paper in the queue."""
        saved = self.by_id.get(paper_id)
        if self.group.kind != "queue" or saved is None or saved.queue_place is None:
            return self.notice("Only a paper of the queue can be moved; v goes there, + puts one into it.")
        await self.app.library.shelf.move_in_queue(paper_id, saved.queue_place + direction)
        return await self.load()

    # Actions

    def action_next_view(self) -> None:
        """Change the view."""
        self.next_view()

    def action_next_order(self) -> None:
        """Change the order."""
        self.change_order()

    def action_take_out(self) -> None:
        """Take the papers in hand out of the library."""
        self.with_papers(self.take_out)

    def action_move_in_queue(self, direction: int) -> None:
        """Move the paper in hand in the queue."""
        if paper_id := self.paper_in_hand():
            self.work(lambda: self.move(paper_id, direction), "paper")
        else:
            self.notice(self.no_paper_words())
