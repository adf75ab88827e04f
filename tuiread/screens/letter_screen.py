"""A letter that invites somebody: facts above, the letter below, written in the reader's own editor and never sent.

Until it is saved or edited it lies nowhere; then it is a folder in the outbox, and the mail is made from what was
written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import SEPARATOR, Line, Span, wrap
from tuiread.screens.base_screen import BaseScreen
from tuiread.widgets.text_pane import TextPane
from tuiread.words.letter import NEVER_SENT, beside_words, fact_lines, state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tuiread.records import Letter, LetterFacts


class LetterScreen(BaseScreen):
    """One letter.

    Args:
        place: the digit of the place that it was opened from.
        facts: what is known of both sides.
        letter: as it lies in the outbox; None for one that is not saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", tooltip="Write it in your editor; it is saved then", id="letter.edit"),
        Binding("s", "save", "save", tooltip="Save it into the outbox", id="letter.save"),
        Binding("S", "state", "state", tooltip="Say how far it is: ready, handed over, answered", id="letter.state"),
        Binding("a", "address", "address", tooltip="Type where it goes", id="letter.address"),
        Binding("y", "copy", "copy", tooltip="Copy the whole text", id="letter.copy"),
        Binding("E", "mail", ".eml", tooltip="Say where the mail lies that waits to be sent", id="letter.mail"),
        Binding("M", "mailto", "mailto", tooltip="Show and copy a mailto link", id="letter.mailto"),
        Binding("x", "not_again", "not again", tooltip="Never offer a letter to this person", id="letter.not_again"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "letter.edit", "letter.save", "letter.state", "letter.address", "letter.copy", "letter.mail",
        "letter.mailto", "letter.not_again", "go.back",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = "#letter"

    def __init__(self, place: str, facts: LetterFacts, letter: Letter | None) -> None:
        super().__init__(place)
        self.facts = facts
        self.letter = letter
        self.about = TextPane(can_focus=False, id="about")
        self.text = TextPane(id="letter")

    def compose_body(self) -> ComposeResult:
        """Put the facts above the letter."""
        yield self.head
        yield self.about
        yield self.text

    # Verbs

    def show_letter(self, letter: Letter | None) -> None:
        """Show the letter as it is."""
        self.letter = letter
        facts, address = self.facts, letter.address if letter else None
        folder = f"outbox/{letter.folder}{SEPARATOR}{letter.state}" if letter else "not saved yet"
        self.show_head((Span("Invitation", "heading"),), (Span(folder, "dim"),))
        self.about.show(lambda cells: fact_lines(facts, address, cells))
        text = letter.text if letter else self.app.library.letters.new_text(facts)
        self.text.show(lambda cells: _lines(text, cells), home=False)
        self.say(self._words())

    async def saved(self) -> Letter:
        """Return the letter from the outbox, put there if it was not."""
        if self.letter is not None:
            return self.letter
        letter = await self.app.library.letters.draft(self.facts)
        self.show_letter(letter)
        await self._warn(letter)
        return letter

    async def edit(self) -> None:
        """Write it in the editor, and make the mail from what was written."""
        letters = self.app.library.letters
        letter = await self.saved()
        self.app.edit_outside(letters.path(letter))
        self.show_letter(await letters.reread(letter))
        self.notice("Saved as invite.md and invite.eml in the outbox.")

    async def save(self) -> None:
        """Save it into the outbox; one that lies there is read again."""
        if self.letter is not None:
            self.show_letter(await self.app.library.letters.reread(self.letter))
            return self.notice("Saved: invite.eml is made anew from invite.md.")
        await self.saved()
        return None

    async def choose_state(self) -> None:
        """Let the reader say how far it is."""
        from tuiread.outbox import STATES
        from tuiread.screens.pick_screen import PickScreen

        letter = await self.saved()
        state = await self.app.push_screen_wait(
            PickScreen("How far is it?", STATES, lambda name, cells: [(Span(name),)])
        )
        if state is not None:
            self.show_letter(await self.app.library.letters.set_state(letter, state))
            self.notice(f"Marked as {state}. {self._unwritten()}".rstrip())

    async def ask_address(self) -> None:
        """Ask where it goes; what the other's ORCID record publishes is offered."""
        from tuiread.screens.ask_screen import AskScreen

        letter = await self.saved()
        offered = letter.address or next(iter(self.facts.emails), "")
        address = await self.app.push_screen_wait(AskScreen("Where does it go?", "an e-mail address", offered))
        if address is not None:
            self.show_letter(await self.app.library.letters.set_address(letter, address))
            self.notice(f"To: {address.strip()}. It stays in this letter's folder, and goes nowhere else.")

    async def show_mail(self) -> None:
        """Say where the mail lies."""
        from tuiread.outbox import MAIL

        letters = self.app.library.letters
        letter = await letters.reread(await self.saved())
        self.show_letter(letter)
        self.notice(f"Open it in your mail program: {letters.path(letter, MAIL)} {self._unwritten()}".rstrip())

    async def show_mailto(self) -> None:
        """Show and copy a mailto link."""
        link = self.app.library.letters.mailto(await self.saved())
        self.app.copy_to_clipboard(link)
        # A link can be longer than the screen has room for, so the warning stands before it.
        self.notice(f"{self._unwritten()} Sent to the terminal's clipboard: {link}".lstrip())

    async def copy_text(self) -> None:
        """Copy the whole text."""
        text = self.letter.text if self.letter else self.app.library.letters.new_text(self.facts)
        self.app.copy_to_clipboard(text)
        self.notice("Sent to the terminal's clipboard: the whole letter.")

    async def mark_not_again(self) -> None:
        """Mark the person as one not to be asked again, or take that back."""
        letters, to = self.app.library.letters, self.facts.to
        is_marked = not await letters.is_not_to_invite(to.key)
        await letters.mark_not_to_invite(to.key, is_marked=is_marked)
        said = "will not be offered a letter again" if is_marked else "may be offered a letter again"
        self.notice(f"{to.name} {said}; u takes it back.")

    async def _warn(self, letter: Letter) -> None:
        """Say that it is saved, where three in a week are enough, and what lies beside it that cannot be read."""
        from tuiread.letters import WEEKLY_LIMIT
        from tuiread.outbox import unreadable_beside

        outbox = await self.app.library.letters.outbox()
        recent = outbox.recent_count(self.app.library.now().astimezone().date())
        more = f" It is number {recent} within seven days; {WEEKLY_LIMIT} are the soft limit."
        beside = beside_words(unreadable_beside(outbox, letter))
        self.notice(f"Saved to the outbox.{more if recent > WEEKLY_LIMIT else ''} {beside}".rstrip())

    def _unwritten(self) -> str:
        """Return a warning while the line that the reader is to replace is still there."""
        is_written = self.letter is not None and not self.app.library.letters.is_unwritten(self.letter)
        return "" if is_written else "The letter still says [Write here …]: e writes it."

    def _words(self) -> str:
        today = self.app.library.now().astimezone().date()
        state = state_words(self.letter, today) if self.letter else "draft, not saved"
        return f"{state} · {NEVER_SENT}"

    # Handlers

    def on_mount(self) -> None:
        """Show the letter that came along."""
        self.show_letter(self.letter)

    # Actions

    def action_edit(self) -> None:
        """Write it in the editor."""
        self.work(self.edit, "letter")

    def action_save(self) -> None:
        """Save it."""
        self.work(self.save, "letter")

    def action_state(self) -> None:
        """Say how far it is."""
        self.work(self.choose_state, "paper")

    def action_address(self) -> None:
        """Type where it goes."""
        self.work(self.ask_address, "paper")

    def action_copy(self) -> None:
        """Copy the text."""
        self.work(self.copy_text, "letter")

    def action_mail(self) -> None:
        """Say where the mail lies."""
        self.work(self.show_mail, "letter")

    def action_mailto(self) -> None:
        """Show a mailto link."""
        self.work(self.show_mailto, "letter")

    def action_not_again(self) -> None:
        """Mark the person as one not to be asked again."""
        self.work(self.mark_not_again, "letter")


def _lines(text: str, cells: int) -> Sequence[Line]:
    return [line for paragraph in text.split("\n") for line in wrap(paragraph, cells) or [()]]
