"""The room for ways: several first questions at once, and a question that is given up half-way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.fakes import make_library, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread.graph.ways import paths
from tuiread.library import Library
from tuiread.names import author_key
from tuiread.records import Author
from tuiread.tables import teams

ADA, BO, CLEO = (Author(name) for name in ("Ada Bel", "Bo Cim", "Cleo Dur"))
ENDS = author_key(ADA), author_key(CLEO)


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    with opened(tmp_path) as store:
        day_kept(
            store, FRIDAY, [make_paper("2608.00001", authors=[ADA, BO]), make_paper("2608.00002", authors=[BO, CLEO])]
        )
    library = make_library(tmp_path)
    yield library
    await library.close()


async def test_first_questions_may_come_at_once(library: Library) -> None:
    answers = await asyncio.gather(*(library.graph.paths(*ENDS) for _ in range(6)))
    assert [len(answer.paths) for answer in answers] == [1] * 6
    assert len([one for one in threading.enumerate() if one.name.startswith("ways")]) == 1


async def test_changes_in_a_file_written_for_a_question_given_up_are_dropped_with_the_next(library: Library) -> None:
    is_written, may_end = threading.Event(), threading.Event()

    def slow(*args: Any, **which: Any) -> object:
        answer = paths(*args, **which)
        is_written.set()
        may_end.wait(10)
        return answer

    with patch("tuiread.graph.ways.paths", slow):
        asked = asyncio.create_task(library.graph.paths(*ENDS))
        await asyncio.to_thread(is_written.wait, 10)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        may_end.set()
    await library.graph.paths(*ENDS)
    moment = await library._store.ask(teams.moment)
    assert moment.dropped_number == moment.last_number > 0


async def test_a_room_of_which_nobody_asked_closes(library: Library) -> None:
    await library.graph.close()
