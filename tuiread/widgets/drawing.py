"""From lines to cells: how each role looks, and the one function that turns a `Line` into a Textual `Strip`.

Nothing here is a widget and nothing here knows what a line is about.  Roles are resolved from the theme's variables
rather than from component classes: eight classes on seven widgets cost 6 to 10 ms of every start, this costs none, and
a user's theme changes both alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tuiread.lines import Line, Role, Span, pad, to_ascii

if TYPE_CHECKING:
    from textual.widget import Widget

_KEPT_FORMATS = "\u200c\u200d"
"""The joiners of emoji and of several scripts: invisible, harmless and needed."""


class Palette(NamedTuple):
    """How each role looks on one widget's background, as it is and on the line under the cursor."""

    normal: Mapping[Role, Style]
    strong: Mapping[Role, Style]


def palette(widget: Widget) -> Palette:
    """Resolves the roles for a widget from its own colours and the theme's variables.

    Weight and dimness say the same as the colours, so that nothing is lost without them.
    """
    base = widget.rich_style
    variables = widget.app.theme_variables
    background = widget.background_colors[1]
    is_bare = widget.app.native_ansi_color or widget.app.no_color
    bold = Style(bold=True)

    def ink(variable: str) -> Style:
        return base + Style.from_color((background + Color.parse(variables[variable])).rich_color)

    # The user's own sixteen colours have no half-way tone: there the terminal is asked for it.
    dim = base + Style(dim=True) if widget.app.native_ansi_color else ink("foreground-muted")
    normal: dict[Role, Style] = {
        "text": base,
        "title": base,
        "dim": dim,
        "accent": ink("text-accent") + bold,
        "heading": base + bold,
        "notice": ink("text-warning"),
        "key": ink("text-accent") + bold if is_bare else ink("text-accent"),
        "strong": base + bold,
        "selected": base + Style(bold=True, reverse=True),
        "found": base + Style(bold=True, underline=True),
        "emphasis": base + Style(italic=True),
        # Blue marks what can be acted on, so that code has no colour and is only quieter.
        "code": base if widget.app.native_ansi_color else ink("foreground-muted"),
        "link": ink("text-accent") + bold if is_bare else ink("text-accent"),
    }
    # Dim text stays as it is: terminals disagree about what bold and dim together are.
    return Palette(normal, {role: style if role == "dim" else style + bold for role, style in normal.items()})


def strip(line: Line, cells: int, styles: Mapping[Role, Style], *, is_ascii: bool = False) -> Strip:
    """Draws a line exactly so many cells wide, in as few runs of one style as possible.

    Every run costs up to forty bytes on a slow line; blanks show no ink, so they wear whatever stands before them.
    """
    line = pad(tuple(Span(_visible(span.text), span.role) for span in line), cells)
    runs: list[tuple[str, Style]] = []
    for text, role in to_ascii(line) if is_ascii else line:
        style = styles[role]
        if runs and (runs[-1][1] == style or (not text.strip(" ") and not _shows_blanks(runs[-1][1]))):
            runs[-1] = (runs[-1][0] + text, runs[-1][1])
        elif runs and not runs[-1][0].strip(" ") and not _shows_blanks(style):
            runs[-1] = (runs[-1][0] + text, style)
        elif text:
            runs.append((text, style))
    return Strip([Segment(text, style) for text, style in runs], cells)


def _shows_blanks(style: Style) -> bool:
    return bool(style.reverse or style.underline)


def _visible(text: str) -> str:
    """Drops what could steer the terminal or reorder the line; sources clean their texts, this is the last gate."""
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(character) == "Zs" else character
        for character in text
        if character.isprintable() or character in _KEPT_FORMATS or unicodedata.category(character) == "Zs"
    )
