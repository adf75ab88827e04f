"""Files of other programs: what is read of them, what is said of what cannot be, and what hostile ones cost."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.export_fixtures import ENTRIES, entry
from tuiread import intake
from tuiread.errors import UsageError
from tuiread.intake import (
    bibtex,
    csl,
    follow_list,
    id_list,
    kind_of,
    opml,
    packs,
    papis,
    read_bundle,
    ris as ris_reading,
)
from tuiread.output.bibtex import bibliography
from tuiread.output.csl import csl_json
from tuiread.output.pack import pack
from tuiread.output.ris import ris
from tuiread.records.exports import Bundle, Entry, ListedFeed, ListedPaper, ListedPerson

DAY = dt.date(2026, 8, 21)


def written(folder: Path, text: str | bytes, name: str = "file") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str) -> Bundle:
    path = written(folder, text)
    return read_bundle(path, kind_of(path))


# What a file is


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"tuiread_pack": 1}', "pack"),
        ('\ufeff { "tuiread_pack": 1}', "pack"),
        ('{"id": "2608.00001", "title": "A"}', "snapshot"),
        ("[]", "csl-json"),
        ('[{"author": "x", "author_list": []}]', "papis"),
        ('{"papis_id": "a"}', "papis"),
        ("% remark\n@article{a, title={A}}", "bibtex"),
        ("TY  - JOUR\nER  - ", "ris"),
        ("<?xml version='1.0'?><opml></opml>", "opml"),
        ("# mine\n2608.00001 arXiv:cs/0112017", "ids"),
        ("https://arxiv.org/abs/2608.00001v2", "ids"),
        ("category:cs.LG\nhf:ada", "follows"),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path: Path, text: str, kind: str) -> None:
    assert kind_of(written(tmp_path, text)) == kind


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("<html></html>", "no OPML"),
        ("A letter to somebody.", "nothing that tuiread reads"),
        ("papis_id: x\nauthor: Ada\n", "papis export"),
    ],
)
def test_what_is_nothing_of_this_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        kind_of(written(tmp_path, text))


def test_packed_files_are_snapshots(tmp_path: Path) -> None:
    assert kind_of(written(tmp_path, b"\x1f\x8b\x08\x00")) == "snapshot"


def test_a_file_that_is_not_there_or_no_text_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        kind_of(tmp_path / "gone")
    with pytest.raises(UsageError, match=r"not UTF-8 text \(line 2\)"):
        read_bundle(written(tmp_path, b"@misc{a,\n title={\xff}}"), "bibtex")
    monkeypatch.setattr(intake, "MOST_BYTES", 10)
    with pytest.raises(UsageError, match="at most"):
        read_bundle(written(tmp_path, "@misc{a, title={A}}"), "bibtex")


# What we write, we read


def same(listed: ListedPaper, one: Entry) -> bool:
    return (listed.paper_id, listed.title) == (one.paper.id, one.paper.title)


@given(ENTRIES)
def test_our_bibtex_reads_back(one: Entry) -> None:
    bundle = bibtex.read("f", bibliography([one]))
    assert bundle.bad == ()
    assert same(bundle.papers[0], one)


@given(ENTRIES)
def test_our_ris_reads_back(one: Entry) -> None:
    bundle = ris_reading.read("f", ris([one]))
    assert bundle.bad == ()
    assert same(bundle.papers[0], one)
    assert bundle.papers[0].abstract == one.paper.abstract


@given(ENTRIES)
def test_our_csl_json_reads_back(one: Entry) -> None:
    (listed,) = csl.read("f", csl_json([one]).decode()).papers
    assert same(listed, one)
    assert listed.authors == tuple(author.name for author in one.paper.authors)
    assert listed.published_on == one.paper.published_on


@given(
    ENTRIES, st.lists(st.sampled_from(("data", "groupe", "日本")), unique=True), st.sampled_from((None, "Two\n\nlines"))
)
def test_a_pack_reads_back_whole(one: Entry, tags: list[str], note: str | None) -> None:
    given_ = Entry(one.paper, tags=tuple(tags), note=note)
    people = (ListedPerson(follow_list.follow_in("hf:ada", "Ada").key, "Ada", "ada"),)  # type: ignore[union-attr]
    bundle = packs.read("f", pack([given_], DAY, people, (ListedFeed("category", "cs.LG"),)).decode())
    (listed,) = bundle.papers
    assert same(listed, one)
    assert listed.authors == tuple(author.name for author in one.paper.authors)
    assert (listed.tags, listed.note, listed.abstract) == (tuple(tags), note, one.paper.abstract)
    assert (bundle.people, bundle.feeds, bundle.bad) == (people, (ListedFeed("category", "cs.LG"),), ())


# What others write

ZOTERO_BIB = r"""
@article{sample_lamps_2026,
	title = {Lamps \& {Lanterns}: 50\% of {$\alpha$}-nets},
	url = {http://arxiv.org/abs/2608.00001},
	doi = {10.48550/arXiv.2608.00001},
	abstract = {Lamps burn. 100% of them.},
	number = {{arXiv}:2608.00001},
	publisher = {{arXiv}},
	author = {Sample, Bo and van der Example, Ada and {The L{\"a}mp, and Group} and others},
	date = {2026-08-19},
	keywords = {Computer Science - Machine Learning, data},
	annote = {Comment: read sec. 4},
}

@article{broken, title = {No end

@article{gscholar,
  title={Days and nights},
  author={M{\"u}ller, Zo{\"e}},
  journal={arXiv preprint arXiv:2608.00002},
  year={2026}
}
@comment{jabref-meta: databaseType:bibtex;}
@string{lamps = "Journal of Lamps"}
@book{nobody, year = 2026}
@article{paper, title = "A book of lamps", journal = lamps, doi = {https://doi.org/10.1234/LAMPS}}
"""


def test_bibtex_of_zotero_and_google_scholar_is_read_and_what_is_broken_is_told_with_its_line() -> None:
    bundle = bibtex.read("zotero.bib", ZOTERO_BIB)
    first, second, third = bundle.papers
    assert first.paper_id == "2608.00001"
    assert first.title == "Lamps & Lanterns: 50% of α-nets"
    assert first.authors == ("Bo Sample", "Ada van der Example", "The Lämp, and Group")
    assert first.abstract == "Lamps burn. 100% of them."
    assert first.tags == ("Computer-Science-Machine-Learning", "data")
    assert first.note == "Comment: read sec. 4"
    assert first.published_on == dt.date(2026, 8, 19)
    assert first.doi is None
    assert (second.paper_id, second.authors, second.journal_ref) == ("2608.00002", ("Zoë Müller",), None)
    assert (third.paper_id, third.doi, third.title) == (None, "10.1234/lamps", "A book of lamps")
    assert [one.number for one in bundle.bad] == [15, 25]
    assert bundle.bad[1].problem == "it has neither a title nor an arXiv id"


@pytest.mark.parametrize(
    ("read_text", "text"),
    [
        (bibtex.read, "@article{a, title={A}, journal={%s}, eprint={1906.00001}, year = {2020}, month=jun}"),
        (ris_reading.read, "TY  - JOUR\nTI  - A\nT2  - %s\nPY  - 2020\nAN  - arXiv:1906.00001\nER  - "),
        (
            csl.read,
            '[{"title": "A", "container-title": "%s", "URL": "arXiv:1906.00001", "issued": {"raw": "Jun 2020"}}]',
        ),
    ],
    ids=["bibtex", "ris", "csl"],
)
def test_a_year_alone_is_kept_as_that_of_the_publication_and_makes_no_day(
    read_text: Callable[[str, str], Bundle], text: str
) -> None:
    for venue, kept in (("Lamps", "Lamps (2020)"), ("Proc. of Lamps 2021", "Proc. of Lamps 2021"), ("", None)):
        (listed,) = read_text("f", text.replace("%s", venue)).papers
        assert (listed.journal_ref, listed.published_on) == (kept, None)


def test_a_venue_and_its_year_come_back_from_what_we_write() -> None:
    one = entry("A", published_at=None, journal_ref="Lamps (2027)")
    for listed in (
        bibtex.read("f", bibliography([one])).papers[0],
        ris_reading.read("f", ris([one])).papers[0],
        csl.read("f", csl_json([one]).decode()).papers[0],
    ):
        assert (listed.journal_ref, listed.published_on) == ("Lamps (2027)", None)


def test_an_accent_over_nothing_is_the_sign_itself() -> None:
    assert bibtex.plain(r"\~{}10 GPUs, 2\^{}n {\~{}} \~{n}\^{o}") == "~10 GPUs, 2^n ~ ñô"


def test_a_key_that_comes_twice_costs_no_paper() -> None:
    text = "@misc{a, title={One}, eprint={2608.00001}}\n@misc{a, title={Two}, eprint={2608.00002}}"
    assert [paper.paper_id for paper in bibtex.read("f", text).papers] == ["2608.00001", "2608.00002"]


def test_an_eprint_of_another_archive_is_no_arxiv_id() -> None:
    text = "@misc{a, title={One}, eprint={2608.00001}, eprinttype={pubmed}}"
    assert bibtex.read("f", text).papers[0].paper_id is None


def test_ris_of_reference_managers_is_read_and_what_is_wrong_is_told_with_its_line() -> None:
    text = (
        "stray\r\nTY  - JOUR\r\nT1  - Lamps\r\n  by night\r\nA1  - Sample, Bo, Jr.\r\nY1  - 2026/08/19/\r\n"
        "UR  - https://arxiv.org/abs/2608.00001\r\nKW  - data\r\nN1  - Read it\r\nTY  - JOUR\r\nTI  - Days\r\n"
        "ER  - \r\n"
        "TY  - JOUR\r\nTI  - Last\r\n"
    )
    bundle = ris_reading.read("f", text)
    first = bundle.papers[0]
    assert (first.paper_id, first.title, first.authors) == ("2608.00001", "Lamps by night", ("Bo Sample Jr.",))
    assert (first.tags, first.note, first.published_on) == (("data",), "Read it", dt.date(2026, 8, 19))
    assert [paper.title for paper in bundle.papers] == ["Lamps by night", "Days", "Last"]
    assert [(one.number, one.problem.split(";")[0]) for one in bundle.bad] == [
        (1, "it stands outside of an entry"),
        (2, "the entry has no end (ER)"),
        (13, "the file ends within this entry"),
    ]


def test_csl_json_of_zotero_is_read_item_by_item() -> None:
    items = [
        {
            "id": "http://zotero.org/users/1/items/X",
            "type": "article",
            "title": "Lamps",
            "author": [{"family": "Sample", "given": "Bo"}, {"literal": "The Lamp Group"}],
            "issued": {"date-parts": [["2026", 8, 19]]},
            "note": "arXiv:2608.00001 [cs]",
        },
        {"title": 7},
        {"title": "Days", "issued": {"date-parts": [[]], "raw": "2026-08-20"}, "number": 12},
        "text",
    ]
    bundle = csl.read("f", json.dumps(items))
    assert [paper.paper_id for paper in bundle.papers] == ["2608.00001", None]
    assert bundle.papers[0].authors == ("Bo Sample", "The Lamp Group")
    assert bundle.papers[0].note is None
    assert [paper.published_on for paper in bundle.papers] == [dt.date(2026, 8, 19), dt.date(2026, 8, 20)]
    assert [one.number for one in bundle.bad] == [2, 4]


def test_papis_json_is_read_whatever_its_fields_hold() -> None:
    documents = [
        {
            "author": "Sample, Bo",
            "author_list": [{"family": "Sample", "given": "Bo"}, {"family": "Lamp Group"}],
            "eprint": "2608.00001",
            "archiveprefix": "arXiv",
            "journal": "Lamps",
            "papis_id": "a1",
            "ref": "Lamps_Sample_2026",
            "tags": ["to read", "data"],
            "title": "Lamps",
            "year": 2026,
        },
        {"author": "Sample, Bo and Example, Ada", "tags": "one two", "title": 7, "url": "arxiv.org/abs/2608.00002"},
        {"ref": "nothing", "files": []},
        "text",
    ]
    bundle = papis.read("f", json.dumps(documents))
    first, second = bundle.papers
    assert (first.paper_id, first.title, first.authors) == ("2608.00001", "Lamps", ("Bo Sample", "Lamp Group"))
    assert (first.tags, first.journal_ref) == (("to-read", "data"), "Lamps (2026)")
    assert (second.paper_id, second.title, second.authors) == ("2608.00002", "7", ("Bo Sample", "Ada Example"))
    assert second.tags == ("one", "two")
    assert [one.number for one in bundle.bad] == [3, 4]


def test_a_list_of_ids_is_read_word_by_word() -> None:
    bundle = id_list.read("f", "# to read\n2608.00001, arXiv:cs/0112017  2608.00001\n\n12.3 # lost digits\n")
    assert [paper.paper_id for paper in bundle.papers] == ["2608.00001", "cs/0112017"]
    assert [one.number for one in bundle.bad] == [4]


def test_a_list_of_follows_is_read_line_by_line() -> None:
    bundle = follow_list.read(
        "f", "hf:ada\nname:Bo Sample\ncategory:cs.LG\nsearch:world model\nnobody\ncategory:x.Y\nhf:a b"
    )
    assert [person.key for person in bundle.people] == ["hf:ada", "name:bo sample"]
    assert bundle.feeds == (ListedFeed("category", "cs.LG"), ListedFeed("search", "world model"))
    assert [one.number for one in bundle.bad] == [5, 6, 7]


def test_opml_of_feed_readers_is_read_and_what_cannot_be_followed_is_told() -> None:
    text = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Papers">
      <outline text="cs.LG" xmlUrl="https://rss.arxiv.org/rss/cs.LG"/>
      <outline text="Ada" htmlUrl="https://huggingface.co/ada"/>
      <outline text="Lamps" xmlUrl="http://export.arxiv.org/api/query?search_query=all:%22lamps%22&amp;max_results=5"/>
      <outline text="Bo" xmlUrl="http://export.arxiv.org/api/query?search_query=au:Sample_Bo"/>
      <outline text="News" xmlUrl="https://example.org/feed"/>
      </outline></body></opml>"""
    bundle = opml.read("f", text)
    assert bundle.feeds == (ListedFeed("category", "cs.LG"), ListedFeed("search", "lamps"))
    assert [(person.key, person.name) for person in bundle.people] == [
        ("hf:ada", "Ada"),
        ("name:sample bo", "Sample Bo"),
    ]
    assert [one.problem.split(":")[0] for one in bundle.bad] == ["“News”"]


# What is hostile


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={" + "{" * 30_000 + "}" * 30_000 + "}}",
        "@misc{a, title={" + "\\textbf{" * 3_000 + "}" * 3_000 + "}}",
        "@" * 50_000,
        "@misc{a, title={x}, " + "b={}," * 10_000 + "}",
        "@misc{a, author={" + " and ".join(["A B"] * 20_000) + "}, title={x}}",
    ],
)
def test_hostile_bibtex_ends_and_is_told_or_bounded(text: str) -> None:
    bundle = bibtex.read("f", text)
    assert all(len(paper.title) <= 2_000 and len(paper.authors) <= 5_000 for paper in bundle.papers)
    assert bundle.papers or bundle.bad or "@misc" not in text


@pytest.mark.parametrize("read_text", [packs.read, csl.read])
@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"tuiread_pack": 1, "papers": [' + "[" * 100_000, '{"a":' * 50_000, "{}"]
)
def test_deeply_nested_or_broken_json_is_refused_in_one_sentence(read_text: object, text: str) -> None:
    with pytest.raises(UsageError, match="can be read"):
        read_text("f", text)  # type: ignore[operator]


def test_bad_papers_of_a_pack_are_told_and_the_others_read() -> None:
    papers = [{"id": "2608.00001", "title": "A"}, {"id": "12"}, {"id": "x", "title": "B"}, 7, {"title": "no id"}]
    follows = {"people": [{"key": "nobody"}, {"key": "hf:ada"}], "feeds": [{"kind": "x", "value": "y"}]}
    bundle = packs.read("f", json.dumps({"tuiread_pack": 1, "papers": papers, "follows": follows}))
    assert [paper.title for paper in bundle.papers] == ["A"]
    assert [person.key for person in bundle.people] == ["hf:ada"]
    assert [one.number for one in bundle.bad] == [2, 3, 4, 5, 1, 3]


def test_a_pack_of_a_newer_tuiread_is_refused() -> None:
    with pytest.raises(UsageError, match="newer tuiread"):
        packs.read("f", '{"tuiread_pack": 2}')


def test_what_a_terminal_would_act_on_does_not_come_in() -> None:
    text = json.dumps(
        {"tuiread_pack": 1, "papers": [{"id": "2608.00001", "title": "A\x1b[31mB", "note": "x\x1b]0;t\x07y"}]}
    )
    (paper,) = packs.read("f", text).papers
    assert (paper.title, paper.note) == ("AB", "xy")


def test_opml_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body><outline text="&a;"/></body></opml>'
    with pytest.raises(UsageError, match="document type"):
        opml.read("f", bomb)


@given(st.text(max_size=300))
def test_no_text_breaks_a_reader(text: str) -> None:
    for module in (bibtex, ris_reading, id_list, follow_list):
        module.read("f", text)
    for module in (csl, packs, opml):
        try:
            module.read("f", text)
        except UsageError:
            continue
