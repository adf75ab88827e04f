"""Whole libraries in words: a merge of two, a backup, and one restored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tuiread.records import MergeReport, Restored
from tuiread.words.shelf import size_words
from tuiread.words.times import count

_NOUNS = {
    "saves": ("saved paper", "saved papers"),
    "reads": ("read mark", "read marks"),
    "follows": ("followed person", "followed people"),
    "feeds": ("followed topic or search", "followed topics and searches"),
    "identities": ("answer", "answers"),
    "verdicts": ("answer", "answers"),
    "claims": ("claim", "claims"),
    "person_notes": ("note", "notes"),
    "paper_notes": ("note", "notes"),
    "place_notes": ("note", "notes"),
    "marks": ("mark", "marks"),
    "places": ("reading place", "reading places"),
    "paper_tags": ("tag", "tags"),
    "queue": ("paper in the queue", "papers in the queue"),
    "cite_keys": ("cite key", "cite keys"),
    "forgotten": ("forgotten person", "forgotten people"),
}
_OTHER = ("small choice", "small choices")
MOST_TOLD = 20
BROKE_OFF = "The other library broke off on its way here: what came is kept; merge it again to have the rest."


def merge_words(report: MergeReport, older_notes_in: str) -> list[str]:
    """Return what a merge brought, took away and left, a sentence each.

    Args:
        report: how it went.
        older_notes_in: the file into which notes went that gave way to later ones.
    """
    lines = [f"{_brought(report)}."]
    if report.older_notes:
        verb = "note gave" if report.older_notes == 1 else "notes gave"
        lines.append(f"{report.older_notes:,} {verb} way to later ones and can be read in {older_notes_in}.")
    if report.ahead_count and report.is_whole and not report.bad_rows:
        lines.append(
            f"{count(report.ahead_count, 'change')} of this library {'is' if report.ahead_count == 1 else 'are'} "
            "not there yet: merge this one there, too."
        )
    return lines


def backup_words(path: Path, byte_count: int) -> list[str]:
    """Return where a backup is, and how it is used."""
    return [f"Your library is in {path} ({size_words(byte_count)}); `tuiread restore {path}` puts it back."]


def restored_words(restored: Restored) -> list[str]:
    """Return what a restored library holds, and where the one before it is."""
    saved = count(restored.saved_count, "saved paper")
    notes, follows = (
        count(restored.note_count, "note"),
        count(restored.follow_count, "followed person", "followed people"),
    )
    return [
        f"Restored: {saved}, {notes} about papers and {follows}.",
        f"What was here before is in {restored.kept_as}; `tuiread restore` with that file brings it back.",
    ]


def bad_rows(report: MergeReport) -> list[str]:
    """Return what could not be understood, a sentence each, and how much more there is; and whether all came."""
    told, rest = report.bad_rows[:MOST_TOLD], len(report.bad_rows) - MOST_TOLD
    more = [f"{count(rest, 'more line')} {'was' if rest == 1 else 'were'} left out."] if rest > 0 else []
    return [*told, *more, *([] if report.is_whole else [BROKE_OFF])]


def _brought(report: MergeReport) -> str:
    parts = []
    if report.brought:
        parts.append(f"Brought in {_listed(report.brought)}")
    if report.removed:
        parts.append(f"{'took' if parts else 'Took'} away {_listed(report.removed)}")
    has_all = report.is_whole and not report.bad_rows
    nothing = "Nothing new: this library has all that the other one has" if has_all else "Nothing new in what came"
    return "; ".join(parts) or nothing


def _listed(counts: Mapping[str, int]) -> str:
    by_noun: Counter[tuple[str, str]] = Counter()
    for kind, number in counts.items():
        by_noun[_NOUNS.get(kind, _OTHER)] += number
    order = [*dict.fromkeys(_NOUNS.values()), _OTHER]
    told = [f"{by_noun[noun]:,} {noun[by_noun[noun] != 1]}" for noun in order if by_noun[noun]]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
