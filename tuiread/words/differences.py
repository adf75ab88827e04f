"""What changed between two versions of a paper, in words: ``[-what went-]`` and ``{+what came+}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tuiread.lines import Line, Role, Span, wrap, wrap_line
from tuiread.words.times import count

if TYPE_CHECKING:
    from tuiread.document.differences import Change, Piece

_KEPT_WORDS = 12
"""How many words stay around a change; more between two changes are left out."""

_FORMS: dict[str, tuple[str, str, Role]] = {
    "same": ("", "", "text"),
    "removed": ("[-", "-]", "dim"),
    "added": ("{+", "+}", "strong"),
}


def difference_lines(changes: Sequence[Change], cells: int) -> list[Line]:
    """Return all changes, section by section."""
    lines: list[Line] = wrap(_sum(changes), cells, role="dim")
    section: str | None = None
    for change in changes:
        if change.section != section:
            section = change.section
            lines += [(), *wrap(section or "Before the first section", cells, role="heading")]
        lines += [(), *piece_lines(change.pieces, cells)]
    return lines


def abstract_difference_lines(old: str, new: str, cells: int) -> list[Line]:
    """Return what changed in an abstract."""
    from tuiread.document.differences import text_differences

    if old.split() == new.split():
        return wrap(
            "The abstract says what it said. Changes of the text show when both versions are in your library.", cells
        )
    return [*wrap("Abstract", cells, role="heading"), (), *piece_lines(text_differences(old, new), cells)]


def piece_lines(pieces: Iterable[Piece], cells: int) -> list[Line]:
    """Return one changed text; words far from any change are left out."""
    spans: list[Span] = []
    pieces = list(pieces)
    for place, (kind, text) in enumerate(pieces):
        before, after, role = _FORMS[kind]
        is_first, is_last = place == 0, place == len(pieces) - 1
        shown = _shortened(text, is_first=is_first, is_last=is_last) if kind == "same" else text
        spans.append(Span(f"{' ' if spans else ''}{before}{shown}{after}", role))
    return wrap_line(tuple(spans), cells)


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    words = text.split()
    start = [] if is_first else words[:_KEPT_WORDS]
    end = [] if is_last else words[-_KEPT_WORDS:]
    if len(words) <= len(start) + len(end):
        return text
    return " ".join([*start, "…", *end])


def _sum(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing changed in abstract and body."
    kinds = [{piece.kind for piece in change.pieces} for change in changes]
    added, removed = kinds.count({"added"}), kinds.count({"removed"})
    parts = [
        (len(kinds) - added - removed, "paragraph changed", "paragraphs changed"), (added, "added", "added"),
        (removed, "removed", "removed"),
    ]  # fmt: skip
    return " · ".join(count(number, one, many) for number, one, many in parts if number)
