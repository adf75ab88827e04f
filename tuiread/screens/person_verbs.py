"""What can be done with a person in hand: follow, ask the sources, say who they are, claim, forget."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.records import PersonRow
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.screens.path_verbs import PathVerbs
from tuiread.words.profile_parts import SOURCES

if TYPE_CHECKING:
    from tuiread.records import Profile, SourceReply


class PersonVerbs(PathVerbs, PaperVerbs):
    """A screen that shows a person.

    Args:
        place: the digit of the place that it was opened from.
        profile: the person.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "follow", "follow", tooltip="Follow this person, or stop following", id="person.follow"),
        Binding("i", "why", "why", tooltip="Why this number: the checks and their facts", id="person.why"),
        Binding("ctrl+r", "check", "check now", tooltip="Ask every source about this person", id="person.check"),
        Binding("C", "claim", "claim", tooltip="Say that this is you, and prove it", show=False, id="person.claim"),
        Binding("m", "invite", "invite", tooltip="Draft a letter to this person", show=False, id="person.invite"),
        Binding("e", "note", "note", tooltip="Write a private note about this person", show=False, id="person.note"),
        Binding(
            "equals_sign",
            "answer",
            "same?",
            tooltip="Say whose a record is",
            show=False,
            id="person.answer",
        ),
        Binding("X", "forget", "forget", tooltip="Forget this person for good", show=False, id="person.forget"),
    ]

    def __init__(self, place: str, profile: Profile) -> None:
        super().__init__(place)
        self.profile = profile
        self._is_checking = False

    # Verbs

    def node_in_hand(self) -> str | None:
        """Return the person: the graph is opened around them, and a path leads from them."""
        return self.profile.key

    async def follow_person(self) -> None:
        """Follow this person, or stop."""
        profile = self.profile
        await self.follow_or_not(
            PersonRow(profile.key, profile.name, is_followed=profile.is_followed, account=profile.account)
        )

    async def check(self) -> None:
        """Ask every source, and show what each answers as it comes."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        if self._is_checking:
            return self.notice("The sources are being asked already.")
        self._is_checking = True
        self.notice("Asking the sources ...")
        try:
            replies = await self.app.library.researchers.refresh(self.profile.key, self._heard)
        finally:
            self._is_checking = False
        silent = [SOURCES[reply.source] for reply in replies if reply.reply == "no_answer"]
        failed = f" No answer from {', '.join(silent)}: the Identity part says why." if silent else ""
        self.notice(f"{len(replies) - len(silent)} of {len(replies)} sources answered.{failed}")
        self.app.store_changed()
        return None

    def _heard(self, reply: SourceReply) -> None:
        """Show what one source answered."""
        self.notice(reply.sentence)
        self.work(self.reload, "reload")

    async def answer_candidate(self) -> None:
        """Ask whether a source's record is this person, and keep the answer."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.identity import VERDICTS, candidate_title, verdict_row

        candidates = self.profile.identity.candidates
        if not candidates:
            return await self.refuse_record()
        candidate = candidates[0]
        title = candidate_title(candidate, self.profile.name)
        verdict = await self.app.push_screen_wait(PickScreen(title, VERDICTS, verdict_row))
        if verdict is None or verdict[0] is None:
            return None
        await self.app.library.researchers.answer_identity(self.profile.key, candidate.record.key, is_same=verdict[0])
        self.notice("Kept; u takes it back.")
        await self.reload()
        return None

    async def refuse_record(self) -> None:
        """Ask which linked record tells of somebody else, and keep the answer."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.identity import linked_row

        records = self.profile.identity.records
        if not records:
            return self.notice("No record waits for an answer, and none is linked.")
        title = "Which of these records is somebody else's?  Esc for none"
        linked = await self.app.push_screen_wait(PickScreen(title, records, linked_row))
        if linked is None:
            return None
        await self.app.library.researchers.answer_identity(self.profile.key, linked.record.key, is_same=False)
        self.notice(f"{linked.record.key} no longer counts here; u takes it back.")
        await self.reload()
        return None

    async def write_note(self) -> None:
        """Write a private note about this person in the editor; an empty one goes."""
        before = self.profile.note or ""
        written = self.app.write_outside(before)
        if written.strip() == before.strip():
            return self.notice("The note is as it was.")
        await self.app.library.researchers.write_note(self.profile.key, written.strip())
        self.notice("Kept, for you alone; u takes it back." if written.strip() else "Removed; u puts it back.")
        await self.reload()
        return None

    async def forget_person(self) -> None:
        """Forget this person, after one question."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.identity import FORGET, verdict_row
        from tuiread.words.letter import forgotten_words

        title = f"Forget {self.profile.name} for good? This cannot be undone"
        verdict = await self.app.push_screen_wait(PickScreen(title, FORGET, verdict_row))
        if verdict is None or not verdict[0]:
            return
        folders = await self.app.library.letters.folders_to(self.profile.key)
        name = await self.app.library.researchers.forget(self.profile.key)
        self.dismiss()
        self.app.store_changed()
        self.app.tell(forgotten_words(name, folders))

    # Actions

    def action_why(self) -> None:
        """Show the checks behind the trust snapshot."""
        from tuiread.screens.why_screen import WhyScreen

        self.app.push_screen(WhyScreen(self.place, self.profile))

    def action_check(self) -> None:
        """Ask the sources."""
        self.work(self.check, "check")

    def action_claim(self) -> None:
        """Show the claim to this record, and what would prove it."""
        from tuiread.screens.claim_screen import ClaimScreen

        self.app.push_screen(ClaimScreen(self.place, self.profile))

    def action_forget(self) -> None:
        """Forget this person."""
        self.work(self.forget_person, "paper")

    def action_answer(self) -> None:
        """Answer the first record that waits."""
        self.work(self.answer_candidate, "paper")

    def action_invite(self) -> None:
        """Draft a letter."""
        self.work(lambda: self.invite(self.profile.key), "person")

    def action_note(self) -> None:
        """Write a note."""
        self.work(self.write_note, "paper")
