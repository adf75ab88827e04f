"""The documents say what the program does: the key table, the commands and the settings are compared with the code."""

from __future__ import annotations

import os
import re
from itertools import groupby
from pathlib import Path

from tuiread.keymap import key_table
from tuiread.settings import SPECS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
# Read before the fixture that empties the environment of every test.
_IS_REWRITING = bool(os.environ.get("TUIREAD_UPDATE_GOLDENS"))
_TABLE = re.compile(r"(<!-- keys:[^\n]*-->\n).*?(<!-- /keys -->)", re.S)


def _table() -> str:
    lines = ["", "| where | keys | what | name in keys.toml |", "|---|---|---|---|"]
    for context, rows in groupby(key_table(), key=lambda row: row.context):
        for row in rows:
            keys = " ".join(f"`{key}`" for key in row.keys.split())
            lines.append(f"| {context} | {keys} | {row.tooltip} | `{row.id}` |")
    return "\n".join(lines) + "\n\n"


def test_the_key_table_of_the_readme_is_that_of_the_program() -> None:
    text = README.read_text(encoding="utf-8")
    wanted = _TABLE.sub(lambda match: match[1] + _table() + match[2], text)
    if _IS_REWRITING:
        README.write_text(wanted, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == wanted


def test_the_settings_that_the_readme_shows_exist() -> None:
    names = {spec.name for spec in SPECS}
    blocks = re.findall(r"```toml\n# config\.toml\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    shown = [
        f"{section}.{key}"
        for block in blocks
        for section, body in re.findall(r"\[([\w.]+)\]\n([^\[]*)", block)
        for key in re.findall(r"^(\w+) =", body, re.M)
    ]
    assert shown
    assert set(shown) <= names


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
