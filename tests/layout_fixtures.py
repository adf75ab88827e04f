"""A made-up paper that has one of everything a layout must know, in words of its own."""

from __future__ import annotations

import re

from tuiread.blocks import (
    Block,
    Cell,
    Code,
    Document,
    Equation,
    EquationLine,
    Float,
    Footnote,
    Formula,
    Heading,
    Inlines,
    Item,
    Itemize,
    NoteMark,
    Paragraph,
    Picture,
    Pointer,
    Quote,
    Reference,
    Table,
    Theorem,
    Words,
)


def said(*parts: str) -> Inlines:
    """Plain words."""
    return tuple(Words(part) for part in parts)


def par(text: str, anchor: str = "") -> Paragraph:
    return Paragraph(said(text), anchor)


def spelled(tex: str) -> str:
    """A formula in one line as it was typed, so that a golden of the layout hangs on no other part."""
    return tex


def boxed(tex: str, cells: int | None = None) -> tuple[tuple[str, ...], int]:
    """A display formula as it was typed: a lone fraction in three lines, what is too wide in pieces."""
    if fraction := re.fullmatch(r"\\frac\{(.*)\}\{(.*)\}", tex):
        wide = max(map(len, fraction.groups()))
        return (fraction[1].center(wide), "─" * wide, fraction[2].center(wide)), 1
    if not cells or len(tex) <= cells:
        return (tex,), 0
    pieces = [tex[start : start + cells].ljust(cells) for start in range(0, len(tex), cells)]
    return tuple(pieces), 0


def heads(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(said(text), is_head=True) for text in texts)


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(said(text)) for text in texts)


PROSE = (
    "Water that stands in a well keeps the temperature of the ground, and a well that is read every morning tells more "
    "about a winter than the frost on its lid. We read forty of them."
)

STYLED = Paragraph(
    (
        Words("Each depth "),
        Formula("x_i"),
        Words(" was read "),
        Words("twice", "emphasis"),
        Words(", once by "),
        Words("two people", "strong"),
        Words(" and once by "),
        Words("read_depth()", "code"),
        Words("; see "),
        Pointer("Section 3.2", "S3.SS2"),
        Words(", "),
        Pointer("Well and Bucket (2019)", "bib.bib2"),
        Words(" and ["),
        Pointer("1", "bib.bib1"),
        Words("]."),
        NoteMark("1", "footnote1"),
        Words(" A rope is never shorter than "),
        Formula("a+b"),
        Words(" metres, 水深は毎朝測る。"),
    ),
    "S1.p2",
)

LISTS = Itemize(
    (
        Item(
            "•", (par("Rope, dry, and long enough to reach the ground of the deepest of the forty wells."),), "S1.I1.i1"
        ),
        Item(
            "•",
            (par("A lamp:"), Itemize((Item("(a)", (par("with oil"),)), Item("(b)", (par("without"),))))),
            "S1.I1.i2",
        ),
    )
)

TERMS = Itemize(
    (
        Item("Standing water", (par("Water that has not been drawn from for a night and a day, in any well."),)),
        Item("Drawn water", (par("The rest."),)),
    )
)

RESULTS = Table(
    (
        heads("filter", "pool (B tok)", "loss @1e21", "loss @1e22"),
        row("none", "100.0", "2.91", "2.61 *"),
        row("quick", "12.4", "2.84 *", "2.70"),
        row("perplexity", "31.0", "2.87", "2.66"),
    ),
    anchor="S2.T1",
)

SPANS = Table(
    (
        (Cell(said("Well"), row_count=2, is_head=True), Cell(said("Depth in metres"), 2, is_head=True, align="center")),
        heads("summer", "winter"),
        (Cell(said("North"), row_count=2), *row("12", "9.5")),
        row("11", "8"),
        row("South", "104", "—"),
    ),
    ruled_after=(3,),
)

