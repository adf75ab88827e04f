"""Sources that tell of papers: arXiv's author query and author pages, Crossref's notices.

What arXiv finds for a name are matches by name: they complete what is known of papers and may add some, but they never
say whose a paper is.  An author page does, because arXiv ties it to an account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread import person_acts
from tuiread.errors import NotFoundError
from tuiread.insight.matching import compare
from tuiread.names import fold_name
from tuiread.person_sync.listers import paper_of, work_keys
from tuiread.person_sync.told import Told
from tuiread.records import AuthorRecord, Paper, RecordKey
from tuiread.tables import notices
from tuiread.tables.identities import Link

if TYPE_CHECKING:
    from tuiread.profiles import Known
    from tuiread.sources import KnowsArxiv, KnowsCrossref
    from tuiread.store_thread import StoreThread

MOST_COMPLETED = 100
"""Known works that the author query did not return and that are asked for by id: one request."""

MOST_NOTICES = 20
"""For how many works of a person Crossref is asked at a time: one request each."""

NOTICE_REST = dt.timedelta(days=30)
"""How long a paper's notices are not asked for again."""


async def ask_arxiv(source: KnowsArxiv, store: StoreThread, known: Known) -> Told:
    """Ask for papers under the name, and for what arXiv knows of the works that are known."""
    answer = await source.by_author(known.name)
    wanted = fold_name(known.name)
    named = [item.paper for item in answer.items if any(fold_name(one.name) == wanted for one in item.paper.authors)]
    told = {paper.id for paper in named}
    missing = [paper_id for paper_id in known.paper_ids if paper_id not in told][:MOST_COMPLETED]
    others = [item.paper for item in (await source.papers(missing)).items] if missing else []
    new_count = await store.wish(person_acts.keep_listed_papers, [*named, *others])
    await _keep_notices(source, store, [*named, *others])
    if not named and not others:
        return Told("nothing", f"arXiv has no paper by {known.name}.")
    papers = "1 paper" if len(named) == 1 else f"{len(named)} papers"
    return Told("answered", f"arXiv: {papers} under this name, {new_count} of them new here.")


async def ask_arxiv_page(source: KnowsArxiv, store: StoreThread, known: Known) -> Told:
    """Ask for the works that arXiv itself ties to the person's ORCID iD.

    Raises:
        NotFoundError: it ties none to it, whatever it said before.
    """
    orcid = known.orcids[0]
    try:
        listed = await source.author_page(orcid)
    except NotFoundError:
        await store.wish(person_acts.keep_records, known.key, "arxiv", [], [], [])
        raise
    overlap = compare(known.works, [work_keys(work) for work in listed.works])
    record = AuthorRecord(
        RecordKey(f"arxiv:{orcid}"), known.name, listed.fact, orcids=(orcid,), works_count=len(listed.works)
    )
    link = Link(known.key, record.key, "orcid", overlap.common, overlap.smaller)
    # One wrong iD at one source is enough to lead to a stranger's page.
    is_theirs = overlap.agrees or record.key in known.linked
    linked, doubtful = ([link], []) if is_theirs else ([], [link])
    await store.wish(person_acts.keep_records, known.key, "arxiv", [(record, listed)], linked, doubtful)
    if not is_theirs and not known.answers.get(record.key):
        return Told("answered", f"arXiv's author page lists {overlap.common} of these works; only you can say.")
    papers = [paper for work in listed.works if (paper := paper_of(work, listed))]
    await store.wish(person_acts.keep_listed_papers, papers)
    return Told("answered", f"arXiv's author page lists {overlap.common} of these works.")


async def ask_crossref(source: KnowsCrossref, store: StoreThread, known: Known) -> Told:
    """Ask whether works were retracted or corrected, the newest first and each at most once a month."""
    since = store.now() - NOTICE_REST
    paper_ids = await store.ask(notices.unasked, known.paper_ids, since)
    asked = paper_ids[:MOST_NOTICES]
    noticed = 0
    for paper_id in asked:
        found = await source.notices(f"10.48550/arxiv.{paper_id}")
        await store.wish(person_acts.keep_notices, paper_id, "crossref", found, store.now())
        noticed += bool(found)
    if not asked:
        return Told("answered", "Crossref was asked about all of these works within a month.")
    works = "1 work" if len(asked) == 1 else f"{len(asked)} works"
    return Told("answered", f"Crossref: notices on {noticed} of {works} asked about.")


async def _keep_notices(source: KnowsArxiv, store: StoreThread, papers: Sequence[Paper]) -> None:
    for paper in papers:
        if found := source.notices(paper):
            await store.wish(person_acts.keep_notices, paper.id, "arxiv", found, store.now())
