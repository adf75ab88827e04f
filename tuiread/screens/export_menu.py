"""How to write papers for other programs, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.lines import Line, Span, fit
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

CHOICES = {
    "b": ("bibtex", "BibTeX", "for LaTeX"),
    "r": ("ris", "RIS", "for reference managers"),
    "c": ("csl-json", "CSL-JSON", "for pandoc and citation processors"),
    "j": ("json", "JSON", "for programs"),
    "m": ("markdown", "Markdown", "a note each, for Obsidian and the like"),
    "p": ("pack", "pack", "for another reader of tuiread, with tags and the notes you tick"),
    "z": ("zotero", "Zotero", "if it runs on this machine, else a file for it"),
}
"""By key: what the menu answers, its name, and what it is good for."""


class ExportMenu(OverScreen[str | None]):
    """Answers with how to export, or nothing.

    Args:
        title: what is exported.
    """

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._text = TextPane(can_focus=False)

    def compose_body(self) -> ComposeResult:
        """Put the choices under the title."""
        yield self._text

    def on_mount(self) -> None:
        """Show the choices."""
        self.show_title()
        self._text.show(self._lines)

    def on_key(self, event: Key) -> None:
        """Answer with what the key names; any other key closes."""
        event.stop()
        choice = CHOICES.get(event.character or "")
        self.answer(choice[0] if choice else None)

    def _lines(self, cells: int) -> list[Line]:
        return [
            (Span(key, "key"), Span(f"  {name:<10}"), Span(fit(what, cells - 13), "dim"))
            for key, (_, name, what) in CHOICES.items()
        ]
