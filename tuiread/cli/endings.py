"""What the ending of a file's name says of the form that is to be written into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tuiread.errors import UsageError

F = TypeVar("F", bound=str)


def form_by_ending(output: str | None, forms: Sequence[F], aliases: Mapping[str, F], what: str) -> F | None:
    """Return the form that a file's name asks for; None where there is no file, or its name has no ending.

    Args:
        output: the file's name.
        forms: the endings that there are.
        aliases: other endings for these.
        what: what is written, for the sentence.

    Raises:
        UsageError: the ending names none.
    """
    ending = Path(output or "").suffix.lstrip(".").lower()
    if not ending:
        return None
    named = next((form for form in forms if form in (ending, aliases.get(ending))), None)
    if named is None:
        endings = f"{', '.join(f'.{form}' for form in forms[:-1])} or .{forms[-1]}"
        raise UsageError(f"{what} is no .{ending} file: let FILE end with {endings}, or say --format.")
    return named
