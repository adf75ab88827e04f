"""What changed between two versions of a text: blocks that came, went or were written anew, section by section.

    old blocks ┐ by what they say        ┌ added
    new blocks ┘ (key_of) ── difflib ──> ┤ removed
                                         └ changed: which words went, which came

Blocks that only moved to another place within the order count as gone and come.  Not here: which versions there are
(texts), and how a difference looks (words).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from tuiread.blocks import Document, Heading
from tuiread.document.plain import key_of, text_of, words_of

Kind = Literal["same", "removed", "added"]

LIKE_ENOUGH = 0.5
"""From which share of common words on a block is the other one written anew."""

_MOST_WORDS = 3_000
"""Longer blocks are compared as a whole: comparing words takes time in the square of their number."""


class Piece(NamedTuple):
    """Some words of a changed block."""

    kind: Kind
    text: str


class Change(NamedTuple):
    """One block that is not as it was."""

    section: str
    """Number and title of the section in the version that has the block; empty before the first."""
    pieces: tuple[Piece, ...]
    """All removed or all added, or what stayed, went and came in a block that was written anew."""


class _Said(NamedTuple):
    """A block, by what matters here."""

    key: str
    section: str
    text: str


def differences(old: Document, new: Document) -> tuple[Change, ...]:
    """Return what changed in abstract and body, in the order of the new version."""
    before, after = list(_said(old)), list(_said(new))
    matcher = SequenceMatcher(None, [said.key for said in before], [said.key for said in after], autojunk=False)
    changes: list[Change] = []
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            changes += _changes(before[first:last], after[new_first:new_last])
    return tuple(changes)


def text_differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return which words stayed, went and came; what went stands before what came."""
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _MOST_WORDS:
        return _pieces(("removed", before), ("added", after))
    pieces: list[tuple[Kind, Sequence[str]]] = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", before[first:last]))
        else:
            pieces += [("removed", before[first:last]), ("added", after[new_first:new_last])]
    return _pieces(*pieces)


def _changes(before: Sequence[_Said], after: Sequence[_Said]) -> Iterator[Change]:
    """Pair each new block with the first old one that is like it; what has no pair is gone or came, gone first."""
    twins = _twins(before, after)
    at = 0
    for place, said in enumerate(after):
        next_twin = next((twin for twin in twins[place:] if twin is not None), len(before))
        yield from (Change(gone.section, (Piece("removed", gone.text),)) for gone in before[at:next_twin])
        at = next_twin
        if twins[place] is None:
            yield Change(said.section, (Piece("added", said.text),))
        else:
            yield Change(said.section, text_differences(before[at].text, said.text))
            at += 1
    yield from (Change(gone.section, (Piece("removed", gone.text),)) for gone in before[at:])


def _twins(before: Sequence[_Said], after: Sequence[_Said]) -> list[int | None]:
    twins: list[int | None] = []
    at = 0
    for said in after:
        twin = next((place for place in range(at, len(before)) if _is_like(before[place].text, said.text)), None)
        twins.append(twin)
        at = at if twin is None else twin + 1
    return twins


def _is_like(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old.split()[:_MOST_WORDS], new.split()[:_MOST_WORDS], autojunk=False)
    return matcher.quick_ratio() >= LIKE_ENOUGH and matcher.ratio() >= LIKE_ENOUGH


def _pieces(*pieces: tuple[Kind, Sequence[str]]) -> tuple[Piece, ...]:
    return tuple(Piece(kind, " ".join(words)) for kind, words in pieces if words)


def _said(document: Document) -> Iterator[_Said]:
    yield from (_Said(key_of(block), "Abstract", text_of(block)) for block in document.abstract)
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = _section(block)
        if text := text_of(block):
            yield _Said(key_of(block), section, text)


def _section(heading: Heading) -> str:
    return " ".join(filter(None, (heading.number, words_of(heading.inlines))))
