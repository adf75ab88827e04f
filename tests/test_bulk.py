"""Taking in a file of papers: counted, resumable, and ready to be searched whatever ended it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.command_line import Tuiread, story, tuiread
from tests.fakes import Story, found, make_library
from tests.test_arxiv_snapshot import line, write
from tuiread import bulk
from tuiread.errors import UsageError
from tuiread.library import Library
from tuiread.records import BadLine, Progress

__all__ = ["story", "tuiread"]


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = make_library(tmp_path / "home", Story())
    yield library
    await library.close()


def papers(folder: Path, count: int = 5, name: str = "papers.json") -> Path:
    lines = [line(id=f"0704.{number:04}", title=f"Lamps {number}") for number in range(1, count + 1)]
    return write(folder, name, b"".join((*lines[:2], b"{\n", *lines[2:])))


async def test_a_file_is_taken_in_and_counted(library: Library, tmp_path: Path) -> None:
    heard: list[Progress] = []
    report = await library.import_file(papers(tmp_path), heard.append)
    assert (report.line_count, report.new_count, report.bad_count) == (6, 5, 1)
    assert report.bad_lines == (BadLine(3, "it is no JSON"),)
    assert heard[-1].done_count == heard[-1].total_count
    assert len(await found(library, "lamps")) == 5


async def test_a_file_that_was_read_is_not_read_again_unless_asked_for(library: Library, tmp_path: Path) -> None:
    path = papers(tmp_path)
    await library.import_file(path)
    assert (await library.import_file(path)).was_done
    again = await library.import_file(path, is_again=True)
    assert (again.line_count, again.new_count, again.renewed_count) == (6, 0, 0)


async def test_an_import_that_was_stopped_goes_on_after_its_last_batch(library: Library, tmp_path: Path) -> None:
    path = papers(tmp_path, 9)

    def stop(progress: Progress) -> None:
        raise asyncio.CancelledError

    with patch.object(bulk, "BATCH", 4):
        with pytest.raises(asyncio.CancelledError):
            await library.import_file(path, stop)
        assert len(await found(library, "lamps")) == 3, "what came is ready to be searched"
        report = await library.import_file(path)
    assert (report.went_on_after, report.line_count, report.new_count) == (4, 6, 6)
    assert len(await found(library, "lamps")) == 9


async def test_a_newer_snapshot_brings_newer_versions(library: Library, tmp_path: Path) -> None:
    await library.import_file(papers(tmp_path))
    versions = [{"version": f"v{number}", "created": "Mon, 2 Apr 2007 19:18:42 GMT"} for number in (1, 2, 3)]
    newer = write(tmp_path, "newer.json", line(id="0704.0001", title="Lanterns", versions=versions))
    report = await library.import_file(newer)
    assert (report.new_count, report.renewed_count) == (0, 1)
    assert [row.title for row in await found(library, "lanterns title:lanterns")] == ["Lanterns"]


async def test_what_came_before_the_damage_is_kept_and_the_damage_is_told(library: Library, tmp_path: Path) -> None:
    path = papers(tmp_path, 3_000, "papers.json.gz")
    path.write_bytes(path.read_bytes()[:-2_000])
    report = await library.import_file(path)
    assert report.problem is not None and report.problem.endswith("Fetch it again.")
    assert report.new_count > 1_000
    assert not (await library.import_file(path)).was_done


async def test_a_file_of_something_else_is_no_success(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "letters.txt", b"Dear diary,\nnothing today.\n")
    for _ in range(2):
        report = await library.import_file(path)
        assert report.problem == "None of its lines is a paper of arXiv; nothing was taken in."


async def test_a_missing_file_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        await library.import_file(tmp_path / "none.json")


def test_the_command_says_what_came_and_lists_bad_lines(tuiread: Tuiread, tmp_path: Path) -> None:
    path = papers(tmp_path)
    ran = tuiread("import", str(path))
    assert ran.out == "6 lines read, 5 new papers, 1 line without a paper.\n"
    assert ran.err == "Line 3 holds no paper: it is no JSON.\n"
    assert tuiread("import", str(path)).out.startswith("papers.json was read to its end before")
    document = json.loads(tuiread("import", str(path), "--again", "--json").out)
    assert (document["lines"], document["bad_lines"]) == (6, [{"line": 3, "problem": "it is no JSON"}])
    assert tuiread("search", "lamps").lines[0].startswith("5 papers for “lamps”")


def test_a_damaged_file_ends_with_an_error_code(tuiread: Tuiread, tmp_path: Path) -> None:
    path = papers(tmp_path, 3_000, "papers.json.gz")
    path.write_bytes(path.read_bytes()[:-2_000])
    ran = tuiread("import", str(path))
    assert ran.code != 0
    assert "is damaged after line" in ran.err


def test_the_index_of_meanings_is_made_and_papers_near_one_are_found(tuiread: Tuiread, tmp_path: Path) -> None:
    tuiread("import", str(papers(tmp_path)))
    assert (
        tuiread("search", "--mode", "both", "lamps").err
        == "There is no index of meanings yet; `tuiread index` makes one.\n"
    )
    ran = tuiread("index")
    assert ran.out.endswith("papers can be found by meaning.\n")
    assert "by meaning" in tuiread("search", "--mode", "meaning", "lamps quiet").out
    near = tuiread("similar", "0704.0002")
    assert near.lines[0].startswith("4 papers near “Lamps 2”") or "near “Lamps 2”" in near.lines[0]
    assert "by meaning" in near.out
    assert [one["id"] for one in json.loads(tuiread("similar", "0704.0002", "--json", "--limit", "2").out)["papers"]]
    assert tuiread("similar", "lamp").code == 2


def test_the_doctor_names_the_archive_and_says_when_it_is_damaged(tuiread: Tuiread, tmp_path: Path) -> None:
    assert "archive ok" not in tuiread("doctor").out
    tuiread("import", str(papers(tmp_path)))
    out = tuiread("doctor").out
    assert "archive ok" in out
    place = next(line for line in out.splitlines() if line.startswith("archive"))
    assert "arxiv.db (rights " in place
    path = Path(place.split(None, 1)[1].partition(" (rights")[0])
    path.write_bytes(b"no database at all, but long enough to be looked at " * 100)
    ran = tuiread("doctor")
    assert ran.code != 0
    assert "`tuiread import` or `tuiread sync --harvest` brings its papers again" in ran.out
