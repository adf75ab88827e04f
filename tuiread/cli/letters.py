"""The command for letters: draft an invitation into the outbox, or list what lies there.  Nothing is ever sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_person
from tuiread.errors import UsageError
from tuiread.outbox import unreadable_beside
from tuiread.output.json_forms import encode, letters_form
from tuiread.records import Outbox
from tuiread.words.letter import NEVER_SENT, beside_words, plain_outbox

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import Letter


async def invite(desk: Desk) -> Reply:
    """Draft a letter to a researcher, or go on with the one under way; with --list, show the outbox.

    Raises:
        UsageError: neither a name nor --list is given, or both.
        NotFoundError: nobody is claimed, or nobody answers to the name.
    """
    today = desk.clock().astimezone().date()
    if desk.words.list == bool(desk.words.name):
        raise UsageError(
            "Whom do you want to write to? `tuiread invite NAME` drafts a letter, `--list` shows them all."
        )
    if desk.words.list:
        outbox = await desk.library.letters.outbox()
        document = encode(letters_form(outbox, today)) if desk.wants_json else None
        return Reply(tuple(plain_outbox(outbox, desk.cells, today)), document)
    letter = await _letter(desk)
    path = desk.library.letters.path(letter)
    beside = beside_words(unreadable_beside(await desk.library.letters.outbox(), letter))
    document = encode(letters_form(Outbox((letter,)), today)) if desk.wants_json else None
    said = f"{letter.state.capitalize()} to {letter.name}, {NEVER_SENT}: {path.parent}"
    return Reply(
        (said, "Write invite.md; invite.eml is the same as a mail that waits, refs.bib the papers."),
        document,
        notices=(beside,) if beside else (),
    )


async def _letter(desk: Desk) -> Letter:
    """Return the letter under way or a new one, after the reader wrote it where there is a terminal."""
    letters = desk.library.letters
    key = await find_person(desk)
    facts = await letters.facts(key)
    letter = await letters.open_letter(key) or await letters.draft(facts)
    if not desk.words.no_edit and not desk.wants_json and sys.stdin.isatty() and sys.stdout.isatty():
        from tuiread.editing import edit_file

        edit_file(letters.path(letter), desk.environ)
    return await letters.reread(letter)
