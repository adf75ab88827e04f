"""Abstracts as the archive keeps them: each compressed on its own, with a dictionary that all of them share.

    first papers ──learn──> dictionary 1 ──> a number and the compressed text, a third of its size

A text carries the number of its dictionary, 0 for none, so that later ones may be added.  Not here: which papers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tuiread.errors import StoreError

if TYPE_CHECKING:
    import zstandard

LEAST_TEXTS = 200
"""From so many abstracts a dictionary is learnt; fewer teach too little."""

DICTIONARY_BYTES = 64 * 1024
LEVEL = 3
MOST_BYTES = 1_000_000
"""No abstract is longer: what claims to be is damaged."""


class Abstracts:
    """Packs and unpacks abstracts.

    Args:
        connection: the store's connection.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._unpackers: dict[int, zstandard.ZstdDecompressor] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Learn a dictionary from the first papers, where there is none yet and they are enough."""
        if self._number or len(texts) < LEAST_TEXTS:
            return
        import zstandard

        learnt = zstandard.train_dictionary(DICTIONARY_BYTES, [text.encode() for text in texts])
        self._connection.execute(
            "INSERT INTO archive.dictionaries (number, dictionary) VALUES (1, ?)", (learnt.as_bytes(),)
        )
        del self._number

    def packed(self, text: str) -> bytes:
        """Return a text as it is kept."""
        return bytes((self._number,)) + self._packer.compress(text.encode())

    def text(self, packed: bytes | None) -> str | None:
        """Return the text of what is kept; None for nothing.

        Raises:
            StoreError: it cannot be read.
        """
        if packed is None:
            return None
        import zstandard

        try:
            return self._unpacker(packed[0]).decompress(packed[1:], max_output_size=MOST_BYTES).decode()
        except (zstandard.ZstdError, UnicodeError, IndexError) as error:
            raise StoreError("An abstract of the archive cannot be read; import its papers again.") from error

    @cached_property
    def _number(self) -> int:
        """The newest dictionary, 0 for none."""
        number: int = self._connection.execute("SELECT coalesce(max(number), 0) FROM archive.dictionaries").fetchone()[
            0
        ]
        return number

    @cached_property
    def _packer(self) -> zstandard.ZstdCompressor:
        import zstandard

        dictionary = self._dictionary(self._number)
        return zstandard.ZstdCompressor(
            level=LEVEL, dict_data=dictionary, write_dict_id=False, write_content_size=False, write_checksum=False
        )

    def _unpacker(self, number: int) -> zstandard.ZstdDecompressor:
        import zstandard

        if number not in self._unpackers:
            self._unpackers[number] = zstandard.ZstdDecompressor(dict_data=self._dictionary(number))
        return self._unpackers[number]

    def _dictionary(self, number: int) -> zstandard.ZstdCompressionDict | None:
        import zstandard

        query = "SELECT dictionary FROM archive.dictionaries WHERE number = ?"
        row = self._connection.execute(query, (number,)).fetchone()
        return zstandard.ZstdCompressionDict(row[0]) if row else None
