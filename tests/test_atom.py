"""arXiv's Atom, byte by byte: every order and era of entries, bounds, and what is no feed at all."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.upstream_payloads import NOW, atom_entry, atom_feed
from tuiread.errors import AnswerError, SourceError
from tuiread.records import Author, Paper, SourceFact
from tuiread.sources import atom, xml_reading
from tuiread.sources.atom import parse_author_page, parse_feed, parse_listing

FACT = SourceFact("arxiv", "papers by id", NOW, "https://export.arxiv.org/api/query")
CHILD = re.compile(r"<author>.*?</author>|<[\w:]+ [^>]*/>|<(\w+)>.*?</\1>", re.DOTALL)
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_atom"


def only(entry: str) -> Paper:
    (paper,), skipped = parse_feed(atom_feed(entry), FACT)
    assert skipped == []
    return paper


def reason(entry: str) -> str:
    papers, (sentence,) = parse_feed(atom_feed(entry), FACT)
    assert papers == []
    return sentence


def test_the_order_of_children_and_unknown_ones_change_nothing() -> None:
    inner = atom_entry().removeprefix("<entry>").removesuffix("</entry>")
    children = [found[0] for found in CHILD.finditer(inner)]
    assert "".join(children) == inner
    # Among themselves, authors and categories do have an order.
    ordered = [child for child in children if child.startswith(("<author>", "<category"))]
    others = [child for child in children if child not in ordered]
    turned = "".join([*ordered, "<x:y xmlns:x='urn:x'>?</x:y>", *reversed(others)])
    assert only(f"<entry>{turned}</entry>") == only(atom_entry())


def test_the_prefix_of_a_namespace_means_nothing() -> None:
    body = atom_feed(atom_entry(comment="9 pages")).replace(b"arxiv:", b"a:").replace(b"xmlns:arxiv", b"xmlns:a")
    (paper,), _ = parse_feed(body, FACT)
    assert (paper.arxiv_comment, paper.categories[0]) == ("9 pages", "cs.LG")


@pytest.mark.parametrize(
    ("written", "paper_id", "version"),
    [
        ("http://arxiv.org/abs/2501.00001v12", "2501.00001", 12),
        ("\n  https://arxiv.org/abs/2501.00001\n", "2501.00001", None),
        ("http://arxiv.org/abs/astro-ph/0601001v1", "astro-ph/0601001", 1),
        ("http://arxiv.org/abs/math.AG/0301001v3", "math/0301001", 3),
        ("2501.00001v2", "2501.00001", 2),
    ],
)
def test_ids_of_every_era_are_read_with_their_version(written: str, paper_id: str, version: int | None) -> None:
    paper = only(f"<entry><id>{written}</id><title>Lamps</title></entry>")
    assert (paper.id, paper.version) == (paper_id, version)


def test_an_entry_may_have_nothing_but_id_and_title() -> None:
    paper = only("<entry><title>Lamps</title><id>http://arxiv.org/abs/2501.00001v1</id></entry>")
    assert paper == Paper(id=paper.id, title="Lamps", version=1, facts=(FACT,))


def test_texts_are_readable_and_kept_as_given_beside_it() -> None:
    entry = atom_entry(title="Lamps with $L_2$ and\n  R&amp;amp;D").replace(
        "  We study\nscreens.", "  A $\\alpha$-lamp.\n\nAnother."
    )
    paper = only(entry)
    assert (paper.title, paper.title_raw) == ("Lamps with L₂ and R&D", "Lamps with $L_2$ and R&amp;D")
    assert (paper.abstract, paper.abstract_raw) == ("A α-lamp.\n\nAnother.", "A $\\alpha$-lamp.\n\nAnother.")
    plain = only(atom_entry())
    assert (plain.title_raw, plain.abstract_raw) == (None, None)


def test_control_characters_end_at_the_edge() -> None:
    paper = only(atom_entry(title="Lamps &#x202e;&#x9b;31m and &lt;think&gt;", comment="9&#x9; pages"))
    assert paper.title == "Lamps and <think>"
    assert paper.arxiv_comment == "9 pages"


def test_affiliations_in_an_author_are_no_part_of_the_name() -> None:
    entry = atom_entry().replace("<name>Jane", "<arxiv:affiliation>Lamp Lab</arxiv:affiliation><name>Jane")
    assert only(entry).authors[0] == Author("Jane Example")


def test_names_with_commas_are_divided_on_author_pages_only() -> None:
    body = atom_feed(atom_entry().replace("Jane Example", "Jane Example, Bo Sample"), total=None)
    (paper,), _ = parse_author_page(body, FACT)
    assert [author.name for author in paper.authors] == ["Jane Example", "Bo Sample", "Jörg Wübben"]
    (paper,), _ = parse_feed(body, FACT)
    assert paper.authors[0].name == "Jane Example, Bo Sample"


def test_an_old_encoding_is_told_by_the_bytes() -> None:
    body = atom_feed(atom_entry()).decode().replace("UTF-8", "iso-8859-1").encode("latin-1")
    (paper,), _ = parse_feed(body, FACT)
    assert paper.authors[1] == Author("Jörg Wübben")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("http://arxiv.org/abs/2501.00001v2", "http://arxiv.org/abs/1.2", "it has no arXiv id"),
        ("http://arxiv.org/abs/2501.00001v2", "", "it has no arXiv id"),
        ("Quiet\n  Screens", " &#x200b; ", "it has no title"),
        ("2025-03-04T05:06:07Z", "yesterday", "its date 'yesterday' is none"),
        ("2025-03-04T05:06:07Z", "0001-01-01T00:00:00+14:00", "its date '0001-01-01T00:00:00+14:00' is none"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(old: str, new: str, why: str) -> None:
    assert reason(atom_entry().replace(old, new)) == f"Entry 1 of arXiv's answer could not be read: {why}."


def test_times_are_utc_however_they_are_written() -> None:
    paper = only(atom_entry().replace("2025-03-04T05:06:07Z", "2025-03-04 00:06:07-05:00"))
    assert paper.revised_at == dt.datetime(2025, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
    assert paper.revised_at.tzinfo is dt.UTC


# What says that nothing is there, and what lost its papers


def counted(total: str, start: str = "0") -> bytes:
    counts = f"<opensearch:totalResults>{total}</opensearch:totalResults>"
    return atom_feed(f"{counts}<opensearch:startIndex>{start}</opensearch:startIndex>", total=None)


@pytest.mark.parametrize("body", [counted("0"), counted("7", start="100"), counted(" 0 ")])
def test_an_empty_answer_that_counts_is_an_answer(body: bytes) -> None:
    assert parse_feed(body, FACT) == ([], [])


@pytest.mark.parametrize("body", [counted("7"), counted(""), counted("9" * 5_000), atom_feed(total=None)])
def test_an_empty_answer_that_counts_otherwise_is_none(body: bytes) -> None:
    with pytest.raises(AnswerError, match="arXiv answered an empty feed; the next try may go better"):
        parse_feed(body, FACT)


def test_the_page_size_in_a_feed_is_no_number_of_entries() -> None:
    body = atom_feed("<opensearch:itemsPerPage>100</opensearch:itemsPerPage>", atom_entry())
    assert len(parse_feed(body, FACT)[0]) == 1


# Hostile bytes

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><feed xmlns="http://www.w3.org/2005/Atom"/>'
DEEP = b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry>" * 9_000 + b"</entry>" * 9_000 + b"</feed>"


@pytest.mark.parametrize("body", [LAUGHS, OUTSIDE, DEEP], ids=["entities", "outside", "deep"])
def test_a_feed_that_wants_too_much_is_refused(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"arXiv answered with a feed that breaks off or is malformed"):
        parse_feed(body, FACT)


def test_a_feed_with_elements_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_reading, "MAX_ELEMENTS", 20)
    assert len(parse_feed(atom_feed(atom_entry()), FACT)[0]) == 1
    with pytest.raises(AnswerError):
        parse_feed(atom_feed(atom_entry(), atom_entry()), FACT)


def test_entries_past_the_bound_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "MAX_ENTRIES", 2)
    assert len(parse_feed(atom_feed(*[atom_entry()] * 3), FACT)[0]) == 2


@pytest.mark.parametrize(
    "body",
    [b"<rss/>", b'<feed xmlns="urn:other"/>', b"<feed/>", b"{}", b"\xff\xfe<", b'<?xml encoding="utf-7"?><feed/>'],
)
def test_xml_of_another_kind_is_no_feed(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^arXiv answered with .*\.$"):
        parse_feed(body, FACT)


WHOLE = atom_feed(atom_entry(doi="10.1/LAMPS", comment="9 pages"), atom_entry("astro-ph/0601001v1"))


@given(data=st.data())
def test_mangled_bytes_raise_nothing_but_our_errors(data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))))
    body = WHOLE[:start] + data.draw(st.binary(max_size=12)) + WHOLE[data.draw(st.sampled_from([start, end])) :]
    for parse in (parse_feed, parse_author_page):
        try:
            papers, skipped = parse(body, FACT)
        except SourceError as error:
            assert str(error).endswith(".")
        else:
            assert all(paper.title and paper.id for paper in papers)
            assert all(sentence.endswith(".") for sentence in skipped)


@given(body=st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_our_errors(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^arXiv answered with .*\.$|we ask too often"):
        parse_feed(body, FACT)


# The recorded feeds


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers are not on this machine")
def test_every_recorded_feed_is_read_or_tells_of_its_error() -> None:
    counts: dict[str, int] = {}
    for file in sorted(SAMPLES.glob("*.xml")):
        body = file.read_bytes()
        if b"arxiv.org/api/errors" in body:
            with pytest.raises(SourceError, match="arXiv refuses the question: incorrect id format for abc"):
                parse_feed(body, FACT)
            continue
        papers, skipped = parse_feed(body, FACT)
        assert skipped == []
        assert len(papers) == body.count(b"<entry>")
        counts[file.name.split("_s")[0]] = len(papers)
        for paper in papers:
            assert paper.authors and paper.abstract and paper.published_at and paper.revised_at and paper.version
            assert paper.published_at <= paper.revised_at
            assert f'primary_category term="{paper.categories[0]}"'.encode() in body
    assert counts["id_0000.0000"] == 0
    assert counts["id_0808.05394_1707.08567"] == counts["id_1707.08567"] == counts["id_quant-ph_0201082v1"] == 1


# Listings of a day

LISTING = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><title>{title}</title>{entries}</feed>"""


