"""The commands for files of other programs and other readers: export, pack, import.

An import says what it would change, and does it when the reader agrees: at the terminal, or by --yes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_paper
from tuiread.errors import NotFoundError, SourceError, UsageError
from tuiread.output.json_changes import changes_form
from tuiread.output.json_forms import encode
from tuiread.words.files import difference_lines, left_lines, notes_words, packed_words, taken_words
from tuiread.words.times import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.cli.desk import Desk
    from tuiread.records import PaperId
    from tuiread.records.exports import Bundle, Difference

LISTS = ("pack", "csl-json", "papis")
"""Files in which a paper is found by its place, not by its line."""


async def export(desk: Desk) -> Reply:
    """Write papers for other programs: to stdout, into a file or folder, or to Zotero."""
    paper_ids = await _chosen(desk)
    exports, words = desk.library.files.exports, desk.words
    if words.zotero:
        return Reply((await exports.give_to_zotero(paper_ids),))
    if words.format == "markdown":
        folder = Path(words.output) if words.output else exports.folder / "notes"
        return Reply(tuple(notes_words(await exports.write_notes(folder, paper_ids), str(folder))))
    text = await exports.text(words.format, paper_ids)
    if not words.output:
        return Reply(document=text)
    await exports.write(text, Path(words.output))
    return Reply((f"Wrote {count(len(paper_ids), 'paper')} to {words.output}.",))


async def pack(desk: Desk) -> Reply:
    """Write papers into one file for another reader; ``-`` alone prints the whole library for one's own other machine.

    Raises:
        UsageError: the file's name is a paper's id, so that the name was left out.
    """
    words = desk.words
    if _is_id(words.file):
        raise UsageError(f"Where to? {words.file} is a paper; `tuiread pack FILE {words.file}` writes it into a file.")
    if words.file == "-" and not (words.ids or words.tag or words.notes or words.notes_of or words.follows):
        return Reply(document=b"".join(await desk.library.copies.lines()))
    paper_ids = await _chosen(desk)
    exports = desk.library.files.exports
    notes_of = await _notes_of(desk, paper_ids)
    content = await exports.pack(paper_ids, notes_of=notes_of, has_follows=words.follows)
    if words.file == "-":
        return Reply(document=content)
    await exports.write(content, Path(words.file))
    return Reply((packed_words(len(paper_ids), len(notes_of), words.file),))


async def take_in(desk: Desk) -> Reply:
    """Take in files, after showing what they would change.

    Raises:
        UsageError: one of them cannot be read, or they do not go together.
    """
    paths = [Path(name) for name in desk.words.files]
    imports = desk.library.files.imports
    if "snapshot" in [await imports.kind(path) for path in paths]:
        return await _take_snapshot(desk, paths)
    if desk.words.again:
        raise UsageError("--again goes with a snapshot of arXiv's metadata; other files are always read whole.")
    bundles = await imports.read(paths)
    change = await imports.difference(bundles)
    lines = difference_lines(change, desk.cells)
    if change.is_nothing:
        exit_code = UsageError.exit_code if all(bundle.is_empty for bundle in bundles) else 0
        return _reply(desk, bundles, change, lines, is_imported=False, exit_code=exit_code)
    if not desk.words.yes:
        if desk.wants_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            said = "Nothing was changed; add --yes to import this."
            return _reply(desk, bundles, change, lines, is_imported=False, notice=said, exit_code=UsageError.exit_code)
        if not _agrees([*lines, *left_lines(change, _unit(bundles))]):
            return Reply(("Nothing was changed.",))
        lines = []
    return await _take(desk, bundles, change, lines)


async def _take_snapshot(desk: Desk, paths: Sequence[Path]) -> Reply:
    from tuiread.cli import bulk

    if len(paths) > 1:
        raise UsageError("A snapshot of arXiv's metadata is imported alone; name one file.")
    return await bulk.take_in(desk)


async def _take(desk: Desk, bundles: Sequence[Bundle], change: Difference, lines: list[str]) -> Reply:
    """Import what was shown; papers of which only the id is known are asked for first."""
    imports, problem = desk.library.files.imports, ""
    if change.unknown and not desk.options.is_offline:
        try:
            await imports.fetch(change.unknown)
        except SourceError as error:
            problem = f" ({str(error).rstrip('.')})"
        change = await imports.difference(bundles)
    if change.changes or change.people or change.feeds:
        await imports.take(change)
        lines = [*lines, taken_words(change)]
    notice = ""
    if change.unknown:
        many = count(len(change.unknown), "paper")
        notice = f"{many} left out, known by the id only{problem}: import the file again when you are online."
    return _reply(desk, bundles, change, lines, is_imported=True, notice=notice)


def _reply(
    desk: Desk,
    bundles: Sequence[Bundle],
    change: Difference,
    lines: Sequence[str],
    *,
    is_imported: bool,
    notice: str = "",
    exit_code: int = 0,
) -> Reply:
    document = encode(changes_form(change, is_imported=is_imported)) if desk.wants_json else None
    notices = (*left_lines(change, _unit(bundles)), *((notice,) if notice else ()))
    return Reply(tuple(lines), document, notices=notices, exit_code=exit_code)


def _unit(bundles: Sequence[Bundle]) -> str:
    return "Item" if any(bundle.kind in LISTS for bundle in bundles) else "Line"


def _agrees(lines: Sequence[str]) -> bool:
    """Show what an import would change, and ask."""
    from tuiread.cleaning import without_controls

    print("\n".join(map(without_controls, lines)))
    try:
        return input("Import this? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


async def _notes_of(desk: Desk, paper_ids: Sequence[PaperId]) -> frozenset[PaperId]:
    """Return the papers of a pack whose notes go along: none, all, those named, or those with a tag.

    Raises:
        UsageError: one that is named is not in the pack, or has no note.
        NotFoundError: no saved paper has the tag.
    """
    words, exports = desk.words, desk.library.files.exports
    if not (words.notes or words.notes_of):
        return frozenset()
    noted = frozenset(entry.paper.id for entry in await exports.noted(paper_ids))
    if words.notes:
        return noted
    if words.notes_of.startswith("tag:"):
        return noted & frozenset(await exports.chosen(words.notes_of.removeprefix("tag:")))
    named = frozenset(parse_paper_id(text)[0] for text in words.notes_of.split(",") if text.strip())
    if lacking := sorted(named - noted):
        raise UsageError(f"--notes-of: no paper of this pack is {lacking[0]} and has a note; nothing was written.")
    return named


async def _chosen(desk: Desk) -> tuple[PaperId, ...]:
    """Return the papers that the words choose: those that are named, have a tag, or are saved.

    Raises:
        UsageError: papers are chosen in two ways.
        NotFoundError: none is chosen, or one of them is nowhere.
    """
    words = desk.words
    if words.ids and (words.tag or getattr(words, "saved", False)):
        raise UsageError("Choose papers by their ids, by --tag or by --saved, and in one way only.")
    if words.ids:
        ids = tuple(dict.fromkeys(parse_paper_id(text)[0] for text in words.ids))
        return tuple([(await find_paper(desk, paper_id)).paper.id for paper_id in ids])
    found = await desk.library.files.exports.chosen(words.tag)
    if not found:
        raise NotFoundError("Your library is empty; `tuiread save ID` saves a paper.")
    return found


def _is_id(text: str) -> bool:
    try:
        parse_paper_id(text)
    except UsageError:
        return False
    return not Path(text).exists()
