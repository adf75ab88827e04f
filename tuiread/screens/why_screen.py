"""Why a record has its number: seventeen checks, each with the cached facts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import Span
from tuiread.screens.base_screen import BaseScreen
from tuiread.widgets.row_list import RowList
from tuiread.widgets.rows import GUTTER
from tuiread.widgets.text_pane import TextPane
from tuiread.words.trust import (
    check_lines,
    check_row,
    plain_why,
    rows_are_cut,
    sum_lines,
    sum_words,
    why_facts,
    why_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import Check, Profile

MOST_SUM_LINES = 5


LEAST_SUM_LINES = 3
"""Below so many lines the sum stands on the status line instead of under the checks."""


class WhyScreen(BaseScreen):
    """The checks of one trust snapshot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "back", "back", tooltip="Back to the profile", show=False, id="why.back"),
        Binding("ctrl+r", "check", "check now", tooltip="Ask every source about this person", id="why.check"),
        Binding("y", "copy", "copy", tooltip="Copy all of this as text", id="why.copy"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = ("list.open", "why.check", "why.copy", "go.back")

    def __init__(self, place: str, profile: Profile) -> None:
        super().__init__(place)
        self.profile = profile
        self.checks: RowList[Check] = RowList(self.draw_check, id="checks")
        self.sum = TextPane(can_focus=False, id="sum")

    def compose_body(self) -> ComposeResult:
        """Put the sum under the checks."""
        yield self.head
        yield self.checks
        yield self.sum

    def draw_check(self, check: Check, cells: int) -> Sequence[Line]:
        """Return a check's lines."""
        return check_row(check, cells, height=self.checks.row_height)

    # Verbs

    def show_profile(self, profile: Profile) -> None:
        """Show the checks as they stand; the cursor stays on its check."""
        self.profile = profile
        self.checks.show(profile.trust.checks, cursor=self.checks.cursor)
        title, facts = why_title(profile), why_facts(profile.trust)
        self.show_head((Span(title, "heading"),), (Span(facts, "dim"),))
        self.sum.show(self._sum)
        self._arrange()

    async def reload(self) -> None:
        """Take fresh facts."""
        self.show_profile(await self.app.library.researchers.profile(self.profile.key))

    async def ask_sources(self) -> None:
        """Ask every source, and show what changes as it comes."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        self.notice("Asking the sources ...")
        replies = await self.app.library.researchers.refresh(
            self.profile.key, lambda reply: self.work(self.reload, "reload")
        )
        answered = sum(reply.reply != "no_answer" for reply in replies)
        self.notice(f"{answered} of {len(replies)} sources answered.")
        self.app.store_changed()
        return None

    # Layout

    def _sum(self, cells: int) -> Sequence[Line]:
        return sum_lines(self.profile.trust, cells)

    def _arrange(self) -> None:
        """Give the checks the room that they need first: they can be scrolled, but are best seen whole."""
        checks, width = self.profile.trust.checks, self.app.size.width
        self.checks.row_height = 2 if rows_are_cut(checks, width - GUTTER - 1) else 1
        wanted = len(self._sum(max(20, width - 2)))
        room = self.app.size.height - len(checks) * self.checks.row_height - 6
        self.sum.display = room > LEAST_SUM_LINES
        self.sum.styles.height = min(wanted + 1, room)
        hint = "Enter shows the facts behind a check"
        self.say(hint if self.sum.display else f"{sum_words(self.profile.trust)} [?] counts 0, not no · {hint}")

    # Handlers

    def on_mount(self) -> None:
        """Show the snapshot that came along."""
        self.show_profile(self.profile)

    def on_resize(self, event: Resize) -> None:
        """Share the room anew."""
        if self.is_mounted:
            self._arrange()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Show the facts behind a check."""
        from tuiread.screens.text_screen import TextScreen

        check = message.row
        self.app.push_screen(TextScreen(self.profile.name, lambda cells: check_lines(check, cells)))

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_check(self) -> None:
        """Ask the sources."""
        self.work(self.ask_sources, "check")

    def action_copy(self) -> None:
        """Copy everything as text."""
        self.app.copy_to_clipboard("\n".join(plain_why(self.profile, 80)))
        self.notice("Sent to the terminal's clipboard: all seventeen checks.")
