"""What can be done with people on any screen: open a profile, follow or stop; one verb each for key, click, palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.errors import NotFoundError
from tuiread.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from tuiread.records import Letter, PersonKey, PersonRow


class PeopleVerbs(BaseScreen):
    """A screen on which people can be met."""

    async def reload(self) -> None:
        """Look at the store again after a change; rows stay where they are."""

    async def take_change(self) -> None:
        """Take what an act of the reader changed: here, and in the bar's count of what is new."""
        await self.reload()
        self.app.count_inbox()

    async def open_person(self, key: PersonKey) -> None:
        """Open a researcher's profile."""
        from tuiread.screens.profile_screen import ProfileScreen

        profile = await self.app.library.researchers.profile(key)
        if self.is_current:
            await self.app.push_screen(ProfileScreen(self.place, profile))

    async def open_letter(self, letter: Letter) -> None:
        """Open a letter of the outbox."""
        from tuiread.screens.letter_screen import LetterScreen

        letters = self.app.library.letters
        try:
            facts = await letters.facts(letter.person)
        except NotFoundError as error:
            return self.notice(f"{error} The letter itself is {letters.path(letter)}.")
        if self.is_current:
            await self.app.push_screen(LetterScreen(self.place, facts, letter))
        return None

    async def invite(self, key: PersonKey) -> None:
        """Open the letter to somebody that is under way, or a new one."""
        from tuiread.screens.letter_screen import LetterScreen

        letters = self.app.library.letters
        facts, letter = await letters.facts(key), await letters.open_letter(key)
        if self.is_current:
            await self.app.push_screen(LetterScreen(self.place, facts, letter))
        if await letters.is_not_to_invite(key):
            self.app.tell(f"You marked {facts.to.name} as somebody not to ask again; x takes that back.")

    async def follow_or_not(self, person: PersonRow) -> None:
        """Follow a person, or stop; say how their papers will be matched."""
        if person.is_followed:
            await self.app.library.researchers.unfollow(person.key)
            self.notice(f"No longer following {person.name}; u follows again.")
        else:
            await self.app.library.researchers.follow(person.key)
            from tuiread.words.inbox import followed_notice

            inbox = await self.app.library.inbox()
            self.notice(next((followed_notice(one) for one in inbox.people if one.row.key == person.key), ""))
        await self.take_change()
