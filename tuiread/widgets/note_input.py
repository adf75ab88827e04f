"""The line in which a short note is typed; longer ones are written in the reader's editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tuiread.widgets.needle_input import NeedleInput


class NoteInput(NeedleInput):
    """An input that can be left for an editor, or without keeping anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "leave", tooltip="Leave the note as it was", id="note.leave"),
        Binding("ctrl+o", "to_editor", "editor", tooltip="Go on in your editor", id="note.editor"),
    ]

    @dataclass
    class Left(Message):
        """The reader leaves the line: for their editor, or for good."""

        goes_to_editor: bool

    def action_give_up(self) -> None:
        """Leave the note as it was."""
        self.post_message(self.Left(goes_to_editor=False))

    def action_to_editor(self) -> None:
        """Go on in the editor with what is typed."""
        self.post_message(self.Left(goes_to_editor=True))
