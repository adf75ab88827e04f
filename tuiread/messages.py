"""What moves between the app and its screens; what a widget tells is nested in the widget."""

from __future__ import annotations

from textual.message import Message


class StoreChanged(Message):
    """What the store holds has changed: a sync kept something, or an act was undone."""

    def can_replace(self, message: Message) -> bool:
        """Several changes in a row need one look at the store."""
        return isinstance(message, StoreChanged)
