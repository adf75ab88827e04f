"""Vectors of the newest papers by a sentence model, beside those that were learnt: slow to make, kept as they come.

    all papers ──the newest 40,000──> those without a vector ──some dozens at a time──> vectors-N, and its header

A run that is stopped loses the papers of the last half minute; the next one goes on with the newest that is missing.
Not here: the model (minilm), and how both kinds of vectors are asked together (near).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from tuiread.errors import StoreError
from tuiread.meaning.corpus import Floats
from tuiread.meaning.folders import HEADER, fresh_part, keep_parts, put_header, written_alone
from tuiread.meaning.placed import CATEGORIES_KEY, Placed, place
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.records import PaperText

FORM = 1
MOST_PAPERS = 40_000
"""An hour of two cores at a dozen texts a second; of more, the newest are read."""
AT_ONCE = 256
"""Papers between two times that what came is kept."""

_DAMAGED = "The vectors of sentences are damaged; `tuiread index --model minilm` makes them anew."

Texts = Callable[[Sequence[str]], Mapping[str, str]]
"""Gives the texts of some papers by id; those that went meanwhile are left out."""


class Encoder(Protocol):
    """A model that gives texts a vector."""

    @property
    def id(self) -> str:
        """Tells models apart."""

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""

    def vector_of(self, text: str) -> Floats:
        """Return the vector of a text."""


class Header(Struct, frozen=True):
    """What the folder holds."""

    form: int
    categories: str
    model_id: str
    dimensions: int
    vectors: str
    vector_count: int


def is_made(folder: Path) -> bool:
    """Tell whether a folder holds vectors of sentences."""
    return (folder / HEADER).is_file()


def sentence_vectors(folder: Path, encoder: Encoder) -> Vectors:
    """Return the vectors of a folder, as far as they go.

    Raises:
        StoreError: they are damaged, or of another model or form.
    """
    header = _header(folder)
    if (header.form, header.categories, header.model_id) != (FORM, CATEGORIES_KEY, encoder.id):
        raise StoreError("The vectors of sentences are of another version; `tuiread index --model minilm` renews them.")
    return Vectors(folder / header.vectors, header.vector_count, header.dimensions)


def grow_sentences(
    folder: Path,
    papers: Iterable[PaperText],
    texts: Texts,
    encoder: Encoder,
    tell: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> int:
    """Give the newest papers a vector each, the newest first, and return how many have one.

    Args:
        folder: where they are kept.
        papers: every paper; read once.
        texts: gives what to read of some papers.
        encoder: the model.
        tell: told how many of those that lacked a vector have one now.

    Raises:
        StoreError: the folder cannot be written.
    """
    with written_alone(folder):
        old = _known(folder, encoder)
        chosen = _newest(papers)
        missing = _missing(chosen, old)
        done = 0
        tell("reading", 0, len(missing))
        while True:
            batch = missing[done : done + AT_ONCE]
            known = texts([paper.paper_id for paper in batch])
            came = {paper_id: encoder.vector_of(text) for paper_id, text in known.items()}
            old = _keep(folder, chosen, came, encoder, old)
            done += len(batch)
            tell("reading", done, len(missing))
            if done >= len(missing):
                return len(old)


def forget_sentences(folder: Path) -> None:
    """Remove all vectors of sentences.

    Raises:
        StoreError: the folder cannot be written.
    """
    with written_alone(folder):
        (folder / HEADER).unlink(missing_ok=True)
        keep_parts(folder, ())


def _header(folder: Path) -> Header:
    try:
        return msgspec.json.decode((folder / HEADER).read_bytes(), type=Header)
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(_DAMAGED) from error


def _known(folder: Path, encoder: Encoder) -> Vectors | None:
    """Return the vectors of before; none where they cannot be used, which costs making them again."""
    try:
        known = sentence_vectors(folder, encoder)
    except StoreError:
        keep_parts(folder, ())
        return None
    keep_parts(folder, (_header(folder).vectors,))
    return known


def _newest(papers: Iterable[PaperText]) -> list[Placed]:
    """Return the newest papers, without their texts, in the order of ids."""
    placed = (place(paper)._replace(title="", abstract=None) for paper in papers)
    newest = heapq.nlargest(MOST_PAPERS, placed, key=lambda paper: (paper.day, paper.paper_id))
    return sorted(newest, key=lambda paper: paper.paper_id)


def _missing(chosen: Sequence[Placed], old: Vectors | None) -> list[Placed]:
    """Return those without a vector of their texts, the newest first."""
    current = old.has_current(chosen).tolist() if old else [False] * len(chosen)
    lacking = [paper for paper, has_one in zip(chosen, current, strict=True) if not has_one]
    return sorted(lacking, key=lambda paper: (paper.day, paper.paper_id), reverse=True)


def _keep(
    folder: Path, chosen: Sequence[Placed], came: Mapping[str, Floats], encoder: Encoder, old: Vectors | None
) -> Vectors:
    """Write the vectors of before that still count and those that came, and let them count."""
    part = fresh_part(folder, "vectors")
    count = write_vectors(part, chosen, lambda paper: came.get(paper.paper_id), encoder.dimensions, old)
    header = Header(FORM, CATEGORIES_KEY, encoder.id, encoder.dimensions, part.name, count)
    put_header(folder, header, (header.vectors,))
    return Vectors(part, count, encoder.dimensions)
