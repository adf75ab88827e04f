"""What to copy of a paper, one key each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tuiread.errors import TuireadError
from tuiread.lines import Line, Span, fit
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.text_pane import TextPane
from tuiread.words.paper import citation, markdown_link

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tuiread.records import Paper, PaperPage


class CopyMenu(OverScreen[str | None]):
    """Answers with the text to copy, or nothing; a key that comes before the paper is read waits for it.

    Args:
        read: reads the paper.
        bibtex: writes it as BibTeX.
        complain: tells the reader why that failed.
    """

    def __init__(
        self,
        read: Callable[[], Awaitable[PaperPage]],
        bibtex: Callable[[], Awaitable[str]],
        complain: Callable[[str], None],
    ) -> None:
        super().__init__("Copy what?")
        self._read = read
        self._bibtex = bibtex
        self._complain = complain
        self._text = TextPane(can_focus=False)
        self._choices: dict[str, tuple[str, str]] = {}
        self._pressed: str | None = None

    def compose_body(self) -> ComposeResult:
        """Put the choices under the title."""
        yield self._text

    def on_mount(self) -> None:
        """Ask for the paper."""
        self.show_title()
        self.run_worker(self._load(), group="load", exclusive=True)

    async def _load(self) -> None:
        try:
            page, entry = await self._read(), await self._bibtex()
        except TuireadError as error:
            self._complain(str(error))
            return self.answer(None)
        self._choices = _choices(page.paper, entry)
        self._text.show(self._lines)
        if self._pressed is not None:
            self._answer_key(self._pressed)
        return None

    def on_key(self, event: Key) -> None:
        """Answer with what the key names; any other key closes."""
        event.stop()
        self._pressed = event.character or ""
        if self._choices:
            self._answer_key(self._pressed)

    def _answer_key(self, key: str) -> None:
        choice = self._choices.get(key)
        self.answer(choice[1] if choice else None)

    def _lines(self, cells: int) -> list[Line]:
        return [
            (Span(key, "key"), Span(f"  {name:<14}"), Span(fit(text.partition("\n")[0], cells - 17), "dim"))
            for key, (name, text) in self._choices.items()
        ]


def _choices(paper: Paper, bibtex: str) -> dict[str, tuple[str, str]]:
    """Return by key what can be copied: its name and its text."""
    return {
        "u": ("arXiv address", f"https://arxiv.org/abs/{paper.id}"),
        "t": ("title", paper.title),
        "i": ("id", paper.id),
        "c": ("citation", citation(paper)),
        "b": ("BibTeX", bibtex),
        "m": ("Markdown link", markdown_link(paper)),
    }
