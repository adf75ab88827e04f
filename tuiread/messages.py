"""What moves between the app and its screens; what a widget tells is nested in the widget."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StoreChanged(Message):
    """What the store holds has changed."""

    is_sync: bool = False
    """True when a sync kept something, which must not move what the reader looks at; False after the reader's acts."""

    def can_replace(self, message: Message) -> bool:
        """Several changes of one kind in a row need one look at the store."""
        return isinstance(message, StoreChanged) and message.is_sync == self.is_sync
