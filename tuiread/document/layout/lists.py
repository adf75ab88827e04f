"""What hangs after a mark: items of lists, footnotes and the entries of a bibliography.

Not here: paragraphs (filling) and what an item holds (the stack of blocks that is handed in).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tuiread.blocks import Block, Footnote, Item, Itemize, Paragraph, Reference
from tuiread.document.layout.filling import filled, labelled
from tuiread.document.layout.setting import EMPTY, Setting, TextLine, anchored, cells_of, shifted
from tuiread.document.layout.words import prose, said, together

Stack = Callable[[Sequence[Block], Setting], list[TextLine]]
"""Sets blocks one below the other."""

_INDENT = 2
_WIDEST_MARK = 8
"""A longer mark has no column of its own: the text follows it and hangs by `_RUN_IN`."""
_RUN_IN = 4
_TERM_GAP = 2


def list_lines(block: Itemize, setting: Setting, stack: Stack) -> list[TextLine]:
    """Sets a list; items of several blocks have a blank line between them."""
    widest = max((cells_of(item.mark) for item in block.items), default=0)
    is_loose = any(sum(not isinstance(part, Itemize) for part in item.blocks) > 1 for item in block.items)
    indent = setting.indent(_INDENT) if widest <= _WIDEST_MARK else 0
    inner = setting.within(indent)
    lines: list[TextLine] = []
    for item in block.items:
        if is_loose and lines:
            lines.append(EMPTY)
        lines += anchored(_item(item, widest, inner, stack), item.anchor)
    return shifted(lines, indent)


def reference_lines(reference: Reference, setting: Setting) -> list[TextLine]:
    """Sets an entry of the bibliography, hanging after its label."""
    words = prose(reference.inlines, is_ascii=setting.is_ascii)
    label = said(reference.label, "strong")
    column = cells_of(reference.label) + 1
    if column - 1 <= _WIDEST_MARK and setting.indent(column) == column:
        lines = labelled(label, filled(words, setting.within(column)), column)
    else:
        lines = filled(together(label, words, gap=_TERM_GAP), setting, _RUN_IN)
    return anchored(lines, reference.anchor)


def footnote_lines(footnote: Footnote, setting: Setting) -> list[TextLine]:
    """Sets a footnote, hanging after its mark."""
    entry = Reference(footnote.mark, footnote.inlines, footnote.anchor)
    return reference_lines(entry, setting)


def _item(item: Item, widest: int, setting: Setting, stack: Stack) -> list[TextLine]:
    column = widest + 1
    if widest <= _WIDEST_MARK and setting.indent(column) == column:
        body = stack(item.blocks, setting.within(column))
        return labelled(said(item.mark), body, column) if item.mark else shifted(body, column)
    return _run_in(item, setting, stack)


def _run_in(item: Item, setting: Setting, stack: Stack) -> list[TextLine]:
    """Sets a long mark, such as the term of a description, as the begin of the item's text."""
    indent = setting.indent(_RUN_IN)
    first, rest = item.blocks[:1], item.blocks[1:]
    mark = said(item.mark, "strong")
    if first and isinstance(first[0], Paragraph):
        words = together(mark, prose(first[0].inlines, is_ascii=setting.is_ascii), gap=_TERM_GAP)
    else:
        words, rest = mark, item.blocks
    lines = filled(words, setting, _RUN_IN)
    body = stack(rest, setting.within(indent))
    if body and rest != item.blocks and not isinstance(rest[0], Itemize):
        lines.append(EMPTY)
    return [*lines, *shifted(body, indent)]
