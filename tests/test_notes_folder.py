"""Markdown notes in a folder that belongs to the reader: nothing of theirs is touched, wherever they put it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.export_fixtures import TITLES, entry
from tuiread.errors import StoreError
from tuiread.notes_folder import write_notes
from tuiread.output.note_file import BEGIN, END, file_name, id_in, new_note, renewed_note
from tuiread.records.exports import Entry

LAMPS = replace(entry("Lamps: by night?"), tags=("data",), note="Compare with ours.")


def only_note(folder: Path) -> Path:
    (path,) = folder.rglob("*.md")
    return path


def test_a_note_has_properties_our_part_and_a_place_for_the_reader(tmp_path: Path) -> None:
    report = write_notes(tmp_path / "vault", [LAMPS])
    (path,) = report.new
    assert path.name == "Lamps by night (2608.00001).md"
    text = path.read_text(encoding="utf-8")
    assert text.startswith('---\ntuiread: "2608.00001"\ntitle: "Lamps: by night?"\n')
    assert 'tags: ["data"]' in text
    assert "> Compare with ours." in text
    assert text.index(BEGIN) < text.index("# Lamps: by night?") < text.index(END) < text.index("## My notes")


def test_writing_again_changes_no_file(tmp_path: Path) -> None:
    write_notes(tmp_path, [LAMPS])
    before = only_note(tmp_path).stat().st_mtime_ns
    report = write_notes(tmp_path, [LAMPS])
    assert (report.new, report.renewed, report.same_count) == ((), (), 1)
    assert only_note(tmp_path).stat().st_mtime_ns == before


def test_the_readers_part_stays_whatever_becomes_of_ours(tmp_path: Path) -> None:
    write_notes(tmp_path, [LAMPS])
    path = only_note(tmp_path)
    mine = "\nMy own words, 漢字 and ---\n- [ ] a task\n"
    before = path.read_text(encoding="utf-8").replace(BEGIN, f"Above.\n{BEGIN}") + mine
    path.write_text(before.replace('url: "', 'rating: 5\naliases:\n  - lamps\nurl: "'), encoding="utf-8")
    report = write_notes(tmp_path, [replace(LAMPS, note="Read again.", paper=entry("Lamps, second edition").paper)])
    text = path.read_text(encoding="utf-8")
    assert report.renewed == (path,)
    assert text.endswith(mine)
    assert "Above.\n" in text
    assert "rating: 5\naliases:\n  - lamps\n" in text
    assert "Lamps, second edition" in text
    assert "Compare with ours" not in text


def test_a_note_that_was_moved_and_renamed_is_found(tmp_path: Path) -> None:
    write_notes(tmp_path, [LAMPS])
    moved = tmp_path / "2026" / "Lamps.md"
    moved.parent.mkdir()
    only_note(tmp_path).rename(moved)
    report = write_notes(tmp_path, [replace(LAMPS, note=None)])
    assert report.renewed == (moved,)
    assert only_note(tmp_path) == moved


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(END, ""),
        lambda text: text.replace(BEGIN, ""),
        lambda text: text + f"\n{END}\n",
        lambda text: text.replace(BEGIN, "x").replace(END, BEGIN).replace("x", END),
    ],
)
def test_a_note_whose_marks_are_gone_is_left_as_it_is(tmp_path: Path, damage: object) -> None:
    write_notes(tmp_path, [LAMPS])
    path = only_note(tmp_path)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    before = path.read_bytes()
    report = write_notes(tmp_path, [replace(LAMPS, note="New.")])
    assert path.read_bytes() == before
    assert [left for left, why in report.left] == [path]


def test_two_notes_of_one_paper_are_both_left(tmp_path: Path) -> None:
    write_notes(tmp_path, [LAMPS])
    copy = tmp_path / "copy.md"
    copy.write_bytes(only_note(tmp_path).read_bytes())
    assert len(write_notes(tmp_path, [LAMPS]).left) == 2


def test_a_note_of_the_readers_with_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / file_name(LAMPS)
    mine.write_text("Mine.", encoding="utf-8")
    (new,) = write_notes(tmp_path, [LAMPS]).new
    assert new.name == "Lamps by night (2608.00001) 2.md"
    assert mine.read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ('tags: ["data"]', '["data"]'),
        ("tags: [mine, data]", '["mine", "data"]'),
        ("tags:\n  - mine\n  - Data", '["mine", "data"]'),
        ("tags: mine", '["mine", "data"]'),
        ("tags:", '["data"]'),
    ],
)
def test_tags_of_the_reader_are_joined_with_ours(written: str, joined: str) -> None:
    text = new_note(LAMPS).replace('tags: ["data"]', written)
    assert f"tags: {joined}\n---" in (renewed_note(text, LAMPS) or "")


def test_tags_that_are_not_understood_are_left(tmp_path: Path) -> None:
    text = new_note(LAMPS).replace('tags: ["data"]', "tags: {a: 1}")
    assert "tags: {a: 1}\n" in (renewed_note(text, LAMPS) or "")


def test_line_ends_of_windows_stay() -> None:
    text = new_note(LAMPS).replace("\n", "\r\n")
    renewed = renewed_note(text, replace(LAMPS, note="New.")) or ""
    assert "\n" not in renewed.replace("\r\n", "")
    assert "> New." in renewed


@given(TITLES, st.text(max_size=200), st.text(max_size=100))
def test_renewing_keeps_the_readers_words_and_is_done_once(title: str, mine: str, note: str) -> None:
    mine = mine.replace("\r", "").replace("<!-- tuiread", "")
    one: Entry = replace(entry(title), note=note or None)
    text = new_note(one) + mine
    assert id_in(text) == one.paper.id
    renewed = renewed_note(text, replace(one, tags=("new",)))
    assert renewed is not None
    assert renewed.endswith(f"## My notes\n\n{mine}")
    assert renewed_note(renewed, replace(one, tags=("new",))) == renewed


@given(TITLES)
def test_names_of_notes_are_names_on_every_system(title: str) -> None:
    name = file_name(entry(title))
    assert not set(name) & set('\\/:*?"<>|\0')
    assert len(name.encode()) <= 255
    assert not name.startswith(".")


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    write_notes(tmp_path / ".trash", [LAMPS])
    assert len(write_notes(tmp_path, [LAMPS]).new) == 1


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made"):
        write_notes(tmp_path / "file" / "vault", [LAMPS])
