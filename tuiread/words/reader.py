"""A full text in words: where one is, what is in it, what a link leads to, and what can be copied of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from tuiread.lines import Line, Span, fit, fit_line
from tuiread.words.times import count, short_day

if TYPE_CHECKING:
    from tuiread.document.finding import Finder
    from tuiread.document.flow import Entry, Flow
    from tuiread.records import Mark, PlaceNote, TextFacts

SOURCES = {"arxiv": "arXiv HTML", "ar5iv": "ar5iv", "pdf": "PDF, letters only"}
"""What a text was made from."""

MOST_FOUND = 500
"""How many matches are listed; all of them are counted and gone through."""


class Stop(NamedTuple):
    """A row of the contents pane: where one can go, or a title over such rows."""

    kind: Literal["title", "section", "mark", "note", "found"]
    text: str
    part: int
    sign: str = ""
    """A section's number, a mark's letter, the number of a match."""
    level: int = 1
    line: int = 0


def text_facts(facts: TextFacts, now: dt.datetime) -> str:
    """Return what a text was made from and when: ``arXiv HTML v2, fetched 20 Nov``."""
    version = f" v{facts.version}" if facts.version else ""
    return f"{SOURCES[facts.source]}{version}, fetched {short_day(facts.fetched_at.date(), now.year)}"


def where_words(flow: Flow, top: int, letters: float) -> str:
    """Return where the reader is: ``sec 3.2 · 38% · 9 min left``."""
    entry = flow.entry_at(top)
    body = max(1, flow.body_letters)
    words = [f"{min(100, round(100 * letters / body))}%"]
    if entry is not None:
        section = flow.contents[entry]
        words.insert(0, f"sec {section.number}" if section.number else fit(section.title, 20))
    if letters < body:
        words.append(f"{flow.minutes_left(letters)} min left")
    return " · ".join(words)


def contents_stops(entries: Sequence[Entry], reference_count: int) -> list[Stop]:
    """Return the sections as rows."""
    rows = [Stop("title", "Contents", 0)]
    for entry in entries:
        title = f"{entry.title} {reference_count}" if entry.title == "References" and not entry.number else entry.title
        rows.append(Stop("section", title, entry.part, entry.number, entry.level))
    return rows


def mark_stops(marks: Iterable[Mark], part_of: dict[str, int]) -> list[Stop]:
    """Return the marks as rows under their title."""
    rows = [Stop("mark", mark.snippet, part_of[mark.letter], mark.letter) for mark in marks if mark.letter in part_of]
    return [Stop("title", "Marks", 0), *rows] if rows else []


def note_stops(notes: Iterable[PlaceNote], part_of: dict[str, int]) -> list[Stop]:
    """Return the notes as rows under their title."""
    rows = [Stop("note", note.note, part_of[note.id], "n") for note in notes if note.id in part_of]
    return [Stop("title", count(len(rows), "note").capitalize(), 0), *rows] if rows else []


def found_stops(finder: Finder, flow: Flow, needle: str) -> list[Stop]:
    """Return the matches as rows under their title; the first 500 of very many."""
    from itertools import islice

    total = finder.count(needle)
    if not total:
        return []
    rows = [
        Stop("found", _around(finder, match, needle), match.part, _section_sign(flow, match.part), line=match.place)
        for match in islice(finder.all(needle), MOST_FOUND)
    ]
    shown = f" (first {MOST_FOUND})" if total > MOST_FOUND else ""
    return [Stop("title", f"Found: {needle} {total}{shown}", 0), *rows]


def stop_row(stop: Stop, cells: int) -> list[Line]:
    """Return the line of a row."""
    if stop.kind == "title":
        return [fit_line((Span(stop.text, "heading"),), cells)]
    indent = "  " * (stop.level - 1) if stop.kind == "section" else " "
    sign = f"{stop.sign} " if stop.sign else ""
    role: Literal["key", "dim"] = "key" if stop.kind in ("mark", "note") else "dim"
    return [fit_line((Span(indent), Span(sign, role), Span(stop.text)), cells)]


def match_words(needle: str, number: int, total: int) -> str:
    """Return which match this is."""
    if not total:
        return f"/{needle}   not in this text"
    return f"/{needle}   match {number} of {total}"


def _around(finder: Finder, match: object, needle: str) -> str:
    before, found, after = finder.around(match, needle)  # type: ignore[arg-type]
    return f"{before.lstrip()}{found}{after.rstrip()}"


def _section_sign(flow: Flow, part: int) -> str:
    entry = flow.entry_at(part)
    return flow.contents[entry].number if entry is not None else ""


def copyable(flow: Flow, parts: Iterable[int]) -> Iterator[tuple[str, str]]:
    """Yield what can be copied of some parts: what it is, and its text; formulas as the TeX of their authors.

    Only in references formulas are letters, because there they are mostly names with accents.
    """
    from tuiread.blocks import Equation, Formula, Paragraph, Reference
    from tuiread.document.mathematics import line
    from tuiread.document.plain import text_of

    for part in parts:
        content = flow.parts[part]
        match content:
            case Equation():
                yield "formula", "\n".join(line.tex for line in content.lines)
            case Paragraph():
                yield "paragraph", text_of(content, lambda tex: f"${tex}$")
                yield from (("formula", inline.tex) for inline in content.inlines if isinstance(inline, Formula))
            case Reference():
                yield "reference", text_of(content, line)
            case _:
                continue


def copy_row(row: tuple[str, str], cells: int) -> list[Line]:
    """Return the line of something that can be copied."""
    name, text = row
    return [(Span(f"{name:<10} ", "dim"), Span(fit(" ".join(text.split()), max(10, cells - 11))))]
