"""library.bib: when it is written, what stays in it, and what happens where it cannot be written."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.command_line import Tuiread, story, synced, tuiread
from tests.fakes import NOW, Story, make_library, make_paper
from tuiread import section_acts
from tuiread.after_rest import AfterRest
from tuiread.bib_file import read_bib
from tuiread.errors import StoreError
from tuiread.library import Library
from tuiread.output.library_copy import copy_lines
from tuiread.records import Notice, PaperId, RowChange, SaidRow, SectionReply, SourceFact
from tuiread.store import Store
from tuiread.tables import notices
from tuiread.whole_file import write_whole

__all__ = ["story", "synced", "tuiread"]

ONE, OTHER = PaperId("2608.00001"), PaperId("2608.00002")
DAY = "2026-08-21"


def a_story() -> Story:
    return Story().day(DAY, [make_paper(ONE, "Lamps"), make_paper(OTHER, "Days", authors=["Bo Sample"])])


async def kept(library: Library) -> str:
    """Wait until library.bib is as the library is, and return it."""
    await library.renewal.finish()
    return bib_of(library).read_text(encoding="utf-8")


def bib_of(library: Library) -> Path:
    return library._paths.library_bib


async def fed(tmp_path: Path) -> Library:
    library = make_library(tmp_path, a_story())
    await library.sync(await library.due())
    return library


async def test_saving_unsaving_and_undoing_renew_the_file(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.renewal.finish()
    assert not bib_of(library).exists()
    await library.save([ONE, OTHER])
    both = await kept(library)
    assert "@misc{example2026-2608-00001," in both
    assert "@misc{sample2026-2608-00002," in both
    await library.unsave([ONE])
    assert "2608.00001" not in await kept(library)
    await library.undo()
    assert await kept(library) == both
    await library.close()


async def test_the_file_is_written_after_a_rest_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = await fed(tmp_path)
    await library.renewal.finish()
    written: list[Path] = []
    monkeypatch.setattr("tuiread.bib_file.write_whole", lambda path, content: written.append(path))
    for _ in range(3):
        await library.save([ONE])
        await library.mark_read([ONE], "read")
    assert written == []
    await library.close()
    assert written == [bib_of(library)]


async def test_what_changes_nothing_in_the_file_does_not_write_it(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.save([ONE])
    await kept(library)
    before = bib_of(library).stat()
    await library.mark_read([OTHER], "read")
    await kept(library)
    await library.close()
    again = make_library(tmp_path, a_story())
    await again.mark_unread([OTHER], "unread")
    await again.close()
    after = bib_of(library).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_a_publication_that_arxiv_tells_of_renews_the_entry(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.save([ONE])
    await kept(library)
    fact = SourceFact("arxiv", "listing", NOW)
    told = Notice("published", "Journal of Lamps 12 (2027) 3", fact, doi="10.1234/lamps")

    def keep(store: Store) -> None:
        section_acts.keep_checked_notices(store, ONE, SectionReply("arxiv", "answered", NOW), (told,))

    await library._store.wish(keep)
    text = await kept(library)
    assert "@article{example2026-2608-00001," in text
    assert "journal = {Journal of Lamps 12 (2027) 3}," in text
    assert "eprint = {2608.00001}," in text
    assert await library._store.ask(notices.notices_of, ONE)
    await library.close()


async def test_a_key_that_the_reader_renamed_stays_and_is_copied_and_exported(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.save([ONE])
    path, paper = bib_of(library), (await library.paper(ONE)).paper
    before = await kept(library)
    assert await library.files.exports.cite_key(paper) == "example2026-2608-00001"
    path.write_text(before.replace("{example2026-2608-00001,", "{lamps,"), encoding="utf-8")
    assert await library.files.exports.cite_key(paper) == "lamps"
    await library.save([OTHER])
    assert "@misc{lamps," in await kept(library)
    assert b"@misc{lamps," in await library.files.exports.text("bibtex", [ONE])
    path.write_text((await kept(library)).replace("{lamps,", "{smith's,"), encoding="utf-8")
    await library.unsave([OTHER])
    assert "@misc{lamps," in await kept(library)  # no key that every BibTeX takes
    await library.close()


async def test_a_file_that_is_deleted_comes_back_with_the_same_keys(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.save([ONE, OTHER])
    before = await kept(library)
    bib_of(library).unlink()
    await library.mark_read([ONE], "read")
    assert await kept(library) == before
    await library.close()


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_a_key_that_the_reader_gave_comes_back_after_the_file_is_lost(tmp_path: Path, is_deleted: bool) -> None:
    library = await fed(tmp_path)
    await library.save([ONE])
    path = bib_of(library)
    path.write_text((await kept(library)).replace("{example2026-2608-00001,", "{myjam,"), encoding="utf-8")
    await library.save([OTHER])
    before = await kept(library)
    if is_deleted:
        path.unlink()
    else:
        path.write_text("", encoding="utf-8")
    assert b"@misc{myjam," in await library.files.exports.text("bibtex", [ONE])
    await library.mark_read([ONE], "read")
    assert await kept(library) == before
    await library.unsave([ONE])
    assert "myjam" not in await kept(library)
    await library.undo()
    assert "@misc{myjam," in await kept(library)
    await library.close()


async def test_the_last_word_about_a_key_counts_the_file_edited_or_another_machine(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    await library.save([ONE])
    await kept(library)
    key = SaidRow(
        RowChange(1, "f" * 16, "cite_keys", ONE, is_gone=False),
        {"paper_id": ONE, "cite_key": "theirs", "named_at": "2026-08-20T10:00:00+00:00"},
    )
    await library.copies.merge_lines(b"".join(copy_lines([key])), "it")
    text = await kept(library)
    assert "@misc{theirs," in text
    bib_of(library).write_text(text.replace("{theirs,", "{example2026-2608-00001,"), encoding="utf-8")
    await library.mark_read([ONE], "read")
    assert "@misc{example2026-2608-00001," in await kept(library)
    await library.close()


async def test_somebody_elses_file_is_left_alone_and_said(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    bib_of(library).write_text("@book{mine, title = {Mine}}\n", encoding="utf-8")
    await library.save([ONE])
    assert await kept(library) == "@book{mine, title = {Mine}}\n"
    assert library.renewal.problem
    assert "not written by tuiread" in library.renewal.problem
    assert (await library.paper(ONE)).state.is_saved
    await library.close()


async def test_a_link_stays_a_link(tmp_path: Path) -> None:
    library = await fed(tmp_path)
    target = tmp_path / "thesis.bib"
    target.write_text("", encoding="utf-8")
    bib_of(library).symlink_to(target)
    await library.save([ONE])
    assert "Lamps" in await kept(library)
    assert bib_of(library).is_symlink()
    assert "Lamps" in target.read_text(encoding="utf-8")
    await library.close()


def test_a_library_bib_that_cannot_be_written_fails_no_command(tuiread: Tuiread, synced: None, own_home: Path) -> None:
    (own_home / "data" / "library.bib").mkdir()
    ran = tuiread("save", "2608.00001")
    assert ran.code == 0
    assert "Saved" in ran.out
    assert "library.bib" in ran.err
    assert "2608.00001" in tuiread("library", "--json").out


def test_saving_from_the_command_line_writes_the_file_before_it_ends(
    tuiread: Tuiread, synced: None, own_home: Path
) -> None:
    tuiread("save", "2608.00001")
    assert "Reading by Lamplight" in (own_home / "data" / "library.bib").read_text(encoding="utf-8")
    assert (own_home / "data" / "library.bib").stat().st_mode & 0o777 == 0o600


def test_the_file_can_be_switched_off(
    tuiread: Tuiread, synced: None, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "config").mkdir(parents=True, exist_ok=True)
    (own_home / "config" / "config.toml").write_text("[export]\nlibrary_bib = false\n", encoding="utf-8")
    tuiread("save", "2608.00001")
    assert not (own_home / "data" / "library.bib").exists()


# Files whole or not at all


def test_a_failed_write_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="what was there is kept"):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]


def test_a_file_keeps_the_rights_that_it_has(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"a")
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    write_whole(path, b"b")
    assert path.stat().st_mode & 0o777 == 0o644


def test_there_is_nothing_in_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert read_bib(tmp_path / "gone").state is None


async def test_a_job_is_done_once_for_many_changes_and_at_once_at_the_end() -> None:
    done: list[int] = []

    async def job() -> str | None:
        await asyncio.sleep(0)
        done.append(len(done))
        return None

    rest = AfterRest(job, 60)
    await rest.finish()
    assert done == []
    for _ in range(5):
        rest.note_change()
    await rest.finish()
    await rest.finish()
    assert done == [0]
