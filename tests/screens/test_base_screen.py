"""What all screens with a place have: their jobs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.await_remove import AwaitRemove

from tests.screens.week import WEEK, a_good_week
from tests.stage import open_stage
from tuiread.screens.base_screen import BaseScreen
from tuiread.screens.profile_screen import ProfileScreen


async def test_what_comes_when_a_screen_is_being_left_is_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, shown = asyncio.Event(), []

    async def job() -> None:
        await gate.wait()
        shown.append("in widgets that are going")

    def remove(screen: ProfileScreen) -> AwaitRemove:
        going = BaseScreen.remove(screen)
        gate.set()
        return going

    monkeypatch.setattr(ProfileScreen, "remove", remove)
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a", "enter")
        left = stage.screen
        assert isinstance(left, ProfileScreen)
        left.work(job, "job")
        await stage.press("escape")
        assert gate.is_set() and not left.is_running
    assert shown == []


async def test_what_happens_in_the_background_is_told_after_a_confirmation(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s")
        saved = stage.status
        stage.app.tell("arXiv has no HTML of it.", is_beside=True)
        await stage.settle()
        assert stage.status == f"{saved} arXiv has no HTML of it." and saved.startswith("Saved")
        await stage.press("j")
        assert "Saved" not in stage.status and "arXiv" not in stage.status
