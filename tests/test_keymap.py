"""Tests of the reader's own keys: what is accepted, and the sentence for what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from tuiread.errors import SettingsError
from tuiread.key_places import owners_of_keys, places_of_keys
from tuiread.keymap import bindings_of, canonical_key, check_keys, key_table
from tuiread.paths import find_paths
from tuiread.settings import read_keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("z", "z"),
        ("Z", "Z"),
        ("é", "é"),
        ("[", "left_square_bracket"),
        ("left_square_bracket", "left_square_bracket"),
        ("/", "slash"),
        ("slash", "slash"),
        ("+", "plus"),
        ("comma", "comma"),
        ("pagedown", "pagedown"),
        ("f5", "f5"),
        ("ctrl+r", "ctrl+r"),
        ("ctrl+/", "ctrl+slash"),
        ("shift+tab", "shift+tab"),
        ("alt+x", "alt+x"),
        ("ctrl+shift+left", "ctrl+shift+left"),
    ],
)
def test_a_key_has_a_character_or_a_name(written: str, key: str) -> None:
    assert canonical_key(written) == key


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "foo", "\x1b", "\t", "return", "F5", "PageDown", "ctrl", "ctrl+", "+r", "ctrl++", "ctrl+nonsense"),
        *("Ctrl+r", "ctrl+R", "shift+a", "shift+1", "shift+ctrl+left", "ctrl+ctrl+r", "hold+r", "latin_small_letter_a"),
    ],
)
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert canonical_key(written) is None


def test_every_key_of_the_program_is_one() -> None:
    for name, owner in owners_of_keys():
        keys = [binding.key for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ()))]
        assert [(name, key) for key in keys if canonical_key(key) != key] == []


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"feed.older": "[,H,z"},
        {"feed.older": "left_square_bracket, ctrl+n"},
        {"paper.save": "r", "paper.read": "s"},
        {"app.quit": "ctrl+x"},
        {"app.quit": "Q"},
        {"person.follow": "F"},
        {"paper.follow": "F"},
        {"paper.follow": "F", "person.follow": "F"},
        {"paper.fetch": "f5", "feed.fetch": "f5"},
        {"list.page_down": "ctrl+f,pagedown"},
        {"text.close": "escape,1"},
        {"feed.view": "z", "inbox.view": "z"},
    ],
    ids=str,
)
def test_changed_keys_that_mean_one_thing_in_each_place_are_accepted(keys: dict[str, str]) -> None:
    check_keys(keys)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"paper.sav": "z"}, "`paper.sav` is not the name of a binding; did you mean `paper.save`?"),
        ({"save": "z"}, "`save` is not the name of a binding; did you mean `paper.save`?"),
        ({"xyzzy": "z"}, "`xyzzy` is not the name of a binding; `tuiread config keys` lists them all."),
        ({"paper.save": ""}, '`paper.save` has no key; write one such as "z", or several with commas between them.'),
        ({"paper.save": "s,"}, '`paper.save` has no key; write one such as "z", or several with commas between them.'),
        (
            {"paper.save": "foo"},
            "`paper.save` is `foo`, which is not the name of a key; write a single character such as z, or a name such "
            "as ctrl+r, pagedown or f5.",
        ),
        ({"paper.save": "z,pgdn"}, "`paper.save` is `pgdn`, which is not the name of a key; did you mean `pagedown`?"),
        ({"paper.save": "Ctrl+X"}, "`paper.save` is `Ctrl+X`, which is not the name of a key; did you mean `ctrl+x`?"),
        ({"paper.save": "shift+a"}, "`paper.save` is `shift+a`, which is not the name of a key; did you mean `A`?"),
        ({"paper.save": "return"}, "`paper.save` is `return`, which is not the name of a key; did you mean `enter`?"),
        (
            {"paper.save": "S"},
            "`S` cannot be a key of `paper.save`, because in the feed it belongs to `feed.order`; choose another.",
        ),
        (
            {"paper.save": "z", "paper.read": "z"},
            "`z` cannot be a key of `paper.save`, because in the feed it belongs to `paper.read`; choose another.",
        ),
        (
            {"paper.fetch": "j"},
            "`j` cannot be a key of `paper.fetch`, because on a paper it belongs to `list.down`; choose another.",
        ),
        (
            {"text.page_down": "space,a"},
            "`a` cannot be a key of `text.page_down`, because in the feed it belongs to `paper.authors`; "
            "choose another.",
        ),
        (
            {"paper.save": "1"},
            "`1` cannot be a key of `paper.save`, because in the feed it belongs to `place.feed`; choose another.",
        ),
        (
            {"paper.save": "ctrl+i"},
            "`Tab` cannot be a key of `paper.save`, because in the feed it belongs to `go.pane`; choose another.",
        ),
        (
            {"filter.close": "left"},
            "`←` cannot be a key of `filter.close`, because while a list is narrowed it belongs to “Move cursor left”; "
            "choose another.",
        ),
    ],
    ids=str,
)
def test_a_wrong_key_gets_one_sentence(keys: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_keys(keys)
    assert str(caught.value) == f"keys.toml: {sentence}"


def test_keys_that_were_read_from_a_file_name_it_and_the_line(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.config.mkdir()
    paths.keys_file.write_text('[keys]\n\nfeed.older = "["\npaper.save = "S"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        check_keys(read_keys(paths))
    assert str(caught.value).startswith(f"{paths.keys_file}, line 4: `S` cannot be a key of `paper.save`,")


def test_every_binding_is_looked_at_somewhere() -> None:
    seen = {binding.id for _, owners in places_of_keys() for binding in bindings_of(owners)}
    assert [row.id for row in key_table() if row.id not in seen] == []


def test_a_table_with_own_keys_shows_them() -> None:
    changed = {row.id: row.keys for row in key_table({"feed.older": "[, pagedown"})}
    plain = {row.id: row.keys for row in key_table()}
    assert changed == plain | {"feed.older": "[ PgDn"}
