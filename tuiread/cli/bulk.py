"""The commands for papers by the million: import and sync --harvest take them in, index learns what they mean.

Ctrl+c ends it between two batches: what came is kept, and the same command goes on from there.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.arxiv_categories import archive_of, category_of
from tuiread.cli.desk import Reply
from tuiread.cli.edge import StoppedError
from tuiread.cli.upkeep import progress_bar
from tuiread.dates import feed_today, parse_day
from tuiread.errors import TuireadError, UsageError
from tuiread.output.json_forms import encode
from tuiread.output.json_import import import_form
from tuiread.records import ImportReport, IndexState, Progress
from tuiread.words.bulk import bad_lines, import_words
from tuiread.words.times import count

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk

ALL = "all"
"""What asks for every archive."""


async def take_in(desk: Desk) -> Reply:
    """Take in a file of arXiv's metadata.

    Raises:
        StoppedError: the reader stopped it; what came is kept.
    """
    path = Path(desk.words.files[0])
    with progress_bar("Reading", in_percent=True) as draw:
        try:
            report = await desk.library.import_file(path, draw, is_again=desk.words.again)
        except asyncio.CancelledError:
            raise StoppedError(
                f"Stopped: what came is kept, and `tuiread import {path.name}` goes on from there."
            ) from None
    return _reply(desk, report)


async def harvest(desk: Desk) -> Reply:
    """Take in what arXiv lists of a category, an archive or all.

    Raises:
        UsageError: it is none of these, or something else is asked for, too.
        SourceError: arXiv failed; what came is kept.
        StoppedError: the reader stopped it; what came is kept.
    """
    words, today = desk.words, feed_today(desk.clock())
    if words.date or words.week or words.month or words.days or words.people or words.texts:
        raise UsageError("--harvest goes with --since and --until and nothing else.")
    category = ALL if words.harvest == ALL else category_of(words.harvest) or archive_of(words.harvest)
    if category is None:
        raise UsageError(f"“{words.harvest}” is neither an arXiv category nor an archive; write cs.LG, cs or all.")
    since = parse_day(words.since, today) if words.since else None
    until = parse_day(words.until, today) if words.until else None
    with progress_bar("Harvesting") as draw:
        try:
            report = await desk.library.harvest(category, (since, until), draw)
        except asyncio.CancelledError:
            said = f"Stopped: what came is kept, and `tuiread sync --harvest {category}` goes on from there."
            raise StoppedError(said) from None
    return _reply(desk, report, "record")


def _reply(desk: Desk, report: ImportReport, unit: str = "line") -> Reply:
    document = encode(import_form(report)) if desk.wants_json else None
    notices = (*bad_lines(report, unit), *((report.problem,) if report.problem else ()))
    failure = UsageError if report.is_unreadable else TuireadError
    exit_code = failure.exit_code if report.problem else 0
    return Reply((import_words(report, unit),), document=document, notices=notices, exit_code=exit_code)


async def index(desk: Desk) -> Reply:
    """Learn what words mean in all papers that are there, or let the index grow by those that came.

    Raises:
        NotFoundError: there is no paper, or the sentence model is not installed.
        StoppedError: the reader stopped it; what was there before is as it was.
    """
    room, model = desk.library.searching, desk.words.model
    if model == "minilm":
        await room.require_sentence_model()
    if model == "learnt":
        await room.forget_sentences()
    state = await _learn(desk)
    if model == "minilm" or state.better_count is not None:
        state = await _read_sentences(desk)
    said = f"{count(state.indexed_count or 0, 'paper')} can be found by meaning"
    return Reply((f"{said}, {state.better_count:,} of them also by MiniLM." if state.better_count else f"{said}.",))


async def _learn(desk: Desk) -> IndexState:
    room = desk.library.searching
    total = (await room.index_state()).paper_count
    with progress_bar("Learning", in_percent=True) as draw:
        try:
            return await room.build_index(
                lambda step, done: draw(Progress(done, max(1, total), step)), is_again=desk.words.again
            )
        except asyncio.CancelledError:
            raise StoppedError("Stopped: the index of meanings is as it was before.") from None


async def _read_sentences(desk: Desk) -> IndexState:
    with progress_bar("Reading") as draw:
        try:
            return await desk.library.searching.read_sentences(
                lambda step, done, total: draw(Progress(done, max(1, total), "papers by MiniLM"))
            )
        except asyncio.CancelledError:
            said = "Stopped: what was read is kept, and `tuiread index --model minilm` goes on from there."
            raise StoppedError(said) from None
