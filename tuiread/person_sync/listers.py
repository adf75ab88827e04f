"""Sources that keep records of authors: which of them are this person's, by the works that they list.

    linked before ──────────┐
    bylines of known works ─┼─> a few records with their works ──decide (insight)──> linked, candidates
    search by name ─────────┘

Looking up known works first is cheaper than a search and tells namesakes apart: the byline of a paper names its own
author.  Not here: the rule that decides (insight).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from tuiread import person_acts
from tuiread.errors import NotFoundError
from tuiread.insight.matching import Decision, decide, names_agree
from tuiread.insight.works import WorkKeys
from tuiread.names import fold_name
from tuiread.person_sync.told import Told
from tuiread.records import Author, AuthorRecord, AuthorWorks, Candidate, ListedWork, Paper, RecordKey
from tuiread.tables.identities import Link

if TYPE_CHECKING:
    from tuiread.profiles import Known
    from tuiread.sources import KnowsOpenAlex, KnowsOrcid, ListsAuthors
    from tuiread.store_thread import StoreThread

LOOKED_UP_PAPERS = 3
"""How many works are looked up to find a source's record of their author."""

LOOKED_AT_RECORDS = 4
"""How many records of one source are fetched and compared at the most."""

DISPLAY_NAMES = {"openalex": "OpenAlex", "semantic_scholar": "Semantic Scholar", "orcid": "ORCID"}
_KINDS = {"openalex": "openalex", "semantic_scholar": "s2"}

Found = list[tuple[AuthorRecord, AuthorWorks]]


async def ask_lister(source: ListsAuthors, store: StoreThread, known: Known) -> Told:
    """Find a source's records of a person, compare their works, and keep both."""
    told, _ = await _ask(source, store, known, await _record_keys(source, known))
    return told


async def ask_openalex(source: KnowsOpenAlex, store: StoreThread, known: Known) -> Told:
    """Do the same at OpenAlex, which also counts joint works, knows ORCID iDs and allows so many calls a day."""
    try:
        told, linked = await _ask(source, store, known, await _openalex_keys(source, known))
        for key in linked:
            await store.wish(person_acts.keep_joint_counts, key, await source.joint_counts(key))
    finally:
        if budget := source.budget:
            await store.wish(person_acts.keep_budget, budget)
    return told


async def ask_orcid(source: KnowsOrcid, store: StoreThread, known: Known) -> Told:
    """Read the public record of the one ORCID iD that linked records name, and compare its works.

    Raises:
        NotFoundError: ORCID shows no such record, whatever it showed before.
    """
    try:
        record, works = await source.record(known.orcids[0])
    except NotFoundError:
        await store.wish(person_acts.keep_records, known.key, "orcid", [], [], [])
        raise
    theirs = [work_keys(work) for work in works.works]
    decision = decide(known.name, known.works, [(record, theirs)], known.answers)
    if not theirs and names_agree(known.name, record.name):
        link = Link(known.key, record.key, "orcid", 0, 0)
        await store.wish(person_acts.keep_records, known.key, "orcid", [(record, works)], [link], [])
        return Told("answered", "ORCID lists no works in public; the record was named by another source.")
    await _keep_decision(store, known, "orcid", [(record, works)], decision)
    return _told("orcid", decision)


def work_keys(work: ListedWork) -> WorkKeys:
    """Return what tells a listed work apart."""
    return WorkKeys(work.paper_id, work.doi, fold_name(work.title), work.year)


def paper_of(work: ListedWork, works: AuthorWorks) -> Paper | None:
    """Return a listed work as a paper for the cache; None where it has no arXiv id or no byline."""
    if work.paper_id is None or not work.authors or work.author_count > len(work.authors):
        return None  # a byline that was cut off would be told as if it were whole
    return Paper(
        id=work.paper_id,
        title=work.title,
        authors=tuple(Author(author.name) for author in work.authors),
        abstract=work.abstract,
        published_at=_midnight(work),
        facts=(works.fact,),
    )


async def _openalex_keys(source: KnowsOpenAlex, known: Known) -> list[RecordKey]:
    keys = await _record_keys(source, known)
    if len(known.orcids) != 1 or known.linked_at("openalex"):
        return keys
    try:
        return [(await source.author_by_orcid(known.orcids[0])).key, *keys]
    except NotFoundError:
        return keys


