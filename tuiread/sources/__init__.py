"""Where facts come from: one upstream service per module, all behind one small protocol.

    build the request  ->  client carries it  ->  parse the bytes  ->  records (`Answer`, `Paper`)
       pure                  the only I/O            pure

Sources fetch and parse.  They do *not* decide what is due (that is sync) and keep nothing (that is the store).
Importing this package loads no HTTP library: `tuiread.sources.client` does, and nobody imports it before the first
frame is on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from tuiread.records import Answer, LinkedRepos, Paper, PaperId
    from tuiread.settings import Clock, Settings


class FeedSource(Protocol):
    """An upstream that lists the papers of days and tells about single ones.

    Every method raises `tuiread.errors.SourceError` when the upstream fails; an item that cannot be read is a sentence
    in `Answer.skipped` instead.
    """

    @property
    def name(self) -> str:
        """The source's name, as in settings and in `SourceFact.source`."""

    @property
    def request_count(self) -> int:
        """How many requests were sent so far, retries included."""

    def tell_waits(self, listener: Callable[[float], None]) -> None:
        """Have a listener told the seconds before each wait that the upstream asks for."""

    async def aclose(self) -> None:
        """Close the connections."""

    async def day(self, day: dt.date) -> Answer:
        """Return the papers of one feed day; an empty answer means a day without papers."""

    async def week(self, start: dt.date) -> Answer:
        """Return the papers of the ISO week that holds ``start``."""

    async def month(self, year: int, month: int) -> Answer:
        """Return the papers of one calendar month."""

    async def paper(self, paper_id: PaperId) -> Paper:
        """Return one paper.

        Raises:
            NotFoundError: the upstream does not know it.
        """

    async def search(self, query: str, limit: int = 120) -> Answer:
        """Return the papers that the upstream finds for a query, best first."""

    async def linked_repos(self, paper_id: PaperId) -> LinkedRepos:
        """Return how many repositories name the paper; all zero where none does."""


def open_feed_source(settings: Settings, now: Clock) -> FeedSource:
    """Return Hugging Face as the settings describe it; nothing is opened before the first request.

    Args:
        settings: address, interval, token, time-out.
        now: the clock that dates the facts.
    """
    from tuiread.sources.client import Client
    from tuiread.sources.huggingface import HuggingFace

    chosen, name = settings.sources.huggingface, HuggingFace.name
    client = Client(
        timeout_s=settings.network.timeout_s,
        min_interval_s={name: chosen.min_interval_s},
        tokens={name: chosen.token.value} if chosen.token else {},
    )
    return HuggingFace(client, chosen.url, now=now)
