"""A figure on the terminal: kitty's or sixel's graphics where the terminal has them, else half blocks.

The package for it is an optional extra and asks the terminal when it is imported, so that it is imported here, while
the app has lent the terminal.  Not here: where the image comes from, and the caption's words.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tuiread.errors import TuireadError

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_PIXELS = 40_000_000
"""Larger images are not opened: a small file can hold a very large one."""

Draw = Callable[[Any, int, int], "RenderableType"]
"""Gives something that Rich can print for an image, a width and a height in cells."""


def open_image(data: bytes) -> Any:
    """Return an image that is small enough to be shown.

    Raises:
        TuireadError: the extra is not installed, or these bytes are no image that can be shown.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise TuireadError("Figures need one more package: install tuiread[images]; o opens the image.") from error
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MOST_PIXELS:
            raise TuireadError("This image is too large to be shown here; o opens it.")
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise TuireadError("This image cannot be shown here; o opens it.") from error
    return image


def show_figure(data: bytes, caption: str, wait: Callable[[], object] = sys.stdin.readline) -> None:
    """Print a figure and its caption on a terminal that is nobody else's meanwhile, and wait for Enter.

    Raises:
        TuireadError: the extra is not installed, or these bytes are no image that can be shown.
    """
    image = open_image(data)
    # It says on the terminal itself when that does not tell the size of a cell; a usual one is taken then.
    logging.getLogger("textual_image").addHandler(logging.NullHandler())
    from rich.console import Console
    from textual_image.renderable import Image

    console = Console(highlight=False)
    console.clear()
    cells, lines = fitting(image.width, image.height, console.width, console.height - 3)
    console.print(Image(image, width=cells, height=lines))
    console.print(f"{caption}  Enter goes back.", markup=False, overflow="ellipsis", no_wrap=True)
    wait()


def fitting(width: int, height: int, most_cells: int, most_lines: int) -> tuple[int, int]:
    """Return the largest size in cells and lines for an image of so many pixels; a cell is twice as high as wide."""
    scale = min(most_cells / width, 2 * most_lines / height)
    return max(1, int(width * scale)), max(1, int(height * scale / 2))
