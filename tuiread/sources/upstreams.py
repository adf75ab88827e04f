"""The sources that tell of people, built as the settings describe them, over one client.

Not here: the protocols (the package itself), which load no HTTP library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.settings import Settings, UpstreamSettings
from tuiread.sources import Upstreams
from tuiread.sources.arxiv import Arxiv
from tuiread.sources.arxiv_oai import ArxivHarvest
from tuiread.sources.client import Client
from tuiread.sources.crossref import Crossref
from tuiread.sources.openalex import OpenAlex
from tuiread.sources.orcid import Orcid
from tuiread.sources.proof_pages import ProofPages
from tuiread.sources.semantic_scholar import SemanticScholar

if TYPE_CHECKING:
    from tuiread.settings import Clock


def build_upstreams(settings: Settings, now: Clock) -> Upstreams:
    """Return the services that tell of people; those that are switched off are None."""
    chosen = settings.sources
    secrets = {}
    if key := chosen.semantic_scholar.api_key:
        secrets[SemanticScholar.name] = {"x-api-key": key.value}
    client = Client(
        timeout_s=settings.network.timeout_s,
        min_interval_s={name: each.min_interval_s for name, each in _by_name(settings).items()},
        secrets=secrets,
    )
    key = chosen.openalex.api_key
    return Upstreams(
        client,
        openalex=OpenAlex(client, chosen.openalex.url, api_key=key.value if key else None, now=now)
        if chosen.openalex.is_on
        else None,
        semantic_scholar=SemanticScholar(client, chosen.semantic_scholar.url, now=now)
        if chosen.semantic_scholar.is_on
        else None,
        arxiv=Arxiv(client, chosen.arxiv.url, chosen.arxiv.listing_url, now=now) if chosen.arxiv.is_on else None,
        orcid=Orcid(client, chosen.orcid.url, now=now) if chosen.orcid.is_on else None,
        crossref=Crossref(client, chosen.crossref.url, now=now) if chosen.crossref.is_on else None,
        pages=ProofPages(now=now),
        harvest=ArxivHarvest(client, chosen.arxiv.harvest_url) if chosen.arxiv.is_on else None,
    )


def _by_name(settings: Settings) -> dict[str, UpstreamSettings]:
    chosen = settings.sources
    return {
        Arxiv.name: chosen.arxiv,
        OpenAlex.name: chosen.openalex,
        SemanticScholar.name: chosen.semantic_scholar,
        Orcid.name: chosen.orcid,
        Crossref.name: chosen.crossref,
    }
