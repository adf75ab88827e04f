"""What the command line does with full texts: fetch them, print one, find sentences in all that are saved."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text
from tuiread.cli.desk import Reply
from tuiread.cli.edge import StoppedError
from tuiread.cli.reading import find_paper
from tuiread.errors import LimitError, NotFoundError, SourceError, UsageError
from tuiread.lines import plain
from tuiread.output.json_forms import encode
from tuiread.output.json_texts import sentences_form
from tuiread.records import Outcome, TextTry
from tuiread.words.texts import fetched_words, found_lines, tried_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuiread.cli.desk import Desk
    from tuiread.records import PaperId, TextPage


async def text(desk: Desk) -> Reply:
    """Print the full text of a paper; one that is not kept is fetched, and stays if the paper is saved.

    Raises:
        NotFoundError: nobody has a text of it.
        SourceError: a source failed; another try may bring one.
    """
    from tuiread.document.layout import Setting, lines_of

    if desk.wants_json:
        raise UsageError("A full text is printed as lines; leave --json or --text out.")
    paper_id, _ = parse_paper_id(desk.words.id)
    await find_paper(desk, paper_id)
    page = await _opened(desk, paper_id)
    limits = desk.settings.texts
    cells = desk.words.width or desk.cells
    setting = Setting(cells, min(cells, limits.measure), limits.justified)
    return Reply(tuple(plain(line.line).rstrip() for line in lines_of(page.document, setting)))


async def grep(desk: Desk) -> Reply:
    """Print the sentences of all saved texts that hold some words."""
    words = clean_text(" ".join(desk.words.text))
    found = await desk.library.texts.find(words, desk.words.limit)
    document = encode(sentences_form(found)) if desk.wants_json else None
    if not found:
        sentence = f"No saved text holds “{words}”; `tuiread sync --texts` fetches the texts of saved papers."
        return Reply(document=document, notices=(sentence,), exit_code=NotFoundError.exit_code)
    return Reply(tuple(found_lines(found, words, desk.cells)), document=document)


async def fetch_texts(
    desk: Desk, paper_ids: Sequence[PaperId], on_step: Callable[[int, int, str], None]
) -> tuple[TextTry, ...]:
    """Fetch texts one after another, and the figures of each; what came is kept when the reader stops it.

    Raises:
        StoppedError: the reader stopped it.
    """
    tries: list[TextTry] = []
    for number, paper_id in enumerate(paper_ids):
        on_step(number, len(paper_ids), paper_id)
        try:
            tries.append(await desk.library.texts.fetch(paper_id))
            if tries[-1].facts is not None and desk.settings.texts.figures:
                await desk.library.texts.fetch_figures(paper_id)
        except LimitError as error:
            tries.append(TextTry(paper_id, None, str(error)))
            break
        except asyncio.CancelledError:
            raise StoppedError(
                f"Stopped after {number} of {len(paper_ids)} texts: what came is kept; `tuiread sync --texts` goes on."
            ) from None
    on_step(len(paper_ids), len(paper_ids), "")
    return tuple(tries)


def outcome_of(tries: Sequence[TextTry]) -> Outcome | None:
    """Return how fetching went as one outcome of a sync; None where nothing was to fetch."""
    if not tries:
        return None
    failed = [one.sentence for one in tries if one.facts is None]
    return Outcome("texts", len(failed) < len(tries), len(tries), failed[0] if len(failed) == len(tries) else None)


def said_of(tries: Sequence[TextTry]) -> list[str]:
    """Return in sentences how fetching went."""
    return [fetched_words(tries), *(tried_words(one) for one in tries if one.facts is None)]


async def _opened(desk: Desk, paper_id: PaperId) -> TextPage:
    texts = desk.library.texts
    if await texts.has(paper_id):
        return await texts.open(paper_id)
    if desk.options.is_offline:
        raise NotFoundError(f"The full text of arXiv {paper_id} is not here; without --offline, tuiread fetches it.")
    tried = await texts.fetch(paper_id)
    if tried.facts is None:
        raise SourceError(tried.sentence, source=tried.failed) if tried.failed else NotFoundError(tried.sentence)
    return await texts.open(paper_id)
