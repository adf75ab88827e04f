"""A figure is opened with care, fitted to the terminal, and printed with its caption."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from tests.pty_terminal import PtyTerminal
from tuiread.errors import TuireadError
from tuiread.figures import fitting, open_image

ROOT = Path(__file__).parents[1]


def png(width: int, height: int) -> bytes:
    """Return a plain image."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "PNG")
    return file.getvalue()


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(10, 200), st.integers(3, 60))
def test_a_figure_fits_the_terminal(width: int, height: int, cells: int, lines: int) -> None:
    size = fitting(width, height, cells, lines)
    assert 1 <= size[0] <= cells
    assert 1 <= size[1] <= lines


def test_a_square_takes_twice_as_many_cells_as_lines() -> None:
    assert fitting(100, 100, 80, 20) == (40, 20)


@pytest.mark.parametrize("data", [b"", b"no image", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(9, 9)[:30]])
def test_what_is_no_image_is_said(data: bytes) -> None:
    with pytest.raises(TuireadError, match="cannot be shown here; o opens it"):
        open_image(data)


def test_an_image_of_very_many_pixels_is_not_opened() -> None:
    with pytest.raises(TuireadError, match="too large to be shown"):
        open_image(png(8000, 6000))


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    image = png(9, 9)
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(TuireadError, match=r"install tuiread\[images\]"):
        open_image(image)


@pytest.mark.parametrize(
    ("answers", "drawn"),
    [
        ({}, "▀".encode()),
        ({rb"\x1b\[0?c": b"\x1b[?62;4;22c"}, rb"\x1bP[0-9;]*q"),
        ({rb"\x1b_G[^\x1b]*a=q[^\x1b]*\x1b\\": b"\x1b_Gi=31;OK\x1b\\"}, "\U0010eeee".encode()),
    ],
    ids=["half blocks", "sixel", "kitty"],
)
def test_a_figure_is_printed_as_the_terminal_can_until_enter_is_pressed(
    tmp_path: Path, answers: dict[bytes, bytes], drawn: bytes
) -> None:
    path = tmp_path / "figure.png"
    path.write_bytes(png(60, 40))
    code = f"from tuiread.figures import show_figure; show_figure(open({str(path)!r}, 'rb').read(), 'Figure 3')"
    command = [sys.executable, "-c", code]
    with PtyTerminal(command, env={"TERM": "xterm-256color"}, cwd=str(ROOT), answers=answers) as terminal:
        terminal.wait_until("Figure 3  Enter goes back.")
        assert re.search(drawn, terminal.output)
        assert b"Failed" not in terminal.output
        terminal.press("enter")
        assert terminal.wait_end() == 0