def listed(paper_id: str, kind: str, *, creator: str = "Ada Example, Bo Sample") -> str:
    return (
        f"<entry><id>oai:arXiv.org:{paper_id}</id><title>Lamps</title><updated>2026-08-21T00:00:00Z</updated>"
        f"<summary>arXiv:{paper_id} Announce Type: {kind} \nAbstract: We measure $\\alpha$.</summary>"
        f"<category term='cs.LG'/><published>2026-08-21T00:00:00-04:00</published>"
        f"<arxiv:announce_type>{kind}</arxiv:announce_type><dc:creator>{creator}</dc:creator></entry>"
    )


def listing(*entries: str, title: str = "cs.LG updates on arXiv.org") -> bytes:
    return LISTING.format(title=title, entries="".join(entries)).encode()


def test_a_listing_tells_new_papers_and_leaves_revisions_out() -> None:
    body = listing(
        listed("2608.00001v1", "new"),
        listed("2608.00002v1", "cross"),
        listed("2501.00003v4", "replace"),
        listed("2501.00004v2", "replace-cross"),
    )
    papers, skipped = parse_listing(body, FACT)
    assert [paper.id for paper in papers] == ["2608.00001", "2608.00002"]
    paper = papers[0]
    assert (paper.title, paper.abstract, paper.categories) == ("Lamps", "We measure α.", ("cs.LG",))
    assert [author.name for author in paper.authors] == ["Ada Example", "Bo Sample"]
    assert (str(paper.published_on), paper.revised_at, paper.version) == ("2026-08-21", None, 1)
    assert skipped == []


