"""Figures, tables and algorithms with their captions, and pictures: here only what there is to open.

    [Figure 3: Loss against compute. o opens the image.]
      (a) Small models
      (b) Large models

Not here: the images, which a screen shows or opens on demand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tuiread.blocks import Block, Float, Picture, Pointer, Words
from tuiread.document.layout.filling import filled
from tuiread.document.layout.setting import Setting, TextLine, anchored, shifted
from tuiread.document.layout.words import Word, glue, prose, said, together

if TYPE_CHECKING:
    from collections.abc import Callable

    Stack = Callable[[Sequence[Block], Setting], list[TextLine]]

_INDENT = 2
_STOPS = ".!?…。"


def float_lines(block: Float, setting: Setting, stack: Stack) -> list[TextLine]:
    """Sets a float: a figure's caption follows what it holds, other captions stand above.

    Args:
        block: the float.
        setting: how to set it.
        stack: sets the blocks within it.
    """
    small = [part for part in block.blocks if isinstance(part, Float)]
    content = [part for part in block.blocks if not isinstance(part, Picture | Float)]
    caption = filled(_caption(block), setting, 1)
    body = stack(content, setting)
    if block.kind == "figure":
        lines = [*body, TextLine(), *caption] if body and caption else [*body, *caption]
    else:
        lines = [*caption, TextLine(), *body] if body and caption else [*caption, *body]
    indent = setting.indent(_INDENT)
    for part in small:
        lines += shifted(float_lines(part, setting.within(indent), stack), indent)
    return anchored(lines, block.anchor)


def picture_lines(block: Picture, setting: Setting) -> list[TextLine]:
    """Sets a picture that is in no float."""
    words = together(said("Picture:" if block.alt else "Picture.", "strong"), said(_stopped(block.alt)), _hint([block]))
    return filled(glue(words, "[", "]"), setting, 1)


def _caption(block: Float) -> list[Word]:
    """Gives the words of a caption; in brackets when there is an image to open or to miss."""
    pictures = list(_pictures(block.blocks))
    caption = prose(block.caption) or prose([Words(" ".join(picture.alt for picture in pictures))])
    label = said(block.label, "strong")
    if label and caption and not block.label.endswith(")"):
        label = glue(label, after=":", role="strong")
    own = [part for part in block.blocks if isinstance(part, Picture)]
    hinted = own or (pictures if not _is_listed(block) else [])
    words = together(label, caption)
    if not hinted:
        return words
    if words and not words[-1].text.endswith(tuple(_STOPS)):
        words = glue(words, after=".", role=words[-1].pieces[-1].role)
    return glue(together(words, _hint(hinted)), "[", "]")


def _is_listed(block: Float) -> bool:
    """Says whether the figures within a figure tell of their images themselves."""
    return any(isinstance(part, Float) for part in block.blocks)


def _pictures(blocks: Sequence[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block


def _hint(pictures: Sequence[Picture]) -> list[Word]:
    """Says what can be done about images."""
    urls = [picture.url for picture in pictures if picture.url]
    if not urls:
        return said("The page has no image of it.", "dim")
    if len(urls) == 1:
        return prose((Pointer("o opens the image.", urls[0]),))
    numbers = [inline for number, url in enumerate(urls, 1) for inline in (Pointer(str(number), url), Words(" "))]
    return prose((Words("o opens image "), *numbers))


def _stopped(text: str) -> str:
    return text if not text or text.endswith(tuple(_STOPS)) else text + "."
