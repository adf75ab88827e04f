"""Claiming a record: saying "this is me" on this machine, and proving it by a page that anybody can look at.

The list holds what can be done and the lines that would prove it; the text under it what is found, what was looked at,
and the commands that repeat it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import Span
from tuiread.screens.base_screen import NARROW, BaseScreen
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.claim import ClaimChoice, choice_row, claim_choices, claim_lines, claim_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import Profile, SourceReply


class ClaimScreen(BaseScreen):
    """One record and the reader's claim to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check", "check now", tooltip="Look now at what may prove it", id="claim.check"),
        Binding("y", "copy", "copy line", tooltip="Copy the line under the cursor", id="claim.copy"),
        Binding(
            "x",
            "drop",
            "drop claim",
            tooltip="Say that this is not you; a later claim gets another token",
            id="claim.drop",
        ),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "claim.check", "claim.copy", "claim.drop", "go.pane", "go.back",
    )  # fmt: skip

    def __init__(self, place: str, profile: Profile) -> None:
        super().__init__(place)
        self.profile = profile
        self.choices: RowList[ClaimChoice] = RowList(self.draw_choice, row_height=2, id="choices")
        self.found = TextPane(id="found")
        self._is_checking = False

    def compose_body(self) -> ComposeResult:
        """Put what is found under what can be done."""
        yield self.head
        yield self.choices
        yield self.found

    def draw_choice(self, choice: ClaimChoice, cells: int) -> Sequence[Line]:
        """Return a choice's lines."""
        return choice_row(choice, cells, height=self.choices.row_height)

    def hints(self) -> tuple[str, ...]:
        """Return the keys that do something: what is to be copied or dropped comes with a claim."""
        missing = {"claim.copy", "claim.drop"} if self.profile.identity.claim is None else set()
        return tuple(hint for hint in self.HINTS if hint not in missing)

    # Verbs

    def show_profile(self, profile: Profile) -> None:
        """Show how far the claim is; the cursor stays."""
        self.profile = profile
        now = self.app.library.now()
        self.show_head((Span(claim_title(profile), "heading"),))
        self.show_hints()
        choices = claim_choices(profile)
        self.choices.show(choices, cursor=min(self.choices.cursor, len(choices) - 1))
        self.choices.styles.height = len(choices) * self.choices.row_height
        self.found.show(lambda cells: claim_lines(profile, cells, now), home=False)
        self.say(self._where())

    def _where(self) -> str:
        position = self.found.position
        lines = f" · lines {position}" if position else ""
        if self.focused is self.found:
            return f"In the text{lines} · Tab to the list"
        choice = self.choices.current
        # A row of one line has no room to say where its line goes.
        where = choice.title.rstrip(":") if choice and choice.text and self.choices.row_height == 1 else ""
        return (where or "Enter does what the cursor is on") + (f"{lines} (Tab)" if lines else "")

    async def reload(self) -> None:
        """Take what changed."""
        self.show_profile(await self.app.library.researchers.profile(self.profile.key))

    async def claim_or_not(self) -> None:
        """Say that this is the reader, or that it is not any more."""
        if self.profile.identity.claim:
            return await self.drop_claim()
        await self.app.library.researchers.claim(self.profile.key)
        self.notice("This is you now, on this machine only and without any proof; u takes it back.")
        await self.reload()
        return None

    async def drop_claim(self) -> None:
        """Say that this is not the reader."""
        if self.profile.identity.claim is None:
            return self.notice("You do not claim this record.")
        await self.app.library.researchers.drop_claim()
        self.notice("No longer you; u takes that back, with the same token. A new claim gets another one.")
        await self.reload()
        return None

    async def check(self) -> None:
        """Look now at what may prove it, and show each answer as it comes."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        if self._is_checking:
            return self.notice("A check is running already.")
        self._is_checking = True
        self.notice("Looking ...")
        try:
            replies = await self.app.library.researchers.check_proofs(self.profile.key, self._heard)
        finally:
            self._is_checking = False
        await self.reload()
        self.notice(replies[-1].sentence if replies else "No source that could prove it is switched on.")
        self.app.store_changed()
        return None

    def _heard(self, reply: SourceReply) -> None:
        self.notice(reply.sentence)

    def copy_line(self) -> None:
        """Copy the line under the cursor, and show it, because not every terminal takes it."""
        choice = self.choices.current
        if choice is None or not choice.text:
            return self.notice("The cursor is on no line to copy: Tab goes to the list, j to a line for a page.")
        self.app.copy_to_clipboard(choice.text)
        self.notice(f"Sent to the terminal's clipboard: {choice.text}")
        return None

    # Handlers

    def on_mount(self) -> None:
        """Show the claim that came along."""
        self.show_profile(self.profile)

    def on_resize(self, event: Resize) -> None:
        """Use one line a choice where there is little room."""
        self.choices.row_height = 1 if event.size.width < NARROW else 2
        if self.is_mounted:
            self.show_profile(self.profile)

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Do what the row says."""
        act = message.row.act
        if act == "claim":
            self.work(self.claim_or_not, "claim")
        elif act == "check":
            self.action_check()
        else:
            self.copy_line()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say which pane has the keys."""
        self.say(self._where())

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say where the line under the cursor goes."""
        self.say(self._where())

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self.say(self._where())

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what an undo changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_check(self) -> None:
        """Look at what may prove it."""
        self.work(self.check, "check")

    def action_copy(self) -> None:
        """Copy the line under the cursor."""
        self.copy_line()

    def action_drop(self) -> None:
        """Drop the claim."""
        self.work(self.drop_claim, "claim")
