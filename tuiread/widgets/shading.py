"""Parts of a line in another role: a chosen link, found words; counted in cells."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from tuiread.lines import Line, Role, Span


def shade(line: Line, ranges: Iterable[tuple[int, int]], role: Role) -> Line:
    """Gives cells from a start up to an end another role; a cluster is shaded when its first cell is."""
    for start, end in ranges:
        line = _shade_one(line, start, end, role)
    return line


def _shade_one(line: Line, start: int, end: int, role: Role) -> Line:
    spans: list[Span] = []
    at = 0
    for span in line:
        taken = cell_len(span.text)
        if at + taken <= start or at >= end:
            spans.append(span)
        else:
            before, within, after = _parted(span.text, start - at, end - at)
            spans += [Span(before, span.role), Span(within, role), Span(after, span.role)]
        at += taken
    return tuple(span for span in spans if span.text)


def _parted(text: str, start: int, end: int) -> tuple[str, str, str]:
    start = max(0, start)
    end = max(start, end)
    if text.isascii():
        return text[:start], text[start:end], text[end:]
    pieces = ["", "", ""]
    at = 0
    for character in text:
        taken = cell_len(character)
        # What takes no cell belongs to the letter before it.
        where = at - 1 if not taken else at
        pieces[0 if where < start else 1 if where < end else 2] += character
        at += taken
    return pieces[0], pieces[1], pieces[2]
