"""What stands beside a saved paper: when it was saved, how far it is read, tags, notes, what is near, what cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import BLANK, Line, Span, fit, hang, wrap
from tuiread.records import NearPaper, PaperPage, SavedRow, ShelfFacts
from tuiread.words.reader import SOURCES
from tuiread.words.shelf import section_words, size_words
from tuiread.words.times import count

MOST_CITING = 3


def beside_lines(
    page: PaperPage,
    saved: SavedRow,
    facts: ShelfFacts,
    near: Sequence[NearPaper],
    cite_key: str,
    now: dt.datetime,
    cells: int,
) -> list[Line]:
    """Return the reader's own facts about a saved paper, a blank line between blocks."""
    blocks = [
        wrap(page.paper.title, cells, role="heading") + _facts(page, saved, facts, now, cells),
        _tags(page, cells),
        _note(page, facts, cells),
        _near(near, cells),
        _citing(facts, cells),
        _key(cite_key, cells),
    ]
    lines: list[Line] = []
    for block in blocks:
        lines += [*block, BLANK] if block else []
    return lines


def _facts(page: PaperPage, saved: SavedRow, facts: ShelfFacts, now: dt.datetime, cells: int) -> list[Line]:
    paper = page.paper
    parts = [f"arXiv {paper.id}", str(paper.year)]
    parts += list(paper.categories[:1])
    kept = [f"saved {_day(saved.saved_at, now)}"]
    if facts.text:
        kept += [f"text {size_words(facts.byte_count)}", SOURCES[facts.text.source]]
    else:
        kept.append("no text yet")
    lines = [*wrap(" · ".join(parts), cells, role="dim"), *wrap(" · ".join(kept), cells, role="dim")]
    return lines + (wrap(_stopped(saved, facts), cells) if facts.text else [])


def _stopped(saved: SavedRow, facts: ShelfFacts) -> str:
    stop = facts.stop
    if stop is None:
        return f"not begun, {count(saved.minutes_left or 1, 'minute')} to read"
    where = f", stopped in {section_words(stop.section)}" if stop.section else ""
    return f"read {stop.share:.0%}{where}, {stop.minutes_left} min left"


def _tags(page: PaperPage, cells: int) -> list[Line]:
    tags = page.state.tags
    return hang((Span("Tags  ", "heading"),), wrap(", ".join(tags), cells - 6), 6) if tags else []


def _note(page: PaperPage, facts: ShelfFacts, cells: int) -> list[Line]:
    note = page.state.note
    lines: list[Line] = [(Span("Notes", "heading"),)] if note or facts.place_note_count else []
    if note:
        lines += [line for text in note.split("\n") for line in wrap(text, cells) or [BLANK]]
    if facts.place_note_count:
        lines += wrap(f"{count(facts.place_note_count, 'note')} in the text", cells, role="dim")
    return lines


def _near(near: Sequence[NearPaper], cells: int) -> list[Line]:
    if not near:
        return []
    signs = [f"{one.nearness:.2f}".lstrip("0") if one.nearness else "tie" for one in near]
    rows = zip(signs, near, strict=True)
    lines = [(Span(f"{sign:<4}", "dim"), Span(fit(one.paper.title, cells - 4))) for sign, one in rows]
    return [(Span("Near in library", "heading"),), *lines]


def _citing(facts: ShelfFacts, cells: int) -> list[Line]:
    if not facts.citing:
        return []
    more = f" and {len(facts.citing) - MOST_CITING:,} more" if len(facts.citing) > MOST_CITING else ""
    words = f"+{len(facts.citing)}  {', '.join(facts.citing[:MOST_CITING])}{more}"
    return [(Span(fit("Cited by (new since you saved)", cells), "heading"),), *wrap(words, cells)]


def _key(cite_key: str, cells: int) -> list[Line]:
    label = (Span("Cite key  ", "heading"),)
    return [*hang(label, wrap(cite_key, cells - 10), 10), (Span(fit("y b       copies BibTeX", cells), "dim"),)]


def _day(at: dt.datetime, now: dt.datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%b}" + ("" if local.year == now.astimezone().year else f" {local.year}")
