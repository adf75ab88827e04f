"""The shapes of Semantic Scholar's answers: what is decoded from the bytes, typed, and nothing more.

``aliases`` of an author are never decoded: a person's other names are not ours to keep.  What the fields mean and how
they become our records is written in `semantic_scholar_records`.
"""

from __future__ import annotations

from msgspec import Raw, Struct


class AuthorShape(Struct, rename="camel"):
    """A record of an author; within a byline only id and name are given."""

    author_id: str | None = None
    name: str | None = None
    external_ids: dict[str, object] | None = None
    affiliations: list[str | None] | None = None
    paper_count: int | None = None


class JournalShape(Struct):
    """Where a paper appeared, in the journal's own spelling."""

    name: str | None = None


class PaperShape(Struct, rename="camel"):
    """A paper; of a reference that the service does not know, only the title is given."""

    paper_id: str | None = None
    title: str | None = None
    external_ids: dict[str, object] | None = None
    year: int | None = None
    publication_date: str | None = None
    venue: str | None = None
    journal: JournalShape | None = None
    publication_types: list[str | None] | None = None
    abstract: str | None = None
    authors: list[AuthorShape | None] | None = None


class ReferenceShape(Struct, rename="camel"):
    """One reference."""

    cited_paper: PaperShape | None = None


class CitationShape(Struct, rename="camel"):
    """One citation."""

    citing_paper: PaperShape | None = None


class PageShape(Struct):
    """A page of a list; an empty search has no ``data``, the last page no ``next``.

    ``data`` is null where the publisher does not let the service give the references away.
    """

    data: list[Raw] | None = None
    next: int | None = None
