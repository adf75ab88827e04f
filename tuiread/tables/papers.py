"""Papers in the cache: what lists need in ``papers``, everything else beside it.

    papers ─┬─ details     texts and rare facts, read one paper at a time
            ├─ bylines     one row per author
            ├─ facts       who said so, when
            └─ words       the index (search)

A later answer replaces all that its endpoint could have told, so that withdrawn facts go; it leaves what the endpoint
cannot tell: the daily list knows nothing of a paper's linked models, the paper's page has no count of comments.  Not
here: days (editions) and everything that the reader did (shelf).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import Account, Author, FeedDay, LinkedRepos, Paper, PaperId, SourceFact
from tuiread.tables import people_index, search
from tuiread.tables.people_index import Byline
from tuiread.tables.values import Row, list_text, marks, optional_day, optional_time, read_list, read_time, time_text

LISTED_AUTHORS = 3
"""How many names a list gets to see."""

_KEEP_PAPER = """
INSERT INTO cache.papers (id, title, published_at, first_authors, author_count, upvotes, comment_count,
                          organization_user, organization_name, code_url, project_url, is_starter, categories,
                          revised_at)
VALUES (:id, :title, :published_at, :first_authors, :author_count, :upvotes, :comment_count,
        :organization_user, :organization_name, :code_url, :project_url, :is_starter, :categories, :revised_at)
ON CONFLICT (id) DO UPDATE SET
    title = excluded.title,
    published_at = coalesce(excluded.published_at, published_at),
    first_authors = excluded.first_authors,
    author_count = excluded.author_count,
    upvotes = excluded.upvotes,
    comment_count = coalesce(excluded.comment_count, comment_count),
    organization_name = excluded.organization_name,
    organization_user = excluded.organization_user,
    code_url = excluded.code_url,
    project_url = excluded.project_url,
    is_starter = min(excluded.is_starter, is_starter),
    categories = coalesce(excluded.categories, categories),
    revised_at = coalesce(excluded.revised_at, revised_at)
RETURNING key
"""

_KEEP_DETAILS = """
INSERT INTO cache.details (paper, title_raw, abstract, abstract_raw, summary, ai_summary, ai_summary_model, keywords,
                           organization_avatar, code_added_by, code_stars, media_urls, thumbnail_url,
                           is_author_participating, model_count, dataset_count, space_count, version, doi,
                           journal_ref, arxiv_comment)
VALUES (:paper, :title_raw, :abstract, :abstract_raw, :summary, :ai_summary, :ai_summary_model, :keywords,
        :organization_avatar, :code_added_by, :code_stars, :media_urls, :thumbnail_url,
        :is_author_participating, :model_count, :dataset_count, :space_count, :version, :doi,
        :journal_ref, :arxiv_comment)
ON CONFLICT (paper) DO UPDATE SET
    title_raw = excluded.title_raw,
    abstract_raw = iif(excluded.abstract IS NULL, abstract_raw, excluded.abstract_raw),
    abstract = coalesce(excluded.abstract, abstract),
    summary = coalesce(excluded.summary, summary),
    ai_summary_model = excluded.ai_summary_model,
    ai_summary = excluded.ai_summary,
    keywords = excluded.keywords,
    organization_avatar = excluded.organization_avatar,
    code_added_by = excluded.code_added_by,
    code_stars = excluded.code_stars,
    media_urls = coalesce(excluded.media_urls, media_urls),
    thumbnail_url = coalesce(excluded.thumbnail_url, thumbnail_url),
    is_author_participating = coalesce(excluded.is_author_participating, is_author_participating),
    model_count = coalesce(excluded.model_count, model_count),
    dataset_count = coalesce(excluded.dataset_count, dataset_count),
    space_count = coalesce(excluded.space_count, space_count),
    version = coalesce(excluded.version, version),
    doi = coalesce(excluded.doi, doi),
    journal_ref = coalesce(excluded.journal_ref, journal_ref),
    arxiv_comment = coalesce(excluded.arxiv_comment, arxiv_comment)
"""

_KEEP_FACT = "INSERT OR REPLACE INTO cache.facts (paper, source, what, fetched_at, url) VALUES (?, ?, ?, ?, ?)"

_COMPLETE_PAPER = """
UPDATE cache.papers SET categories = coalesce(:categories, categories), revised_at = coalesce(:revised_at, revised_at),
                        published_at = coalesce(published_at, :published_at)
