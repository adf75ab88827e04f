"""Blocks become lines of a width: nothing is lost or doubled, nothing is too wide, links stay where their words are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from tests.conftest import Golden
from tests.layout_fixtures import (
    EVERYTHING,
    LONG_CELLS,
    PROSE,
    RESULTS,
    SPANS,
    STYLED,
    WIDE,
    boxed,
    heads,
    par,
    row,
    said,
    spelled,
)
from tuiread.blocks import (
    Block,
    Cell,
    Code,
    Equation,
    EquationLine,
    Float,
    Footnote,
    Formula,
    Heading,
    Inline,
    Inlines,
    Item,
    Itemize,
    NoteMark,
    Paragraph,
    Picture,
    Pointer,
    Quote,
    Reference,
    Style,
    Table,
    Theorem,
    Words,
)
from tuiread.document.layout import (
    Setting,
    TextLine,
    lay_out,
    lay_out_footnote,
    lay_out_head,
    lay_out_reference,
    lines_of,
)
from tuiread.document.layout.equations import columns_of
from tuiread.document.mathematics import line as formula_line
from tuiread.lines import Span, plain, width

WIDTHS = (20, 40, 60, 80, 120)
STYLES: tuple[Style, ...] = ("plain", "emphasis", "strong", "code", "small")

letters = st.sampled_from("abcXYZ 019-/.,λé中文한😀\u00a0\u0301—")
texts = st.text(letters, max_size=60)
inline: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Words, texts, st.sampled_from(STYLES)),
    st.builds(Pointer, texts, st.sampled_from(["S1", "bib.bib1"])),
    st.builds(NoteMark, st.sampled_from(["1", "12", "*"]), st.just("footnote1")),
)
inlines = st.lists(inline, max_size=8).map(tuple)
settings = st.builds(Setting, st.sampled_from(WIDTHS), st.sampled_from((40, 78)), st.booleans(), st.booleans())


def shown(block: Block, cells: int = 60, **options: Any) -> list[str]:
    return [plain(line.line) for line in lay_out(block, Setting(cells, **options))]


def ink(text: str) -> str:
    return "".join(text.split())


def ink_of(inlines: Inlines) -> str:
    marks = {"1": "¹", "12": "¹²"}
    return ink("".join(marks.get(each.mark, "*") if isinstance(each, NoteMark) else each.text for each in inlines))  # type: ignore[union-attr]


class Grower:
    """Draws trees of blocks in which every word is another one."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.number = count()
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"w{next(self.number)}")
        return self.words[-1]

    def text(self, most: int = 6) -> str:
        return " ".join(self.word() for _ in range(self.draw(st.integers(1, most))))

    def inlines(self) -> Inlines:
        styles = self.draw(st.lists(st.sampled_from([None, *STYLES]), min_size=1, max_size=4))
        made: list[Inline] = []
        for style in styles:
            made.append(Words(self.text(), style) if style else Pointer(self.text(), "S1"))
            made.append(Words(self.draw(st.sampled_from([" ", ", ", "\u00a0; "]))))
        return tuple(made)

    def blocks(self, kinds: list[str], depth: int) -> tuple[Block, ...]:
        leaves = [kind for kind in kinds if kind in ("paragraph", "code", "equation", "table", "heading")]
        drawn = self.draw(st.lists(st.sampled_from(kinds if depth else leaves), min_size=1, max_size=3))
        return tuple(self.block(kind, kinds, depth - 1) for kind in drawn)

    def block(self, kind: str, kinds: list[str], depth: int) -> Block:
        makers: dict[str, Callable[[], Block]] = {
            "paragraph": lambda: Paragraph(self.inlines()),
            "heading": lambda: Heading(1, self.word(), self.inlines()),
            "code": lambda: Code(tuple((Words("  "), *self.inlines()) for _ in range(self.draw(st.integers(0, 3))))),
            "equation": lambda: Equation((EquationLine("", self.word()),)),
            "list": lambda: Itemize(tuple(self.item(kinds, depth) for _ in range(self.draw(st.integers(1, 3))))),
            "quote": lambda: Quote(self.blocks(kinds, depth)),
            "theorem": lambda: Theorem(self.inlines(), self.blocks(kinds, depth)),
            "table": self.table,
            "float": lambda: Float("figure", self.word(), self.inlines(), self.blocks(kinds, depth)),
        }
        return makers[kind]()

    def item(self, kinds: list[str], depth: int) -> Item:
        return Item(self.draw(st.sampled_from(["•", "(a)", "a longer mark"])), self.blocks(kinds, depth))

    def table(self) -> Table:
        columns = self.draw(st.integers(1, 7))
        spans = st.sampled_from([1, 1, 1, 2, 9])
        rows = range(self.draw(st.integers(1, 4)))
        return Table(
            tuple(tuple(Cell(self.inlines(), self.draw(spans), self.draw(spans)) for _ in range(columns)) for _ in rows)
        )


