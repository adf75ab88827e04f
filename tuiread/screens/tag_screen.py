"""A question over the screen: which tags papers get or lose, with those that exist offered while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.errors import UsageError
from tuiread.insight.shelving import completed, completions
from tuiread.screens.over_screen import OverScreen
from tuiread.tags import TagWish, parse_tags
from tuiread.widgets.tag_input import TagInput
from tuiread.widgets.text_pane import TextPane
from tuiread.words.tagging import offered_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from tuiread.lines import Line
    from tuiread.records import TagCount


class TagScreen(OverScreen[TagWish | None]):
    """Type tags, several with blanks or commas between them, a minus before those that go.

    Args:
        title: whose tags.
        own: the tags that the paper has.
        known: every tag there is.
    """

    def __init__(self, title: str, own: Sequence[str], known: Sequence[TagCount]) -> None:
        super().__init__(title)
        self._own, self._known = own, known
        self._problem = ""
        self._input = TagInput("", "data, to-read  -old takes one away; blanks divide tags")
        self._offered = TextPane(can_focus=False, id="offered")

    def compose_body(self) -> ComposeResult:
        """Put what is offered under the line."""
        yield self._input
        yield self._offered

    def on_mount(self) -> None:
        """Let the reader type at once."""
        self.show_title("Enter keeps · Tab completes")
        self.show_offered()
        self._input.focus()

    # Verbs

    def show_offered(self) -> None:
        """Show what is wrong, the tags that the paper has, and those that the last word may become."""
        self._offered.show(self._lines)

    def complete(self) -> None:
        """Let the last word become the tag that is offered first."""
        if offered := self._offers():
            self._input.value = completed(self._input.value, offered[0])
            self._input.cursor_position = len(self._input.value)

    def _offers(self) -> list[str]:
        return completions(self._input.value, [one.tag for one in self._known])

    def _lines(self, cells: int) -> Sequence[Line]:
        counts = {one.tag: one.paper_count for one in self._known}
        offers = [(tag, counts[tag]) for tag in self._offers()]
        return offered_lines(self._own, offers, self._problem, cells)

    # Handlers

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer other tags."""
        self._problem = ""
        self.show_offered()

    def on_tag_input_wanted(self, message: TagInput.Wanted) -> None:
        """Complete the last word."""
        self.complete()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed; a line that cannot be read stays, with what is wrong."""
        try:
            wish = parse_tags(event.value)
        except UsageError as error:
            self._problem = str(error)
            return self.show_offered()
        return self.answer(wish if wish.add or wish.drop else None)
