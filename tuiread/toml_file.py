"""TOML files that the reader writes, with the line of each name, which tomllib does not tell.

Not here: what the names and values mean (settings).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from tuiread.errors import SettingsError

_TOML_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def toml_entries(file: Path, names: Container[str] = ()) -> Iterator[tuple[str, object, int]]:
    """Yield (dotted name, value, line) of a TOML file; nothing when there is no such file.

    Args:
        file: where it may be.
        names: dotted names that stand for one value, even where that is a table.

    Raises:
        SettingsError: it cannot be read, or is not TOML.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise SettingsError(f"{file} cannot be read ({reason}); correct that or move the file away.") from error
    import tomllib

    try:
        document = tomllib.loads(text)
    except ValueError as error:
        raise SettingsError(_toml_sentence(file, text, str(error))) from error
    lines = _lines_of_names(text)
    for name, value in _leaves(document, names):
        yield name, value, lines[name]


def _toml_sentence(file: Path, text: str, message: str) -> str:
    """Return tomllib's complaint as a sentence with its line."""
    found = _TOML_POSITION.search(message)
    complaint = _TOML_POSITION.sub("", message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    return (
        f"{file}, line {line} cannot be read as TOML ({complaint[:1].lower()}{complaint[1:]}); "
        "correct that line (texts need quotes) or remove it."
    )


def _leaves(table: Mapping[str, object], names: Container[str], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield (dotted name, value) of everything below a table."""
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict) and name not in names:
            yield from _leaves(value, names, f"{name}.")
        else:
            yield name, value


def _lines_of_names(text: str) -> dict[str, int]:
    """Return the first line of each name in a valid TOML text, which tomllib does not tell.

    Each statement of valid TOML is valid by itself, and no beginning of one is: lines are gathered until they parse.
    """
    import tomllib

    lines: dict[str, int] = {}
    header, statement, start = "", "", 1
    for number, line in enumerate(text.split("\n"), 1):
        statement += f"{line}\n"
        is_header = statement.lstrip().startswith("[")
        try:
            found = tomllib.loads(statement if is_header else header + statement)
        except tomllib.TOMLDecodeError:
            continue
        for name in _names_in(found):
            lines.setdefault(name, start)
        header = statement if is_header else header
        statement, start = "", number + 1
    return lines


def _names_in(table: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    """Yield the dotted name of every table and value, tables before what they hold."""
    for key, value in table.items():
        yield prefix + key
        if isinstance(value, dict):
            yield from _names_in(value, f"{prefix}{key}.")
