"""A researcher: how they are known, their works in the cache by year, their co-authors, and following them.

Wide terminals show co-authors beside the works; narrow ones show one part at a time, and Tab changes the part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.names import account_of
from tuiread.records import PersonRow
from tuiread.screens.base_screen import WIDE
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.lines import Span
from tuiread.words.person import coauthor_row, profile_head, profile_notes, work_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize, ScreenResume

    from tuiread.messages import StoreChanged
    from tuiread.records import CoAuthor, PaperId, Profile, Work
    from tuiread.words.lines import Line


class ProfileScreen(PaperVerbs):
    """A person with works and co-authors."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "follow", "follow", tooltip="Follow this person, or stop following", id="person.follow"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "person.follow", "list.open", "go.pane", "paper.save", "paper.read", "paper.sources", "paper.copy", "go.back",
    )  # fmt: skip

    def __init__(self, place: str, profile: Profile) -> None:
        super().__init__(place)
        self.profile = profile
        self.about = TextPane(can_focus=False, id="about")
        self.works: RowList[Work] = RowList(self.draw_work, id="works")
        self.coauthors: RowList[CoAuthor] = RowList(coauthor_row, id="coauthors")
        self.shows_coauthors = False

    def compose_body(self) -> ComposeResult:
        """Put works beside co-authors, under who the person is."""
        yield self.about
        with Horizontal():
            yield self.works
            yield self.coauthors

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the work under the cursor, if its paper is in the cache."""
        work = self.works.current
        return work.paper.id if work and work.paper and not self.shows_coauthors else None

    def show_profile(self, profile: Profile) -> None:
        """Show a person as they were read."""
        work, coauthor = self.works.current, self.coauthors.current
        works = [place for place, other in enumerate(profile.works) if work and other.title == work.title]
        people = [place for place, other in enumerate(profile.coauthors) if coauthor and other.key == coauthor.key]
        self.profile = profile
        self.works.show(profile.works, cursor=works[0] if works else 0)
        self.coauthors.show(profile.coauthors, cursor=people[0] if people else 0)
        self.about.show(self._layout)
        self._arrange()

    async def reload(self) -> None:
        """Take fresh state; cursors stay on their work and their person."""
        self.show_profile(await self.app.library.researchers.profile(self.profile.key))

    async def open_work(self, work: Work) -> None:
        """Open the paper of a work, or say that only its title is known."""
        if work.paper is None:
            self.notice("Only title and year of this work are known; its paper is not in your cache.")
        else:
            await self.open_paper(work.paper.id)

    async def follow_person(self) -> None:
        """Follow this person, or stop."""
        profile = self.profile
        await self.follow_or_not(
            PersonRow(profile.key, profile.name, is_followed=profile.is_followed, account=profile.account)
        )

    def draw_work(self, work: Work, cells: int) -> Sequence[Line]:
        """Return a work's line."""
        return work_row(work, cells, shows_doubt=self.profile.account is not None)

    # Layout

    def _layout(self, cells: int) -> Sequence[Line]:
        lines = profile_head(self.profile, cells) + profile_notes(self.profile, cells, self.app.library.now())
        return [*lines, self._parts()]

    def _parts(self) -> Line:
        parts = (
            (f"Works {len(self.profile.works)}", not self.shows_coauthors),
            (f"Co-authors {len(self.profile.coauthors)}", self.shows_coauthors),
        )
        spans: list[Span] = []
        for name, is_chosen in parts:
            spans += [Span(f"[{name}]" if is_chosen else f" {name} ", "strong" if is_chosen else "dim"), Span(" ")]
        return tuple(spans)

    def _arrange(self) -> None:
        is_wide = self.app.size.width >= WIDE
        self.works.display = is_wide or not self.shows_coauthors
        self.coauthors.display = is_wide or self.shows_coauthors
        self.about.show(self._layout)
        self.about.styles.height = max(
            4, min(len(self._layout(max(20, self.app.size.width - 2))), self.app.size.height // 2)
        )
        (self.coauthors if self.shows_coauthors else self.works).focus()
        self.say(self._where())
        self.call_after_refresh(self.join_rules, self.coauthors)

    def _where(self) -> str:
        shown: RowList[Work] | RowList[CoAuthor] = self.coauthors if self.shows_coauthors else self.works
        order = "by joint papers in your cache" if self.shows_coauthors else "by year of first submission"
        total = shown.row_count
        return f"{shown.cursor + 1 if total else 0} of {total} · {order}"

    # Handlers

    def on_mount(self) -> None:
        """Show the person that came along."""
        self.works.empty = [(Span("No works of this person are in your cache."),)]
        self.coauthors.empty = [(Span("No co-authors are in your cache."),)]
        self.show_profile(self.profile)

    def on_resize(self, event: Resize) -> None:
        """Show both parts or one."""
        if self.is_mounted:
            self._arrange()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        self.work(self.reload, "reload")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let a click on a part do what Tab does."""
        if self.shows_coauthors != (event.widget is self.coauthors):
            self.shows_coauthors = not self.shows_coauthors
            self.about.show(self._layout)
            self.say(self._where())

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say which row this is."""
        self.say(self._where())

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the work's paper or the co-author's profile."""
        row = message.row
        if message.row_list is self.coauthors:
            self.work(lambda: self.open_person(row.key), "person")
        else:
            self.work(lambda: self.open_work(row), "paper")

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_next_pane(self) -> None:
        """Change between works and co-authors."""
        self.shows_coauthors = not self.shows_coauthors
        self._arrange()

    def action_follow(self) -> None:
        """Follow this person, or the co-author under the cursor."""
        other = self.coauthors.current if self.shows_coauthors else None
        if other is None:
            self.work(self.follow_person, "paper")
        else:
            person = PersonRow(other.key, other.name, is_followed=other.is_followed, account=account_of(other.key))
            self.work(lambda: self.follow_or_not(person), "paper")
