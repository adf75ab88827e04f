"""What the terminal shows now, so that a paint sends only what is different.

Textual paints the whole screen two to five times while another one comes or goes, because focus, styles and sizes
settle one after the other: 54 kB for a paper opened at 120x36, which is three seconds on a slow line.  Here each of its
updates is put into the picture that is wanted, and what is sent is the difference to the picture that is there::

    an update of the compositor --take--> wanted --render_segments--> the segments that differ
                                           shown <---------'

A style that goes on from one run to the next is said once.  An update that Textual renders and then drops, as it does
with the first one of a start, is sent with the next.  Not here: what anything
looks like, the cursor, and the marks around an update that let a terminal show it at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


_FIRST_STYLE = re.compile(r"\x1b\[[\d;]+m")
_BETWEEN_STYLES = re.compile(r"\x1b\[0m(?P<move>(?:\x1b\[\d+;\d+H)?)(?P<next>\x1b\[(?!0m)[\d;]+m)")
"""Between two runs of text: one style ends, the cursor may move, the next style begins."""


_NARROW = frozenset("·…" + "".join(map(chr, range(0x2500, 0x2580))))
"""Letters beyond ASCII of which every terminal shows one in one cell."""


class ShownScreen(CompositorUpdate):
    """The picture on the terminal and the one that it is to become, line by line."""

    def __init__(self) -> None:
        self._wanted: list[Strip] = []
        self._shown: list[Strip | None] = []
        """None for a line of which nothing is known."""

    def forget(self) -> None:
        """Take nothing for granted: somebody else wrote to the terminal."""
        self._shown = [None] * len(self._wanted)

    def take(self, update: RenderableType | None) -> Any:
        """Return what to render instead of an update; Textual's signatures do not know its own updates."""
        if isinstance(update, LayoutUpdate):
            self._take_all([Strip.join(line) for line in update.strips])
        elif isinstance(update, ChopsUpdate):
            self._take_some(update)
        else:
            return update
        return self

    def render_segments(self, console: Console) -> str:
        """Return what makes the terminal show the wanted picture, and take it for shown."""
        sent: list[str] = []
        for y, (old, new) in enumerate(zip(self._shown, self._wanted, strict=True)):
            if old is not new and old != new:
                x, changed = _difference(old, new)
                sent += (str(Control.move_to(x, y)), changed.render(console))
        self._shown = list(self._wanted)
        return _without_repeats("".join(sent))

    def _take_all(self, lines: list[Strip]) -> None:
        self._take_size([line.cell_length for line in lines])
        self._wanted = [line.simplify() for line in lines]

    def _take_size(self, widths: list[int]) -> None:
        if widths != [line.cell_length for line in self._wanted]:
            self._wanted = [Strip.blank(width) for width in widths]
            self.forget()

    def _take_some(self, update: ChopsUpdate) -> None:
        self._take_size([ends[-1] for ends in update.chop_ends])
        for y, start, end in update.spans:
            line = self._wanted[y]
            for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < end and stop > start:
                    line = Strip.join([line.crop(0, x), strip, line.crop(stop)])
            self._wanted[y] = line.simplify()


def _without_repeats(sent: str) -> str:
    """Return the same with each style said once where runs of one style follow each other, moves between or not."""
    style = _FIRST_STYLE.search(sent)
    current = style[0] if style else ""

    def joined(found: re.Match[str]) -> str:
        nonlocal current
        before, current = current, found["next"]
        return found["move"] if found["next"] == before else found[0]

    return _BETWEEN_STYLES.sub(joined, sent)


def _difference(old: Strip | None, new: Strip) -> tuple[int, Strip]:
    """Return what differs, from the first to the last segment of it, and the column where that begins."""
    before, after = list(old or ()), list(new)
    shorter = min(len(before), len(after))
    head = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    pairs = list(zip(reversed(before[head:]), reversed(after[head:]), strict=False))
    tail = next((place for place, (one, other) in enumerate(pairs) if one != other), len(pairs))
    x = sum(segment.cell_length for segment in after[:head])
    changed = after[head : len(after) - tail]
    if not changed:
        return x, Strip(changed)
    if head < len(before) - tail:
        skipped, changed[0] = _without_common_start(before[head], changed[0])
        x += skipped
    if tail < len(pairs):
        changed[-1] = _without_common_end(pairs[tail][0], changed[-1])
    return x, Strip(segment for segment in changed if segment.text)


def _without_common_start(old: Segment, new: Segment) -> tuple[int, Segment]:
    """Return how many cells at the start of a new segment show already what they are to show, and the rest of it."""
    if old.style != new.style:
        return 0, new
    common = _count_common(old.text, new.text)
    # What follows must not hang on the last letter that is left out, nor may everything be left out.
    if common and not all(_is_narrow(text[common : common + 1]) for text in (old.text, new.text)):
        common -= 1
    return common, Segment(new.text[common:], new.style)


def _without_common_end(old: Segment, new: Segment) -> Segment:
    """Return a new segment without what stands at its end already; both end in the same column."""
    if old.style != new.style:
        return _without_blanks(old, new)
    common = _count_common(old.text[::-1], new.text[::-1])
    return Segment(new.text[: len(new.text) - common], new.style)


def _count_common(one: str, other: str) -> int:
    """Count the letters that two texts begin with, as far as each takes one cell."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((place for place, (a, b) in pairs if a != b or not _is_narrow(a)), shorter)


def _is_narrow(letter: str) -> bool:
    return letter.isascii() or letter in _NARROW


def _without_blanks(old: Segment, new: Segment) -> Segment:
    """Return a new segment without the blanks at its end that stand there already; their ink does not matter."""
    styles = (old.style or Style.null(), new.style or Style.null())
    if styles[0].bgcolor != styles[1].bgcolor or any(style.reverse or style.underline for style in styles):
        return new
    blanks = min(len(segment.text) - len(segment.text.rstrip(" ")) for segment in (old, new))
    return Segment(new.text[: len(new.text) - blanks], new.style)
