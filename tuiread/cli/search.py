"""The commands that find papers: search, by words or by meaning, and similar, beside one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text
from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_paper
from tuiread.errors import NotFoundError, UsageError
from tuiread.lines import plain
from tuiread.output.json_forms import encode, papers_form
from tuiread.words.feed import TITLE_INDENT, feed_row, plain_row
from tuiread.words.search import reasons_line
from tuiread.words.times import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.cli.desk import Desk
    from tuiread.records import Hit, SearchPage


async def search(desk: Desk) -> Reply:
    """Show the papers that fit a query, of the cache and of all that was imported."""
    query, limit, mode = clean_text(" ".join(desk.words.query)), desk.words.limit, desk.words.mode
    if not query:
        raise UsageError("What do you look for? Write a word or more after `tuiread search`.")
    if mode != "words":
        await _require_index(desk)
    page = await desk.library.searching.page(query, limit=limit + 1, mode=mode)
    return _found_reply(desk, page, limit, f"for “{query}”", f"No paper in your cache fits “{query}”")


async def similar(desk: Desk) -> Reply:
    """Show the papers near one, with what they share with it."""
    paper_id, _ = parse_paper_id(desk.words.id)
    await _require_index(desk)
    title = (await find_paper(desk, paper_id)).paper.title
    page = await desk.library.searching.page(f"like:{paper_id} ", limit=desk.words.limit + 1)
    return _found_reply(desk, page, desk.words.limit, f"near “{title}”", f"No paper in your cache is near “{title}”")


async def _require_index(desk: Desk) -> None:
    """Make sure that there is an index of meanings.

    Raises:
        NotFoundError: there is none.
    """
    if (await desk.library.searching.index_state()).indexed_count is None:
        raise NotFoundError("There is no index of meanings yet; `tuiread index` makes one.")


def _found_reply(desk: Desk, page: SearchPage | None, limit: int, what: str, nothing: str) -> Reply:
    """Return the papers of a page, or that there are none."""
    hits = list(page.hits) if page else []
    remarks = page.remarks if page else ()
    document = encode(papers_form([hit.row for hit in hits[:limit]])) if desk.wants_json else None
    notes = [f"Note on {note.about}: {' '.join(note.words.split())}" for note in (page.notes if page else ())]
    if not hits and not notes:
        sentence = f"{nothing}." if remarks else f"{nothing}; `tuiread sync` brings more papers."
        return Reply(document=document, notices=(*remarks, sentence), exit_code=NotFoundError.exit_code)
    year = desk.clock().year
    lines = _found_lines(hits[:limit], what, desk.cells, this_year=year, has_more=len(hits) > limit)
    return Reply((*lines, *(["", *notes] if notes else [])), document=document, notices=remarks)


def _found_lines(hits: Sequence[Hit], what: str, cells: int, *, this_year: int, has_more: bool) -> list[str]:
    counted = f"The first {count(len(hits), 'paper')}" if has_more else count(len(hits), "paper")
    lines = [f"{counted} {what}, best first{'; --limit N shows more' if has_more else ''}", ""]
    for hit in hits:
        drawn = feed_row(hit.row, cells, shows_day=True, this_year=this_year, shows_starter=True)
        lines += plain_row(drawn, hit.row.id, cells)
        if hit.nearness is not None or hit.cites or hit.is_cited:
            lines.append(f"{' ' * TITLE_INDENT}{plain(reasons_line(hit, cells - TITLE_INDENT))}")
    return lines
