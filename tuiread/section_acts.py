"""What each answer about a paper's surroundings does to the store; the library runs each in a transaction.

None of it is a step of the reader, so that nothing here can be undone.  Not here: who is asked (section_sync).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread import acts
from tuiread.insight.citing import merge_cited
from tuiread.records import CitedList, Comment, Notice, Paper, PaperId, Relation, Repo, Section, SectionReply
from tuiread.tables import notices, papers, sections

if TYPE_CHECKING:
    from tuiread.store import Store

MOST_AUTHORS_KEPT = 3


OWN_TEXT = "text"
"""The source of references that stand in a paper's own text."""


def keep_cited(store: Store, paper_id: PaperId, relation: Relation, reply: SectionReply, told: CitedList) -> None:
    """Keep one source's list, and the list that all sources make together."""
    lean = [
        replace(work, abstract=None, authors=work.authors[:MOST_AUTHORS_KEPT], rors=(), published_on=None, venue=None)
        for work in told.works
    ]
    sections.keep_answer(store.connection, paper_id, relation, replace(reply, total_count=told.total_count), lean)
    _merge(store, paper_id, relation)


def keep_comments(store: Store, paper_id: PaperId, reply: SectionReply, comments: Sequence[Comment]) -> None:
    """Keep the comments of a paper as its page shows them."""
    sections.keep_answer(store.connection, paper_id, "comments", reply, comments)


def keep_repos(store: Store, paper_id: PaperId, reply: SectionReply, repos: Sequence[Repo]) -> None:
    """Keep the repositories that name a paper."""
    sections.keep_answer(store.connection, paper_id, "linked", reply, repos)


def keep_checked_notices(store: Store, paper_id: PaperId, reply: SectionReply, found: Sequence[Notice]) -> None:
    """Keep what a source says went wrong with a paper, and that it was asked."""
    notices.keep_notices(store.connection, paper_id, reply.source, found, reply.asked_at)
    sections.keep_answer(store.connection, paper_id, "notices", reply, found)


def keep_silence(store: Store, paper_id: PaperId, section: Section, reply: SectionReply) -> None:
    """Keep that a source did not answer; what it told before stays."""
    sections.keep_failure(store.connection, paper_id, section, reply)


def keep_unknown(store: Store, paper_id: PaperId, section: Section, reply: SectionReply) -> None:
    """Keep that a source does not know the paper: an answer, too, and what it told before is gone."""
    sections.keep_answer(store.connection, paper_id, section, reply, ())
    if section in ("references", "citations"):
        _merge(store, paper_id, section)


def keep_other_paper(store: Store, paper: Paper) -> None:
    """Put a paper that arXiv told of into the cache, where it lacks it."""
    papers.add_papers(store.connection, [paper])
    acts.complete_saves(store, [paper])


def _merge(store: Store, paper_id: PaperId, relation: Relation) -> None:
    lists = sections.answers(store.connection, paper_id, relation, sections.LISTED)
    # Titles in a bibliography are guesses: it stands in while no source tells, and is not mixed with what one told.
    told = [(source, works) for source, works in lists if source != OWN_TEXT and works]
    lists = told or lists
    sections.set_cited(store.connection, paper_id, relation, merge_cited(paper_id, relation, lists))
