"""The commands for what the reader puts on papers: tag, note, queue; and the library, or part of it.

What is tagged, noted or queued is saved, too, as in the app.  Each change is one step for ``undo``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.arguments import unshielded
from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_paper
from tuiread.errors import NotFoundError, UsageError
from tuiread.insight.shelving import is_in, ordered, queue_of
from tuiread.output.json_forms import encode
from tuiread.output.json_shelf import library_form
from tuiread.records import ShelfGroup
from tuiread.tags import fold_tag, parse_tags
from tuiread.words.shelf import plain_library
from tuiread.words.tagging import queued_words, tagged_words

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import LibraryPage

MOST_NOTE_BYTES = 1_000_000


async def library(desk: Desk) -> Reply:
    """Show what was saved: all of it, what has a tag, or the reading queue."""
    page, part = await desk.library.saved(), ""
    if desk.words.tag is not None:
        page, part = _with_tag(page, desk.words.tag), f"Library, tag: {desk.words.tag.removeprefix('#')}"
    elif desk.words.queue:
        page, part = replace(page, rows=tuple(queue_of(page.rows))), "Reading queue"
    else:
        page = replace(page, rows=tuple(ordered(page.rows, "saved")))
    if desk.wants_json:
        return Reply(document=encode(library_form(page)))
    if not page.rows:
        empty = "Your reading queue is empty; `tuiread queue ID` puts a paper into it."
        return Reply((empty if desk.words.queue else "Your library is empty; `tuiread save ID` saves a paper.",))
    week = None if part else await desk.library.shelf.week()
    return Reply(tuple(plain_library(page, desk.cells, part, week)))


async def tag(desk: Desk) -> Reply:
    """Tag a paper, take tags away, or print those that it has."""
    wish = parse_tags(" ".join(unshielded(desk.words.tags)))
    paper_id, _ = parse_paper_id(desk.words.id)
    state = (await find_paper(desk, paper_id)).state
    if not wish.add and not wish.drop:
        return Reply(state.tags, notices=() if state.tags else (f"arXiv {paper_id} has no tags yet.",))
    return Reply((_with_command(tagged_words(await desk.library.shelf.tag([paper_id], wish))),))


async def note(desk: Desk) -> Reply:
    """Write the note about a paper, or print it.

    Raises:
        NotFoundError: there is none to print.
    """
    paper_id, _ = parse_paper_id(desk.words.id)
    page = await find_paper(desk, paper_id)
    if not desk.words.text:
        if page.state.note is None:
            raise NotFoundError(f"There is no note about arXiv {paper_id}; `tuiread note {paper_id} TEXT` writes one.")
        return Reply(tuple(page.state.note.split("\n")))
    text = _typed(unshielded(desk.words.text))
    if not await desk.library.shelf.write_note(paper_id, text):
        return Reply(("The note is as it was.",))
    saved = ", and saved the paper" if text.strip() and not page.state.is_saved else ""
    done = f"Kept your note about “{page.paper.title}”{saved}" if text.strip() else "Removed the note"
    return Reply((f"{done}; `tuiread undo` takes that back.",))


async def queue(desk: Desk) -> Reply:
    """Put papers into the reading queue or take them out; without any, print it."""
    if not desk.words.ids:
        desk.words.tag, desk.words.queue = None, True
        return await library(desk)
    paper_ids = list(dict.fromkeys(parse_paper_id(text)[0] for text in desk.words.ids))
    shelf = desk.library.shelf
    if desk.words.drop:
        dropped = await shelf.drop_from_queue(paper_ids)
        return Reply((_with_command(queued_words(0, dropped, 0)) if dropped else "None of them is in your queue.",))
    pages = [await find_paper(desk, paper_id) for paper_id in paper_ids]
    added = await shelf.add_to_queue(paper_ids)
    if not added:
        return Reply(("They are in your reading queue already.",))
    saved_too = sum(not page.state.is_saved for page in pages)
    return Reply((_with_command(queued_words(added, 0, saved_too)),))


def _with_tag(page: LibraryPage, text: str) -> LibraryPage:
    """Return what has a tag.

    Raises:
        NotFoundError: nothing has.
    """
    group = ShelfGroup("tag", fold_tag(text.removeprefix("#")))
    rows = ordered((row for row in page.rows if is_in(row, group)), "saved")
    if not rows:
        known = ", ".join(one.tag for one in page.tags[:20]) or "none yet"
        raise NotFoundError(f"No saved paper has the tag “{text}”; the tags are: {known}.")
    return replace(page, rows=tuple(rows))


def _typed(words: list[str]) -> str:
    """Return the words of a note, or what standard input gives where they are a single dash.

    Raises:
        UsageError: standard input gives more than a note may hold, or no text.
    """
    if words != ["-"]:
        return " ".join(words)
    try:
        text = sys.stdin.read(MOST_NOTE_BYTES + 1)
    except UnicodeDecodeError as error:
        raise UsageError("Standard input is not UTF-8 text; the note is as it was.") from error
    if len(text) > MOST_NOTE_BYTES:
        raise UsageError("A note holds at most a million letters; the note is as it was.")
    return text


def _with_command(words: str) -> str:
    """Return a sentence of the app with the command in place of the key."""
    return words.replace("; u takes it back.", "; `tuiread undo` takes it back.").replace(
        "; u puts it back.", "; `tuiread undo` puts it back."
    )
