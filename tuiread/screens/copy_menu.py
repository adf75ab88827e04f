"""What to copy of a paper, one key each."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.screen import ModalScreen

from tuiread.widgets.head_line import HeadLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.lines import Line, Span, fit
from tuiread.words.paper import citation, markdown_link

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tuiread.records import Paper, PaperPage


class CopyMenu(ModalScreen[str | None]):
    """Answers with the text to copy, or nothing; a key that comes before the paper is read waits for it."""

    def __init__(self, page: Coroutine[Any, Any, PaperPage]) -> None:
        super().__init__()
        self._page = page
        self._choices: dict[str, tuple[str, str]] = {}
        self._pressed: str | None = None

    def compose(self) -> ComposeResult:
        """Put the choices at the bottom."""
        with Vertical():
            yield HeadLine(rule="below")
            yield TextPane(can_focus=False)

    def on_mount(self) -> None:
        """Show the choices."""
        self.query_one(HeadLine).show((Span(" Copy what?", "heading"),), (Span("Esc closes ", "dim"),))
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        self._choices = _choices((await self._page).paper)
        self.query_one(TextPane).show(self._lines)
        if self._pressed is not None:
            self._answer(self._pressed)

    def on_key(self, event: Key) -> None:
        """Answer with what the key names; any other key closes."""
        event.stop()
        self._pressed = event.character or ""
        if self._choices:
            self._answer(self._pressed)

    def _answer(self, key: str) -> None:
        choice = self._choices.get(key)
        self.dismiss(choice[1] if choice else None)

    def _lines(self, cells: int) -> list[Line]:
        return [
            (Span(key, "key"), Span(f"  {name:<14}"), Span(fit(text, cells - 17), "dim"))
            for key, (name, text) in self._choices.items()
        ]


def _choices(paper: Paper) -> dict[str, tuple[str, str]]:
    """Return by key what can be copied: its name and its text."""
    return {
        "u": ("arXiv address", f"https://arxiv.org/abs/{paper.id}"),
        "t": ("title", paper.title),
        "i": ("id", paper.id),
        "c": ("citation", citation(paper)),
        "m": ("Markdown link", markdown_link(paper)),
    }
