"""How two people hang together: the shortest chain of co-authors, with the papers of every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.records import CLOSE_AUTHORS, PaperId, PersonKey
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.screens.path_verbs import PathVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.graph_path import PathRow, below_lines, no_path_lines, path_head, path_row, path_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import Node, PathAnswer
    from tuiread.screens.graph_views import View

LEAST_ROWS = 6
"""So many lines the path itself keeps, whatever is said below it."""


class PathScreen(PathVerbs, PaperVerbs):
    """A path between two people.

    Args:
        place: the digit of the place that it was opened from.
        answer: the paths.
        with_big: whether papers of many authors counted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_path", "next path", tooltip="Next path of the same length", id="path.next"),
        Binding("v", "other_view", "view", tooltip="Map of the person, lanes of the paper, here", id="path.view"),
        Binding(
            "B", "big_papers", "big papers", tooltip=f"Let papers over {CLOSE_AUTHORS} authors count", id="path.big"
        ),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "path.next", "path.big", "graph.open", "path.view", "graph.path", "paper.follow", "paper.save",
        "paper.copy", "go.back",
    )  # fmt: skip

    def __init__(self, place: str, answer: PathAnswer, *, with_big: bool = False) -> None:
        super().__init__(place)
        self.answer = answer
        self.shown = 0
        """Which of the paths is shown."""
        self.with_big = with_big
        self.rows: RowList[PathRow] = RowList(path_row, id="steps")
        self.below = TextPane(can_focus=False, id="below")

    def compose_body(self) -> ComposeResult:
        """Put what else there is to say below the path."""
        yield self.head
        yield self.rows
        yield self.below

    def hints(self) -> tuple[str, ...]:
        """Return the keys that do something: without a path only others can be asked for."""
        answer = self.answer
        has_rows = bool(answer.paths and answer.paths[0].steps)
        needs = dict.fromkeys(self.HINTS, has_rows) | {"graph.path": True, "go.back": True}
        needs["path.next"] = len(answer.paths) > 1
        needs["path.big"] = answer.start.key != answer.end.key
        return tuple(binding_id for binding_id in self.HINTS if needs[binding_id])

    # What is in hand

    def _node(self) -> Node | None:
        row = self.rows.current
        return row.node if row else None

    def node_in_hand(self) -> str | None:
        """Return the key of the person or the paper under the cursor."""
        node = self._node()
        return node.key if node else None

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor."""
        node = self._node()
        return PaperId(node.key) if node and node.kind == "paper" and node.is_cached else None

    def papers_to_export(self) -> Sequence[PaperId]:
        """Return the papers of the path that is shown, each once."""
        steps = self.answer.paths[self.shown].steps if self.answer.paths else ()
        papers = [paper for step in steps for paper in step.papers if paper.is_cached]
        return tuple(dict.fromkeys(PaperId(paper.key) for paper in papers))

    def path_start(self) -> str | None:
        """Return from whom the path leads: another end is asked for."""
        return self.answer.start.key

    def path_has_big(self) -> bool:
        """Return whether papers of many authors count here."""
        return self.with_big

    # Verbs

    async def load(self) -> None:
        """Look for paths again."""
        ends = PersonKey(self.answer.start.key), PersonKey(self.answer.end.key)
        self.answer = await self.app.library.graph.paths(*ends, with_big=self.with_big)
        self.shown = min(self.shown, max(0, len(self.answer.paths) - 1))
        self.show_answer()

    async def reload(self) -> None:
        """Look for paths again; the cursor stays."""
        await self.load()

    def show_answer(self) -> None:
        """Show the path, and what there is to say about it."""
        answer, key = self.answer, self.app.hint(self, "path.big")[0]
        path = answer.paths[self.shown] if answer.paths else None
        rows = path_rows(path) if path and path.steps else []
        self.rows.empty = no_path_lines(answer, with_big=self.with_big, big_key=key)
        self.rows.show(rows, cursor=min(self.rows.cursor, max(0, len(rows) - 1)))
        self.below.show(self._below)
        wanted = len(self._below(max(20, self.app.size.width - 2)))
        room = self.app.size.height - 6 - min(len(rows), max(LEAST_ROWS, self.app.size.height // 2))
        self.below.styles.height = max(2, min(wanted, room)) + 1  # its border
        self.show_head(*path_head(answer, self.shown))
        self.say("Enter opens the profile or the paper" if rows else "")
        self.show_hints()

    def _below(self, cells: int) -> Sequence[Line]:
        key = self.app.hint(self, "path.big")[0]
        return below_lines(self.answer, self.shown, cells, key, with_big=self.with_big)

    async def open_node(self, node: Node) -> None:
        """Open the profile or the paper."""
        if node.kind == "person":
            await self.open_person(PersonKey(node.key))
        elif node.is_cached:
            await self.open_paper(PaperId(node.key))
        else:
            self.notice("Only the listing of this work is known; its paper is not in your cache.")

    # Handlers

    def on_mount(self) -> None:
        """Show what was found."""
        self.show_answer()

    def on_resize(self, event: Resize) -> None:
        """Share the room anew."""
        if self.is_mounted:
            self.show_answer()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the person or the paper of a row."""
        node = message.row.node
        self.work(lambda: self.open_node(node), "person" if node.kind == "person" else "paper")

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.load, "load")

    # Actions

    def action_next_path(self) -> None:
        """Show the next path."""
        if len(self.answer.paths) < 2:
            return self.notice("There is no other path of this length.")
        self.shown = (self.shown + 1) % len(self.answer.paths)
        self.show_answer()
        return None

    def action_other_view(self) -> None:
        """Show the map of the person or the lanes of the paper under the cursor."""
        node = self._node()
        if node is None or not node.is_cached:
            return self.notice("Nothing is chosen here that could be shown otherwise.")
        view: View = "map" if node.kind == "person" else "lanes"
        return self.work(lambda: self.open_graph(node.key, view=view), "person")

    def action_big_papers(self) -> None:
        """Let papers of many authors count, or not."""
        self.with_big = not self.with_big
        self.work(self.load, "load")

    def action_follow(self) -> None:
        """Follow the person under the cursor, or an author of the paper."""
        from tuiread.screens.graph_verbs import person_of

        node = self._node()
        if node and node.kind == "person":
            self.work(lambda: self.follow_or_not(person_of(node)), "paper")
        else:
            super().action_follow()