IN_ORDER = ["paragraph", "heading", "code", "equation", "list", "quote", "theorem"]


@st.composite
def trees(draw: st.DrawFn, kinds: list[str]) -> tuple[tuple[Block, ...], list[str]]:
    grower = Grower(draw)
    blocks = grower.blocks(kinds, 3)
    return blocks, grower.words


def words_in(lines: list[TextLine]) -> list[str]:
    return re.findall(r"w\d+", "\n".join(plain(line.line) for line in lines))


def check_links(lines: list[TextLine]) -> None:
    for line in lines:
        text = plain(line.line)
        for link in line.links:
            before = next(cut for cut in range(len(text) + 1) if width((Span(text[:cut]),)) == link.start)
            assert text[before:].lstrip("\u0301").startswith(link.text.lstrip("\u0301"))
            assert width((Span(link.text),)) == link.end - link.start


@given(trees([*IN_ORDER, "table", "float"]), settings)
def test_no_word_of_any_tree_is_lost_or_doubled_and_no_line_is_too_wide(
    tree: tuple[tuple[Block, ...], list[str]], setting: Setting
) -> None:
    blocks, words = tree
    lines = [line for block in blocks for line in lay_out(block, setting)]
    assert Counter(words_in(lines)) == Counter(words)
    assert all(width(line.line) <= setting.cells for line in lines)
    check_links(lines)


@given(trees(IN_ORDER), settings)
def test_words_stay_in_their_order(tree: tuple[tuple[Block, ...], list[str]], setting: Setting) -> None:
    blocks, words = tree
    lines = [line for block in blocks for line in lay_out(block, setting)]
    assert words_in(lines) == words


@given(inlines, settings)
def test_a_paragraph_keeps_every_letter(content: Inlines, setting: Setting) -> None:
    setting = Setting(setting.cells, setting.measure, setting.is_justified)
    lines = list(lay_out(Paragraph(content), setting))
    assert ink("".join(plain(line.line) for line in lines)) == ink_of(content)
    assert all(width(line.line) <= min(setting.cells, setting.measure) for line in lines)
    assert all(plain(line.line).strip() for line in lines)
    check_links(lines)


any_cell = st.builds(
    Cell,
    inlines,
    st.integers(-1, 4) | st.just(10**9),
    st.integers(-1, 4) | st.just(10**9),
    st.booleans(),
    st.sampled_from(["left", "center", "right"]),
)
any_table = st.builds(
    Table,
    st.lists(st.lists(any_cell, max_size=7).map(tuple), max_size=5).map(tuple),
    st.lists(st.integers(-2, 9), max_size=4).map(tuple),
)


@given(any_table, settings)
def test_any_table_ends_in_lines_that_fit_and_keeps_every_cell(table: Table, setting: Setting) -> None:
    setting = Setting(setting.cells, setting.measure)
    lines = list(lay_out(table, setting))
    assert all(width(line.line) <= setting.cells for line in lines)
    check_links(lines)
    drawn = Counter(ink("".join(plain(line.line) for line in lines)))
    expected = Counter("".join(ink_of(cell.inlines) for row in table.rows for cell in row))
    assert expected <= drawn


@given(inlines, st.integers(2, 30))
@example((Words("\u0301"),), 4)
def test_code_and_cells_keep_every_letter_at_any_width(content: Inlines, cells: int) -> None:
    for block in (Code((content,)), Table(((Cell(content),),))):
        lines = lay_out(block, Setting(cells))
        text = "".join(plain(line.line).strip("│ ") for line in lines)
        assert ink(text) == ink_of(content)
        assert all(width(line.line) <= cells for line in lines)


