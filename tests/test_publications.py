"""Papers of which arXiv knows where they were published."""

from __future__ import annotations

import pytest

from tests.fakes import make_paper
from tests.upstream_payloads import NOW
from tuiread.records import Notice, SourceFact
from tuiread.sources.publications import publication

FACT = SourceFact("arxiv", "papers by id", NOW, "https://export.arxiv.org/api/query")


@pytest.mark.parametrize(
    ("journal_ref", "doi", "label", "kept_doi"),
    [
        ("J. Lamps 1 (2026) 2", None, "J. Lamps 1 (2026) 2", None),
        ("J. Lamps 1 (2026) 2", "10.1000/lamps.1", "J. Lamps 1 (2026) 2", "10.1000/lamps.1"),
        (None, "10.1000/lamps.1", "doi:10.1000/lamps.1", "10.1000/lamps.1"),
        ("J. Lamps 1 (2026) 2", "10.48550/arxiv.2501.00001", "J. Lamps 1 (2026) 2", None),
    ],
)
def test_a_journal_reference_or_a_doi_tells_where(
    journal_ref: str | None, doi: str | None, label: str, kept_doi: str | None
) -> None:
    paper = make_paper("2501.00001", journal_ref=journal_ref, doi=doi, facts=(FACT,))
    assert publication(paper) == Notice("published", label, FACT, doi=kept_doi)


@pytest.mark.parametrize("doi", [None, "10.48550/arxiv.2501.00001"])
def test_without_either_nothing_is_known(doi: str | None) -> None:
    assert publication(make_paper("2501.00001", doi=doi, facts=(FACT,))) is None
