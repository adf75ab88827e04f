"""Every binding has its words, no key means two things in one place, and the reader's own keys count everywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

from textual.binding import Binding

import tuiread.screens
import tuiread.widgets
from tests.screens.week import WEEK, a_good_week
from tests.stage import Stage, open_stage
from tuiread.app import TuireadApp
from tuiread.keymap import key_table

LINES = ("NeedleInput", "FindInput", "TagInput", "NoteInput")
"""The lines in which one types."""

TAKEN_BY_TERMINALS = {"ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s", "ctrl+z"}
"""What tmux, screen and flow control want, and what terminals cannot tell from Backspace, Tab and Enter."""

PLACES = {
    "feed": [],
    "narrowing": ["/"],
    "paper": ["enter"],
    "authors": ["a"],
    "full text": ["enter", "tab", "tab"],
    "reader": ["enter", "tab", "tab", "enter"],
    "contents of a text": ["enter", "tab", "tab", "enter", "c"],
    "profile": ["a", "enter"],
    "collaborators": ["a", "enter", "tab", "tab"],
    "identity": ["a", "enter", "shift+tab"],
    "why": ["a", "enter", "i"],
    "claim": ["a", "enter", "C"],
    "letter": ["5", "enter", "C", "enter", "q", "q", "j", "enter", "m"],
    "outbox": ["5", "o"],
    "library": ["3"],
    "groups of the library": ["3", "v"],
    "tagging": ["t"],
    "noting": ["e"],
    "inbox": ["2"],
    "inbox by person": ["2", "v"],
    "inbox by kind": ["2", "v", "v"],
    "search": ["4", "escape"],
    "typing a search": ["4"],
    "people": ["5"],
    "graph": ["a", "enter", "w"],
    "graph: relations": ["a", "enter", "w", "h"],
    "graph: map": ["a", "enter", "w", "v"],
    "graph: lanes": ["w", "v", "v"],
    "graph: nothing in the middle": ["6"],
    "naming somebody": ["6", "n"],
    "path": ["a", "enter", "p", *"cleo", "enter"],
    "digest": ["7"],
    "choice": ["f"],
    "copy menu": ["y"],
    "help": ["?"],
}
"""How to get to each place where keys work."""

WITHOUT_HELP = {"narrowing", "typing a search", "naming somebody", "choice", "copy menu", "help", "tagging", "noting"}
WITH_HELP = [place for place in PLACES if place not in WITHOUT_HELP]
"""The places with a key line."""

OVERRIDDEN = {"tab", "shift+tab", "ctrl+c", "ctrl+q"}
"""Textual binds these, too; ours come first, or mean the same."""


def classes_with_bindings() -> Iterator[type]:
    """Yield every class of the program that brings keys of its own."""
    yield TuireadApp
    for package in (tuiread.screens, tuiread.widgets):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(info.name)).values():
                if isinstance(value, type) and value.__module__ == info.name and "BINDINGS" in vars(value):
                    yield value


def own_bindings() -> list[Any]:
    """Return every binding that the program's classes define."""
    return [binding for owner in classes_with_bindings() for binding in vars(owner)["BINDINGS"]]


def test_every_binding_has_a_label_a_tooltip_and_an_id() -> None:
    bare = [
        binding
        for binding in own_bindings()
        if not (isinstance(binding, Binding) and binding.id and binding.description and binding.tooltip)
    ]
    assert bare == []


def test_every_id_is_there_once() -> None:
    counted = Counter(binding.id for binding in own_bindings())
    assert [name for name, count in counted.items() if count > 1] == []


def test_the_key_table_holds_every_binding() -> None:
    assert {row.id for row in key_table()} == {binding.id for binding in own_bindings()}


def test_no_binding_wants_a_key_that_terminals_take() -> None:
    keys = {key.strip() for binding in own_bindings() for key in binding.key.split(",")}
    assert keys & TAKEN_BY_TERMINALS == set()


def meanings(stage: Stage) -> dict[str, set[str]]:
    """Return what each key means where the reader is: Textual's own bindings included."""
    found: dict[str, set[str]] = {}
    for node, bindings in stage.screen._modal_binding_chain:
        for key, bound in bindings.key_to_bindings.items():
            for binding in bound:
                found.setdefault(key, set()).add(f"{type(node).__name__}: {binding.id} {binding.action}")
    return found


async def visit(stage: Stage, places: Iterable[str]) -> AsyncIterator[str]:
    """Go to places one after the other, each from the feed."""
    for place in places:
        await stage.press(*PLACES[place])
        yield place
        await stage.go_home()


async def test_a_key_means_one_thing_in_a_place_and_every_hint_names_one_that_works(tmp_path: Path) -> None:
    crowded, idle, untold = {}, [], []
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(250, 40)) as stage:
        async for place in visit(stage, PLACES):
            for key, found in meanings(stage).items():
                # Where one types, what Textual's line editor does with a key comes first.
                is_typed = any(words.startswith(LINES) for words in found)
                actions = {words.rpartition(" ")[2] for words in found}
                if len(actions) > 1 and key not in OVERRIDDEN and not is_typed:
                    crowded[place, key] = found
            if place in WITH_HELP:
                working = {active.binding.id for active in stage.screen.active_bindings.values()}
                idle += [(place, name) for name in stage.screen.hints() if name not in working]
                told = [stage.app.hint(stage.screen, name) for name in (*stage.screen.hints(), "app.help")]
                untold += [(place, key) for key, label in told if f" {key} {label} " not in f"{stage.keys} "]
    assert (crowded, idle, untold) == ({}, [], [])


async def test_help_is_the_last_hint_at_every_width(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for columns in (20, 40, 60, 80, 120):
            await stage.resize(columns, 24)
            assert stage.keys.endswith("? help")


# The reader's own keys


async def test_a_changed_key_works_and_the_old_one_does_not(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, keys={"paper.save": "x,ctrl+y"}) as stage:
        await stage.press("s")
        assert not (await stage.library.saved()).rows
        await stage.press("x")
        assert len((await stage.library.saved()).rows) == 1
        await stage.press("ctrl+y")
        assert not (await stage.library.saved()).rows


async def test_a_changed_key_stands_on_the_key_line_and_in_the_help(tmp_path: Path) -> None:
    keys = {"paper.save": "x,ctrl+y", "list.open": "o", "paper.browse": "w", "app.help": "f1"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, keys=keys, size=(160, 40)) as stage:
        assert stage.keys.startswith(" o open  x save  f follow")
        assert "w browser" in stage.keys
        assert stage.keys.endswith("f1 help")
        await stage.press("f1")
        assert re.search(r"^.*\bx ctrl\+y +Save the paper", stage.read, re.MULTILINE)


async def test_a_key_changed_in_a_widget_counts_in_every_list(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, keys={"list.down": "e"}) as stage:
        await stage.press("e", "e")
        assert stage.row_list.cursor == 2
        await stage.press("j", "down")
        assert stage.row_list.cursor == 2
        await stage.press("f", "e")
        assert stage.row_list.cursor == 1 or stage.row_list.row_count == 1


async def test_keys_by_their_signs_are_understood(tmp_path: Path) -> None:
    own: dict[str, Any] = {"feed.older": "-", "app.help": "!"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, keys=own) as stage:
        assert "- older" in stage.keys
        assert stage.keys.endswith("! help")
        await stage.press("-")
        assert "Wed 19 Aug" in stage.head
