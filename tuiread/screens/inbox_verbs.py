"""What can be done with a row of the inbox: answer for a name, mute, let go; and follow one more topic or search."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.list_screen import ListScreen
from tuiread.words.inbox import feed_choice_row, feed_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.records import FollowedFeed, FollowedPerson, Inbox, InboxItem, PaperId


class InboxVerbs(ListScreen):
    """A list of what came, with why it did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "equals_sign", "answer", "same?", tooltip="Say whether a name is the person you follow", id="inbox.answer"
        ),
        Binding("W", "follow_feed", "topic", tooltip="Follow a topic or a search", id="inbox.feed"),
        Binding("M", "mute", "mute", tooltip="Keep a person's papers out of here, or let them in", id="inbox.mute"),
        Binding(
            "ctrl+r", "check", "check now", tooltip="Ask for new days and about those you follow", id="inbox.check"
        ),
    ]

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.inbox: Inbox | None = None
        self.by_id: dict[PaperId, InboxItem] = {}
        """The items by their papers."""

    # What is in hand

    def source_in_hand(self) -> str | None:
        """Return the key of the person, topic or search that the keys mean; None where they mean a paper."""
        raise NotImplementedError

    def item_in_hand(self) -> InboxItem | None:
        """Return the line under the cursor, if a paper has the keys."""
        paper_id = self.paper_in_hand()
        return self.by_id.get(paper_id) if paper_id else None

    def followed_person(self, key: str) -> FollowedPerson | None:
        """Return a followed person by key; None for anybody or anything else."""
        return next((one for one in self.inbox.people if one.row.key == key), None) if self.inbox else None

    def person_in_hand(self) -> FollowedPerson | None:
        """Return the followed person that the keys mean."""
        item = self.item_in_hand()
        key = self.source_in_hand() or (item.matches[0].person if item and item.matches else "")
        return self.followed_person(key)

    def feeds_in_hand(self) -> Sequence[FollowedFeed]:
        """Return the topics and searches that the keys mean: one of the list, or those that brought a paper."""
        if source := self.source_in_hand():
            return [feed for feed in self.inbox.feeds if feed.key == source] if self.inbox else []
        item = self.item_in_hand()
        return item.feeds if item and not item.matches else ()

    # Verbs

    async def answer_name(self, item: InboxItem) -> None:
        """Ask whether a name is the person whom the reader follows, and keep the answer."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.identity import VERDICTS, verdict_row

        match = next((match for match in item.matches if match.how == "name"), None)
        if match is None:
            return self.notice("Nobody here is matched by name only.")
        title = f"Is this the {match.name} you follow?"
        verdict = await self.app.push_screen_wait(PickScreen(title, VERDICTS, verdict_row))
        if verdict is None or verdict[0] is None:
            return None
        await self.app.library.researchers.answer_name(match.person, item.paper.id, is_same=verdict[0])
        learnt = (
            f"the paper's other authors count as known to work with {match.name}"
            if verdict[0]
            else f"papers of this {match.name}'s circle are left out from now on"
        )
        self.notice(f"Kept: {learnt}; u takes it back.")
        self.app.store_changed()
        return None

    async def ask_for_feed(self) -> None:
        """Ask for a topic or a search, and follow what the reader means."""
        from tuiread.screens.ask_screen import AskScreen
        from tuiread.screens.pick_screen import PickScreen

        hint = "an arXiv category such as cs.LG, a keyword, or words to search for"
        text = await self.app.push_screen_wait(AskScreen("Follow a topic or a search", hint))
        if text is None:
            return self.notice("Nothing is followed: no word was typed.")
        choices = await self.app.library.feed_choices(text)
        if not choices:
            return self.notice("Nothing is followed: write a word or a category.")
        feed = await self.app.push_screen_wait(PickScreen("Follow it as", choices, feed_choice_row))
        if feed is None:
            return None
        if self.inbox and any(one.key == feed.key for one in self.inbox.feeds):
            self.notice(f"You follow the {feed_words(feed)} already.")
        else:
            await self.app.library.follow_feed(feed.kind, feed.value)
            self.notice(f"Following the {feed_words(feed)}: new papers that fit come here; u takes it back.")
            self.app.store_changed()
        return None

    async def unfollow_feeds(self, feeds: Sequence[FollowedFeed]) -> None:
        """Let a topic or search go; where there are several, the one that the reader picks."""
        from tuiread.screens.pick_screen import PickScreen

        feed: FollowedFeed | None = feeds[0]
        if len(feeds) > 1:
            feed = await self.app.push_screen_wait(PickScreen("No longer follow", feeds, feed_choice_row))
        if feed is not None:
            await self.app.library.unfollow_feed(feed.key)
            self.notice(f"No longer following the {feed_words(feed)}; u follows it again.")
            self.app.store_changed()

    async def mute_or_not(self) -> None:
        """Keep a followed person's papers out of the inbox, or let them in again."""
        person = self.person_in_hand()
        if person is None:
            return self.notice("M keeps a followed person's papers out of here; a topic is let go with f.")
        await self.app.library.researchers.mute(person.row.key, is_muted=not person.is_muted)
        said = "come in again" if person.is_muted else "stay out of the inbox"
        self.notice(f"{person.row.name}'s papers {said}; u takes it back.")
        self.app.store_changed()
        return None

    # Actions

    def action_answer(self) -> None:
        """Answer the row that waits."""
        if item := self.item_in_hand():
            self.work(lambda: self.answer_name(item), "paper")
        else:
            self.notice("No paper is chosen here.")

    def action_follow_feed(self) -> None:
        """Follow a topic or a search."""
        self.work(self.ask_for_feed, "paper")

    def action_follow(self) -> None:
        """Stop following what brought the row, or follow one of its authors."""
        feeds = self.feeds_in_hand()
        person = self.person_in_hand() if self.source_in_hand() else None
        if feeds:
            self.work(lambda: self.unfollow_feeds(feeds), "paper")
        elif person is not None:
            self.work(lambda: self.follow_or_not(person.row), "paper")
        else:
            super().action_follow()

    def action_mute(self) -> None:
        """Mute the person in hand, or let them in again."""
        self.work(self.mute_or_not, "paper")

    def action_check(self) -> None:
        """Fetch what is due, and ask about everybody who is followed."""
        self.app.start_sync(asks_about_people=True)
