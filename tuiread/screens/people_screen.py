"""People: the reader's own record, those whom they follow, then everybody else in the cache by works.

``/`` finds somebody by name as one types; ``f`` follows, Enter opens the profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import Span
from tuiread.names import fold_name
from tuiread.records import Outbox, PersonRow
from tuiread.screens.narrowing import Narrowing
from tuiread.screens.path_verbs import PathVerbs
from tuiread.widgets.row_list import RowList
from tuiread.words.letter import reminder_words
from tuiread.words.person import people_counts, person_row
from tuiread.words.times import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import ScreenResume

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import Claim, FollowedPerson, PersonKey


class PeopleScreen(PathVerbs, Narrowing):
    """A list of people."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "follow", "follow", tooltip="Follow this person, or stop following", id="people.follow"),
        Binding(
            "C,m,e",
            "on_profile",
            "on profiles",
            tooltip="Say where these keys work: on a profile",
            show=False,
            id="people.on_profile",
        ),
        Binding(
            "ctrl+r",
            "on_profile",
            "on profiles",
            tooltip="Say where the sources are asked: on a profile",
            show=False,
            id="people.check",
        ),
        Binding("o", "outbox", "outbox", tooltip="Go to the letters that you wrote", id="people.outbox"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "people.follow", "list.filter", "graph.open", "graph.path", "people.outbox", "go.back",
    )  # fmt: skip
    NEEDLE_HINT: ClassVar[str] = "a name, or how it begins"

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.people: RowList[PersonRow] = RowList(self.draw_person, id="people")
        self.people.empty = [(Span("Nobody in your cache has this name."),)]
        self._followed: dict[PersonKey, FollowedPerson] = {}
        self._claim: Claim | None = None
        self._outbox = Outbox(())

    def compose_body(self) -> ComposeResult:
        """Put the list under its head."""
        yield self.head
        yield self.people

    def list_in_hand(self) -> RowList[Any]:
        """Return the list of people."""
        return self.people

    def draw_person(self, person: PersonRow, cells: int) -> Sequence[Line]:
        """Return a person's line."""
        is_you = self._claim is not None and self._claim.person == person.key
        return person_row(person, cells, self._followed.get(person.key), is_you=is_you)

    def node_in_hand(self) -> str | None:
        """Return the person under the cursor: the graph is opened around them, and a path leads from them."""
        return self.people.current.key if self.people.current else None

    # Verbs

    async def load(self) -> None:
        """Show the reader's own record, then those followed, then everybody else; the cursor stays on its person."""
        library, needle = self.app.library, self.needle
        inbox = await library.inbox()
        self._claim = await library.researchers.own_claim()
        self._outbox = await library.letters.outbox()
        self._followed = {person.row.key: person for person in inbox.people}
        others = await library.researchers.people(needle)
        self._show([*self._own_rows(others), *others])

    async def reload(self) -> None:
        """Show what is there now."""
        await self.load()

    def narrow_to(self, needle: str) -> None:
        """Find people by name."""
        self.needle = needle.strip()
        self.work(self.load, "people")

    def _own_rows(self, others: Sequence[PersonRow]) -> list[PersonRow]:
        """Return the reader's own record and those followed, as far as their names hold what is looked for."""
        wanted = fold_name(self.needle) if self.needle else ""
        rows = [person.row for person in self._followed.values()]
        if claim := self._claim:
            known = next((row for row in (*rows, *others) if row.key == claim.person), None)
            rows.insert(0, known or PersonRow(claim.person, claim.name))
        return [row for row in rows if wanted in fold_name(row.name)]

    def _show(self, rows: Sequence[PersonRow]) -> None:
        unique = list({row.key: row for row in reversed(rows)}.values())[::-1]
        first = {row.key: place for place, row in reversed(list(enumerate(rows)))}
        unique.sort(key=lambda row: first[row.key])
        current = self.people.current
        places = {row.key: place for place, row in enumerate(unique)}
        self.people.show(unique, cursor=places.get(current.key, 0) if current else 0)
        self.show_head((Span("People", "heading"), Span("   "), Span(people_counts(len(self._followed), self._claim))))
        self.say(self._words())

    def _words(self) -> str:
        if self.needle:
            return f"/{self.needle}  {count(self.people.row_count, 'person', 'people')} · Esc shows all"
        if reminder := reminder_words(self._outbox, self.app.library.now().astimezone().date()):
            return f"{reminder} · {self.app.hint(self, 'people.outbox')[0]} shows"
        return f"{self.people.position} · you, those you follow, then others by works"

    # Handlers

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say which row this is."""
        self.say(self._words())

    def on_mount(self) -> None:
        """Ask who there is."""
        self.work(self.load, "people")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        self.work(self.load, "people")

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.load, "people")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the person's profile."""
        person = message.row
        self.work(lambda: self.open_person(person.key), "person")

    # Actions

    def action_follow(self) -> None:
        """Follow the person under the cursor, or stop."""
        if person := self.people.current:
            self.work(lambda: self.follow_or_not(person), "paper")
        else:
            self.notice("Nobody is chosen here.")

    def action_on_profile(self) -> None:
        """Say where the keys work that do something with one person in hand."""
        self.notice("Enter opens the profile: claim, invite, note and asking the sources work there.")

    def action_outbox(self) -> None:
        """Go to the letters."""
        from tuiread.screens.outbox_screen import OutboxScreen

        self.app.push_screen(OutboxScreen(self.place))
