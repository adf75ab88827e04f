"""From inlines to words: what stays together on a line, how wide it is, what it is and where it leads.

    inlines ──> pieces, each with a role ──> `Word`s (glued pieces, and the blanks before them)

A formula is one piece, so that lines end around it and never within.  Not here: where lines end (filling).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tuiread.blocks import Formula, Inline, NoteMark, Pointer, Style, Words
from tuiread.document.layout.setting import cells_of
from tuiread.document.mathematics import line as formula_line
from tuiread.lines import Role, clusters, soft_pieces

# A no-break space keeps two words on one line; it is drawn as a blank.
_TOKENS = re.compile(r"[^\S\u00a0\u202f]+|(?:\S|[\u00a0\u202f])+")
_SOFT = re.compile("[-/]")
_HARD_BLANKS = str.maketrans("\u00a0\u202f", "  ")
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_STANDS_HIGH = frozenset("*∗⋆†‡§¶‖#")
"""Marks that printers raise and everybody knows as marks."""

_ROLES: dict[Style, Role] = {
    "plain": "text",
    "emphasis": "emphasis",
    "strong": "strong",
    "code": "code",
    "small": "dim",
}


class Piece(NamedTuple):
    """A part of a word that is alike."""

    text: str
    role: Role
    target: str = ""
    """Where it leads; empty when nowhere."""
    is_whole: bool = False
    """Whether no line may end within, as in a formula."""


class Word(NamedTuple):
    """What is not broken unless it is longer than a line."""

    pieces: tuple[Piece, ...]
    cells: int
    gap: int = 1
    """How many blanks stand before it; 0 when a line may end here without one, as after a hyphen."""

    @property
    def text(self) -> str:
        """The letters of the word."""
        return "".join(piece.text for piece in self.pieces)


class _Fragment(NamedTuple):
    piece: Piece
    gap: int
    """The blanks before it; -1 when it is glued to what stands before."""


def words_of(inlines: Sequence[Inline], role: Role = "text", *, is_ascii: bool = False) -> list[Word]:
    """Splits inlines into words; with a role of their own, as in a heading, they lose the authors' styles.

    Blanks of any number are counted, so that code can keep them; prose takes each run for one.
    """
    return list(_glued(_fragments(inlines, role, is_ascii)))


def prose(inlines: Sequence[Inline], role: Role = "text", *, is_ascii: bool = False) -> list[Word]:
    """Splits inlines into words with one blank between them."""
    return [
        word if word.gap < 2 else Word(word.pieces, word.cells) for word in words_of(inlines, role, is_ascii=is_ascii)
    ]


def said(text: str, role: Role = "text") -> list[Word]:
    """Splits a text of one role into words."""
    return prose((Words(text),), role)


def together(*parts: Sequence[Word], gap: int = 1) -> list[Word]:
    """Sets lists of words one after the other, with blanks between them."""
    words: list[Word] = []
    for part in parts:
        words += [part[0]._replace(gap=gap), *part[1:]] if words and part else part
    return words


def bound(words: Sequence[Word]) -> Word:
    """Makes words one that is broken only when it is longer than a line."""
    pieces = [piece for word in words for piece in (Piece(" " * word.gap, "text"), *word.pieces) if piece.text]
    return _word(pieces[1:] if words[0].gap else pieces, words[0].gap)


def glue(words: Sequence[Word], before: str = "", after: str = "", role: Role = "text") -> list[Word]:
    """Sets brackets and the like at the first and the last word, so that no line ends between."""
    if not words:
        return said(before + after, role)
    joined = list(words)
    if before:
        joined[0] = _word([Piece(before, role), *joined[0].pieces], joined[0].gap)
    if after:
        joined[-1] = _word([*joined[-1].pieces, Piece(after, role)], joined[-1].gap)
    return joined


def fitted(words: Iterable[Word], room: int) -> Iterator[Word]:
    """Gives words that each fit into a line: too long ones in parts, at blanks of a formula or else at any letter."""
    for word in words:
        if word.cells <= room:
            yield word
        else:
            for part in _at_blanks(word):
                if part.cells <= room:
                    yield part
                else:
                    yield from _chopped(part, room)


def note_mark(mark: str, *, is_ascii: bool = False) -> str:
    """Raises the mark of a footnote: ``1`` to ``¹``; what cannot be raised gets a ``^`` before it."""
    if mark and set(mark) <= _STANDS_HIGH:
        return mark
    raised = mark.translate(_RAISED)
    is_raised = mark and all(old != new for old, new in zip(mark, raised, strict=True))
    return raised if is_raised and not is_ascii else f"^{mark}"


def _fragments(inlines: Sequence[Inline], role: Role, is_ascii: bool) -> Iterator[_Fragment]:
    gap = 0
    for inline in inlines:
        for piece, is_blank in _tokens(inline, role, is_ascii):
            if is_blank:
                gap += len(piece.text)
            else:
                yield _Fragment(piece, gap or -1)
                gap = 0


def _tokens(inline: Inline, role: Role, is_ascii: bool) -> Iterator[tuple[Piece, bool]]:
    """Gives the blanks and the rest of an inline in turn."""
    match inline:
        case Formula(tex=tex):
            shown = " ".join(formula_line(tex).split())
            if shown:
                yield Piece(shown, role, is_whole=True), False
        case NoteMark(mark=mark, target=target):
            yield Piece(note_mark(mark, is_ascii=is_ascii), "link", target), False
        case Pointer(text=text, target=target):
            yield from _split(text, "link", target)
        case Words(text=text, style=style):
            yield from _split(text, _ROLES[style] if role == "text" else role, "")


def _split(text: str, role: Role, target: str) -> Iterator[tuple[Piece, bool]]:
    for token in _TOKENS.findall(text):
        yield Piece(token.translate(_HARD_BLANKS), role, target), token.isspace()


def _glued(fragments: Iterable[_Fragment]) -> Iterator[Word]:
    """Joins pieces without a blank between them; a word may end a line after its hyphens and wide characters."""
    pieces: list[Piece] = []
    gap = 0
    for fragment in fragments:
        if fragment.gap >= 0 and pieces:
            yield from _softly(pieces, gap)
            pieces = []
        if not pieces:
            gap = max(0, fragment.gap)
        pieces.append(fragment.piece)
    if pieces:
        yield from _softly(pieces, gap)


def _softly(pieces: list[Piece], gap: int) -> Iterator[Word]:
    """Gives glued pieces as words, one for each place where a line may end."""
    if len(pieces) == 1 and pieces[0].text.isascii() and not _SOFT.search(pieces[0].text):  # as most are
        yield Word((pieces[0],), len(pieces[0].text), gap)
        return
    begun: list[Piece] = []
    for piece in pieces:
        parts = [piece.text] if piece.is_whole else list(soft_pieces(piece.text))
        for number, part in enumerate(parts):
            if number and begun:
                yield _word(begun, gap)
                begun, gap = [], 0
            begun.append(piece._replace(text=part) if len(parts) > 1 else piece)
    if begun:
        yield _word(begun, gap)


def _word(pieces: Sequence[Piece], gap: int) -> Word:
    joined = list(_joined(pieces))
    return Word(tuple(joined), sum(cells_of(piece.text) for piece in joined), gap)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Joins neighbours that are alike, so that a letter and its accent are measured as one."""
    last = pieces[0]
    for piece in pieces[1:]:
        if piece[1:] == last[1:]:
            last = last._replace(text=last.text + piece.text)
        else:
            yield last
            last = piece
    yield last


def _at_blanks(word: Word) -> Iterator[Word]:
    """Breaks a word at the blanks within its formulas."""
    begun: list[Piece] = []
    gap = word.gap
    for piece in word.pieces:
        for number, part in enumerate(piece.text.split(" ")):
            if number and begun:
                yield _word(begun, gap)
                begun = []
            gap = 1 if number else gap
            if part:
                begun.append(piece._replace(text=part))
    if begun:
        yield _word(begun, gap)


def _chopped(word: Word, room: int) -> Iterator[Word]:
    """Breaks a word after as many letters as fit, again and again."""
    gap = word.gap
    for piece in word.pieces:
        for part in _slices(piece.text, room):
            yield _word([piece._replace(text=part)], gap)
            gap = 0


def _slices(text: str, room: int) -> Iterator[str]:
    if text.isascii():
        yield from (text[start : start + room] for start in range(0, len(text), room))
        return
    kept: list[str] = []
    taken = 0
    for cluster in clusters(text):
        cells = cells_of(cluster)
        if kept and taken + cells > room:
            yield "".join(kept)
            kept, taken = [], 0
        kept.append(cluster)
        taken += cells
    yield "".join(kept)
