"""What was learnt and where each paper stands, in one folder that can be asked while it grows.

    header.json ──> model-N    terms.txt  rarity.npy  directions.npy
                └─> vectors-N  ids.bin  signs.bin  small.bin  stamps.bin  days.bin  bits.bin

    all papers ──write_index──> a model and vectors     once, and when the cache has outgrown the model
    all papers ──grow_index───> vectors                 by the model that is there: what is known is copied

Papers that came, changed or went make the same vectors that a whole run with the same model would.  Not here: what is
learnt (training), when which is due (records.IndexState).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tuiread.errors import StoreError
from tuiread.meaning.corpus import Floats
from tuiread.meaning.folders import HEADER, fresh_part, keep_parts, put_header, written_alone
from tuiread.meaning.model import Model
from tuiread.meaning.placed import CATEGORIES_KEY, Placed, place
from tuiread.meaning.training import train
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text
from tuiread.records import PaperText

FORM = 2
"""Rises when what was written before cannot be read any more."""

_DAMAGED = "The index of meanings is damaged; `tuiread index` makes it anew."

Papers = Callable[[], Iterable[PaperText]]
"""Gives every paper in the order of ids."""
Tell = Callable[[str, int], None]
"""Told what is being done and how many papers are through."""


class Header(Struct, frozen=True):
    """What the folder holds."""

    form: int
    categories: str
    """Which categories the bits stand for."""
    model: str
    """The folder of what was learnt."""
    model_id: str
    dimensions: int
    learnt_count: int
    """Papers there were when it was learnt."""
    learnt_from: int
    vectors: str = ""
    """The folder of the vectors."""
    vector_count: int = 0
    paper_count: int = 0
    """Papers there were when the vectors were written."""


class MeaningIndex:
    """What was learnt of all papers, ready to be asked.

    Args:
        folder: where it lies.

    Raises:
        StoreError: it is damaged, or of a form that this version does not know.
    """

    def __init__(self, folder: Path) -> None:
        self.header = _header(folder)
        model, header = folder / self.header.model, self.header
        try:
            terms = (model / "terms.txt").read_text(encoding="utf-8").split("\n")
            rarity, directions = (np.load(model / name, mmap_mode="r") for name in ("rarity.npy", "directions.npy"))
        except (OSError, ValueError, EOFError) as error:
            raise StoreError(_DAMAGED) from error
        if not len(terms) == len(rarity) == len(directions):
            raise StoreError(_DAMAGED)
        counts = {"paper_count": header.learnt_count, "learnt_from": header.learnt_from}
        self.model = Model(header.model_id, terms, rarity, directions, **counts)
        self.vectors = Vectors(folder / header.vectors, header.vector_count, header.dimensions)


def is_index(folder: Path) -> bool:
    """Tell whether a folder holds a whole index."""
    return (folder / HEADER).is_file()


def open_index(folder: Path) -> MeaningIndex:
    """Return the index of a folder, which may grow at this moment.

    Raises:
        StoreError: it is damaged, or of a form that this version does not know.
    """
    while True:
        before = _header(folder)
        try:
            return MeaningIndex(folder)
        except StoreError:
            if _header(folder) == before:  # else it grew between two files, and the older ones are gone
                raise


def write_index(folder: Path, papers: Papers, paper_count: int, tell: Tell = lambda step, count: None) -> Header:
    """Learn from all papers, and put an index in the place of the one before.

    Args:
        folder: where it is to lie.
        papers: gives every paper; called twice.
        paper_count: how many there are, by the measure that tells when the index is stale.
        tell: told how far it is.

    Raises:
        NotFoundError: there is no paper to learn from.
        StoreError: the folder cannot be written.
    """
    with written_alone(folder):
        tell("learning", 0)
        model = train((0, paper.title, paper.abstract) for paper in papers())
        part = fresh_part(folder, "model")
        (part / "terms.txt").write_text("\n".join(model.terms), encoding="utf-8")
        np.save(part / "rarity.npy", model.rarity)
        np.save(part / "directions.npy", model.directions)
        header = Header(
            FORM,
            CATEGORIES_KEY,
            part.name,
            model.id,
            model.dimensions,
            learnt_count=paper_count,
            learnt_from=model.learnt_from,
        )
        return _place_all(folder, header, model, papers(), paper_count, tell)


def grow_index(folder: Path, papers: Papers, paper_count: int, tell: Tell = lambda step, count: None) -> Header:
    """Give papers that came or changed a vector by the model that is there, and forget those that went.

    Args:
        folder: where the index lies.
        papers: gives every paper.
        paper_count: how many there are.
        tell: told how far it is.

    Raises:
        StoreError: the index is damaged, or cannot be written.
    """
    with written_alone(folder):
        index = MeaningIndex(folder)
        keep_parts(folder, (index.header.model, index.header.vectors))
        return _place_all(folder, index.header, index.model, papers(), paper_count, tell, index.vectors)


def _header(folder: Path) -> Header:
    try:
        header = msgspec.json.decode((folder / HEADER).read_bytes(), type=Header)
    except msgspec.ValidationError as error:
        raise StoreError("The index of meanings is of another version; `tuiread index` makes it anew.") from error
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(_DAMAGED) from error
    if (header.form, header.categories) != (FORM, CATEGORIES_KEY):
        raise StoreError("The index of meanings is of another version; `tuiread index` makes it anew.")
    return header


def _place_all(
    folder: Path,
    header: Header,
    model: Model,
    papers: Iterable[PaperText],
    paper_count: int,
    tell: Tell,
    old: Vectors | None = None,
) -> Header:
    """Write vectors of all papers, and let them count."""
    part = fresh_part(folder, "vectors")

    def vector_of(paper: Placed) -> Floats:
        return model.vector_of(paper_text(paper.title, paper.abstract))

    count = write_vectors(part, _told(papers, tell), vector_of, model.dimensions, old)
    header = replace(header, vectors=part.name, vector_count=count, paper_count=paper_count)
    put_header(folder, header, (header.model, header.vectors))
    return header


def _told(papers: Iterable[PaperText], tell: Tell) -> Iterator[Placed]:
    for number, paper in enumerate(papers, 1):
        if number % 1_000 == 0:
            tell("placing", number)
        yield place(paper)
