"""Exporting on the screens: `E` on a paper and on a list, and BibTeX by `y` `b`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.week import FULL_ID, WEEK, a_good_week
from tests.stage import open_stage
from tuiread.errors import StoreError
from tuiread.output.citing import keys_in
from tuiread.paths import find_paths
from tuiread.records import PaperId
from tuiread.screens.feed_screen import FeedScreen
from tuiread.whole_file import write_whole

FORMS = {"b": "@misc{", "r": "TY  - UNPB", "c": '"type": "article"', "j": '"cite_key"', "p": '"tuiread_pack": 1'}


def exported(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("exports/*") if path.is_file())


@pytest.mark.parametrize(("key", "mark"), FORMS.items())
async def test_a_list_is_exported_as_it_is_shown_and_the_place_is_said(tmp_path: Path, key: str, mark: str) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        shown = len(stage.screen.shown)
        await stage.press("E")
        assert f"Export {shown} papers as" in stage.text
        await stage.press(key)
        (file,) = exported(tmp_path)
        done = "Packed {} papers into " if key == "p" else "Wrote {} papers: "
        assert stage.status.startswith(done.format(shown))
        assert mark in file.read_text(encoding="utf-8")


async def test_a_second_export_overwrites_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("E", "b")
        await stage.press("E", "b")
        assert len(exported(tmp_path)) == 2


async def test_a_paper_is_exported_alone_and_as_a_note(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "E")
        assert "Export 1 paper as" in stage.text
        await stage.press("m")
        assert stage.status.startswith("1 new note")
        assert len(list(tmp_path.rglob("notes/*.md"))) == 1


async def test_any_other_key_closes_the_menu_and_writes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key in ("escape", "x", "down"):
            await stage.press("E", key)
            assert isinstance(stage.screen, FeedScreen), key
        assert exported(tmp_path) == []


async def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise StoreError(f"{path.name} cannot be written (No space left on device); what was there is kept.")

    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        monkeypatch.setattr("tuiread.exports.write_whole", full)
        await stage.press("E", "b")
        assert "cannot be written" in stage.status
    assert write_whole is not full


async def test_bibtex_is_copied_with_its_key(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("y")
        assert "BibTeX" in stage.text
        await stage.press("b")
        assert list(keys_in(stage.app.clipboard)) == [FULL_ID]
        assert stage.status.startswith("Sent to the terminal's clipboard: @misc{")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_menu_fits_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("E")
        assert all(name in stage.text for name in ("BibTeX", "RIS", "CSL-JSON", "JSON", "Markdown", "pack", "Zotero"))


async def test_a_library_bib_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        find_paths(str(tmp_path)).library_bib.mkdir()
        await stage.press("s")
        await stage.library.renewal.finish()
        await stage.settle()
        assert "library.bib cannot be read" in stage.status
        await stage.press("u")
        await stage.library.renewal.finish()
        assert "library.bib" not in stage.status


async def test_a_pack_takes_the_notes_that_were_ticked(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        first, second = map(PaperId, stage.ids[:2])
        await stage.library.shelf.write_note(first, "for the group")
        await stage.library.shelf.write_note(second, "for me alone")
        await stage.press("E", "p", "j", "enter")
        assert "Write the pack with 1 note" in stage.text
        assert "[x]" in stage.text and "[ ]" in stage.text
        await stage.press("k", "enter")
        assert "1 note of yours" in stage.status
        (file,) = exported(tmp_path)
        text = file.read_text(encoding="utf-8")
        assert "for the group" in text and "for me alone" not in text