WHERE key = :key
"""

_RENEW_DETAILS = """
UPDATE cache.details SET abstract = :abstract, abstract_raw = :abstract_raw
WHERE paper = :paper AND :abstract IS NOT NULL AND :version > coalesce(version, 1)
"""

_COMPLETE_DETAILS = """
UPDATE cache.details SET version = coalesce(:version, version), doi = coalesce(:doi, doi),
                         journal_ref = coalesce(:journal_ref, journal_ref),
                         arxiv_comment = coalesce(:arxiv_comment, arxiv_comment)
WHERE paper = :paper
"""

_GET_PAPER = """
SELECT p.key, p.id, p.title, p.published_at, p.upvotes, p.comment_count, p.organization_user, p.organization_name,
       p.code_url, p.project_url, d.title_raw, d.abstract, d.abstract_raw, d.summary, d.ai_summary, d.ai_summary_model,
       d.keywords, d.organization_avatar, d.code_added_by, d.code_stars, d.media_urls, d.thumbnail_url,
       d.is_author_participating, d.model_count, d.dataset_count, d.space_count, p.categories, p.revised_at,
       d.version, d.doi, d.journal_ref, d.arxiv_comment
FROM cache.papers p JOIN cache.details d ON d.paper = p.key
WHERE p.id = :id
"""


def keep_papers(connection: sqlite3.Connection, papers: Sequence[Paper]) -> dict[PaperId, int]:
    """Put papers into the cache; what an older answer told and this one's endpoint cannot tell stays.

    Returns:
        The cache's key of each paper.
    """
    old_words = search.known_words(connection, [paper.id for paper in papers])
    keys = {paper.id: _keep_row(connection, _paper_values(paper)) for paper in papers}
    connection.executemany(_KEEP_DETAILS, [_detail_values(keys[paper.id], paper) for paper in papers])
    _keep_bylines(connection, {keys[paper.id]: list(_byline_rows(paper.authors)) for paper in papers})
    connection.executemany(_KEEP_FACT, (row for paper in papers for row in _fact_rows(keys[paper.id], paper.facts)))
    search.index_papers(connection, papers, keys, old_words)
    return keys


def add_papers(connection: sqlite3.Connection, papers: Sequence[Paper]) -> int:
    """Put papers into the cache that it lacks; of those that it has, complete what only arXiv tells.

    For sources that know less of a paper than the daily feed does: nothing that is known is replaced, but the abstract
    by that of a newer version, and what only an imported file told.

    Returns:
        How many were new.
    """
    known = _without_hearsay(connection, _known_keys(connection, [paper.id for paper in papers]))
    new = [paper for paper in papers if paper.id not in known]
    keep_papers(connection, new)
    for paper in papers:
        if key := known.get(paper.id):
            connection.execute(_COMPLETE_PAPER, {"key": key, **_paper_values(paper)})
            _renew_abstract(connection, key, paper)
            connection.execute(_COMPLETE_DETAILS, _detail_values(key, paper))
            connection.executemany(_KEEP_FACT, _fact_rows(key, paper.facts))
    return len(new)


def has_paper(connection: sqlite3.Connection, paper_id: PaperId) -> bool:
    """Tell whether a paper is in the cache."""
    query = "SELECT EXISTS (SELECT 1 FROM cache.papers WHERE id = ?)"
    return bool(connection.execute(query, (paper_id,)).fetchone()[0])


def get_paper(connection: sqlite3.Connection, paper_id: PaperId) -> Paper:
    """Return everything that the cache knows of a paper.

    Raises:
        NotFoundError: it is not in the cache.
    """
    row = connection.execute(_GET_PAPER, {"id": paper_id}).fetchone()
    if row is None:
        raise NotFoundError(f"arXiv {paper_id} is not in your cache.")
    return _paper(connection, row)


def stalest_fetch(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dt.datetime | None:
    """Return when that one of some papers was last fetched for which this is longest ago."""
    row = connection.execute(
        f"""SELECT min(newest) FROM (SELECT max(f.fetched_at) AS newest FROM cache.papers p
            JOIN cache.facts f ON f.paper = p.key WHERE p.id IN ({marks(len(paper_ids))}) GROUP BY p.key)""",
        paper_ids,
    ).fetchone()
    return optional_time(row[0])


def count_papers(connection: sqlite3.Connection) -> int:
    """Return how many papers the cache holds."""
    count: int = connection.execute("SELECT count(*) FROM cache.papers").fetchone()[0]
    return count


def forget_starter_papers(connection: sqlite3.Connection, kept_ids: Iterable[PaperId]) -> None:
    """Remove the papers that only the starter edition told of, except some."""
    kept = list(kept_ids)
    rows = connection.execute(
        f"""SELECT p.id FROM cache.papers p JOIN cache.facts f ON f.paper = p.key
            WHERE p.id NOT IN ({marks(len(kept))})
            GROUP BY p.key HAVING min(f.source = 'starter') = 1""",
        kept,
    ).fetchall()
    ids = [PaperId(row[0]) for row in rows]
    search.forget_papers(connection, search.known_words(connection, ids))
    before = people_index.bylines_of(connection, list(_known_keys(connection, ids).values()))
    connection.executemany("DELETE FROM cache.papers WHERE id = ?", [(paper_id,) for paper_id in ids])
    people_index.refresh(connection, before, {})


def forget_starter_facts(connection: sqlite3.Connection) -> None:
    """Take back what the starter edition told of papers that another source tells of, too."""
    told_elsewhere = "SELECT paper FROM cache.facts WHERE source <> 'starter'"
    connection.execute(f"UPDATE cache.details SET summary = NULL WHERE paper IN ({told_elsewhere})")
    connection.execute(f"DELETE FROM cache.facts WHERE source = 'starter' AND paper IN ({told_elsewhere})")


def _renew_abstract(connection: sqlite3.Connection, key: int, paper: Paper) -> None:
    """Let the abstract of a newer version take the place of an older one's, in the index of words, too."""
    before = search.known_words(connection, [paper.id])
    if connection.execute(_RENEW_DETAILS, _detail_values(key, paper)).rowcount:
        renewed = get_paper(connection, paper.id)
        search.index_papers(connection, [renewed], {paper.id: key}, before)