async def _record_keys(source: ListsAuthors, known: Known) -> list[RecordKey]:
    """Return the keys of the records to look at, the likeliest first."""
    linked = known.linked_at(_KINDS[source.name])
    return list(linked) if linked else await _unlinked_keys(source, known)


async def _unlinked_keys(source: ListsAuthors, known: Known) -> list[RecordKey]:
    """Return the keys of records that bylines of known works name, else those that a search by name finds."""
    named = await _keys_in_bylines(source, known)
    if named:
        return named
    return [record.key for record in await source.search_authors(known.name) if names_agree(known.name, record.name)]


async def _keys_in_bylines(source: ListsAuthors, known: Known) -> list[RecordKey]:
    """Return whom a source names as the person in the bylines of a few known works, most often named first."""
    named: Counter[RecordKey] = Counter()
    for paper_id in known.paper_ids[:LOOKED_UP_PAPERS]:
        try:
            byline = await source.byline(paper_id)
        except NotFoundError:
            continue  # the source does not list this work; another may help
        named.update({one.record for one in byline if one.record and names_agree(known.name, one.name)})
    return [key for key, _ in named.most_common()]


async def _ask(
    source: ListsAuthors, store: StoreThread, known: Known, keys: list[RecordKey]
) -> tuple[Told, list[RecordKey]]:
    """Fetch records with their works, decide which are the person's, and keep all of it."""
    found = await _fetched(source, known, keys)
    if not found and keys and set(keys) <= set(known.linked):
        # The record that was linked is gone: sources merge and split them, and another may be the person's now.
        found = await _fetched(source, known, await _unlinked_keys(source, known))
    pairs = [(record, [work_keys(work) for work in works.works]) for record, works in found]
    decision = decide(known.name, known.works, pairs, known.answers)
    linked = await _keep_decision(store, known, source.name, found, decision)
    return _told(source.name, decision), linked


async def _fetched(source: ListsAuthors, known: Known, keys: list[RecordKey]) -> Found:
    """Return the likeliest records with their works; one that the source does not have any more is left out."""
    found: Found = []
    for key in [key for key in dict.fromkeys(keys) if known.answers.get(key, True)][:LOOKED_AT_RECORDS]:
        try:
            found.append((await source.author(key), await source.works(key)))
        except NotFoundError:
            continue  # the others are judged all the same
    return found


async def _keep_decision(
    store: StoreThread, known: Known, source: str, found: Found, decision: Decision
) -> list[RecordKey]:
    """Keep records, links and candidates, and the papers that linked records list."""
    linked = [decision.linked] if decision.linked else []
    doubtful = list(decision.candidates)
    if decision.linked and decision.linked.how == "you":
        # The reader's word is kept in their library; here the record stays what it is without it.
        one, linked = decision.linked, []
        doubtful = [Candidate(one.record, one.common_count, one.smaller_count)]
    await store.wish(
        person_acts.keep_records,
        known.key,
        source,
        found,
        [Link(known.key, one.record.key, one.how, one.common_count, one.smaller_count) for one in linked],
        [Link(known.key, one.record.key, "works", one.common_count, one.smaller_count) for one in doubtful],
    )
    linked = [decision.linked] if decision.linked else []
    keys = [one.record.key for one in linked]
    for record, works in found:
        if record.key in keys:
            papers = [paper for work in works.works if (paper := paper_of(work, works))]
            await store.wish(person_acts.keep_listed_papers, papers)
    return keys


def _told(source: str, decision: Decision) -> Told:
    """Say what came of a comparison."""
    name = DISPLAY_NAMES[source]
    if decision.linked:
        linked = decision.linked
        return Told("answered", f"{name}: {linked.common_count} of {linked.smaller_count} works in common.")
    if decision.candidates:
        count = len(decision.candidates)
        which = "a record" if count == 1 else f"{count} records"
        return Told("answered", f"{name} has {which} that may be theirs; only you can say.")
    return Told("nothing", f"{name} has no record with these works.")


def _midnight(work: ListedWork) -> dt.datetime | None:
    day = work.published_on
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
