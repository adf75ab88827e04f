"""Exports and imports in words: what a file would change, what was done, and where something was written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tuiread.lines import Line, Span, fit, fit_line
from tuiread.words.times import count

if TYPE_CHECKING:
    from pathlib import Path

    from tuiread.notes_folder import NotesReport
    from tuiread.records import PaperId
    from tuiread.records.exports import Difference, Entry, Newcomer

MOST_TOLD = 20
"""So many of each kind are told one by one; the others are counted."""


def difference_lines(change: Difference, cells: int) -> list[str]:
    """Return what importing would change, a line for each paper and follow, the sum first."""
    lines = [f"{change.name}: {_sum_words(change)}."]
    new = [one for one in change.changes if one.is_new]
    changed = [one for one in change.changes if not one.is_new]
    lines += _told([fit(f"  new      {_paper(one)}", cells) for one in new], "new papers")
    lines += _told([fit(f"  changed  {_paper(one)}", cells) for one in changed], "changed papers")
    follows = [f"  follow   {one.name} ({one.key})" for one in change.people]
    follows += [f"  follow   {feed.kind}:{feed.value}" for feed in change.feeds]
    lines += _told([fit(line, cells) for line in follows], "follows")
    lines += _told([f"  to ask   {paper_id}, known by its id only" for paper_id in change.unknown], "ids")
    return lines


def left_lines(change: Difference, unit: str = "Line") -> list[str]:
    """Return what stays out of the library, a sentence each."""
    strangers = [
        f"{unit} {one.line:,} is left out: “{fit(one.title, 60)}” has no arXiv id, nor a title or DOI of a paper here."
        for one in change.strangers
    ]
    bad = [f"{unit} {one.number:,} cannot be read: {one.problem}." for one in change.bad]
    return [*_told(strangers, "papers without an arXiv id"), *_told(bad, "bad entries")]


def taken_words(change: Difference) -> str:
    """Return what an import did."""
    return f"Imported {_parts_words(change)}; `tuiread undo` takes it back."


def exported_words(paper_count: int, path: Path) -> str:
    """Return what was written, and where."""
    return f"Wrote {count(paper_count, 'paper')}: {path}"


def packed_words(paper_count: int, note_count: int, name: str) -> str:
    """Return what was packed, and that notes of the reader's are in it."""
    notes = f" with {count(note_count, 'note')} of yours" if note_count else ""
    return f"Packed {count(paper_count, 'paper')}{notes} into {name}; `tuiread import` takes it elsewhere."


def note_choice(ticked: Collection[PaperId], entry: Entry | str, cells: int) -> list[Line]:
    """Return a note that may go into a pack, ticked or not; for a mere word, the line that writes the pack."""
    if isinstance(entry, str):
        return [(Span(f"Write the pack with {count(len(ticked), 'note')}", "strong"),)]
    tick = "[x] " if entry.paper.id in ticked else "[ ] "
    words = " ".join((entry.note or "").split())
    return [fit_line((Span(tick, "key"), Span(entry.paper.title, "title"), Span(f"  {words}", "dim")), cells)]


def notes_words(report: NotesReport, folder: str) -> list[str]:
    """Return what became of the notes in a folder."""
    parts = [count(len(report.new), "new note"), f"{len(report.renewed):,} renewed", f"{report.same_count:,} as before"]
    lines = [f"{', '.join(parts)}: {folder}"]
    return lines + _told([f"Left alone: {path} ({why})." for path, why in report.left], "notes left alone")


def _sum_words(change: Difference) -> str:
    if change.is_nothing:
        here = count(len(change.papers), "paper") if change.papers else ""
        followed = count(change.followed_count, "follow") if change.followed_count else ""
        known = " and ".join(part for part in (here, followed) if part)
        return f"nothing new ({known}, all here already)" if known else "nothing that could be imported"
    same = len(change.papers) - len(change.changes)
    parts = [_parts_words(change)] if change.changes or change.people or change.feeds else []
    parts += [f"{count(len(change.unknown), 'paper')} to ask for"] if change.unknown else []
    parts += [f"{same:,} already here"] if same else []
    return ", ".join(parts)


def _parts_words(change: Difference) -> str:
    changes = change.changes
    tag_count, follow_count = sum(len(one.new_tags) for one in changes), len(change.people) + len(change.feeds)
    parts = [
        (sum(one.is_new for one in changes), "new paper"),
        (tag_count, "tag"),
        (sum(one.note is not None for one in changes), "note"),
        (follow_count, "follow"),
    ]
    return ", ".join(count(number, unit) for number, unit in parts if number) or "nothing"


def _paper(one: Newcomer) -> str:
    more = [f"+{tag}" for tag in one.new_tags] + (["+note"] if one.note is not None else [])
    return "  ".join([one.paper_id, one.title, *more])


def _told(lines: Sequence[str], what: str) -> list[str]:
    """Return the first of some lines, and how many more there are."""
    rest = len(lines) - MOST_TOLD
    return [*lines[:MOST_TOLD], f"  and {rest:,} more {what}."] if rest > 0 else list(lines)