def _known_keys(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, int]:
    query = f"SELECT id, key FROM cache.papers WHERE id IN ({marks(len(paper_ids))})"
    return {PaperId(paper_id): key for paper_id, key in connection.execute(query, paper_ids)}


def _without_hearsay(connection: sqlite3.Connection, known: dict[PaperId, int]) -> dict[PaperId, int]:
    """Return those papers of which more is known than an imported file told."""
    query = f"""SELECT paper FROM cache.facts WHERE paper IN ({marks(len(known))})
                GROUP BY paper HAVING min(source = 'import') = 1"""
    hearsay = {row[0] for row in connection.execute(query, tuple(known.values()))}
    return {paper_id: key for paper_id, key in known.items() if key not in hearsay}


def _keep_row(connection: sqlite3.Connection, values: dict[str, object]) -> int:
    key: int = connection.execute(_KEEP_PAPER, values).fetchone()[0]
    return key


def _paper_values(paper: Paper) -> dict[str, object]:
    organization = paper.organization
    return {
        "id": paper.id,
        "title": paper.title,
        "published_at": time_text(paper.published_at) if paper.published_at else None,
        "first_authors": "\n".join(author.name for author in paper.authors[:LISTED_AUTHORS]),
        "author_count": len(paper.authors),
        "upvotes": paper.upvotes,
        "comment_count": paper.comment_count,
        "organization_user": organization.user if organization else None,
        "organization_name": organization.full_name if organization else None,
        "code_url": paper.code_url,
        "project_url": paper.project_url,
        "is_starter": paper.is_starter,
        "categories": " ".join(paper.categories) or None,
        "revised_at": time_text(paper.revised_at) if paper.revised_at else None,
    }


def _detail_values(key: int, paper: Paper) -> dict[str, object]:
    linked = paper.linked
    return {
        "paper": key,
        "title_raw": paper.title_raw,
        "abstract": paper.abstract,
        "abstract_raw": paper.abstract_raw,
        "summary": paper.summary,
        "ai_summary": paper.ai_summary,
        "ai_summary_model": paper.ai_summary_model,
        "keywords": list_text(paper.keywords),
        "organization_avatar": paper.organization.avatar_url if paper.organization else None,
        "code_added_by": paper.code_added_by,
        "code_stars": paper.code_stars,
        "media_urls": list_text(paper.media_urls),
        "thumbnail_url": paper.thumbnail_url,
        "is_author_participating": paper.is_author_participating,
        "model_count": linked.model_count if linked else None,
        "dataset_count": linked.dataset_count if linked else None,
        "space_count": linked.space_count if linked else None,
        "version": paper.version,
        "doi": paper.doi,
        "journal_ref": paper.journal_ref,
        "arxiv_comment": paper.arxiv_comment,
    }


