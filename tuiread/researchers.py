"""Everything about people: who they are, why we believe it, whom the reader follows, what the sources say.

    profile screen, who, why ──await──> Researchers ──StoreThread──> profiles, acts, tables
                                            └──refresh──> person_sync ──> OpenAlex, arXiv, Semantic Scholar, ORCID ...

It is the library's room for people, reached as ``library.researchers``.  Not here: SQL, HTTP, rules (insight), words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuiread import acts, pages, person_acts, profiles
from tuiread.errors import AmbiguousError, NotFoundError
from tuiread.names import record_key
from tuiread.records import (
    Claim,
    Follow,
    Outcome,
    PaperId,
    PersonKey,
    PersonRow,
    Profile,
    Progress,
    RecordKey,
    SourceReply,
    Work,
)
from tuiread.tables import inbox, people

if TYPE_CHECKING:
    from tuiread.settings import Settings
    from tuiread.sources import FeedSource, Upstreams
    from tuiread.store_thread import Clock, StoreThread

MOST_NAMESAKES = 1000
"""How many people with a name are looked at to tell whether it is one."""


class Researchers:
    """Questions and wishes about people.

    Args:
        store: the store's thread.
        settings: which sources are asked.
        feed_source: opens Hugging Face when it is first needed.
        make_upstreams: builds the sources when they are first needed; tests give scripted ones.
    """

    def __init__(
        self,
        store: StoreThread,
        settings: Settings,
        feed_source: Callable[[], FeedSource],
        make_upstreams: Callable[[Settings, Clock], Upstreams] | None = None,
    ) -> None:
        self._feed_source = feed_source
        self._store = store
        self._settings = settings
        self._make_upstreams = make_upstreams or _open_upstreams
        self._upstreams: Upstreams | None = None

    async def close(self) -> None:
        """Close the connections to the sources."""
        if self._upstreams is not None:
            await self._upstreams.aclose()

    # Questions

    async def profile(self, key: PersonKey) -> Profile:
        """Return a researcher.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._store.ask(profiles.profile, key)

    async def abstract(self, key: PersonKey, work: Work) -> str | None:
        """Return the abstract of one of a person's works; None where no source gave one."""
        return await self._store.ask(profiles.abstract, key, work)

    async def people(self, text: str = "", limit: int = 500) -> tuple[PersonRow, ...]:
        """Return people in the cache whose name contains a text, those with the most papers first."""
        return await self._store.ask(pages.people_rows, text, limit)

    async def find_person(self, text: str) -> PersonKey:
        """Return the one person whom a name or key means.

        Raises:
            NotFoundError: nobody in the cache answers to it.
            AmbiguousError: several people do; the message lists them.
        """
        if key := _key_in(text):
            return (await self.profile(key)).key
        found = await self._store.ask(people.find_people, text, MOST_NAMESAKES, is_exact=True)
        found = found or list(await self.people(text, MOST_NAMESAKES))
        if not found:
            raise NotFoundError(f"Nobody in your cache is called “{text}”.")
        if len(found) > 1:
            raise AmbiguousError(f"“{text}” could be {_choices(found)}; name one by its key.")
        return found[0].key

    async def own_claim(self) -> Claim | None:
        """Return whom the reader claims to be; None for nobody."""
        return await self._store.ask(profiles.own_claim)

    # Wishes

    async def follow(self, key: PersonKey) -> Follow:
        """Follow a person.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._store.wish(acts.follow, key, self._store.now())

    async def unfollow(self, key: PersonKey) -> Follow:
        """Follow a person no longer.

        Raises:
            NotFoundError: the reader does not follow them.
        """
        return await self._store.wish(acts.unfollow, key, self._store.now())

    async def mute(self, key: PersonKey, *, is_muted: bool) -> Follow:
        """Keep a followed person's papers out of the inbox, or let them in again.

        Raises:
            NotFoundError: the reader does not follow this person.
        """
        return await self._store.wish(acts.mute, key, self._store.now(), is_muted=is_muted)

    async def answer_name(self, key: PersonKey, paper_id: PaperId, *, is_same: bool) -> Follow:
        """Keep whether a name in a byline is a followed person, as the reader says; later papers are judged by it.

        Raises:
            NotFoundError: the reader does not follow this person, or the paper is not in the cache.
        """
        return await self._store.wish(acts.answer_name, key, paper_id, self._store.now(), is_same=is_same)

    async def answer_identity(self, key: PersonKey, record: RecordKey, *, is_same: bool) -> None:
        """Keep whether a source's record tells of a person, as the reader says."""
        await self._store.wish(person_acts.answer_identity, key, record, self._store.now(), is_same=is_same)

    async def write_note(self, key: PersonKey, text: str) -> None:
        """Keep a private note about a person; a blank one removes it."""
        await self._store.wish(person_acts.write_note, key, text, self._store.now())

    async def claim(self, key: PersonKey) -> Claim:
        """Let the reader be a person: a soft claim, which proves nothing to anybody else.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._store.wish(person_acts.claim, key, self._store.now())

    async def drop_claim(self) -> None:
        """Let the reader be nobody.

        Raises:
            NotFoundError: there is no claim.
        """
        await self._store.wish(person_acts.drop_claim, self._store.now())

    async def forget(self, key: PersonKey) -> str:
        """Remove all that is kept about a person, keep a stop-list, and return the name; this cannot be undone.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._store.wish(person_acts.forget, key, self._store.now())

    # Network

    async def refresh(
        self, key: PersonKey, on_reply: Callable[[SourceReply], None] = lambda reply: None
    ) -> tuple[SourceReply, ...]:
        """Ask every source about a person and keep what comes; a source that fails is a reply beside the others.

        Args:
            key: whom to ask about.
            on_reply: told how each source answered, once that is kept.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        from tuiread.person_sync import PersonSync

        return await PersonSync(self.sources(), self._feed_source(), self._store, on_reply).run(key)

    async def check_proofs(
        self, key: PersonKey, on_reply: Callable[[SourceReply], None] = lambda reply: None
    ) -> tuple[SourceReply, ...]:
        """Look now at everything that may prove whose a record is, and keep what it says.

        Raises:
            NotFoundError: nobody in the cache answers to that key, or no single ORCID iD is known for them.
        """
        from tuiread.person_sync import PersonSync

        return await PersonSync(self.sources(), self._feed_source(), self._store, on_reply).prove(key)

    async def refresh_follows(
        self, on_progress: Callable[[Progress], None] = lambda progress: None
    ) -> tuple[Outcome, ...]:
        """Ask for new works of everybody who is followed and not muted, and for today's papers of followed categories.

        Returns:
            How each source fared.
        """
        from tuiread.person_sync.follows import FollowSync

        followed = await self._store.ask(inbox.followed_as)
        keys = [one.person for one in followed if not one.is_muted]
        feeds = await self._store.ask(inbox.feeds)
        categories = [feed.value for feed in feeds if feed.kind == "category"]
        return await FollowSync(self.sources(), self._store, on_progress).run(keys, categories)

    async def fetch_person(self, key: PersonKey) -> Profile:
        """Ask the source that a key names for its record of an author, keep it with its works, and return the profile.

        Raises:
            NotFoundError: the source does not know it, or the key names none.
            SourceError: the source could not be asked.
        """
        from tuiread.person_sync import fetch_record

        await self._store.ask(profiles.refuse_forgotten, key)
        await fetch_record(self.sources(), self._store, RecordKey(key))
        return await self.profile(key)

    def sources(self) -> Upstreams:
        """Return the services that tell of people and papers, over one client; opened when first asked for."""
        if self._upstreams is None:
            self._upstreams = self._make_upstreams(self._settings, self._store.now)
        return self._upstreams


def _open_upstreams(settings: Settings, now: Clock) -> Upstreams:
    """Build the real sources; their HTTP client takes a tenth of a second to import, so this happens when needed."""
    from tuiread.sources import open_upstreams

    return open_upstreams(settings, now)


def _key_in(text: str) -> PersonKey | None:
    """Return the key that a text is: ``hf:USER``, ``openalex:A123``, an ORCID iD; None for a name."""
    if text.startswith(("hf:", "name:")):
        return PersonKey(text)
    return record_key(text)


def _choices(found: Sequence[PersonRow]) -> str:
    names = [f"{person.name} ({person.key})" for person in found[:6]]
    if len(found) >= MOST_NAMESAKES:
        return ", ".join(names) + " and many more"
    return ", ".join(names) + (f" or {len(found) - 6} more" if len(found) > 6 else "")
