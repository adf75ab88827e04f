"""Everything about full texts: opening and finding them, where the reader is, marks, notes, and fetching.

It is the library's room for texts, reached as ``library.texts``::

    screens, commands ──> Texts ── store ──> library.db
                            └───── text_sync ──> arXiv, ar5iv

Not here: where a text is looked for (text_sync), how it is read and laid out (document).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuiread import section_acts, text_acts
from tuiread.errors import LimitError, NotFoundError, SourceError, TuireadError, UsageError
from tuiread.records import (
    CitedList,
    FoundSentence,
    Mark,
    PaperId,
    Place,
    PlaceNote,
    SectionReply,
    TextPage,
    TextTry,
)
from tuiread.tables import papers, texts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tuiread.blocks import Document
    from tuiread.settings import Settings
    from tuiread.store_thread import StoreThread
    from tuiread.text_sync import Found, KnowsTexts

RETRY = dt.timedelta(hours=20)
"""How long a text that could not be had is left alone, unless the reader asks."""

MakePages = Callable[["Settings"], "KnowsTexts"]

_SENTENCES = re.compile(r"[^.!?]*(?:[.!?](?=\s|$)|[.!?]|$)")


class Texts:
    """Questions and wishes about full texts.

    Args:
        store: the store's thread.
        settings: addresses, and what is fetched with a text.
        make_pages: builds what serves texts when it is first needed; tests give a scripted one.
    """

    def __init__(self, store: StoreThread, settings: Settings, make_pages: MakePages | None = None) -> None:
        self._store = store
        self._settings = settings
        self._make_pages = make_pages or _open_pages
        self._pages: KnowsTexts | None = None
        self._fetching = asyncio.Lock()

    async def close(self) -> None:
        """Close the connections."""
        if self._pages is not None:
            await self._pages.aclose()

    # Questions

    async def open(self, paper_id: PaperId) -> TextPage:
        """Return a text with the reader's place, marks and notes.

        Raises:
            NotFoundError: it is not kept.
            StoreError: it cannot be read.
        """
        return await self._store.ask(_page, paper_id)

    async def has(self, paper_id: PaperId) -> bool:
        """Tell whether a text is kept."""
        return await self._store.ask(texts.has_text, paper_id)

    async def older(self, paper_id: PaperId, version: int) -> Document:
        """Return another version of a text, for what changed since.

        Raises:
            NotFoundError: it is not kept.
        """
        return await self._store.ask(texts.get_document, paper_id, version)

    async def figure(self, paper_id: PaperId, url: str) -> bytes:
        """Return an image of a text.

        Raises:
            NotFoundError: it is not kept.
        """
        return await self._store.ask(texts.get_figure, paper_id, url)

    async def due(self, *, is_asked_for: bool = True) -> list[PaperId]:
        """Return the saved papers whose text is wanted and missing; what nobody asked for leaves fresh tries alone."""
        before = None if is_asked_for else self._store.now() - RETRY
        return await self._store.ask(texts.due_texts, before)

    async def find(self, words: str, limit: int = 200) -> list[FoundSentence]:
        """Return the sentences of all saved texts that hold some words, whatever their case.

        Raises:
            UsageError: there is nothing to find.
        """
        if not words.strip():
            raise UsageError("What is to be found? Write a word or more.")
        return await self._store.ask(_sentences, " ".join(words.split()).lower(), limit)

    async def paper_of(self, text: str) -> PaperId | None:
        """Return the paper that a reference or an address names by its arXiv id, best one of the cache; else None."""
        return await self._store.ask(_named_paper, text)

    # Wishes

    async def keep_place(self, paper_id: PaperId, place: Place) -> None:
        """Keep where the reader is."""
        await self._store.wish(text_acts.keep_place, paper_id, place, self._store.now())

    async def mark(self, paper_id: PaperId, letter: str, place: Place, snippet: str) -> None:
        """Keep a mark."""
        await self._store.wish(text_acts.mark, paper_id, Mark(letter, place, snippet), self._store.now())

    async def note(self, paper_id: PaperId, place: Place, snippet: str, words: str, note_id: str | None = None) -> None:
        """Keep a note at a place; an id is that of a note that is written anew."""
        now = self._store.now()
        kept = PlaceNote(note_id or text_acts.new_note_id(), place, snippet, words, now)
        await self._store.wish(text_acts.note, paper_id, kept, now)

    async def drop_note(self, note: PlaceNote) -> None:
        """Drop a note."""
        await self._store.wish(text_acts.drop_note, note, self._store.now())

    async def wish(self, paper_ids: Sequence[PaperId], *, is_wanted: bool = True) -> None:
        """Keep whether the texts of saved papers are wanted."""
        await self._store.wish(text_acts.keep_wishes, paper_ids, self._store.now(), is_wanted=is_wanted)

    # Network

    async def fetch(self, paper_id: PaperId) -> TextTry:
        """Fetch a text and keep it; what went wrong is kept, too, and in the answer.

        Raises:
            NotFoundError: the paper is not in the cache.
            LimitError: texts and figures take all the room that they may.
        """
        from tuiread.text_sync import find_text

        async with self._fetching:
            await self._make_sure_of_room()
            version = await self._store.ask(_newest_version, paper_id)
            try:
                found = await find_text(self._served(), paper_id, version, self._store.now())
            except TuireadError as error:
                await self._store.wish(text_acts.keep_try, paper_id, self._store.now(), str(error))
                return TextTry(
                    paper_id, None, str(error), failed=error.source if isinstance(error, SourceError) else ""
                )
            await self._keep(found)
        return TextTry(paper_id, found.facts, _SOURCES[found.facts.source], found.steps)

    async def fetch_figures(self, paper_id: PaperId) -> tuple[str, ...]:
        """Fetch the images of a kept text; return what kept some away, a sentence each.

        Raises:
            NotFoundError: the text is not kept.
            LimitError: texts and figures take all the room that they may.
        """
        from tuiread.text_sync import find_figures

        limits = self._settings.texts
        page = await self.open(paper_id)
        async with self._fetching:
            await self._make_sure_of_room()
            images, failed = await find_figures(
                self._served(), page.document, page.facts.url, limits.figures, limits.figure_kb * 1000
            )
            await self._store.wish(text_acts.keep_figures, paper_id, images)
        return failed

    async def _make_sure_of_room(self) -> None:
        taken, limit = await self._store.ask(texts.text_bytes), self._settings.library.disk_limit_mb
        if taken >= limit * 1_000_000:
            raise LimitError(
                f"Texts and figures take {taken / 1_000_000:,.0f} of {limit:,} MB, so no more are fetched and nothing "
                "is deleted; take papers out of the library, or raise library.disk_limit_mb in config.toml."
            )

    async def _keep(self, found: Found) -> None:
        from tuiread.document.bibliography import listed_works
        from tuiread.document.words import plain_words

        words = await asyncio.to_thread(plain_words, found.document)
        await self._store.wish(text_acts.keep_text, found.facts, found.document, words)
        if works := listed_works(found.document):
            reply = SectionReply(section_acts.OWN_TEXT, "answered", found.facts.fetched_at)
            told = CitedList(works, len(works))
            await self._store.wish(section_acts.keep_cited, found.facts.paper_id, "references", reply, told)

    def _served(self) -> KnowsTexts:
        if self._pages is None:
            self._pages = self._make_pages(self._settings)
        return self._pages


_SOURCES = {"arxiv": "from arXiv's HTML", "ar5iv": "from ar5iv's page", "pdf": "from the letters of the PDF"}


def _page(connection: sqlite3.Connection, paper_id: PaperId) -> TextPage:
    kept = texts.text_facts(connection, paper_id)
    if not kept:
        tried = texts.last_try(connection, paper_id)
        why = f" Last try: {tried[1]}" if tried else ""
        raise NotFoundError(f"The full text of arXiv {paper_id} is not here yet.{why}")
    return TextPage(
        facts=kept[0],
        document=texts.get_document(connection, paper_id, kept[0].version),
        place=texts.get_place(connection, paper_id),
        marks=texts.marks_of(connection, paper_id),
        notes=texts.notes_of(connection, paper_id),
        older_version=kept[1].version if len(kept) > 1 else None,
    )


def _newest_version(connection: sqlite3.Connection, paper_id: PaperId) -> int | None:
    return papers.get_paper(connection, paper_id).version


def _named_paper(connection: sqlite3.Connection, text: str) -> PaperId | None:
    from tuiread.arxiv_id import ids_in

    named = list(ids_in(text))
    return next((found for found in named if papers.has_paper(connection, found)), named[0] if named else None)


def _sentences(connection: sqlite3.Connection, words: str, limit: int) -> list[FoundSentence]:
    found: list[FoundSentence] = []
    for paper_id, text in texts.saved_words(connection):
        title = papers.get_paper(connection, paper_id).title if words in text.lower() else ""
        for section, sentence in _matching(text, words):
            found.append(FoundSentence(paper_id, title, section, sentence))
            if len(found) >= limit:
                return found
    return found


def _matching(text: str, words: str) -> Iterator[tuple[str, str]]:
    """Yield section and sentence of each match; each part of a kept text is a line, section titles begin with a tab."""
    section = ""
    for line in text.split("\n"):
        if line.startswith("\t"):
            section = line.strip()
        if words not in line.lower():
            continue
        for sentence in _SENTENCES.findall(line):
            if words in sentence.lower():
                yield section, sentence.strip()


def _open_pages(settings: Settings) -> KnowsTexts:
    from tuiread.sources import open_text_pages

    return open_text_pages(settings)