def _keep_bylines(connection: sqlite3.Connection, given: dict[int, list[Byline]]) -> None:
    """Keep the bylines of papers, by the cache's keys; those that did not change are left alone."""
    before = people_index.bylines_of(connection, given)
    changed = {key: rows for key, rows in given.items() if rows != before.get(key, [])}
    connection.executemany("DELETE FROM cache.bylines WHERE paper = ?", [(key,) for key in changed if key in before])
    connection.executemany(
        "INSERT INTO cache.bylines (paper, position, name, name_key, account, hf_user, hf_status, is_hidden) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, *row) for key, rows in changed.items() for row in rows),
    )
    people_index.refresh(connection, {key: before.get(key, []) for key in changed}, changed)


def _byline_rows(authors: Sequence[Author]) -> Iterable[Byline]:
    for position, author in enumerate(authors):
        name_key = fold_name(author.name)
        hidden = int(author.is_hidden)
        yield position, author.name, name_key, author.account, author.hf_user, author.hf_status, hidden


def _fact_rows(key: int, facts: Sequence[SourceFact]) -> Iterable[tuple[object, ...]]:
    for fact in facts:
        yield key, fact.source, fact.what, time_text(fact.fetched_at), fact.url


def _paper(connection: sqlite3.Connection, row: Row) -> Paper:
    """Build a paper from a row of `_GET_PAPER` and the tables beside it."""
    (
        key, paper_id, title, published_at, upvotes, comment_count, organization_user, organization_name,
        code_url, project_url, title_raw, abstract, abstract_raw, summary, ai_summary, ai_summary_model,
        keywords, organization_avatar, code_added_by, code_stars, media_urls, thumbnail_url,
        is_author_participating, model_count, dataset_count, space_count, categories, revised_at,
        version, doi, journal_ref, arxiv_comment,
    ) = row  # fmt: skip
    return Paper(
        id=PaperId(paper_id),
        title=title,
        authors=_authors(connection, key),
        title_raw=title_raw,
        abstract=abstract,
        abstract_raw=abstract_raw,
        published_at=optional_time(published_at),
        upvotes=upvotes,
        comment_count=comment_count,
        feed_days=_feed_days(connection, key),
        summary=summary,
        ai_summary=ai_summary,
        ai_summary_model=ai_summary_model,
        keywords=read_list(keywords),
        organization=_account(organization_user, organization_name, organization_avatar),
        code_url=code_url,
        code_added_by=code_added_by,
        code_stars=code_stars,
        project_url=project_url,
        media_urls=read_list(media_urls),
        thumbnail_url=thumbnail_url,
        is_author_participating=None if is_author_participating is None else bool(is_author_participating),
        linked=None if model_count is None else LinkedRepos(model_count, dataset_count, space_count),
        categories=tuple((categories or "").split()),
        revised_at=optional_time(revised_at),
        version=version,
        doi=doi,
        journal_ref=journal_ref,
        arxiv_comment=arxiv_comment,
        facts=_facts(connection, key),
    )


def _account(user: str | None, name: str | None, avatar: str | None) -> Account | None:
    return Account(user, name, avatar) if user else None


def _authors(connection: sqlite3.Connection, key: int) -> tuple[Author, ...]:
    rows = connection.execute(
        "SELECT name, hf_user, hf_status, is_hidden FROM cache.bylines WHERE paper = ? ORDER BY position", (key,)
    )
    return tuple(Author(name, user, status, bool(hidden)) for name, user, status, hidden in rows)


def _feed_days(connection: sqlite3.Connection, key: int) -> tuple[FeedDay, ...]:
    rows = connection.execute(
        "SELECT day, upvotes, comment_count, submitter_user, submitter_name, submitter_avatar "
        "FROM cache.edition_papers WHERE paper = ? ORDER BY day",
        (key,),
    )
    return tuple(
        FeedDay(day, upvotes, comments, _account(user, name, avatar))
        for text, upvotes, comments, user, name, avatar in rows
        if (day := optional_day(text))
    )


def _facts(connection: sqlite3.Connection, key: int) -> tuple[SourceFact, ...]:
    rows = connection.execute(
        "SELECT source, what, fetched_at, url FROM cache.facts WHERE paper = ? ORDER BY fetched_at DESC, what, source",
        (key,),
    )
    return tuple(SourceFact(source, what, read_time(at), url) for source, what, at, url in rows)
