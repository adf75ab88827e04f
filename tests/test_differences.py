"""What changed between two versions of a text is told section by section, and nothing else is."""

from __future__ import annotations

from hypothesis import given, strategies as st

from tuiread.blocks import Document, Heading, Paragraph, Words
from tuiread.document.differences import differences, text_differences
from tuiread.lines import plain
from tuiread.words.differences import difference_lines


def text(*paragraphs: str, abstract: str = "We read papers.") -> Document:
    """Return a text; a paragraph that begins with # is a heading."""
    blocks = tuple(
        Heading(1, "", (Words(said.removeprefix("# ")),)) if said.startswith("# ") else Paragraph((Words(said),))
        for said in paragraphs
    )
    return Document((Words("A title"),), (), (Paragraph((Words(abstract),)),), blocks, (), (), "arxiv")


OLD = text("# Introduction", "Lamps are bright at night.", "They cost little.", "# Results", "We saw nothing new.")


def test_the_same_text_has_no_differences_whatever_its_blanks_and_case() -> None:
    same = text(
        "# Introduction", "lamps  are bright at night.", "They cost little.", "# Results", "We saw nothing new."
    )
    assert differences(OLD, same) == ()
    assert plain(difference_lines((), 60)[0]) == "Nothing changed in abstract and body."


def test_a_paragraph_that_was_written_anew_tells_its_words() -> None:
    new = text("# Introduction", "Lamps are dim at night.", "They cost little.", "# Results", "We saw nothing new.")
    (change,) = differences(OLD, new)
    assert change.section == "Introduction"
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("same", "Lamps are"), ("removed", "bright"), ("added", "dim"), ("same", "at night."),
    ]  # fmt: skip


def test_paragraphs_that_came_and_went_are_told_where_they_are() -> None:
    new = text(
        "# Introduction", "Lamps are bright at night.", "# Results", "We saw nothing new.", "Then it rained hard."
    )
    gone, come = differences(OLD, new)
    assert (gone.section, gone.pieces[0]) == ("Introduction", ("removed", "They cost little."))
    assert (come.section, come.pieces[0]) == ("Results", ("added", "Then it rained hard."))


def test_a_change_of_the_abstract_is_told_first() -> None:
    changes = differences(OLD, text("# Introduction", abstract="We read many papers."))
    assert changes[0].section == "Abstract"


def test_changes_are_shown_with_letters() -> None:
    new = text(
        "# Introduction", "Lamps are dim at night.", "They cost little.", "# Results", "It rained hard and long."
    )
    shown = [plain(line) for line in difference_lines(differences(OLD, new), 60)]
    assert shown == [
        "1 paragraph changed · 1 added · 1 removed",
        "", "Introduction",
        "", "Lamps are [-bright-] {+dim+} at night.",
        "", "Results",
        "", "[-We saw nothing new.-]",
        "", "{+It rained hard and long.+}",
    ]  # fmt: skip


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    pieces = text_differences(old, new)
    assert " ".join(piece.text for piece in pieces if piece.kind != "added").split() == old.split()
    assert " ".join(piece.text for piece in pieces if piece.kind != "removed").split() == new.split()


@given(st.lists(WORDS.filter(bool), max_size=5), st.lists(WORDS.filter(bool), max_size=5))
def test_no_paragraph_is_lost_or_told_twice(old: list[str], new: list[str]) -> None:
    changes = differences(text(*old), text(*new))
    came = [said for change in changes for kind, said in change.pieces if kind == "added" and len(change.pieces) == 1]
    assert all(said in new for said in came)
    anew = [change for change in changes if len(change.pieces) > 1 or change.pieces[0].kind == "same"]
    went = [c for c in changes if len(c.pieces) == 1 and c.pieces[0].kind == "removed"]
    kept = len(new) - len(came) - len(anew)
    assert kept == len(old) - len(went) - len(anew)
