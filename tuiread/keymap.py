"""Every key with its meaning, read from the bindings themselves: for the help, the key line and the documents.

BINDINGS of app, screens, widgets ──> KeyRow ──> help screen, `tuiread config keys`, docs/keys.md, README
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import key_to_character

GROUPS = {
    "list": "Move",
    "scroll": "Move",
    "go": "Move",
    "place": "Move",
    "feed": "Time and order",
    "following": "Time and order",
    "paper": "Paper",
    "person": "Paper",
    "app": "Everywhere",
}
"""The heading of each kind of binding id, in the order of the help."""

_SHORT = {
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "space": "space", "home": "Home", "end": "End",
    "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "slash": "/", "full_stop": ".", "colon": ":", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip


class KeyRow(NamedTuple):
    """One binding in words."""

    context: str
    """The screen or widget that has it."""
    id: str
    keys: str
    """As on the keyboard, separated by blanks."""
    label: str
    """A word or two, for the key line."""
    tooltip: str
    """A short sentence, for the help."""

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return GROUPS.get(self.id.partition(".")[0], "Here")


def key_name(key: str) -> str:
    """Return a key as it is printed on the keyboard: ``[`` for ``left_square_bracket``."""
    *modifiers, name = key.split("+")
    if modifiers:
        return "+".join((*modifiers, name))
    return _SHORT.get(name) or key_to_character(name) or name


def rows_of(context: str, bindings: Iterable[BindingType]) -> list[KeyRow]:
    """Return the bindings that have an id, in their order."""
    return [
        KeyRow(context, binding.id, key_names(binding.key), binding.description, binding.tooltip)
        for binding in bindings
        if isinstance(binding, Binding) and binding.id
    ]


def key_names(keys: str) -> str:
    """Return comma-separated keys as they are printed on the keyboard."""
    return " ".join(key_name(key.strip()) for key in keys.split(","))


def key_table() -> list[KeyRow]:
    """Return every binding of the program by the class that has it."""
    from tuiread.app import TuireadApp
    from tuiread.screens.base_screen import BaseScreen
    from tuiread.screens.feed_screen import FeedScreen
    from tuiread.screens.following_screen import FollowingScreen
    from tuiread.screens.list_screen import ListScreen
    from tuiread.screens.paper_screen import PaperScreen
    from tuiread.screens.paper_verbs import PaperVerbs
    from tuiread.screens.pick_screen import PickScreen
    from tuiread.screens.profile_screen import ProfileScreen
    from tuiread.screens.text_screen import TextScreen
    from tuiread.widgets.needle_input import NeedleInput
    from tuiread.widgets.row_list import RowList
    from tuiread.widgets.text_pane import TextPane

    owners: Sequence[tuple[str, type]] = (
        ("everywhere", TuireadApp), ("every screen", BaseScreen), ("lists", RowList), ("lists of papers", ListScreen),
        ("a paper in hand", PaperVerbs), ("feed", FeedScreen), ("following", FollowingScreen), ("paper", PaperScreen),
        ("profile", ProfileScreen), ("texts", TextPane), ("narrowing a list", NeedleInput),
        ("choosing one of several", PickScreen), ("help and sources", TextScreen),
    )  # fmt: skip
    return [row for context, owner in owners for row in rows_of(context, owner.__dict__.get("BINDINGS", ()))]
