"""Pages of papers become blocks: everything once, in order, and nothing that is no part of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests import text_fixtures as fixtures
from tests.text_fixtures import BODY, PAGE, TABLE, cite, equation, footnote, math, page, paragraph, section
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
    Inline,
    Item,
    Itemize,
    NoteMark,
    Paragraph,
    Picture,
    Pointer,
    Quote,
    Table,
    Theorem,
    Words,
)
from tuiread.document.latexml import MOST_BYTES, is_stub, read_html
from tuiread.document.layout import Setting, lines_of
from tuiread.document.mathematics import line
from tuiread.document.plain import text_of, words_of
from tuiread.errors import DocumentError
from tuiread.lines import plain, width

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_html"
TEXTS = Path(__file__).parent / "data" / "texts"
PAGES = [
    *sorted(TEXTS.glob("*.html")),
    *(sorted(SAMPLES.glob("*.html")) if SAMPLES.exists() else []),
]


DISPLAY = r"\displaystyle "
STAR = r"\star"
LEFT = {1: "a_1", 2: "a_2"}
RIGHT = {1: "=b_1", 2: "=b_2"}


def read(body: str) -> Document:
    return read_html(page(body), fixtures.URL, "arxiv")


def blocks(body: str) -> tuple[Block, ...]:
    return read(body).blocks


def test_front_body_and_references_are_told_apart() -> None:
    document = read_html(PAGE, fixtures.URL, "arxiv")
    assert words_of(document.title) == "Of Lamps"
    assert document.authors == ("Ada Example",)
    assert [text_of(block) for block in document.abstract] == ["We look at lamps."]
    assert [(block.number, words_of(block.inlines)) for block in document.blocks if isinstance(block, Heading)] == [
        ("1", "Introduction"), ("2", "Light"),
    ]  # fmt: skip
    (reference,) = document.references
    assert (reference.label, reference.anchor) == ("[1]", "bib.bib1")
    assert words_of(reference.inlines).startswith("A. Example. Reading by lamplight.")


def test_nothing_around_the_paper_is_read() -> None:
    said = "\n".join(plain(text.line) for text in lines_of(read_html(PAGE, fixtures.URL, "arxiv"), Setting(80)))
    assert "Report issue" not in said
    assert "Contents" not in said
    assert "@" not in said


def test_a_sentence_keeps_formulas_citations_and_the_mark_of_a_footnote() -> None:
    document = read(paragraph(f"Power {math('P_0')}, see {cite(1)}{footnote('2', 'A note.')} <b>now</b>."))
    assert document.blocks == (
        Paragraph(
            (
                Words("Power "), Formula("P_0"), Words(", see ["), Pointer("1", "bib.bib1"), Words("]"),
                NoteMark("2", "footnote2"), Words(" "), Words("now", "strong"), Words("."),
            ),
            "p1",
        ),
    )  # fmt: skip
    assert document.footnotes == (Footnote("2", (Words("A note."),), "footnote2"),)


def test_a_second_mark_of_a_footnote_leads_to_the_first_and_makes_no_noise() -> None:
    second = (
        '<span class="ltx_note ltx_role_footnotemark"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer">'
        '<span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_note_type">footnotemark: </span>'
        '<span class="ltx_tag ltx_tag_note">1</span></span></span></span>'
    )
    document = read(paragraph(f"One{footnote('1', 'Said once.')} and two{second}."))
    assert len(document.footnotes) == 1
    assert text_of(document.blocks[0]) == "One and two."
    assert [inline.target for inline in inlines_in(document) if isinstance(inline, NoteMark)] == ["footnote1"] * 2


def test_an_equation_is_no_table_and_a_table_no_equation() -> None:
    found = blocks(section("1", "A", equation("a=b", "3", "S1.E3") + TABLE, "S1"))
    assert found[1] == Equation((EquationLine("a=b", "(3)"),), "S1.E3")
    assert isinstance(found[2], Float)
    assert isinstance(found[2].blocks[0], Table)


def test_aligned_columns_are_joined_and_rows_keep_their_numbers() -> None:
    rows = "".join(
        f'<tr id="S1.E{number}" class="ltx_equation ltx_eqn_row"><td class="ltx_td ltx_align_right ltx_eqn_cell">'
        f'{math(DISPLAY + LEFT[number])}</td><td class="ltx_td ltx_align_left ltx_eqn_cell">'
        f'{math(DISPLAY + RIGHT[number])}</td><td class="ltx_eqn_cell ltx_eqn_eqno">'
        f'<span class="ltx_tag ltx_tag_equation">({number})</span></td></tr>'
        for number in (1, 2)
    )
    (group,) = blocks(f'<table class="ltx_equationgroup ltx_eqn_align ltx_eqn_table"><tbody>{rows}</tbody></table>')
    assert isinstance(group, Equation)
    assert [(each.tex, each.number, each.anchor) for each in group.lines] == [
        ("a_1 & =b_1", "(1)", "S1.E1"), ("a_2 & =b_2", "(2)", "S1.E2"),
    ]  # fmt: skip


def test_a_table_keeps_spans_heads_and_rules() -> None:
    body = (
        '<table class="ltx_tabular"><thead class="ltx_thead"><tr class="ltx_tr"><th class="ltx_td ltx_th ltx_border_b" '
        'colspan="2">both</th></tr></thead><tbody class="ltx_tbody"><tr class="ltx_tr"><td class="ltx_td" rowspan="2">a</td>'
        '<td class="ltx_td ltx_align_right">1</td></tr><tr class="ltx_tr"><td class="ltx_td ltx_align_center">2</td></tr>'
        "</tbody></table>"
    )
    (table,) = blocks(body)
    assert table == Table(
        (
            (Cell((Words("both"),), column_count=2, is_head=True),),
            (Cell((Words("a"),), row_count=2), Cell((Words("1"),), align="right")),
            (Cell((Words("2"),), align="center"),),
        ),
        ruled_after=(0,),
    )


def test_a_table_made_of_spans_is_a_table() -> None:
    body = (
        '<p class="ltx_p"><span class="ltx_tabular"><span class="ltx_tr"><span class="ltx_td">a</span>'
        '<span class="ltx_td ltx_colspan ltx_colspan_2">b</span></span></span></p>'
    )
    (table,) = blocks(body)
    assert isinstance(table, Table)
    assert [(words_of(cell.inlines), cell.column_count) for cell in table.rows[0]] == [("a", 1), ("b", 2)]


def test_figures_within_figures_keep_their_captions_and_images() -> None:
    inner = (
        '<figure class="ltx_figure ltx_figure_panel"><img src="x2.png" class="ltx_graphics" alt="Refer to caption">'
        '<figcaption class="ltx_caption"><span class="ltx_tag">(a) </span>Left.</figcaption></figure>'
    )
    (outer,) = blocks(
        f'<figure id="S1.F1" class="ltx_figure">{inner}<svg class="ltx_picture"></svg><figcaption class="ltx_caption">'
        '<span class="ltx_tag ltx_tag_figure">Figure 1: </span>Both.</figcaption></figure>'
    )
    assert isinstance(outer, Float)
    assert (outer.label, words_of(outer.caption), outer.anchor) == ("Figure 1", "Both.", "S1.F1")
    first, second = outer.blocks
    assert isinstance(first, Float)
    assert (first.label, first.blocks) == ("(a)", (Picture("https://arxiv.org/html/2608.00001v2/x2.png"),))
    assert second == Picture("")


def test_lists_keep_their_marks_once() -> None:
    body = (
        '<ul class="ltx_itemize"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span><div class="ltx_para">'
        '<p class="ltx_p">one</p></div></li><li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span>two</li></ul>'
        '<dl class="ltx_description"><dt class="ltx_item">Term</dt><dd class="ltx_item">meaning</dd></dl>'
    )
    assert blocks(body) == (
        Itemize((Item("•", (Paragraph((Words("one"),)),)), Item("•", (Paragraph((Words("two"),)),)))),
        Itemize((Item("Term", (Paragraph((Words("meaning"),)),)),)),
    )


def test_listings_keep_line_ends_and_leading_blanks() -> None:
    body = (
        '<div class="ltx_listing"><div class="ltx_listing_data"><a href="data:x">download</a></div>'
        '<div class="ltx_listingline"><span class="ltx_tag ltx_tag_listingline">1</span>for x:</div>'
        '<div class="ltx_listingline"><span class="ltx_text ltx_lst_space">    </span>go <b>on</b></div></div>'
    )
    (code,) = blocks(body)
    assert isinstance(code, Code)
    assert [words_of(each) for each in code.lines] == ["1 for x:", "    go on"]


def test_formulas_in_marks_terms_numbers_and_labels_are_shown_once_and_as_they_read() -> None:
    body = (
        f'<ul class="ltx_itemize"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">{math(STAR)}</span>one</li></ul>'
        f'<dl class="ltx_description"><dt class="ltx_item" id="d1"><span class="ltx_tag">Rank {math("r_{9}")}</span></dt>'
        '<dd class="ltx_item">two</dd></dl>'
        f'<table class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_eqn_row"><td class="ltx_eqn_cell">{math("a=b")}'
        f'</td><td class="ltx_eqn_cell ltx_eqn_eqno"><span class="ltx_tag ltx_tag_equation">({math(STAR)})</span></td></tr>'
        "</tbody></table>"
    )
    assert blocks(body) == (
        Itemize((Item("⋆", (Paragraph((Words("one"),)),)),)),
        Itemize((Item("Rank r₉", (Paragraph((Words("two"),)),), "d1"),)),
        Equation((EquationLine("a=b", "(⋆)"),)),
    )


def test_code_within_a_sentence_does_not_part_it() -> None:
    (found,) = blocks(paragraph('Type <code class="ltx_verbatim ltx_font_typewriter">ls -l</code> and wait.'))
    assert found == Paragraph((Words("Type "), Words("ls -l", "code"), Words(" and wait.")), "p1")


def test_two_captions_of_one_figure_are_both_kept_once() -> None:
    left, right = (
        f'<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure {number}: </span>{said}.</figcaption>'
        for number, said in ((1, "Left"), (2, "Right"))
    )
    images = '<div><img src="a.png" class="ltx_graphics"></div><div><img src="b.png" class="ltx_graphics"></div>'
    found = blocks(f'<figure id="S1.F2" class="ltx_figure">{left}{images}{left}{right}</figure>')
    assert [
        (each.label, words_of(each.caption), len(each.blocks), each.anchor) for each in found if isinstance(each, Float)
    ] == [("Figure 1", "Left.", 1, ""), ("Figure 2", "Right.", 1, "S1.F2")]
    (one, other) = blocks(f'<figure id="S1.F2" class="ltx_figure"><p class="ltx_p">Words.</p>{left}{right}</figure>')
    assert text_of(one) == "Words.\nFigure 1 Left."
    assert text_of(other) == "Figure 2 Right."


def test_images_that_a_table_sets_in_order_are_kept_and_icons_among_data_are_not() -> None:
    image = '<img src="a.png" class="ltx_graphics">'
    body = (
        f'<figure class="ltx_figure"><table class="ltx_tabular"><tr><td>{image}</td><td>{image}</td></tr><tr><td>(a) oil</td>'
        "<td>(b) gas</td></tr></table></figure>"
    )
    (found,) = blocks(body)
    assert isinstance(found, Float)
    assert [type(each) for each in found.blocks] == [Picture, Picture, Table]
    (table,) = blocks(f'<table class="ltx_tabular"><tr><td>{image} oil</td><td>1</td><td>2</td></tr></table>')
    assert isinstance(table, Table)


@pytest.mark.parametrize("indent", ["\u2003\u2003", "\u00a0" * 4], ids=["em", "no-break"])
def test_an_algorithm_keeps_its_steps_numbers_formulas_and_indents(indent: str) -> None:
    body = (
        '<figure id="alg1" class="ltx_float ltx_float_algorithm ltx_framed"><figcaption class="ltx_caption">'
        '<span class="ltx_tag ltx_tag_float">Algorithm 1</span> Light a lamp</figcaption><div class="ltx_listing">'
        '<div class="ltx_listingline">\n<span class="ltx_tag ltx_tag_listingline">1:</span><b>for</b> '
        f"{math('i')} <b>do</b>\n</div>"
        f'<div class="ltx_listingline">\n<span class="ltx_tag ltx_tag_listingline">2:</span>{indent}<b>light</b> it\n</div>'
        "</div></figure>"
    )
    (found,) = blocks(body)
    assert isinstance(found, Float)
    assert (found.kind, found.label, words_of(found.caption)) == ("algorithm", "Algorithm 1", "Light a lamp")
    (code,) = found.blocks
    assert isinstance(code, Code)
    assert [words_of(each) for each in code.lines] == ["1: for i do", "2:     light it"]


def test_theorems_proofs_and_quotes_hold_their_blocks() -> None:
    body = (
        '<div id="Thm1" class="ltx_theorem"><h6 class="ltx_title ltx_title_theorem"><span class="ltx_tag">Theorem 1</span> '
        f'(Light).</h6>{paragraph("All lamps.")}</div><blockquote class="ltx_quote">{paragraph("Said he.")}</blockquote>'
    )
    theorem, quote = blocks(body)
    assert isinstance(theorem, Theorem)
    assert (words_of(theorem.title), theorem.anchor) == ("Theorem 1 (Light).", "Thm1")
    assert isinstance(quote, Quote)
    assert text_of(quote) == "Said he."


def test_errors_scripts_and_hidden_words_are_left_out() -> None:
    body = paragraph(
        'Kept <span class="ltx_ERROR undefined">\\foo</span><script>bad()</script><span hidden="">secret</span>words.'
    )
    assert text_of(blocks(body)[0]) == "Kept words."


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "/abs/1", "ftp://x"])
def test_a_link_that_leads_to_no_page_is_words(href: str) -> None:
    (found,) = blocks(paragraph(f'<a href="{href}">here</a>'))
    assert isinstance(found, Paragraph)
    assert found.inlines == (Words("here"),)


def test_what_could_steer_a_terminal_is_gone() -> None:
    (found,) = blocks(paragraph("a\x1b[31mb\u202ec\u0000d"))
    assert text_of(found) == "abcd"


def test_powers_of_ten_stay_powers() -> None:
    assert text_of(blocks(paragraph("10<sup>6</sup> and H<sub>2</sub>O"))[0]) == "10⁶ and H₂O"


def test_a_page_without_a_paper_and_a_page_that_is_too_large_are_said() -> None:
    with pytest.raises(DocumentError, match="holds no paper"):
        read_html(b"<html><body><h1>No HTML for '1'</h1></body></html>", fixtures.URL, "arxiv")
    with pytest.raises(DocumentError, match="larger than 20 MB"):
        read_html(b" " * (MOST_BYTES + 1), fixtures.URL, "arxiv")


def test_a_stub_is_known_by_its_few_letters() -> None:
    assert is_stub(read(paragraph("See pages 1-last of main.pdf")))
    assert not is_stub(read(BODY))


def test_ten_thousand_nested_elements_and_a_million_cells_end_in_blocks() -> None:
    deep = read("<div>" * 10_000 + "down here" + "</div>" * 10_000)
    assert "down here" in text_of(deep.blocks[0])
    deep = read("<p class='ltx_p'>" + "<span>" * 10_000 + "down here")
    assert "down here" in text_of(deep.blocks[0])
    row = "<tr>" + "<td>1</td>" * 1000 + "</tr>"
    wide = read(f"<table class='ltx_tabular'>{row * 100}</table>")
    assert "too many cells" in wide.skipped[0]
    assert isinstance(wide.blocks[0], Table)
    assert sum(len(cells) for cells in wide.blocks[0].rows) <= 20_000
    assert is_sane(read("<table class='ltx_tabular'><tr><td colspan='99999' rowspan='-3'>x</td></tr></table>"))


def is_sane(document: Document) -> bool:
    return all(
        width(text.line) <= cells for cells in (20, 40, 60, 80, 120) for text in lines_of(document, Setting(cells))
    )


# Real pages, and pages made by latexml


class Extraction(HTMLParser):
    """An independent look at a page: the words of its paragraphs, formulas by their TeX."""

    VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "wbr", "col", "source"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, set[str]]] = []
        self.paragraphs: list[str] = []
        self.abstract: list[str] = []
        self.current: list[str] = []
        self.formulas: list[str] = []
        self.displayed: list[str] = []

    def is_in(self, *names: str) -> bool:
        return any(classes & set(names) or tag in names for tag, classes in self.stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "math" and self.is_in("article") and not self.is_in("math", "ltx_ERROR", "ltx_authors"):
            is_shown = not self.is_in("ltx_tag")
            found = (
                self.displayed if self.is_in("ltx_equation", "ltx_equationgroup", "ltx_eqn_table") else self.formulas
            )
            found += [values.get("alttext") or ""] if is_shown else []
        if tag in self.VOID:
            if tag == "br":
                self.handle_data(" ")
            return
        classes = set((values.get("class") or "").split())
        if "ltx_p" in classes and not self.is_in("ltx_note", "ltx_tabular", "ltx_listing"):
            self.current = []
        if "ltx_tabular" in classes:
            self.current.append("\0")  # a table parts the sentence that it stands in
        self.stack.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            name, classes = self.stack.pop()
            if "ltx_p" in classes and not self.is_in("ltx_note", "ltx_tabular", "ltx_listing", "ltx_authors"):
                found = self.abstract if self.is_in("ltx_abstract") else self.paragraphs
                found += "".join(self.current).split("\0")
                self.current = []
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.is_in(
            "math", "ltx_note", "ltx_ERROR", "script", "style", "svg", "ltx_tabular", "ltx_listing", "button"
        ):
            self.current.append(data)


def looked_at(source: str) -> Extraction:
    """Look at a page."""
    article = source[source.index("<article") if "<article" in source else source.index('class="ltx_document') - 20 :]
    looked = Extraction()
    looked.feed(article if article.startswith("<article") else f"<article>{article}")
    return looked


def bare(tex: str) -> str:
    """Return TeX without comments, blanks, and what aligns or enlarges it."""
    return re.sub(r"(?<!\\)%.*|\\(?:display|text)style\b|[\s&]", "", tex)


def letters(text: str) -> str:
    """Return the letters of a text: raised digits count as digits, bullets and blanks not at all."""
    table = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
    return "".join(letter for letter in text.translate(table) if letter.isalnum()).casefold()


def inlines_in(value: object) -> Iterator[Inline]:
    """Yield every inline of a document, in order."""
    if isinstance(value, Words | Formula | Pointer | NoteMark):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from inlines_in(part)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from inlines_in(getattr(value, name))


def equations_in(value: object) -> Iterator[EquationLine]:
    if isinstance(value, EquationLine):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from equations_in(part)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from equations_in(getattr(value, name))


def test_there_are_pages_to_try() -> None:
    assert len(PAGES) >= 12


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_paragraph_of_a_page_is_there_once_and_in_order(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = read_html(source.encode(), fixtures.URL, "arxiv")
    looked = looked_at(source)
    for blocks, paragraphs in ((document.abstract, looked.abstract), (document.blocks, looked.paragraphs)):
        said = letters("".join(text_of(block, lambda tex: "") for block in blocks))
        wanted = [text for paragraph_text in paragraphs if len(text := letters(paragraph_text)) >= 12]
        at = 0
        for text in wanted:
            found = said.find(text, at)
            assert found >= 0, text[:200]
            if len(text) > 60:  # fewer letters may stand in a title or a caption, too
                assert said.count(text) == sum(other.count(text) for other in wanted)
            at = found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_as_many_formulas_as_it_is_drawn_with_and_the_same(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = read_html(source.encode(), fixtures.URL, "arxiv")
    looked = looked_at(source)
    inline = [bare(found.tex) for found in inlines_in(document) if isinstance(found, Formula)]
    assert sorted(inline) == sorted(filter(None, map(bare, looked.formulas)))
    shown = "".join(bare(found.tex) for found in equations_in(document))
    assert re.sub(r"\\text\{[^{}]*\}", "", shown) == re.sub(
        r"\\text\{[^{}]*\}", "", "".join(map(bare, looked.displayed))
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_formulas_of_a_page_are_shown_once_and_without_commands(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = read_html(source.encode(), fixtures.URL, "arxiv")
    shown = [line(inline.tex) for inline in inlines_in(document) if isinstance(inline, Formula)]
    shown += [line(each.tex) for each in equations_in(document)]
    assert sum("\\" in text for text in shown) <= len(shown) // 100
    text = "\n".join(plain(each.line) for each in lines_of(document, Setting(80)))
    assert "ltx_" not in text
    assert "Report issue" not in text
    assert not re.search(r"\\(?:displaystyle|mathrm|frac|alpha)\b", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_line_of_a_page_is_wider_than_the_screen(path: Path) -> None:
    assert is_sane(read_html(path.read_bytes(), fixtures.URL, "arxiv"))


NESTED = st.recursive(
    st.text("abc <&", min_size=1, max_size=6).map(lambda said: said.replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, parts: f'<{name[0]} class="{name[1]}">{"".join(parts)}</{name[0]}>',
        st.sampled_from([
            ("p", "ltx_p"), ("div", "ltx_para"), ("span", "ltx_text"), ("figure", "ltx_figure"), ("ul", "ltx_itemize"),
            ("li", "ltx_item"), ("table", "ltx_tabular"), ("tr", "ltx_tr"), ("td", "ltx_td"), ("em", "ltx_emph"),
            ("div", "ltx_theorem"), ("h2", "ltx_title ltx_title_section"), ("span", "ltx_note ltx_role_footnote"),
            ("div", "ltx_listing"), ("a", "ltx_ref"), ("blockquote", "ltx_quote"), ("table", "ltx_equation"),
        ]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)  # fmt: skip


@given(NESTED)
def test_any_nesting_is_read_and_laid_out(body: str) -> None:
    assert is_sane(read(body))


@given(NESTED)
def test_no_word_is_read_twice_however_elements_are_nested(body: str) -> None:
    numbers = count(1)
    marked = re.sub(r">[^<>]+<", lambda _: f">q{next(numbers)}q<", f"<div>{body}</div>")
    document = read(marked)
    parts = (*document.blocks, *document.footnotes, *document.references)
    said = re.findall(r"q\d+q", "\n".join(text_of(part) for part in parts))
    assert len(said) == len(set(said))


@given(st.lists(st.text("abcdef", min_size=3, max_size=8), min_size=1, max_size=8, unique=True))
def test_no_word_is_read_twice(words: list[str]) -> None:
    marked = [f"x{number}{word}" for number, word in enumerate(words)]
    body = "".join(paragraph(word, f"p{number}") for number, word in enumerate(marked))
    said = " ".join(text_of(block) for block in read(body).blocks)
    assert all(said.split().count(word) == 1 for word in marked)
