"""Following: papers of the people whom the reader follows, new ones first, and the people themselves.

``v`` changes between papers and people.  The list of people goes on with everybody in the cache, so that the first
follow needs no search; ``/`` narrows it by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from tuiread.names import fold_name
from tuiread.screens.base_screen import WIDE
from tuiread.screens.list_screen import ListScreen
from tuiread.widgets.row_list import RowList
from tuiread.words.feed import feed_row
from tuiread.words.lines import Line, Span
from tuiread.words.person import person_row
from tuiread.words.shelf import age_note, followed_row, following_counts
from tuiread.words.times import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tuiread.records import FeedRow, FollowedPaper, FollowingPage, PaperId, PersonRow


class FollowingScreen(ListScreen):
    """Followed people and their papers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "full_stop", "newest", "show new", tooltip="Show what a sync brought", show=False, id="following.newest"
        ),
        Binding("v", "next_view", "papers/people", tooltip="Change between papers and people", id="following.view"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "following.view", "paper.follow", "paper.save", "list.next_unread", "list.filter",
        "list.read_all", "paper.copy", "paper.browse",
    )  # fmt: skip
    EMPTY: ClassVar[list[Line]] = [
        (Span("You follow nobody yet.", "heading"),),
        (Span("f on any paper follows one of its authors; their new papers then come here."),),
        (Span("v shows the people in your cache."),),
    ]
    NO_PAPERS: ClassVar[list[Line]] = [
        (Span("No papers of the people you follow are in your cache.", "heading"),),
        (Span("They come with the next days that are fetched: 1 goes to the feed, ctrl+r there fetches."),),
    ]

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.page: FollowingPage | None = None
        self.people: RowList[PersonRow] = RowList(person_row, id="people")
        self.people.empty = [(Span("Nobody in your cache has this name."),)]
        self.shows_people = False
        self._waiting = 0
        self._by_id: dict[PaperId, FollowedPaper] = {}

    def compose_body(self) -> ComposeResult:
        """Put the list of people beside the list of papers; one of them shows."""
        yield from super().compose_body()
        self.people.display = False
        yield self.people

    async def load(self) -> None:
        """Show papers, or people if that is the view."""
        rows = await self.fresh_rows()
        self._waiting = 0
        self.show_rows(rows, cursor_on=self.paper_in_hand())
        if self.shows_people:
            await self._load_people()

    async def reload(self) -> None:
        """Show what is there now; the reader's own acts change this list at once."""
        await self.load()
        await self._show_preview(is_forced=True)

    async def reload_after_sync(self) -> None:
        """Keep the list as it is; what came waits for the reader."""
        if self.all_rows:
            await super().reload()
        elif not self.shows_people:
            await self.load()

    def take_waiting(self, count: int) -> None:
        """Offer new papers instead of moving the list."""
        self._waiting = count

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the papers of followed people."""
        self.page = await self.app.library.following()
        self._by_id = {item.paper.id: item for item in self.page.papers}
        self.nothing = self.NO_PAPERS if self.page.people else self.EMPTY
        return [item.paper for item in self.page.papers]

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper's lines with whom it is by."""
        item = self._by_id.get(row.id)
        height = self.rows.row_height
        return (
            followed_row(item, cells, height=height, this_year=self.app.library.now().year)
            if item
            else feed_row(row, cells, height=height)
        )

    def show_heads(self) -> None:
        """Say how many people, papers and new ones there are."""
        if self.page is None:
            return
        views = [Span(f"[{name}]" if chosen else name, "strong" if chosen else "dim") for name, chosen in
                 (("papers", not self.shows_people), ("people", self.shows_people))]  # fmt: skip
        self.show_head(
            (
                Span("Following", "heading"),
                Span("   "),
                views[0],
                Span(" "),
                views[1],
                Span("   "),
                Span(following_counts(self.page)),
            ),
            (),
        )
        words = f"{age_note(self.page.as_of, self.app.library.now())}new = since you follow"
        if self.app.size.width >= WIDE:
            words = f"{words} · each line says how it was matched"
        if self._waiting and not self.shows_people:
            words = f"{self._waiting} new, . to show"
        self.say(self.narrowed_words() if self.needle else words)

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor; none while people show."""
        return None if self.shows_people else super().paper_in_hand()

    def papers_in_hand(self) -> Sequence[FeedRow]:
        """Return the papers of the list; none while people show."""
        return () if self.shows_people else super().papers_in_hand()

    async def change_view(self) -> None:
        """Change between papers and people; each begins with all of them."""
        self.shows_people, self.needle = not self.shows_people, ""
        self.people.display = self.shows_people
        self.query_one("Horizontal").display = not self.shows_people
        self.call_after_refresh(self.join_rules, self.preview)
        await self.load()
        self.list_in_hand().focus()

    def list_in_hand(self) -> RowList[Any]:
        """Return the list that shows."""
        return self.people if self.shows_people else self.rows

    def open_row(self, message: RowList.Opened) -> None:
        """Open the paper or the person of a row."""
        if message.row_list is self.people:
            person = message.row
            self.work(lambda: self.open_person(person.key), "person")
        else:
            super().open_row(message)

    def narrow_to(self, needle: str) -> None:
        """Narrow papers, or find people by name."""
        if not self.shows_people:
            return super().narrow_to(needle)
        self.needle = needle.strip()
        self.work(self._load_people, "people")
        return None

    def narrowed_words(self) -> str:
        """Return what the status line says about narrowing."""
        if not self.shows_people:
            return super().narrowed_words()
        return f"/{self.needle}  {count(self.people.row_count, 'person', 'people')} · Esc shows all"

    async def _load_people(self) -> None:
        """Show followed people first, then everybody else in the cache; the cursor stays on its person."""
        followed = self.page.people if self.page else ()
        keys = {person.key for person in followed}
        others = await self.app.library.researchers.people(self.needle)
        wanted = fold_name(self.needle) if self.needle else ""
        mine = [person for person in followed if wanted in fold_name(person.name)]
        rows = [*mine, *(person for person in others if person.key not in keys)]
        current = self.people.current
        places = {person.key: place for place, person in enumerate(rows)}
        self.people.show(rows, cursor=places.get(current.key, 0) if current else 0)
        self.show_heads()

    # Handlers

    def on_mount(self) -> None:
        """Ask who is followed."""
        self.work(self.load, "load")

    # Actions

    def action_next_view(self) -> None:
        """Change between papers and people."""
        self.work(self.change_view, "load")

    def action_newest(self) -> None:
        """Show what a sync brought."""
        self.work(self.load, "load")

    def action_follow(self) -> None:
        """Follow the person under the cursor, or an author of the paper."""
        person = self.people.current if self.shows_people else None
        if person is not None:
            self.work(lambda: self.follow_or_not(person), "paper")
        else:
            super().action_follow()
