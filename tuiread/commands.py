"""The command palette and the help: both made from the bindings that are active on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from tuiread.keymap import GROUPS, KeyRow, key_name
from tuiread.screens.base_screen import BaseScreen

_SHORTENED = re.compile(r"[,;:(]")
"""Where a sentence may end when there is no room for all of it."""

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from tuiread.app import TuireadApp


def active_rows(screen: Screen[Any]) -> list[tuple[KeyRow, ActiveBinding]]:
    """Return the bindings that work on a screen now, one row for all keys of each."""
    keys: dict[str, list[str]] = {}
    found: dict[str, ActiveBinding] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id and active.enabled:
            keys.setdefault(active.binding.id, []).append(key_name(key))
            found[active.binding.id] = active
    other = screen.meanings() if isinstance(screen, BaseScreen) else {}
    return [
        (KeyRow("here", name, " ".join(keys[name]), binding.description, other.get(name, binding.tooltip)), active)
        for name, active in found.items()
        for binding in [active.binding]
    ]


def help_groups(screen: Screen[Any]) -> dict[str, list[tuple[str, str, str]]]:
    """Return keys, short and long meanings by heading."""
    groups: dict[str, list[tuple[str, str, str]]] = {
        heading: [] for heading in (*dict.fromkeys(GROUPS.values()), "Here")
    }
    for row, _ in active_rows(screen):
        groups[row.group].append((row.keys, _SHORTENED.split(row.tooltip, maxsplit=1)[0], row.tooltip))
    return groups


def palette_commands(app: TuireadApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Return a command for each binding that works on a screen, with its key."""
    for row, active in active_rows(screen):
        if row.id == "app.palette":
            continue
        action, node = active.binding.action, active.node
        yield SystemCommand(
            f"{row.tooltip or row.label}",
            f"key {row.keys}",
            lambda action=action, node=node: app.run_worker(app.run_action(action, node)),
        )
