"""The shapes of ORCID's public records: what is decoded from the bytes, typed, and nothing more.

``other-names`` are never decoded: a person's other names are not ours to keep.  Any part can be null where its owner
hides it.
"""

from __future__ import annotations

from msgspec import Struct


class ValueShape(Struct):
    """A text in a box."""

    value: str | None = None


class NameShape(Struct, rename="kebab"):
    """A name in its parts."""

    given_names: ValueShape | None = None
    family_name: ValueShape | None = None
    credit_name: ValueShape | None = None


class BiographyShape(Struct):
    """What somebody writes of themselves."""

    content: str | None = None


class UrlShape(Struct, rename="kebab"):
    """A page that somebody lists, and what they call it."""

    url_name: str | None = None
    url: ValueShape | None = None


class UrlsShape(Struct, rename="kebab"):
    """The pages that somebody lists."""

    researcher_url: list[UrlShape] | None = None


class EmailShape(Struct):
    """An address that somebody publishes."""

    email: str | None = None


class MailDomainsShape(Struct, rename="kebab"):
    """Domains of addresses that ORCID verified, while the addresses themselves need not be public.

    No recorded answer has any: read where they are there, and missed nowhere.
    """

    email_domain: list[ValueShape] | None = None


class EmailsShape(Struct, rename="kebab"):
    """The addresses that somebody publishes, and domains of theirs."""

    email: list[EmailShape] | None = None
    email_domains: MailDomainsShape | None = None


class ExternalIdShape(Struct, rename="kebab"):
    """An id elsewhere, of a person or of a work."""

    external_id_type: str | None = None
    external_id_value: str | None = None
    external_id_relationship: str | None = None


class ExternalIdsShape(Struct, rename="kebab"):
    """The ids of a work."""

    external_id: list[ExternalIdShape] | None = None


class PersonShape(Struct, rename="kebab"):
    """The person of a record."""

    name: NameShape | None = None
    biography: BiographyShape | None = None
    researcher_urls: UrlsShape | None = None
    emails: EmailsShape | None = None


class SourceShape(Struct, rename="kebab"):
    """Who put an item into a record: a client is an organisation, an iD is the person."""

    source_client_id: dict[str, object] | None = None
    source_name: ValueShape | None = None


class DateShape(Struct):
    """A date of which month and day may be missing."""

    year: ValueShape | None = None
    month: ValueShape | None = None
    day: ValueShape | None = None


class DisambiguatedShape(Struct, rename="kebab"):
    """An organisation's id."""

    disambiguated_organization_identifier: str | None = None
    disambiguation_source: str | None = None


class OrganizationShape(Struct, rename="kebab"):
    """An organisation."""

    name: str | None = None
    disambiguated_organization: DisambiguatedShape | None = None


class EmploymentShape(Struct, rename="kebab"):
    """One employment."""

    source: SourceShape | None = None
    start_date: DateShape | None = None
    end_date: DateShape | None = None
    organization: OrganizationShape | None = None


class EmploymentBoxShape(Struct, rename="kebab"):
    """One employment in its box."""

    employment_summary: EmploymentShape | None = None


class AffiliationGroupShape(Struct):
    """Statements about one employment."""

    summaries: list[EmploymentBoxShape] | None = None


class EmploymentsShape(Struct, rename="kebab"):
    """All employments."""

    affiliation_group: list[AffiliationGroupShape] | None = None


class TitleShape(Struct):
    """A title in its box."""

    title: ValueShape | None = None


class WorkShape(Struct, rename="kebab"):
    """One source's statement about a work."""

    put_code: int | None = None
    title: TitleShape | None = None
    type: str | None = None
    journal_title: ValueShape | None = None
    publication_date: DateShape | None = None
    display_index: str | None = None
    external_ids: ExternalIdsShape | None = None


class WorkGroupShape(Struct, rename="kebab"):
    """One work, with a statement by each of its sources."""

    external_ids: ExternalIdsShape | None = None
    work_summary: list[WorkShape] | None = None


class WorksShape(Struct):
    """All works."""

    group: list[WorkGroupShape] | None = None


class ActivitiesShape(Struct):
    """What somebody did."""

    employments: EmploymentsShape | None = None
    works: WorksShape | None = None


class RecordShape(Struct, rename="kebab"):
    """A public record."""

    person: PersonShape | None = None
    activities_summary: ActivitiesShape | None = None
