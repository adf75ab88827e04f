"""The question that is answered by a name: whom Enter takes, however fast somebody types."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.graph_fixtures import FARTHER, ME, OTHERS
from tests.screens.test_graph import open_circle
from tests.stage import Stage
from tuiread.records import PersonRow

TOMASI = OTHERS[5]

SLOW_S = 0.2
"""Longer than the keys of a name take."""


def search_slowly(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let finding people take its time."""
    people = stage.library.researchers.people

    async def slow(*asked: Any) -> Sequence[PersonRow]:
        await asyncio.sleep(SLOW_S)
        return await people(*asked)

    monkeypatch.setattr(stage.library.researchers, "people", slow)


async def test_enter_before_the_search_ends_takes_whom_the_text_names_and_no_offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_circle(tmp_path, "h", "p") as stage:
        search_slowly(stage, monkeypatch)
        for key in (*"tatsu", "enter"):
            stage.send(key)
        await stage.settle()
        assert stage.head.startswith(f"Path: {ME} (you) to {FARTHER}")


async def test_enter_takes_nobody_who_fitted_a_shorter_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_circle(tmp_path, "h", "p", "t") as stage:
        search_slowly(stage, monkeypatch)
        for key in (*"omasi", "enter"):
            stage.send(key)
        await stage.settle()
        assert stage.head.startswith(f"Path: {ME} (you) to {TOMASI}")
