"""Text with roles, measured in terminal cells: what every screen is made of before it has colours.

A `Line` is a tuple of `Span`; a span says *what* its text is (a title, a key, a notice), never how it looks::

    records -> words/* -> Line -> widgets/drawing.py -> cells on the terminal
                            +-> plain() -> standard output

This module is *not* the drawing (it knows no colours, no widgets and nothing of Textual) and *not* the wording (it
knows no papers).  Widths are those of `rich.cells`, so that they agree with what Textual measures later.  The unit that
is never cut is the cluster: a character with everything that takes no cell of its own or is joined to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

Role = Literal[
    "text", "title", "dim", "accent", "heading", "notice", "key", "strong", "emphasis", "code", "link", "selected",
    "found",
]  # fmt: skip
"""What a piece of text is; widgets/drawing.py says how each role looks."""


class Span(NamedTuple):
    """A piece of text that has one role and holds whole clusters."""

    text: str
    role: Role = "text"


Line = tuple[Span, ...]
"""One line of a screen; `()` is an empty one."""

BLANK: Line = ()
ELLIPSIS = "…"
SEPARATOR = " · "

_JOINER = "\u200d"
_TOKENS = re.compile(r"\s+|\S+")
# A line may end after a hyphen, slash or dash inside a word, but not inside a number or an id (2501.01234, cs/0112017).
_BREAKS = re.compile(r"(?<=[^\W\d_][-/])(?=[^\W\d_])|(?<=[\u2013\u2014])(?=\w)")

_GLYPHS = str.maketrans(
    {
        **dict.fromkeys("·•─╌┄‐‑‒–—−", "-"),
        **dict.fromkeys("═", "="),
        **dict.fromkeys("│┃║╎┆", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝┏┓┗┛┠┨┯┷", "+"),
        **dict.fromkeys("━█▓▇", "#"),
        **dict.fromkeys("▁▂", "_"),
        **dict.fromkeys("▃▄", "="),
        **dict.fromkeys("▅▆", "%"),
        **dict.fromkeys("░▒", "."),
        **dict.fromkeys("←◀◂‹«", "<"),
        **dict.fromkeys("→▶▸›»", ">"),
        **dict.fromkeys("↑▲", "^"),
        **dict.fromkeys("↓▼", "v"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("✓✗●", "x"),
        "…": "~",
        "×": "x",
        "\u00a0": " ",
    }
)


def width(line: Line) -> int:
    """Counts the terminal cells that a line takes."""
    return sum(cell_len(span.text) for span in line)


def plain(line: Line) -> str:
    """Gives the text of a line without its roles."""
    return "".join(span.text for span in line)


def fit(text: str, cells: int) -> str:
    """Shortens a text to at most so many cells; what was cut is marked with one …."""
    if cell_len(text) <= cells:
        return text
    if cells < 1:
        return ""
    return _cut(text, cells - 1).rstrip() + ELLIPSIS


def fit_line(line: Line, cells: int) -> Line:
    """Shortens a line to at most so many cells; the … has the role of the text that it cuts."""
    if width(line) <= cells:
        return line
    if cells < 1:
        return ()
    kept: list[Span] = []
    room = cells - 1
    for span in line:
        taken = cell_len(span.text)
        if taken > room:
            kept.append(Span(_cut(span.text, room).rstrip() + ELLIPSIS, span.role))
            break
        kept.append(span)
        room -= taken
    return tuple(kept)


def pad(line: Line, cells: int) -> Line:
    """Makes a line exactly so many cells wide: shortened with … or filled with blanks."""
    line = fit_line(line, cells)
    missing = cells - width(line)
    return (*line, Span(" " * missing)) if missing > 0 else line


def left_right(left: Line, right: Line, cells: int) -> Line:
    """Sets one line at the left edge and one at the right; the left one gives way, two blanks stay between them."""
    if not right:
        return pad(left, cells)
    taken = width(right)
    left = fit_line(left, cells - taken - 2)
    gap = cells - taken - width(left)
    return (*left, Span(" " * gap), *right) if gap >= 0 else pad(right, cells)


def join(parts: Iterable[Span], separator: str = SEPARATOR) -> Line:
    """Joins parts with a dim separator; empty parts are left out."""
    line: list[Span] = []
    for part in parts:
        if part.text:
            if line:
                line.append(Span(separator, "dim"))
            line.append(part)
    return tuple(line)


def wrap(text: str, cells: int, indent: int = 0, role: Role = "text") -> list[Line]:
    """Breaks a text of one role into lines; see `wrap_line`."""
    return wrap_line((Span(text, role),), cells, indent)


def wrap_line(line: Line, cells: int, indent: int = 0) -> list[Line]:
    """Breaks a line into as many as it needs, ragged right; roles are kept.

    White space of any kind counts as one blank and may end a line, and so may a hyphen or slash between letters, a dash
    and any wide character.  A word that is too long for a line is broken at a cluster.  Every line starts with `indent`
    blanks.  Two cells are always used for text, because a wide character needs them.
    """
    room = max(2, cells - indent)
    lines: list[list[Span]] = [[]]
    used = 0
    for word, is_apart in _words(line):
        taken = width(word)
        blank = 1 if is_apart and used else 0
        if used + blank + taken > room and used:
            lines.append([])
            used = blank = 0
        for piece, piece_cells in _pieces(word, taken, room):
            if used + blank + piece_cells > room:
                lines.append([])
                used = blank = 0
            _append(lines[-1], Span(" " * blank + piece.text, piece.role))
            used += blank + piece_cells
            blank = 0
    margin = (Span(" " * indent),) if indent else ()
    return [(*margin, *spans) for spans in lines if spans]


def flow(parts: Sequence[Span], cells: int, separator: str = SEPARATOR, indent: int = 0) -> list[Line]:
    """Sets parts one after the other, breaking lines between parts only; a part too long for a line is wrapped.

    The separator at a break is dropped.  Every line starts with `indent` blanks.
    """
    room = max(2, cells - indent)
    lines: list[list[Span]] = []
    used = 0
    for part in parts:
        taken = cell_len(part.text)
        if lines and used + cell_len(separator) + taken <= room:
            lines[-1] += [Span(separator, "dim"), part]
            used += cell_len(separator) + taken
        else:
            broken = wrap_line((part,), room) if taken > room else [(part,)]
            lines += [list(line) for line in broken]
            used = width(broken[-1]) if broken else 0
    margin = (Span(" " * indent),) if indent else ()
    return [(*margin, *spans) for spans in lines]


def hang(label: Line, lines: Sequence[Line], indent: int) -> list[Line]:
    """Sets lines in a column beside a label: the label before the first one, `indent` blanks before all others.

    The lines themselves are to be wrapped to `indent` cells less than there are.
    """
    margin = Span(" " * indent)
    first, *others = lines or [()]
    return [(*pad(label, indent), *first), *((margin, *line) for line in others)]


def to_ascii(line: Line) -> Line:
    """Draws a line with ASCII glyphs, one for one; other letters stay, so that names can be read."""
    return tuple(
        span if span.text.isascii() else Span(span.text.translate(_GLYPHS), span.role)  # most spans are ASCII already
        for span in line
    )


def clusters(text: str) -> list[str]:
    """Splits a text into the pieces that must stay together on the screen."""
    found: list[str] = []
    for character in text:
        if found and (found[-1].endswith(_JOINER) or not cell_len(character)):
            found[-1] += character
        else:
            found.append(character)
    return found


def _cut(text: str, cells: int) -> str:
    """Takes the longest start of a text that fits and ends with a whole cluster."""
    if text.isascii():
        return text[: max(0, cells)]
    taken = 0
    kept: list[str] = []
    for cluster in clusters(text):
        taken += cell_len(cluster)
        if taken > cells:
            break
        kept.append(cluster)
    return "".join(kept)


def _words(line: Line) -> Iterator[tuple[Line, bool]]:
    """Splits a line where it may be broken; says of each word whether a blank stood before it."""
    word: list[Span] = []
    is_apart = False
    for text, role, kind in _fragments(line):
        if kind != "glued" and word:
            yield tuple(word), is_apart
            word = []
        if not word:
            is_apart = kind == "apart"
        word.append(Span(text, role))
    if word:
        yield tuple(word), is_apart


def _fragments(line: Line) -> Iterator[tuple[str, Role, Literal["apart", "break", "glued"]]]:
    """Gives the pieces of a line and how each hangs together with the piece before it."""
    is_apart = False
    for span in line:
        follows = False
        for token in _TOKENS.findall(span.text):
            if token.isspace():
                is_apart = True
                continue
            for piece in soft_pieces(token):
                yield piece, span.role, "apart" if is_apart else "break" if follows else "glued"
                is_apart, follows = False, True
            follows = False


def soft_pieces(token: str) -> Iterator[str]:
    """Splits a word after hyphens, slashes and dashes, and around wide characters."""
    if token.isascii():
        yield from _BREAKS.split(token)
        return
    for piece in _BREAKS.split(token):
        run = ""
        for cluster in clusters(piece):
            if cell_len(cluster) > 1:
                if run:
                    yield run
                run = ""
                yield cluster
            else:
                run += cluster
        if run:
            yield run


def _pieces(word: Line, taken: int, room: int) -> Iterator[tuple[Span, int]]:
    """Gives a word in pieces that each fit on a line: its spans, or its clusters when it is too long."""
    for span in word:
        if taken <= room:
            yield span, cell_len(span.text)
        else:
            for cluster in clusters(span.text):
                yield Span(cluster, span.role), cell_len(cluster)


def _append(spans: list[Span], span: Span) -> None:
    """Adds a span; joins it to the one before it when both have one role."""
    if spans and spans[-1].role == span.role:
        spans[-1] = Span(spans[-1].text + span.text, span.role)
    else:
        spans.append(span)