LONG_CELLS = Table(
    (
        heads("Well", "What was seen", "What was done about it"),
        row(
            "North",
            "The lid was open for two weeks and leaves had fallen in",
            "The leaves were taken out by hand, twice",
        ),
        row("South", "Nothing", "Nothing"),
    )
)

WIDE = Table(
    (heads("Day", *(f"hour {hour}" for hour in range(24))), row("Monday", *(str(hour * 7) for hour in range(24))))
)

FIGURE = Float(
    "figure",
    "Figure 1",
    said("Loss against compute for five filters"),
    (Picture("https://example.org/x1.png"),),
    "S2.F1",
)

FIGURES = Float(
    "figure",
    "Figure 2",
    said("Two wells."),
    (
        Float("figure", "(a)", said("North"), (Picture("https://example.org/x2.png"),), "S2.F2.sf1"),
        Float("figure", "(b)", said("South"), (Picture(""),), "S2.F2.sf2"),
    ),
    "S2.F2",
)

STEPS = Float(
    "algorithm",
    "Algorithm 1",
    said("Reading a well"),
    (
        Code(
            (
                (
                    Words("1:  ", "small"),
                    Words("for", "strong"),
                    Words(" each well "),
                    Formula("w"),
                    Words(" do", "strong"),
                ),
                (Words("2:      lower the rope until it is wet, wait, raise it and note the wet part of it"),),
                (Words("3:  "), Words("end for", "strong")),
            )
        ),
    ),
    "alg1",
)

BODY: tuple[Block, ...] = (
    Heading(1, "1", said("Introduction"), "S1"),
    par(PROSE, "S1.p1"),
    STYLED,
    LISTS,
    TERMS,
    Quote((par("A well is read, not looked at, and whoever looks at it for longer than a minute has read nothing."),)),
    Heading(
        2, "1.1", said("How deep water stands when nobody has drawn from a well since the last new moon"), "S1.SS1"
    ),
    Equation((EquationLine("L(N, D) = E + A / N + B / D", "(4)", "S1.E4"),), "S1.Ex4"),
    Equation((EquationLine(r"\frac{rope}{well and bucket}", "(5)", "S1.E5"),)),
    Equation((EquationLine("a &= b + c", "(6)", "S1.E6"), EquationLine("long &= d", "(7)", "S1.E7"))),
    Equation((EquationLine("+".join(f"a_{number}" for number in range(40)), "(8)", "S1.E8"),)),
    Theorem(said("Theorem 2.1 (Wells)"), (par("Every well that is read is a well."),), "Thm1"),
    Theorem(said("Proof."), (par("Obvious from the definition. ∎"),)),
    Heading(1, "2", said("Results"), "S2"),
    Float("table", "Table 1", said("Results on four pools"), (RESULTS,), "S2.T1"),
    SPANS,
    LONG_CELLS,
    WIDE,
    FIGURE,
    FIGURES,
    Picture("", "A rope"),
    STEPS,
    Code((said("def read(well):"), said("    return well.depth  # metres"), (), said("    " + "x = 1; " * 20))),
)

EVERYTHING = Document(
    said("Forty Wells, Read Every Morning"),
    ("A. Well, B. Bucket", "Institute of Ropes"),
    (par("We read forty wells and say what was in them."),),
    BODY,
    (
        Footnote(
            "1",
            said("Ropes shrink when they are wet, by about a hundredth of their length, and are measured wet."),
            "footnote1",
        ),
    ),
    (
        Reference(
            "[1]", (*said("A. Well. "), Words("On Ropes", "emphasis"), *said(". Journal of Buckets, 1999.")), "bib.bib1"
        ),
        Reference(
            "Well and Bucket (2019)",
            (
                *said("A. Well and B. Bucket. On lids, with a preface. "),
                Pointer("https://example.org/lids", "https://example.org/lids"),
            ),
            "bib.bib2",
        ),
    ),
    "arxiv",
    ("A table with more than 20,000 cells was left out.",),
)
