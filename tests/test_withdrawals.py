"""Papers whose authors withdrew them, told by their own words; and sentences that only sound like it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import make_paper
from tests.upstream_payloads import NOW
from tuiread.cleaning import clean_text
from tuiread.records import Notice, SourceFact
from tuiread.sources.withdrawals import withdrawal

FACT = SourceFact("arxiv", "papers by id", NOW, "https://export.arxiv.org/api/query")
ARCHIVE = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_bulk"


def notice_of(comment: str | None = None, abstract: str | None = None) -> Notice | None:
    return withdrawal(make_paper("2501.00001", arxiv_comment=comment, abstract=abstract, revised_at=NOW, facts=(FACT,)))


ALONE = [
    "This paper has been withdrawn by the author due to an error in Lemma 2",
    "Withdrawn",
    "withdrawn by the authors",
    "withdrawn by the author(s)",
    "Withdrawn due to an error in the proof",
    "Withdrawn, because Lemma 2 is false",
    "Paper withdrawn",
    "Manuscript withdrawn by both authors",
    "The submission was withdrawn.",
    "This article is withdrawn",
    "This work has been withdrawn by the submitting author",
    "This submission has been withdrawn by arXiv administrators",
    "This paper was withdrawn from arXiv by its authors",
    "This paper has been temporarily withdrawn",
    "We withdraw this paper because Lemma 2 is false",
]

INSIDE = {
    "12 pages. This paper has been withdrawn because of an error in eq. 3. See v1": (
        "This paper has been withdrawn because of an error in eq. 3."
    ),
    "12 pages, withdrawn by the authors": "withdrawn by the authors",
    "12 pages; withdrawn": "withdrawn",
    "[withdrawn due to an error]": "withdrawn due to an error",
    "Paper withdrawn; see v1": "Paper withdrawn",
    "The authors have withdrawn this paper": "authors have withdrawn this paper",
}

OTHERS = [
    "12 pages, 3 figures",
    "We show that funds can be withdrawn at any time",
    "troops had withdrawn",
    "Drugs withdrawn by the authorities",
    "Accepted at a workshop; supersedes a withdrawn manuscript of 2019",
    "Accepted but withdrawn from an invented conference",
    "This paper was withdrawn from an invented conference and extended",
    "Replaces arXiv:2101.00001, withdrawn by the authors",
    "The first version of this paper has been withdrawn",
    "This paper has not been withdrawn",
    "We withdraw the assumption that lamps are quiet",
    "Withdrawn manuscripts are compared with those that stayed",
    "We study 14,000 papers withdrawn by the authors",
]


@pytest.mark.parametrize("text", ALONE)
def test_a_withdrawal_is_told_by_the_authors_words(text: str) -> None:
    assert notice_of(comment=text) == Notice("withdrawn", text, FACT, NOW.date())
    assert notice_of(abstract=text) == Notice("withdrawn", text, FACT, NOW.date())


@pytest.mark.parametrize("comment", INSIDE)
def test_the_notice_has_the_sentence_that_says_so(comment: str) -> None:
    notice = notice_of(comment=comment)
    assert notice is not None and notice.label == INSIDE[comment]


@pytest.mark.parametrize("text", OTHERS)
def test_other_sentences_with_that_word_are_none(text: str) -> None:
    assert notice_of(comment=text, abstract=text) is None


def test_an_abstract_counts_only_where_it_begins_with_it() -> None:
    assert notice_of(abstract="This paper has been withdrawn. We studied lamps.") is not None
    assert notice_of(abstract="We follow one claim of 1989 through ten journals: the paper was withdrawn.") is None


def test_a_long_sentence_is_cut() -> None:
    notice = notice_of(comment=f"This paper has been withdrawn {'and ' * 200}")
    assert notice is not None and len(notice.label) <= 200


def test_a_paper_that_nobody_told_of_has_no_notice() -> None:
    paper = replace(make_paper("2501.00001", arxiv_comment="Withdrawn"), facts=())
    assert withdrawal(paper) is None


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the recorded metadata are not on this machine")
def test_the_recorded_withdrawals_are_found_and_nothing_else() -> None:
    lines = [line for file in ARCHIVE.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    lines += [
        line for file in ARCHIVE.glob("*.gz") for line in gzip.decompress(file.read_bytes()).decode().splitlines()
    ]
    texts = [[clean_text(row.get(name) or "") for name in ("comments", "abstract")] for row in map(json.loads, lines)]
    found = [texts_of for texts_of in texts if notice_of(*texts_of)]
    assert len(texts) > 1_000
    assert len(found) == 3
    assert all("paper has been withdrawn" in " ".join(texts_of) for texts_of in found)
