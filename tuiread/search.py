"""What a query finds, read in one go from the cache, the library and the archive.

    Query ──is:saved, by:, cites:, note: ...──> those papers and no others ─┐
          └─words, years, categories──> cache and archive ──────────────────┴─fits──> order, facets
          └─words──> people, notes

Nothing is written here and nothing waits for the network.  Not here: what a text means (search_language), which papers
fit (insight.searching), and the sentences of full texts (texts).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.errors import NotFoundError
from tuiread.insight.searching import (
    asks_for_names,
    conditions_of,
    facets,
    fits,
    has_names,
    has_states,
    has_words,
    in_order,
    needs_a_look,
)
from tuiread.pages import people_rows, with_follows
from tuiread.profiles import own_claim
from tuiread.records import FoundNote, Hit, PaperId, PersonKey, PersonRow, Query, SearchOrder, SearchPage, Term
from tuiread.tables import (
    bylines,
    found,
    identities,
    paper_notes,
    papers,
    people,
    person_works,
    sections,
    shelf,
    tags,
    texts,
)

if TYPE_CHECKING:
    from tuiread.near import Near  # brings numpy

MOST_HITS = 100
"""How many papers a search shows."""

LOOKED_AT = 2_000
"""How many papers are looked at where an index cannot tell alone which fit."""

BATCH = 200
MOST_PEOPLE, MOST_NOTES = 20, 20


def search_page(
    connection: sqlite3.Connection,
    query: Query,
    order: SearchOrder = "best",
    limit: int = MOST_HITS,
    near: Near | None = None,
) -> SearchPage:
    """Return what a query finds; nothing for a query that looks for nothing.

    Args:
        connection: all databases.
        query: what is looked for.
        order: more of the words in the title first, or the newest first.
        limit: how many papers.
        near: what finds papers by their meaning, and whether it does so alone; None for words only.
    """
    remarks = [remark.sentence for remark in query.remarks]
    if unknown := [tag for tag in (*query.tags, *query.other_tags) if tags.spelling(connection, tag) is None]:
        remarks.append(f"No paper has the tag “{unknown[0]}”.")
    if query.categories and not found.knows_categories(connection):
        remarks.append("No category is known here yet; arXiv tells them: `tuiread sync --harvest cs` asks for cs.")
    if query.like and near is None:
        remarks.append("like: needs an index of meanings; `tuiread index` makes one.")
    if query.is_empty and query.terms:
        remarks.append("A minus only leaves out; type also what to look for.")
    if query.is_empty:
        mode = near.mode if near else "words"
        return SearchPage(query, mode=mode, paper_count=found.count_papers(connection), remarks=tuple(remarks))
    hits, is_cut = _hits(connection, query, order, limit, near)
    words = tuple(term for term in query.wanted if term.field in ("", "author", "note"))
    return SearchPage(
        query,
        tuple(hits),
        is_cut,
        facets(hits),
        people=_people(connection, words),
        notes=tuple(_notes(connection, words)),
        mode=near.mode if near else "words",
        paper_count=found.count_papers(connection),
        remarks=tuple(remarks),
    )


def _hits(
    connection: sqlite3.Connection, query: Query, order: SearchOrder, limit: int, near: Near | None
) -> tuple[list[Hit], bool]:
    """Return the papers that fit, by their words, by their meaning or both, and whether there may be more of them."""
    only = _only_these(connection, query)
    without = _without_these(connection, query)
    if near is None:
        return ([], False) if query.like else _by_words(connection, query, order, limit, only, without)
    close = _by_meaning(connection, query, limit, near, only, without)
    if near.mode == "meaning" or query.like:
        return (in_order(query, close, "new") if order == "new" else close)[:limit], False
    worded, is_cut = _by_words(connection, query, order, limit, only, without)
    together = near.together(worded, close)
    return (in_order(query, together, "new") if order == "new" else together)[:limit], is_cut


def _by_meaning(
    connection: sqlite3.Connection,
    query: Query,
    limit: int,
    near: Near,
    only: set[PaperId] | None,
    without: set[PaperId],
) -> list[Hit]:
    """Return the nearest papers that fit; more are looked at where words leave out too many of the first."""
    conditions = conditions_of(query)
    hits: list[Hit] = []
    for count in (near.FIRST, near.MOST) if conditions.terms else (near.FIRST,):
        hits = [
            hit
            for hit in _with_follows(connection, near.hits(connection, query, only, without, count))
            if (only is None or hit.row.id in only)
            and hit.row.id not in without
            and fits(conditions, hit)
            and has_states(query, hit)
        ]
        if len(hits) >= limit:
            break
    return hits


def _by_words(
    connection: sqlite3.Connection,
    query: Query,
    order: SearchOrder,
    limit: int,
    only: set[PaperId] | None,
    without: set[PaperId],
) -> tuple[list[Hit], bool]:
    if only is not None:
        newest = sorted(only, reverse=True)[:LOOKED_AT]
        cached = found.by_id(connection, newest)
        here = {hit.row.id for hit in cached}
        beside = found.in_archive(connection, [one for one in newest if one not in here])
        candidates = [hit for hit in (*cached, *beside) if fits(query, hit)]
    else:
        archived = list(_from_archive(connection, query, limit, without))
        # The cache knows more of a paper than the archive does, and newer things: what it did not find does not fit.
        both = found.known_ids(connection, [hit.row.id for hit in archived])
        candidates = [*_from_cache(connection, query, limit), *(hit for hit in archived if hit.row.id not in both)]
    marked = _with_follows(connection, candidates)
    fitting = (hit for hit in marked if has_states(query, hit) and hit.row.id not in without)
    hits = in_order(query, fitting, order)
    return hits[:limit], len(hits) > limit or len(candidates) >= limit


def _from_cache(connection: sqlite3.Connection, query: Query, limit: int) -> list[Hit]:
    """Return papers of the cache that fit: its index knows phrases and fields, but not where a name ends."""
    most = max(limit, LOOKED_AT) if query.asks_the_reader or asks_for_names(query) else limit
    hits = found.by_id(connection, found.cached(connection, query, most))
    return [hit for hit in hits if has_names(query, hit)] if asks_for_names(query) else hits


def _from_archive(connection: sqlite3.Connection, query: Query, limit: int, without: set[PaperId]) -> Iterator[Hit]:
    """Yield papers of the archive that fit, the newest first."""
    if not needs_a_look(query) and not query.asks_the_reader:
        yield from found.at_places(connection, found.archived(connection, query, limit))
        return
    before, count = None, 0
    for _ in range(0, LOOKED_AT, BATCH):
        places = found.archived(connection, query, BATCH, before)
        for hit in found.at_places(connection, places):
            if fits(query, hit) and has_states(query, hit) and hit.row.id not in without:
                count += 1
                yield hit
        if len(places) < BATCH or count >= limit:
            return
        before = places[-1]


def _only_these(connection: sqlite3.Connection, query: Query) -> set[PaperId] | None:
    """Return the papers that conditions about the reader, people and citations leave; None where there are none."""
    sets = [tags.papers_with(connection, tag) for tag in query.tags]
    if {"saved", "text"} & set(query.states):
        sets.append(shelf.saved_ids(connection))
    if "read" in query.states:
        sets.append(shelf.all_read_ids(connection))
    if "followed" in query.states:
        sets.append(set(people.followed_papers(connection)))
    if query.cites:
        sets.append(set(sections.citing_papers(connection, query.cites)))
    if query.by:
        sets.append(_papers_by(connection, query.by))
    noted = [term for term in query.wanted if term.field == "note"]
    if noted:
        sets.append({paper for paper, words, _ in _paper_notes(connection) if has_words(words, noted)})
    full = [term for term in query.wanted if term.field == "full"]
    if full:
        sets.append({paper for paper, words in texts.saved_words(connection) if has_words(words, full)})
    return set.intersection(*sets) if sets else None


def _without_these(connection: sqlite3.Connection, query: Query) -> set[PaperId]:
    """Return the papers that conditions about the reader leave out."""
    gone: set[PaperId] = set()
    if "unread" in query.states or "read" in query.other_states:
        gone |= shelf.all_read_ids(connection)
    if "saved" in query.other_states:
        gone |= shelf.saved_ids(connection)
    if "followed" in query.other_states:
        gone |= set(people.followed_papers(connection))
    return gone.union(*(tags.papers_with(connection, tag) for tag in query.other_tags))


def _papers_by(connection: sqlite3.Connection, name: str) -> set[PaperId]:
    """Return the papers of whoever has a name, or of the reader's own record; none where nobody has it."""
    if name.casefold() == "me":
        claim = own_claim(connection)
        keys = [claim.person] if claim else []
    else:
        keys = [person.key for person in people.find_people(connection, name, MOST_PEOPLE, is_exact=True)]
    works = [work for key in keys for work in person_works.works(connection, bylines.get_who(connection, key))]
    return {work.row.id for work in works}


