"""The shapes of OpenAlex's answers: what is decoded from the bytes, typed, and nothing more.

Fields that are not used are never built; above all ``display_name_alternatives`` is not: a person's other names are not
ours to keep.  What the fields mean and how they become our records is written in `openalex_records`.
"""

from __future__ import annotations

from msgspec import Raw, Struct


class InstitutionShape(Struct):
    """An institution."""

    ror: str | None = None
    display_name: str | None = None


class AffiliationShape(Struct):
    """An institution, and the years for which works name it."""

    institution: InstitutionShape | None = None
    years: list[int] | None = None


class IdsShape(Struct):
    """Ids elsewhere."""

    orcid: str | None = None


class NamedShape(Struct):
    """Something with a name: a topic, a source."""

    display_name: str | None = None


class TopicShape(Struct):
    """A topic with how many works have it."""

    display_name: str | None = None
    count: int | None = None


class AuthorShape(Struct):
    """A record of an author."""

    id: str | None = None
    orcid: str | None = None
    display_name: str | None = None
    works_count: int | None = None
    ids: IdsShape | None = None
    affiliations: list[AffiliationShape] | None = None
    topics: list[TopicShape] | None = None


class AuthorshipAuthorShape(Struct):
    """The record that one byline entry is tied to; its id is null for 27 % of the recorded ones."""

    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class AuthorshipShape(Struct):
    """One byline entry."""

    author: AuthorshipAuthorShape | None = None
    institutions: list[InstitutionShape] | None = None
    raw_author_name: str | None = None


class LocationShape(Struct):
    """A place where a work can be found."""

    landing_page_url: str | None = None
    source: NamedShape | None = None


class WorkShape(Struct):
    """A work."""

    id: str | None = None
    doi: str | None = None
    title: str | None = None
    publication_year: int | None = None
    publication_date: str | None = None
    type: str | None = None
    primary_location: LocationShape | None = None
    locations: list[LocationShape] | None = None
    authorships: list[AuthorshipShape] | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None
    referenced_works: list[str | None] | None = None


class GroupShape(Struct):
    """A group of works with a count."""

    key: str | None = None
    key_display_name: str | None = None
    count: int | None = None


class MetaShape(Struct, frozen=True):
    """What is said of a list."""

    count: int | None = None
    next_cursor: str | None = None


class ListShape(Struct):
    """A list of whatever was asked for, each item still as bytes, so that a wrong type spoils one only."""

    results: list[Raw] = []
    group_by: list[GroupShape] = []
    meta: MetaShape = MetaShape()
