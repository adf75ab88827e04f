"""The help and the palette: both name what works where the reader is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.screens.test_bindings import WITH_HELP, visit
from tests.screens.week import TITLES, WEEK, a_good_week
from tests.stage import NARROW, Stage, open_stage
from tuiread.commands import active_rows
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.text_screen import TextScreen
from tuiread.words.help import KEYS


def entries(text: str) -> list[tuple[str, str]]:
    """Return keys and meanings of a help in one column; meanings go on under themselves."""
    found: list[tuple[str, str]] = []
    for line in text.partition("\nChange any key")[0].splitlines():
        keys, blank, meaning = line[: KEYS - 1].strip(), line[KEYS - 1 : KEYS], line[KEYS:]
        if blank == " " and keys and meaning:
            found.append((keys, meaning))
        elif blank == " " and meaning:
            found[-1] = (found[-1][0], f"{found[-1][1]} {meaning}")
    return found


async def test_the_help_lists_every_active_binding_once_and_cuts_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=NARROW) as stage:
        async for place in visit(stage, WITH_HELP):
            wanted = Counter((row.keys, row.tooltip) for row, _ in active_rows(stage.screen))
            bound = {active.binding.id for active in stage.screen.active_bindings.values() if active.binding.id}
            assert {row.id for row, _ in active_rows(stage.screen)} == bound, place
            await stage.press("?")
            assert Counter(entries(stage.read)) == wanted, place
            assert max(Counter(keys for keys, _ in wanted).values()) == 1, place
            assert "…" not in stage.read, place


async def test_headings_and_sentences_stand_where_there_is_room(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(120, 36)) as stage:
        await stage.press("?")
        for heading in ("Keys here", "Move", "Time and order", "Paper", "Everywhere"):
            assert heading in stage.text
        assert "Go to the older day, week or month" in stage.text
        assert "keys.toml" in stage.read


async def test_the_help_closes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key in ("escape", "q", "h", "?"):
            await stage.press("?")
            assert isinstance(stage.screen, TextScreen), key
            await stage.press(key)
            assert isinstance(stage.screen, FeedScreen), key
        await stage.press("j")
        assert stage.cursor.endswith(list(TITLES.values())[1])


async def test_a_long_help_scrolls_and_says_where_one_is(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=NARROW) as stage:
        await stage.press("?")
        assert "1-17 of " in stage.text
        await stage.press("G")
        assert "keys.toml" in stage.text


async def open_palette(stage: Stage, key: str) -> None:
    """Open the palette and wait until it lists something."""
    await stage.press(key)
    assert isinstance(stage.screen, CommandPalette)
    await stage.until(lambda: "key " in stage.text)


@pytest.mark.parametrize("key", ["ctrl+p", ":"])
async def test_the_palette_lists_commands_and_runs_one(tmp_path: Path, key: str) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_palette(stage, key)
        await stage.type("save the paper")
        await stage.until(lambda: "key s" in stage.text and "key O" not in stage.text)
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.screen, FeedScreen))
        await stage.settle()
        assert len((await stage.library.saved()).rows) == 1
        assert stage.status.startswith("Saved")


async def test_the_palette_moves_lists_and_opens_places_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for words, done in (
            ("last row", lambda: stage.row_list.cursor == 11),
            ("you saved", lambda: "Library" in stage.head),
        ):
            await open_palette(stage, "ctrl+p")
            await stage.type(words)
            await stage.until(lambda: "key 1" not in stage.text)
            await stage.press("down", "enter")
            await stage.until(done)


async def test_escape_closes_the_palette(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_palette(stage, "ctrl+p")
        await stage.press("escape")
        assert isinstance(stage.screen, FeedScreen)


async def test_every_binding_but_the_palettes_own_is_a_command(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        commands = {command.title for command in stage.app.get_system_commands(stage.screen)}
        wanted = {row.tooltip for row, _ in active_rows(stage.screen) if row.id != "app.palette"}
        assert commands == wanted