def _with_follows(connection: sqlite3.Connection, hits: Sequence[Hit]) -> list[Hit]:
    rows = with_follows(connection, [hit.row for hit in hits])
    return [replace(hit, row=row) for hit, row in zip(hits, rows, strict=True)]


def _people(connection: sqlite3.Connection, terms: Sequence[Term]) -> tuple[PersonRow, ...]:
    text = " ".join(word for term in terms if term.field != "note" for word in term.words)
    return people_rows(connection, text, MOST_PEOPLE) if text else ()


def _notes(connection: sqlite3.Connection, terms: Sequence[Term]) -> list[FoundNote]:
    """Return the reader's notes that have all words, those in papers first."""
    if not terms:
        return []
    anywhere = [replace(term, field="") for term in terms]
    notes = [
        FoundNote(words, at, paper_id=paper_id, about=_title(connection, paper_id))
        for paper_id, words, at in _paper_notes(connection)
        if has_words(words, anywhere)
    ]
    notes += [
        FoundNote(words, None, person=person, about=_name(connection, person))
        for person, words in identities.notes_about_people(connection)
        if has_words(words, anywhere)
    ]
    return notes[:MOST_NOTES]


def _paper_notes(connection: sqlite3.Connection) -> Iterator[tuple[PaperId, str, dt.datetime | None]]:
    """Yield the notes about papers and those at places of their texts, with when they were written if that is kept."""
    for paper_id, words in paper_notes.all_paper_notes(connection).items():
        yield paper_id, words, None
    yield from texts.place_notes(connection)


def _title(connection: sqlite3.Connection, paper_id: PaperId) -> str:
    try:
        return papers.get_paper(connection, paper_id).title
    except NotFoundError:
        return paper_id  # the cache was cleared, and the paper is not saved


def _name(connection: sqlite3.Connection, person: PersonKey) -> str:
    try:
        return bylines.get_who(connection, person).name
    except NotFoundError:
        return person.partition(":")[2]  # no byline of theirs is in the cache any more
