"""The long work on meanings, each with a connection of its own, so that searches go on: learn, grow, read sentences.

    databases ──texts──> meaning.files, meaning.sentences ──> folders of the cache, which a search opens

Brings numpy with it.  Not here: when which is due (search_room, the screens), and what a vector is (meaning).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuiread.errors import NotFoundError
from tuiread.meaning.files import grow_index, open_index, write_index
from tuiread.meaning.meanings import Meanings, said_once
from tuiread.meaning.minilm import MiniLm
from tuiread.meaning.sentences import forget_sentences as forget, grow_sentences, is_made, sentence_vectors
from tuiread.meaning.words import paper_text
from tuiread.records import PaperId
from tuiread.store import Store
from tuiread.tables import found

if TYPE_CHECKING:
    from tuiread.paths import Paths


def build(paths: Paths, tell: Callable[[str, int], None], *, is_again: bool) -> None:
    """Learn from all papers, or let the index grow by those that came.

    Args:
        paths: where everything lies.
        tell: told how far it is.
        is_again: whether to learn.

    Raises:
        NotFoundError: there is no paper.
        StoreError: the index cannot be written.
    """
    with _reading(paths) as connection:
        count = found.count_papers(connection)
        make = write_index if is_again else grow_index
        make(paths.meaning, lambda: found.all_texts(connection), count, tell)


def read_sentences(paths: Paths, tell: Callable[[str, int, int], None]) -> None:
    """Give the newest papers a vector of the sentence model.

    Raises:
        NotFoundError: the model is not installed.
        StoreError: the vectors cannot be written.
    """
    encoder = MiniLm()
    with _reading(paths) as connection:

        def texts(paper_ids: Sequence[str]) -> dict[str, str]:
            hits = found.anywhere(connection, [PaperId(one) for one in paper_ids])
            return {hit.row.id: said_once(paper_text(hit.row.title, hit.abstract)) for hit in hits}

        grow_sentences(paths.sentences, found.all_texts(connection), texts, encoder, tell)


def forget_sentences(paths: Paths) -> None:
    """Remove the vectors of the sentence model.

    Raises:
        StoreError: they cannot be removed.
    """
    forget(paths.sentences)


def open_meanings(paths: Paths) -> Meanings:
    """Return what can be asked; without the sentence model where it is not installed any more.

    Raises:
        StoreError: a file is damaged.
    """
    index = open_index(paths.meaning)
    if not is_made(paths.sentences):
        return Meanings(index)
    try:
        encoder = MiniLm()
    except NotFoundError:
        return Meanings(index)  # what was learnt is as good as before the model came
    return Meanings(index, (encoder, sentence_vectors(paths.sentences, encoder)))


@contextmanager
def _reading(paths: Paths) -> Iterator[sqlite3.Connection]:
    store = Store.open(paths)
    try:
        store.connection.execute("PRAGMA query_only = ON")
        with store.reading() as connection:
            yield connection
    finally:
        store.close()
