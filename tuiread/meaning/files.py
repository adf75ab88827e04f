"""A model and its vectors in one folder, written beside the old one and put in its place when all of it is there.

    header.json  terms.txt  rarity.npy  directions.npy      the model
    ids.bin  signs.bin  small.bin                           the vectors (vectors)

A folder that a stopped run left half written is no index and is written over.  Not here: what is learnt (training).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from tuiread.errors import StoreError
from tuiread.meaning.model import Model
from tuiread.meaning.training import train
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text

FORM = 1
"""Rises when what was written before cannot be read any more."""

_DAMAGED = "The index of meanings is damaged; `tuiread index` makes it anew."

Papers = Callable[[], Iterable[tuple[str, str, str | None]]]
"""Gives (id, title, abstract) of every paper in the order of ids; called twice."""


class Header(Struct, frozen=True):
    """What the folder holds."""

    form: int
    model_id: str
    dimensions: int
    vector_count: int
    paper_count: int
    learnt_from: int


class MeaningIndex:
    """What was learnt of all papers, ready to be asked.

    Args:
        folder: where it lies.

    Raises:
        StoreError: it is damaged, or of a form that this version does not know.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.header = msgspec.json.decode((folder / "header.json").read_bytes(), type=Header)
            if self.header.form != FORM:
                raise StoreError("The index of meanings is of another version; `tuiread index` makes it anew.")
            terms = (folder / "terms.txt").read_text(encoding="utf-8").split("\n")
            rarity, directions = (np.load(folder / name, mmap_mode="r") for name in ("rarity.npy", "directions.npy"))
        except (OSError, ValueError, EOFError, msgspec.DecodeError) as error:
            raise StoreError(_DAMAGED) from error
        if not len(terms) == len(rarity) == len(directions):
            raise StoreError(_DAMAGED)
        header = self.header
        counts = {"paper_count": header.paper_count, "learnt_from": header.learnt_from}
        self.model = Model(header.model_id, terms, rarity, directions, **counts)
        self.vectors = Vectors(folder, header.vector_count, header.dimensions)


def is_index(folder: Path) -> bool:
    """Tell whether a folder holds a whole index."""
    return (folder / "header.json").is_file()


def write_index(folder: Path, papers: Papers, tell: Callable[[str, int], None] = lambda step, count: None) -> Header:
    """Learn from all papers, and put an index in the place of the one before.

    Args:
        folder: where it is to lie.
        papers: gives every paper, twice.
        tell: told what is being done and how many papers are through.

    Raises:
        NotFoundError: there is no paper to learn from.
        StoreError: the folder cannot be written.
    """
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    tell("learning", 0)
    model = train((0, title, abstract) for _, title, abstract in papers())
    try:
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh.mkdir(parents=True)
        (fresh / "terms.txt").write_text("\n".join(model.terms), encoding="utf-8")
        np.save(fresh / "rarity.npy", model.rarity)
        np.save(fresh / "directions.npy", model.directions)
        count = write_vectors(fresh, _vectors(model, papers(), tell))
        header = Header(FORM, model.id, model.dimensions, count, model.paper_count, model.learnt_from)
        (fresh / "header.json").write_bytes(msgspec.json.encode(header))
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"The index of meanings cannot be written: {error.strerror or error}.") from error
    return header


def _vectors(
    model: Model, papers: Iterable[tuple[str, str, str | None]], tell: Callable[[str, int], None]
) -> Iterator[tuple[str, np.ndarray]]:
    for number, (paper_id, title, abstract) in enumerate(papers, 1):
        if number % 1_000 == 0:
            tell("placing", number)
        yield paper_id, model.vector_of(paper_text(title, abstract))
