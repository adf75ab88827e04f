"""A widget that knows the lines it shows and sends only those that changed, and of those only what is not blank.

`Drawn` is the base of the list, the text pane and the bars.  It is *not* a scroll view: Textual's has a virtual size
whose every change lays the screen out again, two scroll bars and fractions of lines, and a list of a million rows that
jumps by pages needs none of them::

    something happened -> redraw() -> draw_lines() -> compare with the screen -> refresh(the changed regions)
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuiread.lines import Line
from tuiread.widgets.drawing import Palette, palette, strip


class Drawn(Widget):
    """A widget drawn by lines; a subclass says in `draw_lines` what it shows now."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Drawn { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._screen_lines: list[Strip] = []
        self._screen_look: tuple[Size, Palette] | None = None
        self._palette: Palette | None = None

    # What a subclass gives and uses

    def draw_lines(self, cells: int, height: int) -> Sequence[Strip]:
        """Draws what the widget shows, at most `height` lines of exactly `cells` cells."""
        raise NotImplementedError

    def forget_drawings(self) -> None:
        """Throws away what was drawn with colours or a width that no longer hold; for subclasses that keep some."""

    def tell(self, message: Message) -> None:
        """Posts a message as this widget's own; as its screen's, it would end there when the screen caused it."""
        self.post_message(message.set_sender(self))

    def strip(self, line: Line, cells: int, *, is_strong: bool = False) -> Strip:
        """Draws one line in the widget's colours."""
        colours = self._look()[1]
        styles = colours.strong if is_strong else colours.normal
        return strip(line, cells, styles, is_ascii=self.is_ascii)

    @property
    def is_ascii(self) -> bool:
        """Whether the app asks for ASCII glyphs only."""
        return bool(getattr(self.app, "is_ascii", False))

    # Verbs

    def redraw(self) -> None:
        """Brings the screen up to date; what did not change is not sent again."""
        if not self.is_mounted or not self.size:
            self._screen_look = None  # what a hidden widget drew before is out of date when it shows again,
            self.refresh()  # and so are the lines that Textual kept of it
            return
        if self._screen_look != self._look():
            self.refresh()  # nothing is on the screen yet, or at another width, or in other colours
            return
        before = self._screen_lines
        self._draw()
        changed = [
            Region(0, y, _inked(old, new), 1)
            for y, (old, new) in enumerate(zip(before, self._screen_lines, strict=True))
            if old is not new and old != new
        ]
        if changed:
            self.refresh(*changed)

    # What Textual asks for

    def render_line(self, y: int) -> Strip:
        """Gives one line of the screen; draws all of them when the size or the colours are new."""
        if self._screen_look != self._look():
            self.forget_drawings()
            self._draw()
        return self._screen_lines[y] if y < len(self._screen_lines) else self.strip((), self.size.width)

    def notify_style_update(self) -> None:
        """Resolves the colours again with the next drawing."""
        super().notify_style_update()
        self._palette = None

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draws again what shows whether the keys come here."""
        super().watch_has_focus(has_focus)
        self.redraw()

    def _look(self) -> tuple[Size, Palette]:
        """Gives what every drawing depends on; a style update often leaves all colours as they are."""
        if self._palette is None:
            self._palette = palette(self)
        return self.size, self._palette

    def _draw(self) -> None:
        self._screen_look = self._look()
        cells, height = self.size
        lines = list(self.draw_lines(cells, height))[:height]
        blank = self.strip((), cells)
        self._screen_lines = lines + [blank] * (height - len(lines))


def _inked(old: Strip, new: Strip) -> int:
    """Counts the cells up to the last one that is not blank before or after; no role colours a blank."""
    return max(1, *(line.cell_length - len(line.text) + len(line.text.rstrip(" ")) for line in (old, new)))