@pytest.fixture
def spelled_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows formulas as they were typed."""
    monkeypatch.setattr("tuiread.document.layout.words.formula_line", spelled)
    monkeypatch.setattr("tuiread.document.layout.equations.formula_box", boxed)


@pytest.mark.usefixtures("spelled_formulas")
@pytest.mark.parametrize("cells", [60, 80, 120])
def test_a_paper_with_everything_looks_as_agreed(cells: int, golden: Golden) -> None:
    text = "\n".join(plain(line.line) for line in lines_of(EVERYTHING, Setting(cells)))
    golden(text + "\n", f"text/{cells}")


@pytest.mark.usefixtures("spelled_formulas")
def test_a_justified_paper_in_ascii_looks_as_agreed(golden: Golden) -> None:
    setting = Setting(60, is_justified=True, is_ascii=True)
    golden("\n".join(plain(line.line) for line in lines_of(EVERYTHING, setting)) + "\n", "text/60-ascii")


@pytest.mark.parametrize("cells", [2, 5, *WIDTHS])
def test_no_line_is_wider_than_the_pane(cells: int) -> None:
    wide = [plain(line.line) for line in lines_of(EVERYTHING, Setting(cells)) if width(line.line) > cells]
    assert wide == []


@pytest.mark.parametrize("cells", WIDTHS)
def test_blocks_laid_out_one_by_one_are_those_of_the_whole_text(cells: int) -> None:
    setting = Setting(cells)
    single = [
        *lay_out_head(EVERYTHING, setting),
        *(line for block in (*EVERYTHING.abstract, *EVERYTHING.blocks) for line in lay_out(block, setting)),
        *(line for footnote in EVERYTHING.footnotes for line in lay_out_footnote(footnote, setting)),
        *(line for reference in EVERYTHING.references for line in lay_out_reference(reference, setting)),
    ]
    titles = {"Abstract", "Notes", "References"}
    whole = [line for line in lines_of(EVERYTHING, setting) if plain(line.line) not in titles]
    assert [line for line in single if line.line] == [line for line in whole if line.line]


def test_blank_lines_stand_between_parts_but_not_between_references() -> None:
    texts = [plain(line.line) for line in lines_of(EVERYTHING, Setting(80))]
    place = texts.index("References")
    assert texts[place - 1] == texts[place + 1] == ""
    assert "" not in texts[place + 2 :]
    assert all(before or after for before, after in pairwise(texts))


def test_a_heading_has_its_number_two_blanks_and_hangs() -> None:
    lines = lay_out(Heading(2, "3.2", said("Crossover of filters that are strict"), "S3.SS2"), Setting(24))
    assert [plain(line.line) for line in lines] == ["3.2  Crossover of", "     filters that are", "     strict"]
    assert lines[0].anchor == "S3.SS2"
    assert {span.role for line in lines for span in line.line if span.text.strip()} == {"heading"}


def test_justified_lines_end_at_the_measure_except_the_last() -> None:
    lines = shown(par(PROSE), 60, measure=50, is_justified=True)
    assert {len(line) for line in lines[:-1]} == {50}
    assert len(lines[-1]) < 50
    assert " ".join(" ".join(lines).split()) == PROSE


def test_styles_have_roles() -> None:
    line = lay_out(Paragraph(tuple(Words(style, style) for style in STYLES)), Setting(60))[0].line
    assert [span.role for span in line] == ["text", "emphasis", "strong", "code", "dim"]


def test_a_link_over_two_lines_is_two_links() -> None:
    block = Paragraph((Words("As in "), Pointer("Well and Bucket (2019)", "bib.bib2"), Words(".")))
    first, second = lay_out(block, Setting(16))
    assert plain(first.line) == "As in Well and"
    assert [tuple(link) for link in first.links] == [(6, 14, "bib.bib2", "Well and")]
    assert [tuple(link) for link in second.links] == [(0, 13, "bib.bib2", "Bucket (2019)")]


def test_two_citations_with_a_comma_between_are_two_links() -> None:
    block = Paragraph((Words("["), Pointer("1", "bib.bib1"), Words(","), Pointer("2", "bib.bib2"), Words("]")))
    assert [tuple(link) for link in lay_out(block, Setting(20))[0].links] == [
        (1, 2, "bib.bib1", "1"),
        (3, 4, "bib.bib2", "2"),
    ]


def test_links_behind_wide_letters_count_their_cells() -> None:
    block = Paragraph((Words("水深は "), Pointer("図", "S1.F1")))
    assert [tuple(link) for link in lay_out(block, Setting(20))[0].links] == [(7, 9, "S1.F1", "図")]


def test_a_formula_is_not_broken_across_lines() -> None:
    tex = "a + b = c"
    whole = formula_line(tex)
    for cells in range(len(whole) + 2, 40):
        lines = shown(Paragraph((*said("Some words before ("), Formula(tex), *said(") and after."))), cells)
        assert any(f"({whole})" in line for line in lines)


def test_a_formula_is_not_broken_at_a_hyphen_or_slash() -> None:
    lines = shown(Paragraph((*said("Words of many kinds "), Formula("word/word"))), 22)
    assert lines == ["Words of many kinds", formula_line("word/word")]


def test_numbers_stand_at_the_right_also_with_a_word_among_them() -> None:
    rows = [row("a", "1"), row("b", "12.5 %"), row("c", "none"), row("d", "−3 ± 1"), row("e", "—")]
    texts = shown(Table((heads("name", "loss in all"), *rows)))
    assert [text[1:].strip() for text in texts[2:]] == ["1", "12.5 %", "none", "−3 ± 1", "—"]
    assert {len(text) for text in texts[2:]} == {len(texts[0])}


def test_a_number_with_its_error_stays_on_one_line() -> None:
    block = Table((heads("filter that is strict", "loss after a day"), row("none of them at all", "2.31 ± 0.05")))
    assert any("2.31 ± 0.05" in line for line in shown(block, 30))


def test_a_formula_longer_than_a_line_is_broken_at_its_blanks() -> None:
    tex = "+".join(f"x_{{{number}}}" for number in range(30))
    lines = shown(Paragraph((Formula(tex),)), 30)
    assert len(lines) > 1
    assert ink("".join(lines)) == ink(formula_line(tex))


@pytest.mark.parametrize(
    ("mark", "is_ascii", "expected"),
    [("1", False, "¹"), ("12", False, "¹²"), ("*", False, "*"), ("q", False, "^q"), ("1", True, "^1")],
)
def test_marks_of_footnotes_are_raised(mark: str, is_ascii: bool, expected: str) -> None:
    block = Paragraph((Words("wet"), NoteMark(mark, "footnote1")))
    line = lay_out(block, Setting(20, is_ascii=is_ascii))[0]
    assert plain(line.line) == f"wet{expected}"
    assert [link.target for link in line.links] == ["footnote1"]


def test_list_marks_hang() -> None:
    block = Itemize((Item("2.", (par("one two three four five"),)), Item("10.", (par("six"),))))
    assert shown(block, 20) == ["  2.  one two three", "      four five", "  10. six"]


def test_items_with_anchors_can_be_jumped_to() -> None:
    block = Itemize((Item("•", (par("one"),), "i1"), Item("•", (par("two"),), "i2")))
    assert [line.anchor for line in lay_out(block, Setting(20))] == ["i1", "i2"]


def test_a_quote_is_set_in_from_both_sides() -> None:
    lines = shown(Quote((par(PROSE),)), 60)
    assert all(line.startswith("    ") for line in lines)
    assert max(map(len, lines)) <= 56


def test_code_keeps_its_line_ends_and_blanks() -> None:
    block = Code((said("if x:"), said("    y  =  1"), (), said("end")))
    assert shown(block) == ["  if x:", "      y  =  1", "", "  end"]


def test_long_code_goes_on_below_and_hangs() -> None:
    assert shown(Code((said("  alpha beta gamma delta"),)), 22) == ["    alpha beta gamma", "        delta"]


@pytest.mark.usefixtures("spelled_formulas")
def test_the_number_of_a_tall_equation_stands_on_its_baseline() -> None:
    block = Equation((EquationLine(r"\frac{a}{long}", "(4)"),))
    assert shown(block, 20) == ["     a", "    ────         (4)", "    long"]


@pytest.mark.usefixtures("spelled_formulas")
def test_a_number_without_room_stands_at_the_end_or_below() -> None:
    texts = shown(Equation((EquationLine("x" * 40, "(4)"),)), 30)
    assert texts == ["    " + "x" * 26, "    " + "x" * 14 + " " * 9 + "(4)"]
    texts = shown(Equation((EquationLine("x" * 26, "(4)"),)), 30)
    assert texts == ["    " + "x" * 26, " " * 27 + "(4)"]


def test_the_number_of_an_equation_stands_at_the_edge_of_the_measure() -> None:
    block = Equation((EquationLine("a+b", "(4)", "S1.E4"),))
    lines = lay_out(block, Setting(100, 60))
    numbered = [line for line in lines if plain(line.line).endswith("(4)")]
    assert [width(line.line) for line in numbered] == [60]
    assert plain(numbered[0].line).startswith("    ")
    assert lines[0].anchor == "S1.E4"


def test_aligned_equations_stand_below_one_another() -> None:
    block = Equation(
        (EquationLine("a &= b"), EquationLine("long &= d"), EquationLine(r"&= \begin{matrix}x\end{matrix}"))
    )
    texts = shown(block)
    assert len({text.index("=") for text in texts if "=" in text}) == 1
    assert len(texts) == 3


@pytest.mark.parametrize(
    ("tex", "columns"),
    [
        ("a &= b", ["a", "= b"]),
        (r"\text{a & b} & c", [r"\text{a & b}", "c"]),
        (r"x \& y & z", [r"x \& y", "z"]),
        (r"\begin{cases} 1 & 2 \end{cases} & 3", [r"\begin{cases} 1 & 2 \end{cases}", "3"]),
        (r"}} \end{a} & b", [r"}} \end{a}", "b"]),
        ("", [""]),
    ],
)
def test_tex_is_split_at_the_ampersands_of_its_own_line_alone(tex: str, columns: list[str]) -> None:
    assert columns_of(tex) == columns


def test_a_data_table_has_air_between_its_columns_and_a_line_under_its_heads() -> None:
    assert shown(RESULTS) == [
        "filter       pool (B tok)   loss @1e21   loss @1e22",
        "───────────────────────────────────────────────────",
        "none                100.0         2.91       2.61 *",
        "quick                12.4       2.84 *         2.70",
        "perplexity           31.0         2.87         2.66",
    ]


@pytest.mark.parametrize(("cells", "gap"), [(23, 3), (22, 2), (21, 2), (20, 1), (19, 1)])
def test_columns_come_closer_before_a_word_is_broken(cells: int, gap: int) -> None:
    words = ("alpha", "bravo", "charlie")
    assert shown(Table((heads(*words), row(*words))), cells)[0] == (" " * gap).join(words)


def test_heads_of_tables_are_bold() -> None:
    lines = lay_out(RESULTS, Setting(60))
    assert [span.text.strip() for span in lines[0].line if span.role == "strong"] == [
        "filter",
        "pool (B tok)",
        "loss @1e21",
        "loss @1e22",
    ]
    assert all(span.role != "strong" for line in lines[1:] for span in line.line)


def test_cells_can_span_columns_and_rows() -> None:
    assert shown(SPANS) == [
        "Well    Depth in metres",
        "        summer   winter",
        "───────────────────────",
        "North       12      9.5",
        "            11        8",
        "───────────────────────",
        "South      104        —",
    ]


def test_a_rule_does_not_cross_a_cell_that_goes_on_below() -> None:
    block = Table(
        ((Cell(said("a"), row_count=2), *row("b")), row("c"), row("d", "e"), row("f", "g")), ruled_after=(0, 2)
    )
    assert shown(block) == ["a   b", "    ─", "    c", "d   e", "─────", "f   g"]


def test_wide_cells_are_wrapped_in_balanced_columns() -> None:
    lines = shown(LONG_CELLS)
    assert max(len(line) for line in lines) == 60
    assert "North   The lid was open for two    The leaves were taken" in lines


def test_spans_and_columns_that_hold_nothing_take_no_cells() -> None:
    block = Table(((Cell(said("a"), 900, 10**9), *row("", "b")), row("", "", ""), row("c")))
    assert shown(block, 20) == ["a       b", "    c"]


def test_a_table_with_too_many_columns_becomes_records() -> None:
    lines = shown(WIDE)
    assert lines[0] == "Day: Monday"
    assert lines[1].startswith("  hour 0: 0; hour 1: 7; ")
    assert lines[-1].endswith("hour 23: 161")
    assert sum(line.count(":") for line in lines) == 25


def test_a_value_of_a_record_stays_with_its_head() -> None:
    for cells in range(20, 60):
        assert any("hour 11: 77" in line for line in shown(WIDE, cells))


def test_values_under_two_heads_have_both() -> None:
    top = (Cell(said("Well"), row_count=2, is_head=True), Cell(said("North"), 30, is_head=True))
    block = Table((top, heads(*(f"day {day}" for day in range(30))), row("wet", *(str(day) for day in range(30)))))
    assert shown(block)[1].startswith("  North day 0: 0; North day 1: 1;")


def test_a_figure_says_what_can_be_opened() -> None:
    figure = Float("figure", "Figure 3", said("Loss against compute"), (Picture("https://example.org/1.png"),), "S1.F3")
    assert shown(figure) == ["[Figure 3: Loss against compute. o opens the image.]"]
    assert lay_out(figure, Setting(60))[0].anchor == "S1.F3"


def test_a_figure_without_an_address_says_so() -> None:
    figure = Float("figure", "Figure 3", said("A drawing."), (Picture(""),))
    assert shown(figure) == ["[Figure 3: A drawing. The page has no image of it.]"]


def test_a_caption_stands_above_a_table_and_below_what_a_figure_holds() -> None:
    assert shown(Float("table", "Table 1", said("Pools"), (par("body"),))) == ["Table 1: Pools", "", "body"]
    assert shown(Float("figure", "Figure 1", said("Pools"), (par("body"),))) == ["body", "", "Figure 1: Pools"]


def test_a_reference_hangs_after_its_label() -> None:
    short = lay_out_reference(Reference("[1]", said("A. Well. On Ropes."), "bib.bib1"), Setting(20))
    assert [plain(line.line) for line in short] == ["[1] A. Well. On", "    Ropes."]
    assert short[0].anchor == "bib.bib1"
    named = lay_out_reference(Reference("Well (2019)", said("On Ropes and Lids.")), Setting(20))
    assert [plain(line.line) for line in named] == ["Well (2019)  On", "    Ropes and Lids."]


def test_a_footnote_hangs_after_its_mark() -> None:
    lines = lay_out_footnote(Footnote("1", said("Ropes shrink when wet."), "footnote1"), Setting(16))
    assert [plain(line.line) for line in lines] == ["1 Ropes shrink", "  when wet."]
    assert lines[0].anchor == "footnote1"


def test_ascii_draws_no_bars_and_keeps_links_in_place() -> None:
    assert shown(SPANS, is_ascii=True)[2] == "-" * 23
    lines = list(lay_out(STYLED, Setting(60, is_ascii=True)))
    check_links(lines)


def test_an_empty_paragraph_has_no_lines() -> None:
    assert lay_out(Paragraph(()), Setting(60)) == ()
    assert lay_out(Paragraph(said("  ")), Setting(60)) == ()


def test_a_word_of_100_000_letters_ends_in_lines() -> None:
    for word in ("x" * 100_000, "深" * 50_000):
        lines = shown(par(word), 60)
        assert "".join(lines) == word
        assert {len(line) for line in lines[:-1]} <= {60, 30}


def test_blocks_nested_a_hundred_deep_end_in_lines() -> None:
    nests = (
        lambda inner: Quote((inner,)),
        lambda inner: Itemize((Item("•", (inner,)),)),
        lambda inner: Theorem(said("T"), (inner,)),
        lambda inner: Float("figure", "", (), (inner,)),
    )
    for nest in nests:
        block: Block = par(PROSE)
        for _ in range(100):
            block = nest(block)
        for cells in WIDTHS:
            lines = lay_out(block, Setting(cells))
            assert all(width(line.line) <= cells for line in lines)
            assert ink(PROSE) in ink("".join(plain(line.line).replace("•", "") for line in lines))


def test_a_table_of_2_000_columns_ends_in_lines() -> None:
    cells = [f"c{number}" for number in range(2000)]
    block = Table((heads(*cells), *(row(*cells) for _ in range(3))))
    lines = shown(block, 80)
    assert max(map(len, lines)) <= 80
    assert sum(line.count("c1999: c1999") for line in lines) == 3


def test_rows_without_end_are_set_in_one_go() -> None:
    block = Table(tuple(row(str(number), "x") for number in range(5000)))
    assert len(shown(block)) == 5000
