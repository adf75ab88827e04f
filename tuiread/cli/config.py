"""The commands about tuiread itself: config (path, show, keys) and completions.

They open no database, and ``config path`` reads no setting either, so that it works while one is broken.  ``config
keys`` prints the keys also where keys.toml is wrong, because it lists the names that correct it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.cli.desk import Reply
from tuiread.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiread.cli.desk import Desk


async def config(desk: Desk) -> Reply:
    """Show where files lie, what is set and by what, or which keys there are."""
    if desk.words.what == "keys":
        return _keys(desk)
    lines = {"path": _path_lines, "show": _show_lines}[desk.words.what]
    return Reply(tuple(lines(desk)), is_verbatim=desk.words.what == "path")


async def completions(desk: Desk) -> Reply:
    """Show the script that completes tuiread's words in a shell."""
    import shtab

    from tuiread.cli.arguments import make_parser

    script: str = shtab.complete(make_parser(), desk.words.shell)
    return Reply(tuple(script.splitlines()), is_verbatim=True)


def _path_lines(desk: Desk) -> list[str]:
    paths = desk.paths
    files = {
        "settings": paths.config_file,
        "keys": paths.keys_file,
        "library": paths.library_db,
        "cache": paths.cache_db,
        "reports": paths.state,
    }
    return _table([(name, str(path)) for name, path in files.items()])


def _show_lines(desk: Desk) -> list[str]:
    from tuiread.settings import explain

    shown = [(setting.name, setting.value, f"({setting.origin})", setting.help) for setting in explain(desk.settings)]
    return _table([("setting", "value", "(from)", "what it is"), *shown])


def _keys(desk: Desk) -> Reply:
    """Return every key of the screens; the app's own bindings are the only list of them."""
    try:
        return Reply(tuple(_key_lines(own_keys(desk))))
    except SettingsError as error:
        return Reply(tuple(_key_lines({})), notices=(str(error),), exit_code=error.exit_code)


def own_keys(desk: Desk) -> Mapping[str, str]:
    """Return the reader's own keys, checked.

    Raises:
        SettingsError: keys.toml is wrong.
    """
    from tuiread.settings import read_keys

    if keys := read_keys(desk.paths):
        from tuiread.keymap import check_keys

        check_keys(keys)
    return keys


def _key_lines(keys: Mapping[str, str]) -> list[str]:
    from tuiread.keymap import key_table

    rows = [("where", "id", "keys", "what it does")]
    for row, own in zip(key_table(), key_table(keys), strict=True):
        changed = f" (changed, was {row.keys})" if row.keys != own.keys else ""
        rows.append((row.context, row.id, own.keys, row.label + changed))
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as columns, as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
