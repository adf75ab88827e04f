"""Lines of a laid out text by their part, and the link that is chosen in one."""

from __future__ import annotations

from typing import NamedTuple

from tuiread.document.layout import Link


class Spot(NamedTuple):
    """A line of the text."""

    part: int
    line: int
    """Within the part; past its last line is the blank after it."""


TOP = Spot(0, 0)


class Chosen(NamedTuple):
    """The link that Enter follows."""

    spot: Spot
    link: Link
