"""Everything about letters that invite somebody: drafts in the outbox, their states, and whom not to ask again.

It is the library's room for letters, reached as ``library.letters``.  Nothing here knows a network: a letter is handed
over by the reader.  Not here: files (outbox), wording (output.letter).
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread import person_acts
from tuiread.errors import NotFoundError
from tuiread.outbox import LETTER, LetterBox, with_state
from tuiread.output.letter import WRITE_HERE, check_address, mailto, template
from tuiread.profiles.inviting import letter_facts
from tuiread.records import Letter, LetterFacts, LetterState, Outbox, PersonKey
from tuiread.tables import identities

if TYPE_CHECKING:
    from tuiread.store_thread import StoreThread

WEEKLY_LIMIT = 3
"""Drafts in seven days after which one is told that it is enough; nothing is forbidden."""


class Letters:
    """Questions and wishes about letters.

    Args:
        store: the store's thread.
        folder: where the outbox lies.
    """

    def __init__(self, store: StoreThread, folder: Path) -> None:
        self._store = store
        self._box = LetterBox(folder)

    # Questions

    async def outbox(self) -> Outbox:
        """Return all letters, newest first."""
        return await asyncio.to_thread(self._box.letters)

    async def facts(self, key: PersonKey) -> LetterFacts:
        """Return what is known before the reader writes to somebody.

        Raises:
            NotFoundError: the reader claims nobody, nobody answers to that key, or it is the reader.
        """
        return await self._store.ask(letter_facts, key)

    async def open_letter(self, key: PersonKey) -> Letter | None:
        """Return the newest letter to somebody that is neither answered nor closed; None without one."""
        found = (await self.outbox()).letters
        return next((one for one in found if one.person == key and one.state not in ("answered", "closed")), None)

    async def folders_to(self, key: PersonKey) -> tuple[Path, ...]:
        """Return the folders of all letters to somebody, newest first."""
        found = (await self.outbox()).letters
        return tuple(self._box.path(one.folder, LETTER).parent for one in found if one.person == key)

    async def is_not_to_invite(self, key: PersonKey) -> bool:
        """Tell whether the reader asked never to be offered a letter to somebody."""
        return await self._store.ask(identities.is_not_to_invite, key)

    def path(self, letter: Letter, file: str = LETTER) -> Path:
        """Return where a letter's file lies."""
        return self._box.path(letter.folder, file)

    def new_text(self, facts: LetterFacts) -> str:
        """Return the letter to begin with."""
        return template(facts)

    def is_unwritten(self, letter: Letter) -> bool:
        """Tell whether the line that the reader is to replace is still in a letter."""
        return WRITE_HERE in letter.text

    def mailto(self, letter: Letter) -> str:
        """Return a link that opens a letter in a mail program."""
        return mailto(letter)

    # Wishes

    async def draft(self, facts: LetterFacts) -> Letter:
        """Put a new letter into the outbox.

        Raises:
            NotFoundError: the reader asked never to be offered a letter to that person.
            StoreError: it cannot be written.
        """
        if await self.is_not_to_invite(facts.to.key):
            raise NotFoundError(
                f"You marked {facts.to.name} as somebody not to ask again; x on the letter takes it back."
            )
        return await asyncio.to_thread(self._box.draft, facts, self._store.now().astimezone().date())

    async def reread(self, letter: Letter) -> Letter:
        """Take what the reader wrote with another program, and make the mail from it.

        Raises:
            NotFoundError: the letter is gone or cannot be read.
            StoreError: it cannot be written.
        """
        return await self._keep(await asyncio.to_thread(self._box.letter, letter.folder))

    async def set_state(self, letter: Letter, state: LetterState) -> Letter:
        """Keep how far a letter is, as the reader says.

        Raises:
            NotFoundError: the letter is gone or cannot be read.
        """
        fresh = await asyncio.to_thread(self._box.letter, letter.folder)
        return await self._keep(with_state(fresh, state, self._store.now().astimezone().date()))

    async def set_address(self, letter: Letter, address: str | None) -> Letter:
        """Keep where a letter goes.

        Raises:
            UsageError: that is no e-mail address.
            NotFoundError: the letter is gone or cannot be read.
        """
        checked = check_address(address) if address else None
        fresh = await asyncio.to_thread(self._box.letter, letter.folder)
        return await self._keep(replace(fresh, address=checked))

    async def mark_not_to_invite(self, key: PersonKey, *, is_marked: bool) -> None:
        """Keep that somebody is not to be asked again, or take that back."""
        await self._store.wish(person_acts.mark_not_to_invite, key, self._store.now(), is_marked=is_marked)

    async def _keep(self, letter: Letter) -> Letter:
        return await asyncio.to_thread(self._box.keep, letter)
