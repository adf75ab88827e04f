"""Everything about digests: made from what is kept, written into files, handed to the reader's own mail server.

It is the library's room for digests, reached as ``library.digests``.  Not here: what stands in one (digest), how it
looks (output.digest), who takes a mail (mailing).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.dates import day_period, feed_today, shift, week_period
from tuiread.digest import digest_of, gather
from tuiread.errors import MailError
from tuiread.inbox import inbox_page
from tuiread.output.digest import render
from tuiread.output.digest.wording import file_stem, title
from tuiread.paths import make_private_folder
from tuiread.records import Digest, DigestFormat, FeedRow, Period, Pick, Rhythm, SentDigest
from tuiread.whole_file import write_whole

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.sent_box import SentBox
    from tuiread.settings import Settings
    from tuiread.store_thread import StoreThread

Picking = Callable[[Sequence[FeedRow]], Awaitable[list[Pick]]]


class Digests:
    """Questions and wishes about digests.

    Args:
        store: the store's thread.
        settings: what they tell, and who takes mails.
        paths: where files and waiting mails lie.
        picks: puts papers into the for-you order.
    """

    def __init__(self, store: StoreThread, settings: Settings, paths: Paths, picks: Picking) -> None:
        self._store = store
        self._settings = settings
        self._paths = paths
        self._picks = picks

    # Questions

    async def page(self, period: Period | None = None, *, tells_reading: bool | None = None) -> Digest:
        """Return the digest of a period; without one, of the week of the newest day that has papers.

        From the saves on with which the for-you order is offered, it is in that order.

        Args:
            period: what it is about.
            tells_reading: whether it says what was saved and read; None asks the settings.
        """
        tells = self._settings.digest.reading if tells_reading is None else tells_reading
        found = await self._store.ask(gather, period, self._store.now(), tells_reading=tells)
        return await self._store.ask(digest_of, found, await self._picks(found.rankable))

    async def inbox_feed(self) -> bytes:
        """Return the inbox as an Atom feed."""
        from tuiread.output.digest.feed import inbox_feed

        return inbox_feed(await self._store.ask(inbox_page, self._store.now()))

    def latest(self, rhythm: Rhythm) -> Period:
        """Return the latest week or weekday that is over, in New York, where the feed's days are."""
        return latest_over(rhythm, feed_today(self._store.now()))

    # Wishes

    async def write(self, digest: Digest, form: DigestFormat, path: Path | None = None) -> Path:
        """Write a digest into a file, whole or not at all; without a path, into the folder of digests.

        Raises:
            StoreError: it cannot be written.
        """
        if path is None:
            make_private_folder(self._paths.digests)
            path = self._paths.digests / f"{file_stem(digest.period)}.{form}"
        await asyncio.to_thread(write_whole, path, render(digest, form))
        return path

    async def send(self, digest: Digest, rhythm: Rhythm, to: str, *, is_again: bool = False) -> SentDigest:
        """Hand a digest to the reader's own mail server, and what waits with it; one that was sent is not sent twice.

        Raises:
            UsageError: that is no address.
            MailError: it was not taken, or nothing of the period was fetched.
            StoreError: it cannot be written.
        """
        from tuiread.output.digest.letter import letter
        from tuiread.sent_box import SentBox, mail_name

        box = SentBox(self._paths.mail)
        name = mail_name(rhythm, file_stem(digest.period), to)
        if not is_again and box.was_sent(name):
            return SentDigest(name, was_sent_before=True)
        if digest.is_unknown or digest.freshness.is_starter:
            raise MailError(f"Nothing of {title(digest)} was fetched, so nothing was sent; `tuiread sync` asks for it.")
        mail = letter(digest, to, self._settings.mail.sender)
        sent = await asyncio.to_thread(self._hand_over, box, name, mail, is_again)
        return SentDigest(name, late_names=tuple(one for one in sent if one != name))

    def _hand_over(self, box: SentBox, name: str, mail: bytes, is_again: bool) -> tuple[str, ...]:
        from tuiread.mailing import hand_over

        mail_settings, timeout_s = self._settings.mail, self._settings.network.timeout_s
        box.keep(name, mail, is_again=is_again)
        return box.hand_over_all(
            lambda waiting, to: hand_over(waiting, to, mail_settings, timeout_s), self._store.now()
        )


def latest_over(rhythm: Rhythm, today: dt.date) -> Period:
    """Return the latest week whose Friday is over, or the latest weekday before today."""
    if rhythm == "weekly":
        week = week_period(today)
        return week if today.weekday() >= 5 else shift(week, -1)
    before = today - dt.timedelta(days=1)
    return day_period(before - dt.timedelta(days=max(0, before.weekday() - 4)))
