"""The line under the places: what this screen shows, how much of it, and in which order."""

from __future__ import annotations

from tuiread.widgets.text_bar import TextBar


class HeadLine(TextBar):
    """A screen's heading at the left and its state at the right, usually with a rule below."""