def test_a_byline_of_a_listing_is_divided_and_its_tex_read() -> None:
    creator = 'Ada Example (Institute, Town), J\\"org W{\\"u}bben, Bo Sample, Jr., LAMP Collaboration'
    (paper,), _ = parse_listing(listing(listed("2608.00001v1", "new", creator=creator)), FACT)
    assert [author.name for author in paper.authors] == [
        "Ada Example",
        "Jörg Wübben",
        "Bo Sample, Jr.",
        "LAMP Collaboration",
    ]


def test_a_paper_that_was_announced_elsewhere_before_has_no_day_of_its_own() -> None:
    body = listing(listed("2501.00002v3", "cross"), listed("2607.30001v1", "new"), listed("2608.00001v1", "cross"))
    papers, _ = parse_listing(body, FACT)
    assert [str(paper.published_on) for paper in papers] == ["None", "2026-08-21", "2026-08-21"]


def test_a_day_without_papers_is_an_empty_listing_and_no_category_is_said() -> None:
    assert parse_listing(listing(), FACT) == ([], [])
    with pytest.raises(SourceError, match="no listing of that category"):
        parse_listing(listing(title="Feed error for query: cs.QQ"), FACT)


def test_an_entry_of_a_listing_that_cannot_be_read_is_skipped_and_told() -> None:
    papers, skipped = parse_listing(listing(listed("lamp", "new"), listed("2608.00001v1", "new")), FACT)
    assert [paper.id for paper in papers] == ["2608.00001"]
    assert len(skipped) == 1
