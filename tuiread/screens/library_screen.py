"""The library: papers that were saved, complete offline and without the cache, as a list, by tags, and as a queue.

    wide       groups │ papers │ beside        narrower       papers, or after `v` the groups in their place

``v`` changes the view.  Groups are tags, the queue and states; on wide terminals the list follows the group under the
cursor.  What was taken out stays in its place without its letter until the next visit.  What stands beside a paper
comes when the cursor rests, what is near it after that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.containers import Horizontal

from tuiread.insight.shelving import groups_of, is_in, ordered, queue_of
from tuiread.lines import SEPARATOR, Line, Span
from tuiread.records import FeedRow, SavedRow, ShelfFacts, ShelfGroup
from tuiread.screens.base_screen import WIDE
from tuiread.screens.library_verbs import LibraryVerbs
from tuiread.screens.steady_rows import matches, steady
from tuiread.widgets.row_list import RowList
from tuiread.widgets.rule_line import RuleLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.paper import preview
from tuiread.words.shelf import age_note, group_row, group_words, library_counts, library_row, shelf_lines
from tuiread.words.shelf_beside import beside_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuiread.records import NearPaper, PaperId, PaperPage, ReadingWeek


class LibraryScreen(LibraryVerbs):
    """Saved papers in groups and orders."""

    AUTO_FOCUS: ClassVar[str | None] = "#papers"
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "paper.tag", "paper.note", "library.view", "library.remove", "paper.queue", "library.order",
        "list.mark", "list.filter", "paper.save", "paper.read", "paper.copy",
    )  # fmt: skip
    EMPTY: ClassVar[list[Line]] = [
        (Span("Nothing saved yet.", "heading"),),
        (Span("s on any paper keeps it here, complete, without network and without the cache."),),
        (Span("1 goes to the feed."),),
    ]
    NO_QUEUE: ClassVar[list[Line]] = [
        (Span("Your reading queue is empty.", "heading"),),
        (Span("+ on any paper puts it here, v goes back to the list."),),
    ]
    NEEDLE_HINT: ClassVar[str] = "words of the title, an author, a tag"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.groups: RowList[ShelfGroup] = RowList(self.draw_group, id="groups")
        self.shelf = TextPane(can_focus=False, id="shelf")
        self.rows.id = "papers"
        self.facts: ShelfFacts | None = None
        self.cite_key = ""
        self.near: tuple[NearPaper, ...] = ()
        self._first: tuple[SavedRow, ShelfFacts] | None = None
        self._week: ReadingWeek | None = None

    def compose_body(self) -> ComposeResult:
        """Put the groups, the list and what stands beside it over the lines about the shelf."""
        yield self.head
        with Horizontal():
            yield self.groups
            yield self.rows
            yield self.preview
        yield RuleLine(id="over_shelf")
        yield self.shelf

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.rows, self.preview)

    # Loading

    async def load(self) -> None:
        """Show what is saved now."""
        current = self.paper_in_hand()
        rows = await self.fresh_rows()
        self._list_groups()
        self.show_rows(rows, cursor_on=current)
        self._arrange()
        self.work(self.load_shelf, "shelf")

    async def load_shelf(self) -> None:
        """Show what is next in the queue, and what the shelf takes."""
        if self.page is None:
            return
        shelf, queued = self.app.library.shelf, queue_of(self.page.rows)
        self._first = (queued[0], await shelf.facts(queued[0].paper.id)) if queued else None
        self._week = await shelf.week()
        self.shelf.styles.height = len(self._shelf_lines(WIDE))
        self.set_class(bool(self.page.rows), "-filled")
        self.shelf.show(self._shelf_lines)

    def lines_a_row(self, cells: int) -> int:
        """Return how many lines a row takes: one, until there is room for a preview."""
        return 1 if cells < WIDE else 2

    async def reload_after_absence(self) -> None:
        """Show what is saved now."""
        await self.load()

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the papers of the group."""
        self.page = await self.app.library.saved()
        self.by_id |= {saved.paper.id: saved for saved in self.page.rows}
        self.nothing = self.NO_QUEUE if self.page.rows and self.group.kind == "queue" else self.EMPTY
        return [saved.paper for saved in self._rows_of_group(self.page.rows)]

    def _rows_of_group(self, rows: Sequence[SavedRow]) -> list[SavedRow]:
        found = [row for row in rows if is_in(row, self.group)]
        return queue_of(found) if self.group.kind == "queue" else ordered(found, self.order)

    async def reload(self) -> None:
        """Take what the reader did: what was taken out stays in its place, without its letter, until the next visit."""
        fresh = await self.fresh_rows()
        self._list_groups()
        self.work(self.load_shelf, "shelf")
        there = {row.id for row in fresh}
        if not there <= {row.id for row in self.all_rows}:
            return self.show_rows(fresh, cursor_on=self.paper_in_hand())
        kept, _ = steady(self.all_rows, fresh)
        saved = {row.paper.id for row in self.page.rows} if self.page else set()
        await self.take_rows(tuple(self._as_it_is(row, row.id in saved) for row in kept), 0)
        self.rows.refresh_rows()  # tags are no part of a row that is compared
        return None

    def _as_it_is(self, row: FeedRow, is_saved: bool) -> FeedRow:
        return self.by_id[row.id].paper if is_saved else replace(row, is_saved=False, has_text=False)

    # Drawing

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a saved paper's lines."""
        return library_row(replace(self.by_id[row.id], paper=row), cells, height=self.rows.row_height)

    def draw_group(self, group: ShelfGroup, cells: int) -> Sequence[Line]:
        """Return a group's line."""
        return group_row(group, cells, is_chosen=self._is_chosen(group))

    def draw_preview(self, page: PaperPage, cells: int) -> Sequence[Line]:
        """Return what stands beside a saved paper, then the paper itself."""
        saved = self.by_id.get(page.paper.id)
        if saved is None or self.facts is None:
            return preview(page, cells)
        now = self.app.library.now()
        return [
            *beside_lines(page, saved, self.facts, self.near, self.cite_key, now, cells),
            *preview(page, cells, has_head=False),
        ]

    def _shelf_lines(self, cells: int) -> Sequence[Line]:
        if self.page is None or not self.page.rows:
            return []
        return shelf_lines(self.page, self._first, self._week, self.app.library.now(), cells)

    def show_heads(self) -> None:
        """Say how much is saved, and which of it in which order."""
        if self.page is None:
            return
        order = "queue" if self.group.kind == "queue" else self.order
        narrowed = group_words(self.group)
        words = [*([narrowed] if narrowed and self.group.kind != "queue" else []), f"order: {order}"]
        counts = (Span("Library", "heading"), Span("   "), Span(library_counts(self.page)))
        self.show_head(counts, (Span(SEPARATOR.join(words), "dim"),))
        age = age_note(self.page.as_of, self.app.library.now())
        words_below = f"{age}saved papers stay complete offline"
        self.say(self.narrowed_words() if self.needle else words_below)

    # Views

    def open_row(self, message: RowList.Opened) -> None:
        """Show a group, or open a paper."""
        if message.row_list is self.groups:
            self.show_view(message.row)
        else:
            super().open_row(message)

    def show_view(self, group: ShelfGroup, *, lists_groups: bool = False) -> None:
        """Show another group, or let one be chosen."""
        self.group, self.lists_groups = group, lists_groups
        self.forget_marks()
        self._arrange()
        (self.groups if lists_groups else self.rows).focus()
        self.work(self.load, "load")

    def fits(self, row: FeedRow) -> bool:
        """Tell whether a row, or one of its tags, is among those that the list is narrowed to."""
        return matches(row, self.needle, self.by_id[row.id].tags)

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor; none while a group is chosen in its place."""
        return None if self.lists_groups and not self._is_wide() else super().paper_in_hand()

    def go_back(self) -> bool:
        """Go from the groups to the list, and from a group to all papers, before anything else."""
        if self.lists_groups:
            self.show_view(self.group)
            return True
        if super().go_back():
            return True
        if self.group.kind == "all":
            return False
        self.show_view(ShelfGroup("all"))
        return True

    async def preview_page(self, paper_id: PaperId) -> PaperPage:
        """Return a paper with what stands beside it; what is near follows."""
        shelf = self.app.library.shelf
        self.near = ()
        self.facts = await shelf.facts(paper_id)
        page = await super().preview_page(paper_id)
        self.cite_key = await self.app.library.files.exports.cite_key(page.paper)
        self.work(lambda: self.load_near(page), "near")
        return page

    async def load_near(self, page: PaperPage) -> None:
        """Show which saved papers are near the one beside the list."""
        near = await self.app.library.shelf.near(page.paper.id)
        if near and page.paper.id == self.previewed_paper():
            self.near = near
            self.preview.show(lambda cells: self.draw_preview(page, cells), home=False)

    def _list_groups(self) -> None:
        """List the groups; the cursor stays on its group, or goes to the chosen one."""
        if self.page is None:
            return
        groups = groups_of(self.page)
        current = self.groups.current if self.lists_groups else self.group
        cursor = next((place for place, group in enumerate(groups) if current and _same(group, current)), 0)
        self.groups.show(groups, cursor=cursor)

    def _is_chosen(self, group: ShelfGroup) -> bool:
        return _same(group, self.group)

    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _arrange(self) -> None:
        """Show the panes of the view."""
        self.groups.display = self._is_wide() or self.lists_groups
        self.rows.display = self._is_wide() or not self.lists_groups

    # Handlers

    def on_mount(self) -> None:
        """Ask what is saved."""
        self._arrange()
        self.work(self.load, "load")

    def on_resize(self, event: Resize) -> None:
        """Put the panes where there is room."""
        self._arrange()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Let the list follow the group under the cursor where both are seen."""
        is_other = message.row_list is self.groups and message.row and not _same(message.row, self.group)
        if is_other and self.lists_groups and self._is_wide():
            self.group = message.row
            self.work(self.load, "load")


def _same(one: ShelfGroup, other: ShelfGroup) -> bool:
    return (one.kind, one.tag) == (other.kind, other.tag)
