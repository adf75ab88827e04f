"""Every role looks like something, and what leads somewhere can be told without colours."""

from __future__ import annotations

from typing import get_args

import pytest
from textual.app import App

from tuiread.lines import Role
from tuiread.themes import own_themes
from tuiread.widgets.drawing import Palette, palette


class Bare(App[None]):
    """An app without widgets of its own."""


async def drawn(theme: str) -> Palette:
    app = Bare()
    for each in own_themes():
        app.register_theme(each)
    async with app.run_test():
        app.theme = theme
        return palette(app.screen)


@pytest.mark.parametrize("theme", [theme.name for theme in own_themes()])
async def test_every_role_has_a_look(theme: str) -> None:
    looks = await drawn(theme)
    assert set(looks.normal) == set(looks.strong) == set(get_args(Role))


async def test_links_and_emphasis_are_told_apart_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    looks = (await drawn("tuiread-ansi")).normal
    assert looks["link"].bold
    assert looks["emphasis"].italic
    assert not looks["text"].bold
    assert not looks["text"].italic
