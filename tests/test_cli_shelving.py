"""Tags, notes and the queue on the command line."""

from __future__ import annotations

import io

import pytest

from tests.command_line import Tuiread, story, synced, tuiread

__all__ = ["story", "synced", "tuiread"]

ONE, TWO, THREE = "2608.00001", "2608.00002", "2608.00003"


def test_a_paper_is_tagged_and_saved_with_it(synced: Tuiread) -> None:
    assert synced("tag", ONE).err == f"arXiv {ONE} has no tags yet.\n"
    ran = synced("tag", ONE, "data,group", "-old", "Évals")
    assert ran.lines == ["Tagged data, group, Évals, and saved; `tuiread undo` takes it back."]
    assert synced("tag", ONE, "-data", "light", "-h2", "group").lines == [
        "Tagged light and took away data; `tuiread undo` takes it back."
    ]
    assert synced("tag", ONE).lines == ["group", "light", "Évals"]
    assert synced("undo").lines == ["Undone: tagged “Reading by Lamplight” light, -data."]
    assert synced("tag", ONE, "group").lines == ["That changes no tag."]
    assert synced("tag", "--help").code == 0
    assert synced("tag", ONE, "x" * 61).code == 2
    assert synced("tag", ONE, "--no-such-option").code == 2


def test_a_note_is_written_printed_and_dropped(synced: Tuiread, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = synced("note", ONE)
    assert (ran.code, ran.out) == (3, "")
    assert synced("note", ONE, "-5", "points", "to", "check").lines == [
        "Kept your note about “Reading by Lamplight”, and saved the paper; `tuiread undo` takes that back."
    ]
    assert synced("note", ONE).lines == ["-5 points to check"]
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\n"))
    assert synced("note", ONE, "-").code == 0
    assert synced("note", ONE).lines == ["one", "two"]
    assert synced("paper", ONE, "--json").document["state"]["note"] == "one\ntwo"
    assert synced("note", ONE, "").lines == ["Removed the note; `tuiread undo` takes that back."]
    assert synced("note", ONE, "").lines == ["The note is as it was."]


def test_the_library_is_printed_by_tag_and_as_a_queue(synced: Tuiread) -> None:
    synced("tag", ONE, "data")
    synced("tag", TWO, "light")
    assert synced("queue", THREE, ONE).lines == [
        "In your reading queue: 2 papers, and saved; `tuiread undo` takes it back."
    ]
    assert synced("queue", ONE).lines == ["They are in your reading queue already."]
    listed = synced("library", "--tag", "DATA", "--json").document["papers"]
    assert [(paper["id"], paper["state"]["tags"], paper["queue_place"]) for paper in listed] == [(ONE, ["data"], 2)]
    assert [paper["id"] for paper in synced("queue", "--json").document["papers"]] == [THREE, ONE]
    assert synced("library", "--queue").lines[0] == "Reading queue · 2 saved, 2 unread"
    assert synced("library", TUIREAD_LIBRARY_STATISTICS="true").lines[1].startswith("This week · read 0")
    assert "This week" not in synced("library").out
    assert synced("library", "--tag", "DATA").lines[0].startswith("Library, tag: DATA · ")
    assert synced("library", "--queue").lines[1].endswith("Lamps Revisited")
    assert synced("queue", "--drop", THREE, TWO).lines == ["Taken out of your queue; `tuiread undo` puts it back."]
    assert synced("queue", "--drop", THREE).lines == ["None of them is in your queue."]
    lost = synced("library", "--tag", "nix")
    assert lost.code == 3
    assert "the tags are: data, light." in lost.err
    assert synced("library", "--tag", "data", "--queue").code == 2


def test_an_empty_queue_says_how_to_fill_it(synced: Tuiread) -> None:
    assert synced("queue").lines == ["Your reading queue is empty; `tuiread queue ID` puts a paper into it."]
