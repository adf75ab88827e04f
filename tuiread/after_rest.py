"""A job that is done once things have come to rest: many changes in a row cost one run of it.

    change, change, change ──a rest──> the job        the end of the program ──> the job, at once

Not here: what the job is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

REST_S = 1.0


class AfterRest:
    """One such job.

    Args:
        job: what is to be done; it returns why that failed, if it did.
        rest_s: how long nothing must have changed, in seconds.
    """

    def __init__(self, job: Callable[[], Awaitable[str | None]], rest_s: float = REST_S) -> None:
        self._job = job
        self._rest_s = rest_s
        self.problem: str | None = None
        """Why the job failed the last time; None where it did not."""
        self.on_done: Callable[[], None] = lambda: None
        """Told each time that the job was done."""
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def note_change(self) -> None:
        """Tell that something changed."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._rest_s, self._start)

    async def finish(self) -> None:
        """Do at once what is to be done, and wait for what is being done."""
        if self._timer is not None:
            self._start()
        if self._task is not None and self._task.cancelled():  # its loop ended before it had begun
            self._task = None
            self._start()
        if self._task is not None:
            await self._task

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._task = asyncio.ensure_future(self._after(self._task))

    async def _after(self, before: asyncio.Task[None] | None) -> None:
        """Do the job, after what is being done."""
        if before is not None:
            await before
        self.problem = await self._job()
        self.on_done()
