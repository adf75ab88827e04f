"""The search language: every text means something, nothing is an error, and what was not understood is said."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tuiread.records import MOST_TERMS, PaperId, Query, Term, Years
from tuiread.search_language import FIELDS, completions, fold_words, query_text, read_query


def words(text: str) -> list[tuple[str, ...]]:
    return [term.words for term in read_query(text).terms]


def remarks(text: str) -> list[str]:
    return [remark.sentence for remark in read_query(text).remarks]


def test_words_are_folded_and_stand_for_what_begins_so_unless_they_are_quoted() -> None:
    assert read_query('Données "Sca" ').terms == (Term(("donnees",), is_open=True), Term(("sca",)))


def test_a_word_with_a_hyphen_is_two_words_and_a_phrase_is_one_term() -> None:
    assert read_query("re-ranking").terms == (Term(("re",)), Term(("ranking",), is_open=True))
    assert read_query('"scaling laws" x ').terms[0] == Term(("scaling", "laws"))
    assert read_query('"scaling la').terms == (Term(("scaling", "la"), is_open=True),)


def test_a_minus_leaves_out() -> None:
    query = read_query('-survey -"large language" -author:smith -cat:cs.CL -is:read scaling ')
    assert [(term.words, term.field, term.is_excluded) for term in query.terms] == [
        (("survey",), "", True), (("large", "language"), "", True), (("smith",), "author", True),
        (("scaling",), "", False),
    ]  # fmt: skip
    assert (query.other_categories, query.other_states) == (("cs.CL",), ("read",))


def test_fields_say_where_a_word_stands() -> None:
    query = read_query('author:"Jun Gao" title:lamp abs:quiet full:screen note:later ')
    assert [(term.field, term.words) for term in query.terms] == [
        ("author", ("jun", "gao")), ("title", ("lamp",)), ("abs", ("quiet",)), ("full", ("screen",)),
        ("note", ("later",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:2023", Years(2023, 2023)), ("year:2020..2023", Years(2020, 2023)),
        ("year:2023..2020", Years(2020, 2023)),
        ("year:2020..", Years(2020)), ("year:..2019", Years(None, 2019)), ("year:2020.", Years(2020)),
        ("year:2020..20", Years(2020)), ("year:20", None), ("year:", None),
    ],
)  # fmt: skip
def test_years_and_years_that_are_still_being_typed(text: str, years: Years | None) -> None:
    assert read_query(text) == Query(years=years)


def test_conditions_are_read_however_they_are_written() -> None:
    query = read_query('cat:CS.lg cat:hep-th is:Saved tag:"to read" like:arXiv:2606.01234v2 cites:2606.00001 by:me ')
    assert (query.categories, query.states, query.tags) == (("cs.LG", "hep-th"), ("saved",), ("to read",))
    assert (query.like, query.cites, query.by) == (PaperId("2606.01234"), PaperId("2606.00001"), "me")
    assert not query.remarks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year:abc x", "“abc” is no year; write year:2023, year:2020..2023 or year:2020.."),
        ("-year:2026 x", "No minus stands before year:; write the years that you want."),
        ("cat:cs.QQ x", "“cs.QQ” is no arXiv category; they look like cs.LG, hep-th or stat.ML."),
        ("is:great x", "is: takes followed, read, saved, text, unread; not “great”."),
        ("like:lamp x", "like: takes an arXiv id, such as like:2606.01234."),
        ("foo:bar x", f"“foo:” is no field, so both are words; fields are {', '.join(FIELDS)}."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_and_the_rest_works(text: str, said: str) -> None:
    assert remarks(text) == [said]
    assert words(text)[-1] == ("x",)


@pytest.mark.parametrize("text", ["cat:cs", "cat:cs.", "is:un", "like:2606.0", "cites:26", "author:", "title:", "-"])
def test_what_is_still_being_typed_is_not_complained_of(text: str) -> None:
    assert not remarks(text)


def test_nothing_to_look_for_is_told_from_something() -> None:
    assert read_query("").is_empty
    assert read_query("-survey -cat:cs.CL").is_empty
    assert not read_query("year:2023").is_empty


def test_a_very_long_query_is_read_so_far_and_says_so() -> None:
    query = read_query("word " * 10_000)
    assert len(query.terms) == MOST_TERMS
    assert [remark.sentence for remark in query.remarks] == ["Only the first 32 parts of a search count."]


def test_fields_and_values_are_offered_as_they_are_typed() -> None:
    assert completions("lamps au", 8) == ("author:",)
    assert completions("lamps is:un", 11) == ("is:unread",)
    assert "cat:cs.LG" in completions("cat:cs.l", 8)
    assert completions("lamps ", 6) == ()


texts = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ['"', "-", ":", "..", " ", "é", *FIELDS, "2020", "cs.LG", "saved", "2606.01234", "me", "\x00", "\u202e"]
    ),
    max_size=25,
).map("".join)


@given(texts)
def test_no_text_is_an_error_and_remarks_lie_in_it(text: str) -> None:
    query = read_query(text)
    for remark in query.remarks:
        assert 0 <= remark.start < remark.stop <= len(text)
        assert remark.sentence.isprintable()
    for place in range(len(text) + 1):
        completions(text, place)


@given(texts)
def test_words_are_nothing_but_letters_and_digits(text: str) -> None:
    for term in read_query(text).terms:
        assert term.words
        for word in term.words:
            assert word and fold_words(word) == (word,)


@given(texts)
def test_a_query_written_out_means_the_same(text: str) -> None:
    query = replace(read_query(text), remarks=())
    assert read_query(query_text(query)) == query
