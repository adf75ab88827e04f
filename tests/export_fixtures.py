"""Odd texts and entries for the tests of exports and imports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.fakes import make_paper
from tuiread.cleaning import clean_text
from tuiread.output.citing import cite_key
from tuiread.records import Author, PaperId
from tuiread.records.exports import Entry

ODD = (
    "R&D at 50% of #1: $x_i$ {braces} \\alpha ~ ^2",
    "“Quotes” – and -- dashes, ``ticks'' --- ?` !`",
    '<think> GPT-[n] @misc{x, title={y}} "z"',
    "漢字とかな、한국어 и кириллица",
    "مرحبا بالعالم and שלום",
    "Erdős, Müller, Ångström, Øre, Łódź, ﬁ, ệ, x̂, ı, Ÿ",
    "α-stable β ≤ ∞ → ∑ ∈ ℓ √2 ½ x²",
    "😀 emoji 🧪 in a title",
    "and others and",
    "%",
    "a" * 1_900,
    "ER - TY - UNPB",
    "---",
)
LETTERS = "ab Z09 \\{}$%&#_^~<>|-`',;:?!\"@“”–—…é漢😀αΩßøא()[]=/*+≤→ČőŁ"
TITLES = (
    st.one_of(st.sampled_from(ODD), st.text(LETTERS, min_size=1, max_size=40), st.text(min_size=1, max_size=40))
    .map(clean_text)
    .filter(bool)
)
NAMES = st.one_of(
    st.sampled_from(("Ada Example", "Bo van der Sample", "Cy Specimen Jr.", "Mono", "The Lamp, Inc.", "Rand and Sons")),
    st.text(LETTERS.replace(",", ""), min_size=1, max_size=20),
).map(clean_text).filter(lambda name: bool(name) and name.lower() not in ("others", "and"))  # fmt: skip


def entry(title: str, names: tuple[str, ...] = ("Ada Example",), number: int = 1, **facts: Any) -> Entry:
    """Return an entry of a paper."""
    paper = make_paper(f"2608.{number:05}", title, authors=[Author(name) for name in names], **facts)
    return Entry(paper, cite_key(paper))


ENTRIES = st.builds(entry, TITLES, st.lists(NAMES, min_size=1, max_size=4).map(tuple))
DAY = dt.date(2026, 8, 19)
PREPRINT = PaperId("2608.00001")
