"""The inbox: what came of followed people, topics and searches and of saved papers, and how each was matched.

``v`` changes the view: by time, by person, by kind.  By person, everybody and everything that feeds the inbox is
listed; wide terminals show the papers of one beside them, narrower ones after Enter.  A row that carries nothing but a
name waits for ``=``; what a sync brings waits for ``.``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal

from tuiread.lines import SEPARATOR, Line, Span, join
from tuiread.records import PersonKey
from tuiread.screens.base_screen import NARROW, WIDE
from tuiread.screens.inbox_verbs import InboxVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.feed import feed_row
from tuiread.words.inbox import (
    VIEWS,
    SourceRow,
    empty_words,
    followed_words,
    inbox_counts,
    inbox_row,
    left_out_words,
    reasons,
    source_lines,
    source_row,
    source_rows,
    why_lines,
)
from tuiread.words.paper import preview
from tuiread.words.shelf import age_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from tuiread.records import FeedRow, Inbox, PaperId, PaperPage

View = Literal["time", "person", "kind"]

_KIND_ORDER = {"paper": 1, "topic": 2, "search": 3, "notice": 4}


class InboxScreen(InboxVerbs):
    """What came, in three views."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("full_stop", "newest", "show new", tooltip="Show what a sync brought", show=False, id="inbox.newest"),
        Binding("v", "next_view", "view", tooltip="Next view: time, person, kind", id="inbox.view"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "paper.save", "inbox.view", "paper.follow", "inbox.mute", "inbox.feed", "inbox.check",
        "list.read_all", "list.filter",
    )  # fmt: skip

    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: the view gives the focus."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.sources: RowList[SourceRow] = RowList(self.draw_source, row_height=2, id="sources")
        self.about = TextPane(can_focus=False, id="about")
        self.column = Container(id="column")
        self.view: View = "time"
        self.source: str | None = None
        """Whose papers the list shows in the view by person; None while everybody is listed."""
        self._waiting = 0

    def compose_body(self) -> ComposeResult:
        """Put those who feed the inbox beside the list, and the list beside or above its preview."""
        yield self.head
        with Horizontal():
            yield self.sources
            with self.column:
                yield self.about
                yield self.rows
                yield self.preview

    # Loading

    async def load(self) -> None:
        """Show what is there now; the cursor stays on its paper, or on the one that took its place."""
        near = [*self.shown[self.rows.cursor :], *reversed(self.shown[: self.rows.cursor])]
        await self.fresh_rows()
        self._waiting = 0
        self.list_sources()
        rows = self._rows_of_view()
        there = {row.id for row in rows}
        self.show_rows(rows, cursor_on=next((row.id for row in near if row.id in there), None))

    async def reload(self) -> None:
        """Show what is there now; the reader's own acts change this list at once."""
        await self.load()
        await self.show_preview(is_forced=True)

    async def reload_after_sync(self) -> None:
        """Keep the list as it is; what came waits for the reader."""
        if self.all_rows:
            await super().reload()
        else:
            await self.load()

    def take_waiting(self, count: int) -> None:
        """Offer new papers instead of moving the list."""
        self._waiting = count

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the papers of the view."""
        self.inbox = await self.app.library.inbox()
        self.by_id = {item.paper.id: item for item in self.inbox.items}
        self.nothing = empty_words(self.inbox)
        return self._rows_of_view()

    def _rows_of_view(self) -> Sequence[FeedRow]:
        """Return the papers of the view, in its order."""
        items = self.inbox.items if self.inbox else ()
        if self.view == "person" and self.inbox:
            items = self.inbox.items_of(self.source or "")
        elif self.view == "kind":
            items = tuple(sorted(items, key=lambda item: 0 if item.waits else _KIND_ORDER[item.kind]))
        return [item.paper for item in items]

    # Drawing

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper's lines with why it is here."""
        item, height = self.by_id.get(row.id), self.rows.row_height
        if item is None:
            return feed_row(row, cells, height=height)
        return inbox_row(item, cells, height=height, answer_key=self._answer_key(), year=self._year())

    def draw_source(self, row: SourceRow, cells: int) -> Sequence[Line]:
        """Return somebody or something that feeds the inbox."""
        return source_row(row, cells, height=self.sources.row_height)

    def draw_preview(self, page: PaperPage, cells: int) -> Sequence[Line]:
        """Return a paper for the preview, with why it is here at its end."""
        item = self.by_id.get(page.paper.id)
        lines = preview(page, cells)
        return [*lines, (), *why_lines(item, cells, self._answer_key())] if item else lines

    def show_heads(self) -> None:
        """Say how much is new, who is followed and which view this is."""
        if self.inbox is None:
            return
        views = [
            Span(f"[{name}]" if name == self.view else name, "strong" if name == self.view else "dim") for name in VIEWS
        ]
        who = followed_words(self.inbox) if self.app.size.width >= NARROW else ""
        left = (Span("Inbox", "heading"), Span(f"   {inbox_counts(self.inbox)}   "), Span(who, "dim"))
        self.show_head(left, join(views, " "))
        self.say(self._words(self.inbox))
        self.show_hints()

    def hints(self) -> tuple[str, ...]:
        """Return the keys that matter here, the answer first where a row waits."""
        item = self.item_in_hand()
        waits = item is not None and any(match.waits for match in item.matches)
        # f on such a row lets the topic go at once, which the word "follow" would not say.
        hints = [hint for hint in self.HINTS if hint != "paper.follow" or not self.feeds_in_hand()]
        return (*(("inbox.answer",) if waits else ()), *hints)

    def list_sources(self) -> None:
        """List everybody and everything that feeds the inbox; the cursor stays."""
        if self.inbox is None:
            return
        rows, current = source_rows(self.inbox), self.sources.current
        keys = [row.key for row in rows]
        self.sources.empty = self.nothing
        self.sources.show(rows, cursor=keys.index(current.key) if current and current.key in keys else 0)
        self._arrange()

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.column, self.preview)

    def _arrange(self) -> None:
        """Show the panes of the view."""
        by_person, is_wide = self.view == "person", self.app.size.width >= WIDE
        lists_sources = by_person and (is_wide or self.source is None)
        self.set_class(by_person and is_wide, "-by-person")
        self.set_class(not by_person, "-beside")
        self.sources.display = lists_sources
        self.column.display = not by_person or is_wide or self.source is not None
        self.about.display = by_person and self.column.display
        if by_person and is_wide:
            self.source = self.sources.current.key if self.sources.current else None
        if self.about.display and self.inbox:
            inbox, key, now = self.inbox, self.source or "", self.app.library.now()
            self.about.show(lambda cells: source_lines(inbox, key, now, cells))

    def _words(self, inbox: Inbox) -> str:
        if self._waiting:
            return f"{self._waiting} new, . to show"
        if self.needle:
            return self.narrowed_words()
        item = self.item_in_hand()
        where = f"{self.list_in_hand().position} · " if self.list_in_hand().row_count else ""
        if item and self.rows.row_height == 1:
            return where + SEPARATOR.join(reasons(item, self._answer_key()))
        left_out = f" · {left_out_words(inbox)}" if inbox.left_out_count else ""
        return f"{where}{age_note(inbox.as_of, self.app.library.now())}each line says how it was matched{left_out}"

    def _answer_key(self) -> str:
        return self.app.hint(self, "inbox.answer")[0]

    def _year(self) -> int:
        return self.app.library.now().year

    # What is in hand

    def list_in_hand(self) -> RowList[Any]:
        """Return the list that has the keys."""
        return self.sources if self._is_among_sources() else self.rows

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor; none while those who feed the inbox are listed."""
        return None if self._is_among_sources() else super().paper_in_hand()

    def node_in_hand(self) -> str | None:
        """Return the paper under the cursor, or the followed person or topic while those are listed."""
        return self.source_in_hand() or super().node_in_hand()

    def previewed_paper(self) -> PaperId | None:
        """Return the paper under the list's cursor, also while those who feed the inbox have the keys."""
        row = self.rows.current if self.column.display else None
        return row.id if row else None

    def papers_in_hand(self) -> Sequence[FeedRow]:
        """Return the papers that the list shows; none while only those who feed the inbox are listed."""
        return super().papers_in_hand() if self.column.display else ()

    def source_in_hand(self) -> str | None:
        """Return the source under the cursor; None where papers have the keys."""
        return self.sources.current.key if self._is_among_sources() and self.sources.current else None

    # Verbs

    async def show_view(self, view: View, source: str | None = None) -> None:
        """Show another view, or the papers of one source."""
        self.view, self.source, self.needle = view, source, ""
        self._arrange()
        await self.load()
        self.list_to_focus().focus()

    def list_to_focus(self) -> RowList[Any]:
        """Return the list that gets the keys in this view."""
        return self.sources if self.sources.display else self.rows

    async def open_source(self, row: SourceRow) -> None:
        """Show the papers of a source; beside them already, open the person's profile or go to the papers."""
        if not self.column.display:
            await self.show_view("person", row.key)
        elif self.followed_person(row.key):
            await self.open_person(PersonKey(row.key))
        else:
            self.rows.focus()

    def go_back(self) -> bool:
        """Leave the papers of one source for the list of all, then the place."""
        if self.view == "person" and self.source is not None and not self.sources.display and not self.needle:
            self.work(lambda: self.show_view("person"), "load")
            return True
        return super().go_back()

    def _is_among_sources(self) -> bool:
        return self.sources.display and self.focused is self.sources

    # Handlers

    def on_mount(self) -> None:
        """Ask what came."""
        self.work(lambda: self.show_view("time"), "load")

    def on_resize(self, event: Resize) -> None:
        """Show the panes that fit."""
        self.sources.row_height = 1 if event.size.width < NARROW else 2
        self._arrange()
        super().on_resize(event)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Let the papers follow the source, and the preview the paper."""
        if message.row_list is self.sources:
            shows_both = self.sources.display and self.column.display
            if shows_both and message.row and message.row.key != self.source:
                self._arrange()
                self.show_rows(self._rows_of_view())
        else:
            super().on_row_list_moved(message)
        self.show_heads()

    def open_row(self, message: RowList.Opened) -> None:
        """Open the paper or the source of a row."""
        if message.row_list is self.sources:
            self.work(lambda: self.open_source(message.row), "person")
        else:
            super().open_row(message)

    # Actions

    def action_next_view(self) -> None:
        """Change between time, person and kind."""
        view: View = {"time": "person", "person": "kind", "kind": "time"}[self.view]  # type: ignore[assignment]
        self.work(lambda: self.show_view(view), "load")

    def action_newest(self) -> None:
        """Show what a sync brought."""
        self.work(self.load, "load")
