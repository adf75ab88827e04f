"""The JSON of the library: the rows of any list, and what the reader put on each paper."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import asdict, replace

from tuiread.output.json_forms import papers_form
from tuiread.output.json_shapes import PapersForm, RowForm
from tuiread.records import LibraryPage, SavedRow


class SavedForm(RowForm, frozen=True, kw_only=True):
    """A saved paper."""

    saved_at: dt.datetime
    read_at: dt.datetime | None
    """When it was last read: its text, or else itself; null where it never was."""
    read_share: float | None
    """How far into its text the reader is, from 0 to 1; null where they never opened it."""
    minutes_left: int | None
    """About how long the rest of its text takes; null without a text."""
    notice: str | None
    """The kind of its newest notice of trouble."""
    queue_place: int | None
    """Which one of the reading queue it is, from 1; null where it is not in it."""


def library_form(page: LibraryPage) -> PapersForm:
    """Return saved papers."""
    rows = papers_form(saved.paper for saved in page.rows).papers
    pairs = zip(rows, page.rows, strict=True)
    return PapersForm(tuple(_saved(row, saved, page.notes.get(saved.paper.id)) for row, saved in pairs))


def _saved(row: RowForm, saved: SavedRow, note: str | None) -> SavedForm:
    place = saved.queue_place
    state = replace(row.state, tags=saved.tags, note=note, queued=place is not None)
    return SavedForm(
        **asdict(replace(row, state=state)),
        saved_at=saved.saved_at,
        read_at=saved.read_at,
        read_share=saved.share,
        minutes_left=saved.minutes_left,
        notice=saved.notice,
        queue_place=place + 1 if place is not None else None,
    )
