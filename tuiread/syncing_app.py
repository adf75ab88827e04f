"""What runs behind the screens: the sync, the texts of saved papers, the count of the inbox; and who is told.

    start_sync ──one worker──> library.sync ──StoreChanged──> every open screen
    fetch_texts ─one worker──> library.texts ──┘

Not here: places, keys and painting (app).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from tuiread.errors import TuireadError
from tuiread.messages import StoreChanged
from tuiread.outside_app import OutsideApp
from tuiread.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.worker import Worker

    from tuiread.records import PaperId, Period, Progress, SyncReport


class SyncingApp(OutsideApp):
    """An app that fetches in the background.

    Args:
        args: what `OutsideApp` takes.
        is_offline: whether nothing is fetched in this session.
        options: what `OutsideApp` takes.
    """

    def __init__(self, *args: Any, is_offline: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_offline = is_offline
        self._sync_worker: Worker[None] | None = None
        self._text_worker: Worker[None] | None = None
        self.sync_progress: Progress | None = None
        self.last_sync: SyncReport | None = None
        """How the last sync of this session went that came to its end."""
        self._is_sync_broken = False
        """True when the last sync of this session could not keep what came."""
        self._next_plan: Sequence[Period] = ()
        """What to fetch when the running sync is done."""
        self.inbox_count = 0
        """How many papers of the inbox are new."""

    def start_sync(
        self, plan: Sequence[Period] | None = None, *, is_asked_for: bool = True, asks_about_people: bool = False
    ) -> None:
        """Start a sync in the background; without a plan, of everything that is due.

        Args:
            plan: what to fetch.
            is_asked_for: whether the reader wants to hear of it also when nothing came.
            asks_about_people: whether to ask for new works of everybody followed afterwards.
        """
        if self.is_offline:
            self.tell("Started with --offline: nothing is fetched.")
        elif self._sync_worker is not None and not self._sync_worker.is_finished:
            self._next_plan = plan or ()
            self.tell("A sync is running already." + (" This comes next." if plan else ""))
        else:
            self._sync_worker = self.run_worker(
                self._sync(plan, is_asked_for=is_asked_for, asks_about_people=asks_about_people), group="sync"
            )

    async def _sync(
        self, plan: Sequence[Period] | None, *, is_asked_for: bool, asks_about_people: bool = False
    ) -> None:
        self._is_sync_broken = False
        try:
            due = plan if plan is not None else await self.library.due(is_asked_for=is_asked_for)
            if due:
                self._synced(await self.library.sync(due, self._sync_moved), is_asked_for=is_asked_for)
            elif is_asked_for and not asks_about_people:
                self.tell("Everything is up to date.")
            if asks_about_people:
                await self._ask_about_people()
        except TuireadError as error:
            self._is_sync_broken = True
            self.tell(str(error))
        finally:
            self._show_progress(None)
        if self._next_plan:
            plan, self._next_plan = self._next_plan, ()
            await self._sync(plan, is_asked_for=True)
        else:
            self.fetch_texts()

    async def _ask_about_people(self) -> None:
        from tuiread.words.inbox import asked_words

        before = await self.library.paper_total()
        outcomes = await self.library.researchers.refresh_follows(self._sync_moved)
        self.tell(asked_words(outcomes, max(0, await self.library.paper_total() - before)))
        self.store_changed(is_sync=True)

    def fetch_texts(self) -> None:
        """Fetch the texts that saved papers lack, one after another and behind everything else."""
        if self.is_offline or not self.settings.texts.on_save:
            return
        if self._text_worker is None or self._text_worker.is_finished:
            self._text_worker = self.run_worker(self._fetch_texts(), group="texts")

    async def _fetch_texts(self) -> None:
        try:
            if await self.library.sections.check_saved(is_asked_for=False):
                self.store_changed()
            asked: set[PaperId] = set()
            # Asked again after each text, because a paper may have been saved meanwhile.
            while due := [one for one in await self.library.texts.due(is_asked_for=False) if one not in asked]:
                asked.add(due[0])
                tried = await self.library.texts.fetch(due[0])
                if tried.facts is None:
                    self.tell(tried.sentence, is_beside=True)
                    continue
                self.store_changed()
                if self.settings.texts.figures:
                    await self.library.texts.fetch_figures(due[0])
        except TuireadError as error:
            self.tell(str(error), is_beside=True)

    def _sync_moved(self, progress: Progress) -> None:
        self._show_progress(progress)
        self.store_changed(is_sync=True)

    def _synced(self, report: SyncReport, *, is_asked_for: bool) -> None:
        from tuiread.words.feed import sync_words

        self.last_sync = report
        skipped = sum(day.skipped_count for day in report.days.values())
        if is_asked_for or report.new_count or report.has_failed or skipped:
            self.tell(sync_words(report), is_beside=not is_asked_for)
        self.store_changed(is_sync=True)

    def _show_progress(self, progress: Progress | None) -> None:
        self.sync_progress = progress
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.show_progress()

    def count_inbox(self) -> None:
        """Count what is new in the inbox, for the bar of every screen."""
        # Not a coroutine yet: one that is replaced before it began would warn that nobody awaited it.
        self.run_worker(cast("Awaitable[None]", self._count_inbox), group="count", exclusive=True)

    async def _count_inbox(self) -> None:
        try:
            self.inbox_count = await self.library.news_count()
        except TuireadError as error:
            self.tell(str(error), is_beside=True)
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.show_news()

    def store_changed(self, *, is_sync: bool = False) -> None:
        """Tell every open screen that the store holds something else now."""
        self.count_inbox()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BaseScreen) and screen.is_mounted:
                    screen.post_message(StoreChanged(is_sync))

    def tell(self, text: str, *, is_beside: bool = False) -> None:
        """Show a sentence on the topmost screen that has a status line.

        Args:
            text: the sentence.
            is_beside: whether nobody waits for it, so that what the reader was just told stays before it.
        """
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                return screen.tell_beside(text) if is_beside else screen.notice(text)
        return None
