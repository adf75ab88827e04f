"""Each kind of block as lines, and blocks below one another.

    Block ── by its kind ──> filling, lists, equations, tables, floats ──> lines

A block is set without looking at its neighbours, so that a screen can set the one that it shows.  Not here: documents
(the package itself).
"""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.blocks import (
    Block,
    Code,
    Equation,
    Float,
    Heading,
    Inlines,
    Itemize,
    Paragraph,
    Picture,
    Quote,
    Table,
    Theorem,
)
from tuiread.document.layout.equations import equation
from tuiread.document.layout.filling import broken, filled, labelled, paragraph, run
from tuiread.document.layout.floats import float_lines, picture_lines
from tuiread.document.layout.lists import list_lines
from tuiread.document.layout.setting import EMPTY, Setting, TextLine, anchored, cells_of, shifted
from tuiread.document.layout.tables import table
from tuiread.document.layout.words import prose, said, together, words_of

_QUOTE = 4
_CODE = 2
_CODE_HANG = 4
_CODE_ROOM = 8
"""So many cells are left to code, however deep it is set in."""
_THEOREM = 2
_HEADING_GAP = 2


def stack(blocks: Sequence[Block], setting: Setting) -> list[TextLine]:
    """Sets blocks one below the other, with a blank line between them; a list follows its sentence at once."""
    lines: list[TextLine] = []
    for block in blocks:
        body = block_lines(block, setting)
        if lines and body and not isinstance(block, Itemize):
            lines.append(EMPTY)
        lines += body
    return lines


def block_lines(block: Block, setting: Setting) -> list[TextLine]:
    """Sets one block."""
    match block:
        case Paragraph():
            return anchored(paragraph(block.inlines, setting), block.anchor)
        case Equation():
            return equation(block, setting)
        case Heading():
            return _heading(block, setting)
        case Itemize():
            return list_lines(block, setting, stack)
        case Table():
            return table(block, setting)
        case Float():
            return float_lines(block, setting, stack)
        case _:
            return _rarer(block, setting)


def _rarer(block: Code | Picture | Quote | Theorem, setting: Setting) -> list[TextLine]:
    match block:
        case Code():
            return _code(block, setting)
        case Picture():
            return picture_lines(block, setting)
        case Quote():
            indent = setting.indent(_QUOTE)
            return shifted(stack(block.blocks, setting.within(indent, indent)), indent)
        case Theorem():
            return _theorem(block, setting)


def _heading(block: Heading, setting: Setting) -> list[TextLine]:
    """Sets a heading: its number, two blanks, and its title hanging."""
    ragged = setting.ragged
    column = cells_of(block.number) + _HEADING_GAP
    words = prose(block.inlines, "heading", is_ascii=setting.is_ascii)
    if not block.number:
        lines = filled(words, ragged)
    elif ragged.indent(column) == column:
        lines = labelled(said(block.number, "heading"), filled(words, ragged.within(column)), column)
    else:
        lines = filled(together(said(block.number, "heading"), words), ragged)
    return anchored(lines, block.anchor)


def _theorem(block: Theorem, setting: Setting) -> list[TextLine]:
    indent = setting.indent(_THEOREM)
    title = paragraph(block.title, setting, "strong")
    return anchored([*title, *shifted(stack(block.blocks, setting.within(indent)), indent)], block.anchor)


def _code(block: Code, setting: Setting) -> list[TextLine]:
    """Keeps line ends and blanks; a line that is too long goes on below, set in further."""
    indent = setting.indent(_CODE)
    lines = [line for inlines in block.lines for line in _code_line(inlines, setting.cells - indent, setting)]
    return anchored(shifted(lines, indent), block.anchor)


def _code_line(inlines: Inlines, room: int, setting: Setting) -> list[TextLine]:
    words = words_of(inlines, is_ascii=setting.is_ascii)
    if not words:
        return [EMPTY]
    leading = min(words[0].gap, max(0, room - _CODE_ROOM) // 2)
    hang = min(_CODE_HANG, max(0, room - leading - _CODE_ROOM) // 2)
    rows = broken([words[0]._replace(gap=0), *words[1:]], room - leading, hang)
    first, *others = map(run, rows)
    return shifted([first, *shifted(others, hang)], leading)
