"""x."""

from pathlib import Path
import pytest
from tests.graph_fixtures import *
from tests.screens.week import FRIDAY
from tests.stage import *


@pytest.mark.parametrize("size", SIZES)
async def test_look(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,), size=size) as stage:
        await tell_circle(stage)
        await stage.press("6")
        print(stage.text)
        for keys in (
            ["h", "j"],
            ["l", "l"],
            ["backspace", "G"],
            ["enter"],
            ["backspace"],
            ["p", *"tatsu"],
            ["enter"],
            ["n"],
            ["B"],
            ["w"],
            ["q", "q", "5", "/", *"collabe", "enter", "enter"],
            ["w"],
            ["q", "shift+tab", "shift+tab"],
            ["j", "enter"],
            ["space", "l", "c"],
        ):
            await stage.press(*keys)
            print(keys)
            print(stage.text)
