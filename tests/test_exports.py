"""Papers as BibTeX, RIS, CSL-JSON and JSON: what other programs read of them is what we meant."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from io import StringIO
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as bibtexparser_parse
from hypothesis import given, strategies as st
from pybtex.database import parse_string as pybtex_parse
from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

from tests.export_fixtures import ENTRIES, NAMES, ODD, TITLES, entry
from tests.fakes import make_paper
from tuiread.intake.bibtex import plain
from tuiread.output.bibtex import bibliography
from tuiread.output.citing import citation_of, cite_key, keys_for, keys_in, settled_keys
from tuiread.output.csl import csl_json
from tuiread.output.json_export import json_export
from tuiread.output.latex import latex
from tuiread.output.names import family_first, name_parts
from tuiread.output.ris import ris
from tuiread.records import Author, Paper, PaperId, month_of
from tuiread.records.exports import Entry

# LaTeX


@given(TITLES)
def test_text_comes_back_from_latex_as_it_was(title: str) -> None:
    assert plain(latex(title)) == unicodedata.normalize("NFC", title)


@given(st.text(max_size=60))
def test_braces_always_come_in_pairs_and_no_sign_of_tex_is_left_bare(text: str) -> None:
    written = latex(text)
    depth = 0
    for char in written:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    bare = written.replace("\\$", "").replace("\\&", "").replace("\\#", "").replace("\\%", "").replace("\\_", "")
    assert not set(bare) & set("$&#%_<>|") - ({"_"} if "\\_" in bare else set())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Erdős", "Erd{\\H{o}}s"),
        ("Űrhajó", "{\\H{U}}rhaj{\\'{o}}"),
        ("Łukasz Straße", "{\\L}ukasz Stra{\\ss}e"),
        ("α ≤ ∞", "{\\ensuremath{\\alpha}} {\\ensuremath{\\leq}} {\\ensuremath{\\infty}}"),
        ("{x}", "{\\textbraceleft}x{\\textbraceright}"),
        ("a -- b", "a -{}- b"),
        ("漢字 😀 ħ", "漢字 😀 ħ"),
    ],
)
def test_latex_is_written_with_commands_that_need_no_package(text: str, written: str) -> None:
    assert latex(text) == written


def test_another_reader_of_latex_sees_the_same_letters() -> None:
    names = "Erdős Müller Øre Łódź Çelik Ñandú Šárka Ğ"
    assert LatexNodes2Text().latex_to_text(latex(names)) == names


# BibTeX, as two other programs read it


@given(ENTRIES)
def test_bibtexparser_reads_titles_and_names_back(one: Entry) -> None:
    library = bibtexparser_parse(bibliography([one]))
    assert library.failed_blocks == []
    (found,) = library.entries
    assert found.key == one.key
    fields = {field.key: field.value for field in found.fields}
    assert plain(fields["title"]) == one.paper.title
    assert fields["eprint"] == one.paper.id


@given(ENTRIES)
def test_pybtex_reads_each_author_as_one_person(one: Entry) -> None:
    (found,) = pybtex_parse(bibliography([one]), "bibtex").entries.values()
    assert len(found.persons["author"]) == len(one.paper.authors)
    assert plain(found.fields["title"]) == one.paper.title


@pytest.mark.parametrize("title", ODD)
def test_odd_titles_do_not_swallow_the_next_entry(title: str) -> None:
    both = bibliography([entry(title), entry("The next one", number=2)])
    assert [plain(one.fields["title"]) for one in pybtex_parse(both, "bibtex").entries.values()] == [
        title,
        "The next one",
    ]


def test_a_paper_is_written_once() -> None:
    assert bibliography([entry("A"), entry("A")]).count("@misc{") == 1


def test_names_that_bibtex_would_divide_are_held_together() -> None:
    written = bibliography([entry("A", ("Rand and Sons", "The Lamp, Inc.", "others", "Ada Example"))])
    assert "author = {{Rand and Sons} and {The Lamp, Inc.} and {others} and Ada Example}," in written


def test_a_group_is_one_name_in_every_format_and_in_the_key() -> None:
    one = entry("A", ("Gemini Lamps Team", "Ada Example"))
    assert one.key == "geminilamps2026-2608-00001"
    assert "author = {{Gemini Lamps Team} and Ada Example}," in bibliography([one])
    assert "AU  - Gemini Lamps Team\r\nAU  - Example, Ada\r\n" in ris([one])
    assert json.loads(csl_json([one]))[0]["author"][0] == {"literal": "Gemini Lamps Team"}


# What was published


def published(**facts: Any) -> Entry:
    return entry("A", **facts)


def test_a_published_version_is_preferred_and_the_preprint_kept_as_eprint() -> None:
    one = published(journal_ref="Journal of Lamps 12 (2027) 34-56", doi="10.1234/lamps.5")
    written = bibliography([one])
    assert written.startswith("@article{example2026-2608-00001,")
    assert "journal = {Journal of Lamps 12 (2027) 34-56}," in written
    assert "year = {2027}," in written
    assert "month" not in written
    assert "doi = {10.1234/lamps.5}," in written
    assert "url = {https://doi.org/10.1234/lamps.5}," in written
    assert "eprint = {2608.00001}," in written


def test_a_notice_of_publication_counts_where_the_paper_itself_tells_nothing() -> None:
    noticed = Entry(make_paper("2608.00001", "A"), "key", venue="Proc. of Lamps 2026", doi="10.1234/x")
    assert bibliography([noticed]).startswith("@inproceedings{key,")
    assert citation_of(noticed).doi == "10.1234/x"


def test_arxivs_own_doi_is_no_publication() -> None:
    assert citation_of(published(doi="10.48550/arXiv.2608.00001")).doi is None


@pytest.mark.parametrize(
    ("reference", "year"),
    [
        ("Lamps 12 (2027) 1998-2010", 2027),
        ("Phys. Lamps D 103, 2025", 2025),
        ("Lamps 7, pp. 1900-1910", 2026),
        ("Lamps", 2026),
        ("", 2026),
    ],
)
def test_the_year_is_that_of_publication_where_the_reference_has_one(reference: str, year: int) -> None:
    assert citation_of(published(journal_ref=reference or None)).year == year


def test_a_paper_without_a_day_is_cited_with_the_month_that_its_id_tells_and_no_day() -> None:
    one = published(published_at=None)
    assert "year = {2026},\n  month = aug," in bibliography([one])
    assert "PY  - 2026\r\nDA  - 2026/08/\r\n" in ris([one])
    assert json.loads(csl_json([one]))[0]["issued"] == {"date-parts": [[2026, 8]]}
    later = published(published_at=None, journal_ref="Lamps (2027)")
    assert "DA" not in ris([later])
    assert json.loads(csl_json([later]))[0]["issued"] == {"date-parts": [[2027]]}
    assert citation_of(later).container == "Lamps"
    assert month_of(PaperId("cs/9912017")) == (1999, 12)


# Keys


def test_no_key_is_given_twice_and_an_edited_file_says_more_than_what_was_given() -> None:
    one, two = PaperId("2608.00001"), PaperId("2608.00002")
    in_file, given = {one: "mine", two: "b2026-2608-00002"}, {one: "theirs", two: "MINE"}
    assert settled_keys(in_file, given, is_edited=True) == in_file
    assert settled_keys(in_file, given, is_edited=False) == given
    assert settled_keys(in_file, {one: "x", two: "X"}, is_edited=False) == {one: "x", two: "b2026-2608-00002"}
    assert settled_keys({one: "gone"}, {}, is_edited=False) == {}


def test_a_key_does_not_depend_on_other_papers_nor_on_later_facts() -> None:
    one = make_paper("2608.00001", "A", authors=["Ada Example"])
    later = make_paper("2608.00001", "B", authors=["Ada Example", "Bo Sample"], published_at=None, doi="10.1/x")
    assert cite_key(one) == cite_key(later) == "example2026-2608-00001"


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=30, unique=True), st.data())
def test_keys_never_collide_and_stay_when_papers_are_added(numbers: list[int], data: st.DataObject) -> None:
    papers = [make_paper(f"2608.{number:05}", authors=[data.draw(NAMES)]) for number in numbers]
    first = keys_for(papers[: len(papers) // 2], {})
    every = keys_for(papers, first)
    assert len({key.lower() for key in every.values()}) == len(papers)
    assert {paper_id: every[paper_id] for paper_id in first} == first


def test_a_key_that_the_reader_renamed_to_another_papers_takes_nothing_from_it() -> None:
    one, other = make_paper("2608.00001"), make_paper("2608.00002")
    keys = keys_for([one, other], {one.id: cite_key(other)})
    assert keys[one.id] == cite_key(other)
    assert keys[other.id] != keys[one.id]


def test_keys_are_found_in_a_file_of_ours() -> None:
    text = bibliography([entry("A"), entry("B", number=2)])
    assert keys_in(text) == {"2608.00001": "example2026-2608-00001", "2608.00002": "example2026-2608-00002"}
    assert keys_in(text.replace("{example2026-2608-00001,", "{mine,"))[PaperId("2608.00001")] == "mine"
    assert keys_in("") == {}


def test_generational_suffixes_are_no_family_names() -> None:
    assert cite_key(make_paper("2608.00001", authors=["Ada Example Jr."])).startswith("example2026")


# RIS


@given(st.lists(ENTRIES, min_size=1, max_size=3))
def test_rispy_reads_ris_back(many: list[Entry]) -> None:
    unique = {one.paper.id: one for one in many}
    found = rispy.load(StringIO(ris(many)))
    assert [one["id"] for one in found] == [one.key for one in unique.values()]
    assert [one["title"] for one in found] == [one.paper.title for one in unique.values()]
    assert [len(one["authors"]) for one in found] == [len(one.paper.authors) for one in unique.values()]


def test_ris_of_something_published() -> None:
    (found,) = rispy.load(StringIO(ris([published(journal_ref="Journal of Lamps (2027)", doi="10.1234/x")])))
    assert (found["type_of_reference"], found["year"], found["doi"]) == ("JOUR", "2027", "10.1234/x")
    assert found["authors"] == ["Example, Ada"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Example", ("Ada", "Example")),
        ("Bo van der Sample", ("Bo", "van der Sample")),
        ("Cy Specimen III", ("Cy", "Specimen III")),
        ("Mono", ("", "Mono")),
        ("The Lamp, Inc.", ("", "The Lamp, Inc.")),
        ("Jean de La Sample", ("Jean", "de La Sample")),
        ("Ada La Sample", ("Ada La", "Sample")),
        ("Gemini Lamps Team", ("", "Gemini Lamps Team")),
        ("Lamp AI", ("", "Lamp AI")),
        ("Wei Ai", ("Wei", "Ai")),
        ("The Anh Sample", ("The Anh", "Sample")),
    ],
)
def test_names_are_divided_before_the_family_name(name: str, parts: tuple[str, str]) -> None:
    assert name_parts(name) == parts
    assert family_first(name) == (f"{parts[1]}, {parts[0]}" if parts[0] else name)


# CSL-JSON and JSON

CITEPROC = """
import json, sys, warnings
warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
items = json.load(open(sys.argv[1], encoding="utf-8"))
source = CiteProcJSON(items)
style = CitationStylesStyle("harvard-cite-them-right", validate=False)
bibliography = CitationStylesBibliography(style, source, formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
print(json.dumps([str(one) for one in bibliography.bibliography()]))
"""


def test_a_citation_processor_sets_what_csl_json_tells(tmp_path: object) -> None:
    file = f"{tmp_path}/papers.json"
    entries = [entry("Lamps by Night", ("Ada Example", "Bo van der Sample")), published_second()]
    with open(file, "wb") as opened:
        opened.write(csl_json(entries))
    done = subprocess.run([sys.executable, "-c", CITEPROC, file], capture_output=True, text=True, check=True)
    first, second = json.loads(done.stdout)
    assert "Example" in first and "Lamps by Night" in first and "2026" in first
    assert "Journal of Lamps" in second and "2027" in second


def published_second() -> Entry:
    return entry("Days", number=2, journal_ref="Journal of Lamps (2027)", doi="10.1234/x")


@given(st.lists(ENTRIES, max_size=3))
def test_csl_json_holds_what_its_schema_allows(many: list[Entry]) -> None:
    allowed = {"id", "type", "title", "author", "issued", "container-title", "publisher", "number", "DOI", "URL"}
    for item in json.loads(csl_json(many)):
        assert set(item) <= allowed | {"abstract", "keyword", "note"}
        assert item["type"] in ("article", "article-journal", "paper-conference")
        assert all(set(name) in ({"family", "given"}, {"literal"}) for name in item["author"])
        (parts,) = item["issued"]["date-parts"]
        assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
        assert all(isinstance(value, str) for name, value in item.items() if name not in ("author", "issued"))


def test_json_has_the_same_fields_whatever_is_known() -> None:
    bare = Entry(Paper(PaperId("cs/0112017"), "Old", (Author("Ada Example"),)), "key")
    first, second = json.loads(json_export([entry("A"), bare]))["papers"]
    assert list(first) == list(second)
    assert second["published_on"] is None
    assert second["saved_at"] is None
