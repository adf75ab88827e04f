"""arXiv's metadata as a file: both forms, packed or not, and every line that is no paper is told."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tuiread.errors import TuireadError, UsageError
from tuiread.sources.arxiv_snapshot import LONGEST_LINE, ReadLine, Snapshot, read_line
from tuiread.sources.bulk_papers import MAX_VERSION

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_bulk"

WHOLE: dict[str, Any] = {
    "id": "0704.0042",
    "submitter": "Ada Example",
    "authors": "C. Bal\\'azs (Example Institute), Bo Sample and Cleo Third",
    "title": "Lamps and\n  Lanterns of $\\alpha$",
    "comments": "12 pages",
    "journal-ref": "Journal 1 (2007)",
    "doi": "10.1000/1",
    "report-no": None,
    "categories": "hep-ph cs.LG",
    "license": None,
    "abstract": "  We measure\nlamps.\n  They are quiet.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Sample", "Bo", "Jr."], ["Third", "", ""]],
}
OLD = {
    "arxiv_id": "adap-org/9505004", "title": "Older Lamps", "author_text": "Ada Example, Bo Sample",
    "abstract": "Words. ",
    "categories": "adap-org,nlin.AO", "comments": "", "doi": "", "created": "1995-05-29", "updated": "",
}  # fmt: skip


def line(**changes: Any) -> bytes:
    return json.dumps({**WHOLE, **changes}).encode() + b"\n"


def problem(raw: bytes) -> str:
    return read_line(1, raw).problem


def test_a_line_of_the_snapshot_becomes_a_paper() -> None:
    paper = read_line(7, line()).paper
    assert paper is not None
    assert (paper.id, paper.title) == ("0704.0042", "Lamps and Lanterns of $\\alpha$")
    assert [author.name for author in paper.authors] == ["C. Balázs", "Bo Sample Jr.", "Third"]
    assert paper.abstract == "We measure lamps.\n\nThey are quiet."
    assert (paper.published_on, paper.version) == (dt.date(2007, 4, 2), 2)
    assert paper.revised_at == dt.datetime(2007, 7, 24, tzinfo=dt.UTC)
    assert paper.categories == ("hep-ph", "cs.LG")
    assert (paper.doi, paper.journal_ref, paper.arxiv_comment) == ("10.1000/1", "Journal 1 (2007)", "12 pages")


def test_a_line_of_the_older_archive_becomes_a_paper() -> None:
    paper = read_line(1, json.dumps(OLD).encode()).paper
    assert paper is not None
    assert (paper.id, paper.published_on, paper.revised_at) == ("adap-org/9505004", dt.date(1995, 5, 29), None)
    assert [author.name for author in paper.authors] == ["Ada Example", "Bo Sample"]
    assert (paper.categories, paper.doi, paper.abstract) == (("adap-org", "nlin.AO"), None, "Words.")


def test_a_byline_that_is_one_text_is_divided_without_affiliations() -> None:
    paper = read_line(1, line(authors_parsed=[])).paper
    assert paper is not None
    assert [author.name for author in paper.authors] == ["C. Balázs", "Bo Sample", "Cleo Third"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\n", "it is empty"), (b"{", "it is no JSON"), (b'"text"', "it is not as arXiv writes such lines"),
        (b"\xff\xfe", "it is no JSON"), (line(title=" \n "), "it has no title"), (line(id=""), ""),
        (b'{"title": "A"}', "it has no id"), (line(id=704.0042), "the id is a number, which may have lost digits"),
        (line(id=None), "it has no id"), (line(authors_parsed="x"), "it is not as arXiv writes such lines"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_line_that_is_no_paper_says_why(raw: bytes, said: str) -> None:
    read = read_line(3, raw)
    assert (read.number, read.paper) == (3, None)
    assert said in read.problem
    assert read.problem


@pytest.mark.parametrize("written", ["704.0042", "0704.42", "1501.0042", "704", "lamp", "hep-th/99"])
def test_an_id_that_lost_digits_is_refused(written: str) -> None:
    assert "arXiv id" in problem(line(id=written)) or "digits" in problem(line(id=written))


@pytest.mark.parametrize("created", ["", "yesterday", "Mon, 31 Feb 2007 19:18:42 GMT", "Mon, 2 Apr 0007 19:18:42 GMT"])
def test_an_absurd_day_is_no_day(created: str) -> None:
    paper = read_line(1, line(versions=[{"version": "v1", "created": created}])).paper
    assert paper is not None and paper.published_at is None


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id":' + b"[" * 100_000, line(versions=[{"version": "v" + "9" * 5000, "created": "Mon, " + "9" * 5000}]),
        line(versions=[{"version": "v\u0661", "created": "Mon, 99999999999999999999 Apr 2007"}]),
        line(authors_parsed=[[], ["", "", ""]], authors="("), line(comments="\ud800", doi="10.1/\x1b[31m"),
    ],
    ids=["deep", "long", "wide", "nobody", "surrogate"],
)  # fmt: skip
def test_a_line_that_is_made_to_hurt_does_not(raw: bytes) -> None:
    read = read_line(1, raw)
    assert (read.paper is None) == bool(read.problem)
    if read.paper:
        assert (read.paper.version or 0) <= MAX_VERSION
        assert read.paper.doi in (None, "10.1000/1")


def test_what_only_looks_like_a_category_is_left_out() -> None:
    paper = read_line(1, line(categories="hep-ph \x1b[31m 68T50 cs.LG astro-ph.CO")).paper
    assert paper is not None and paper.categories == ("hep-ph", "cs.LG", "astro-ph.CO")


def test_paragraphs_are_kept_apart_however_they_are_written() -> None:
    for between in ("\n\n", "\n \n", "\r\n\r\n", "\n  ", "\n\t", "\n\n  "):
        paper = read_line(1, line(abstract=f"  One\nline.{between}Another.\n")).paper
        assert paper is not None and paper.abstract == "One line.\n\nAnother."
    paper = read_line(1, line(abstract=" \n ")).paper
    assert paper is not None and paper.abstract is None


@given(st.binary(max_size=200) | st.dictionaries(st.sampled_from([*WHOLE, *OLD]), st.none() | st.text() | st.floats() | st.lists(st.text())).map(lambda found: json.dumps(found).encode()))  # fmt: skip  # noqa: E501
def test_no_line_is_an_error(raw: bytes) -> None:
    read = read_line(1, raw)
    assert (read.paper is None) == bool(read.problem)


# Files


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(content))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("arxiv-metadata-oai-snapshot.json", content)
    else:
        path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["papers.json", "papers.jsonl", "papers.json.gz", "papers.zip"])
def test_a_file_is_read_however_it_is_packed_and_goes_on_after_a_line(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, line(id="0704.0001") + b"{\n" + line(id="0704.0003"))
    with Snapshot(path) as snapshot:
        read = list(snapshot.lines())
        assert snapshot.size == path.stat().st_size
    assert [(one.number, one.paper and one.paper.id) for one in read] == [(1, "0704.0001"), (2, None), (3, "0704.0003")]
    with Snapshot(path) as snapshot:
        assert [one.number for one in snapshot.lines(after=2)] == [3]
        assert list(snapshot.lines(after=2)) == read[2:]


@pytest.mark.parametrize("name", ["papers.json", "papers.json.gz", "papers.zip"])
def test_a_file_goes_on_from_where_any_line_ended(tmp_path: Path, name: str) -> None:
    long = line(abstract="x" * (2 * LONGEST_LINE + 5))
    path = write(tmp_path, name, line(id="0704.0001") + b"{\n" + long + line(id="0704.0004") + line()[:-1])
    with Snapshot(path) as snapshot:
        read = list(snapshot.lines())
        assert [one.number for one in read] == [1, 2, 3, 4, 5]
        for place, one in enumerate(read):
            assert list(snapshot.lines(one.number, one.end)) == read[place + 1 :]


def test_a_place_where_no_line_ends_is_not_trusted(tmp_path: Path) -> None:
    path = write(tmp_path, "papers.json", line(id="0704.0001") + line(id="0704.0002"))
    with Snapshot(path) as snapshot:
        for offset in (7, path.stat().st_size + 100):
            assert [one.number for one in snapshot.lines(1, offset)] == [2]


def test_a_file_is_never_held_as_a_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "papers.json.gz", b"".join(line(id=f"0704.{number:04}") for number in range(1, 9000)))
    tracemalloc.start()
    try:
        with Snapshot(path) as snapshot:
            assert sum(1 for one in snapshot.lines() if one.paper) == 8999
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_500_000


def test_a_line_that_is_too_long_is_left_out_and_the_next_one_is_read(tmp_path: Path) -> None:
    content = line(abstract="x" * (2 * LONGEST_LINE + 5)) + line(id="0704.0002")
    with Snapshot(write(tmp_path, "papers.json", content)) as snapshot:
        first, second = snapshot.lines()
    assert first.problem == "the line is longer than any paper's"
    assert second.paper is not None and second.number == 2


@pytest.mark.parametrize("name", ["papers.json.gz", "papers.zip"])
def test_a_damaged_file_ends_in_a_sentence_after_what_could_be_read(tmp_path: Path, name: str) -> None:
    content = b"".join(line(id=f"0704.{number:04}", title=str(hash(("x", number)))) for number in range(1, 3000))
    path = write(tmp_path, name, content)
    damaged = bytearray(path.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 200] = bytes(200)
    path.write_bytes(damaged)
    read = []
    with Snapshot(path) as snapshot, pytest.raises(TuireadError, match=r"is damaged after line .* Fetch it again"):
        for one in snapshot.lines():
            read.append(one)
    assert read


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("none.json", None, "cannot be read: No such file"), ("broken.zip", b"PK\x03\x04 and no more", "is no ZIP file")],
)
def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        Snapshot(path)


def test_an_archive_with_several_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("one.json", "")
        packed.writestr("two.json", "")
    with pytest.raises(UsageError, match="holds 2 JSON files"):
        Snapshot(tmp_path / "two.zip")


def test_what_an_archiver_adds_of_its_own_is_no_file_of_papers(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as packed:
        packed.writestr("papers.json", line())
        packed.writestr("__MACOSX/._papers.json", "?")
    with Snapshot(tmp_path / "papers.zip") as snapshot:
        assert [one.problem for one in snapshot.lines()] == [""]


def test_an_archive_that_is_packed_in_another_way_says_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "papers.zip", "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("papers.json", line())
    with pytest.raises(UsageError, match="unpack it first"):
        Snapshot(tmp_path / "papers.zip")


@pytest.mark.parametrize("name", ["papers.json.gz", "papers.zip"])
def test_a_file_that_was_cut_off_ends_in_a_sentence(tmp_path: Path, name: str) -> None:
    content = b"".join(line(id=f"0704.{number:04}", title=random.Random(number).randbytes(20).hex()) for number in range(1, 2000))  # fmt: skip  # noqa: E501
    path = write(tmp_path, name, content)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    if name.endswith(".zip"):
        with pytest.raises(UsageError, match="no ZIP file, or a damaged one"):
            Snapshot(path)
        return
    read: list[ReadLine] = []
    with Snapshot(path) as snapshot, pytest.raises(TuireadError, match=r"is damaged after line [\d,]+; what came"):
        for one in snapshot.lines():
            read.append(one)
    assert len(read) > 500
    assert all(one.paper for one in read)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the recorded lines are not on this machine")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")), ids=lambda path: path.name)
def test_every_recorded_line_is_a_paper(path: Path) -> None:
    with Snapshot(path) as snapshot:
        read = list(snapshot.lines())
    assert len(read) >= 200
    assert [one for one in read if one.paper is None] == []
    assert all(one.paper and one.paper.published_on and one.paper.authors for one in read)
