"""What to copy of a paper, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from tuiread.widgets.head_line import HeadLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.lines import Line, Span, fit
from tuiread.words.paper import citation, markdown_link

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tuiread.records import Paper


class CopyMenu(ModalScreen[str | None]):
    """Answers with the text to copy, or nothing."""

    HEIGHT: ClassVar[int] = 8

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._choices = {
            "u": ("address", f"https://arxiv.org/abs/{paper.id}"),
            "t": ("title", paper.title),
            "i": ("id", paper.id),
            "c": ("citation", citation(paper)),
            "m": ("Markdown link", markdown_link(paper)),
        }

    def compose(self) -> ComposeResult:
        """Put the choices at the bottom."""
        with Vertical():
            yield HeadLine(rule="below")
            yield TextPane(can_focus=False)

    def on_mount(self) -> None:
        """Show the choices."""
        self.query_one(HeadLine).show((Span(" Copy what?", "heading"),), (Span("Esc closes ", "dim"),))
        self.query_one(TextPane).show(self._lines)

    def on_key(self, event: Key) -> None:
        """Answer with what the key names; any other key closes."""
        event.stop()
        choice = self._choices.get(event.character or "")
        self.dismiss(choice[1] if choice else None)

    def _lines(self, cells: int) -> list[Line]:
        return [
            (Span(key, "key"), Span(f"  {name:<14}"), Span(fit(text, cells - 17), "dim"))
            for key, (name, text) in self._choices.items()
        ]
