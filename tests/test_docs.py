"""The documents say what the program does: the key table, the commands and the settings are compared with the code."""

from __future__ import annotations

import os
import re
import tomllib
from itertools import groupby
from pathlib import Path

from tuiread.cli.table import COMMANDS
from tuiread.keymap import canonical_key, check_keys, key_table
from tuiread.setting_specs import SPECS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
KEYS = ROOT / "docs" / "keys.md"
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


def test_the_key_table_is_that_of_the_program() -> None:
    text = KEYS.read_text(encoding="utf-8")
    wanted = _TABLE.sub(lambda match: match[1] + _table() + match[2], text)
    if _IS_REWRITING:
        KEYS.write_text(wanted, encoding="utf-8")
    assert "`feed.older`" in wanted
    assert KEYS.read_text(encoding="utf-8") == wanted


def test_the_keys_that_the_documents_show_as_examples_are_accepted() -> None:
    for document in (README, KEYS):
        [block] = re.findall(
            r"```toml\n(?:# keys\.toml\n)?(\[keys\]\n.*?)```", document.read_text(encoding="utf-8"), re.S
        )
        keys = tomllib.loads(block)["keys"]
        assert keys
        check_keys(keys)


def test_every_name_of_a_key_in_the_documents_is_one() -> None:
    prose = KEYS.read_text(encoding="utf-8").split("A key is", 1)[1].split("<!--", 1)[0]
    names = [name for name in re.findall(r"`([^`]+)`", prose) if not name.endswith("+") and name != "keys.toml"]
    assert len(names) > 20
    assert [name for name in names if canonical_key(name) is None] == []


def test_the_short_table_of_the_readme_has_keys_of_the_program() -> None:
    table = README.read_text(encoding="utf-8").split("| to | press |", 1)[1].split("\n\n", 1)[0]
    known = {key for row in key_table() for key in row.keys.split()}
    shown = re.findall(r"`([^`]+)`", table)
    assert shown
    assert [key for key in shown if key not in known] == []


def test_the_changelog_and_the_readme_name_every_command() -> None:
    shown = README.read_text(encoding="utf-8")
    assert [command.name for command in COMMANDS if f"tuiread {command.name}" not in shown] == []
    added = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("The command line:", 1)[1]
    assert [command.name for command in COMMANDS if f"`{command.name}`" not in added] == []


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
