"""Full texts are found, kept, given back with the reader's marks, and survive what they should."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, Story, make_paper
from tests.text_fixtures import BODY, PAGE, URL, FakePages, page, paragraph
from tuiread import text_sync
from tuiread.dates import day_period
from tuiread.document.flow import Flow
from tuiread.document.pdf import read_pdf
from tuiread.document.places import find_place, place_at
from tuiread.errors import DocumentError, NotFoundError, OfflineError, TuireadError, UsageError
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import PaperId, Place
from tuiread.settings import load_settings
from tuiread.store import Store
from tuiread.tables import texts

ONE, TWO = PaperId("2608.00001"), PaperId("2608.00002")
DAY = dt.date(2026, 8, 21)
PLACE = Place("abc", 3, 0.4, 17)
OFFLINE = OfflineError("There is no network.", source="arxiv")
STUB = page(paragraph("See pages 1-last of main.pdf"))


@asynccontextmanager
async def opened(
    home: Path, pages: FakePages | None = None, environ: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Library, FakePages]]:
    """Open a library whose cache has two papers."""
    served = pages or FakePages()
    paths = find_paths(str(home))
    story = Story().day("2026-08-21", [make_paper(ONE, "Of Lamps"), make_paper(TWO, "Of Wicks")])
    library = Library(
        paths, load_settings(paths, environ or {}), lambda: NOW, story.open, None, lambda settings: served
    )
    try:
        await library.sync([day_period(DAY)])
        yield library, served
    finally:
        await library.close()


# Where a text is looked for


@pytest.mark.parametrize(
    ("pages", "version", "source", "asked"),
    [
        ({"html": PAGE}, None, "arxiv", ["html"]),
        ({"html v3": PAGE}, 3, "arxiv", ["html v3"]),
        ({"html v3": STUB, "html v2": PAGE}, 3, "arxiv", ["html v3", "html v2"]),
        ({"html v1": STUB, "ar5iv": PAGE}, 2, "ar5iv", ["html v2", "html v1", "ar5iv"]),
        ({"html": b"<html>no paper</html>", "ar5iv": PAGE}, None, "ar5iv", ["html", "ar5iv"]),
    ],
)
async def test_the_best_text_is_found(
    pages: dict[str, bytes], version: int | None, source: str, asked: list[str]
) -> None:
    served = FakePages(pages)
    found = await text_sync.find_text(served, ONE, version, NOW)
    assert found.facts.source == source
    assert served.asked == asked
    assert len(found.steps) == len(asked) - 1
    assert (found.facts.url, found.facts.fetched_at, found.facts.letters > 600) == (URL, NOW, True)


async def test_a_page_that_cannot_be_read_is_named_by_its_source() -> None:
    login = b"<html>Log in to this network</html>"
    served = FakePages({"html": login, "ar5iv": login, "pdf": login})
    with pytest.raises(NotFoundError) as caught:
        await text_sync.find_text(served, ONE, None, NOW)
    assert "arXiv's HTML: The page holds no paper" in str(caught.value)
    assert "ar5iv: The page holds no paper" in str(caught.value)
    assert "arXiv's PDF: The PDF is broken" in str(caught.value)


async def test_at_most_three_earlier_versions_are_asked_for() -> None:
    served = FakePages({"html v1": PAGE, "html v9": STUB})
    with pytest.raises(NotFoundError, match=r"No text of arXiv 2608\.00001 can be had"):
        await text_sync.find_text(served, ONE, 9, NOW)
    assert served.asked == ["html v9", "html v8", "html v7", "html v6", "ar5iv", "pdf"]


async def test_a_source_that_fails_ends_the_search_before_a_worse_text_comes() -> None:
    served = FakePages({"html": OFFLINE, "ar5iv": PAGE})
    with pytest.raises(OfflineError):
        await text_sync.find_text(served, ONE, None, NOW)
    assert served.asked == ["html"]


# Keeping and opening


async def test_a_text_is_kept_and_opened_with_place_marks_and_notes(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        rooms = library.texts
        with pytest.raises(NotFoundError, match="not here yet"):
            await rooms.open(ONE)
        tried = await rooms.fetch(ONE)
        assert tried.facts is not None
        assert tried.sentence == "from arXiv's HTML"
        await rooms.keep_place(ONE, PLACE)
        await rooms.mark(ONE, "a", PLACE, "Some words")
        await rooms.note(ONE, PLACE, "Some words", "My thought")
        text = await rooms.open(ONE)
        assert text.document.title[0].text == "Of Lamps"
        assert text.place == PLACE
        assert [(mark.letter, mark.snippet) for mark in text.marks] == [("a", "Some words")]
        assert [(note.note, note.written_at) for note in text.notes] == [("My thought", NOW)]
        assert await library.undo() == "noted at “Some words”"
        assert await library.undo() == "marked a place with a"
        text = await rooms.open(ONE)
        assert (text.marks, text.notes, text.place) == ((), (), PLACE)


async def test_a_note_is_written_anew_and_dropped_and_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        rooms = library.texts
        await rooms.fetch(ONE)
        await rooms.note(ONE, PLACE, "here", "first")
        (note,) = (await rooms.open(ONE)).notes
        await rooms.note(ONE, PLACE, "here", "second", note_id=note.id)
        (note,) = (await rooms.open(ONE)).notes
        assert note.note == "second"
        await rooms.drop_note(note)
        assert (await rooms.open(ONE)).notes == ()
        await library.undo()
        assert (await rooms.open(ONE)).notes == (note,)


async def test_lists_and_the_paper_say_that_a_saved_paper_has_its_text(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        assert [row.has_text for row in (await library.feed()).rows] == [False, False]
        await library.texts.fetch(ONE)
        rows = {row.id: row.has_text for row in (await library.feed()).rows}
        assert rows == {ONE: True, TWO: False}
        assert (await library.paper(ONE)).state.has_text
        await library.unsave([ONE])
        assert not any(row.has_text for row in (await library.feed()).rows)
        assert (await library.paper(ONE)).state.has_text


async def test_a_text_outlives_the_cache(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        await library.texts.fetch(ONE)
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    paths = find_paths(str(tmp_path))
    library = Library(paths, load_settings(paths, {}), lambda: NOW)
    try:
        assert (await library.texts.open(ONE)).facts.source == "arxiv"
        assert (await library.saved()).rows[0].paper.has_text
    finally:
        await library.close()


async def test_only_two_versions_of_a_text_are_kept_and_the_older_one_can_be_compared(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.texts.fetch(ONE)
    store = Store.open(find_paths(str(tmp_path)))
    try:
        with store.transaction() as connection:
            facts = texts.text_facts(connection, ONE)[0]
            document = texts.get_document(connection, ONE, 0)
            for version in (1, 2, 3):
                later = NOW + dt.timedelta(days=version)
                newer = replace(facts, version=version, fetched_at=later, digest=f"page {version}")
                texts.keep_text(connection, newer, document, "words")
            texts.keep_text(connection, newer, document, "words")
            assert [each.version for each in texts.text_facts(connection, ONE)] == [3, 2]
            with pytest.raises(NotFoundError, match="Version 1"):
                texts.get_document(connection, ONE, 1)
    finally:
        store.close()
    async with opened(tmp_path) as (library, _):
        text = await library.texts.open(ONE)
        assert text.older_version == 2
        assert await library.texts.older(ONE, 2) == document


async def test_what_was_read_and_never_saved_is_swept_after_a_while_and_what_can_be_undone_is_not(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        for paper in (ONE, TWO):
            await library.texts.fetch(paper)
        await library.unsave([ONE])
        await library.texts.note(TWO, PLACE, "here", "stays")
    store = Store.open(find_paths(str(tmp_path)))
    try:
        with store.transaction() as connection:
            assert texts.sweep(connection, NOW - dt.timedelta(days=1)) == 0
            assert texts.sweep(connection, NOW + dt.timedelta(days=1)) == 1
            assert (texts.has_text(connection, ONE), texts.has_text(connection, TWO)) == (True, False)
            assert len(texts.notes_of(connection, TWO)) == 1
    finally:
        store.close()


# Wishes


async def test_saved_papers_without_a_text_are_due_until_it_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path, FakePages({})) as (library, served):
        assert await library.texts.due() == []
        await library.save([ONE, TWO])
        await library.texts.wish([TWO], is_wanted=False)
        assert await library.texts.due() == [ONE]
        tried = await library.texts.fetch(ONE)
        assert tried.facts is None
        assert await library.texts.due() == [ONE]
        assert await library.texts.due(is_asked_for=False) == []
        with pytest.raises(NotFoundError, match=r"Last try: No text of arXiv 2608\.00001 can be had"):
            await library.texts.open(ONE)
        served.pages["html"] = PAGE
        assert (await library.texts.fetch(ONE)).facts is not None
        assert await library.texts.due() == []


async def test_without_a_network_the_wish_stays_with_its_sentence(tmp_path: Path) -> None:
    async with opened(tmp_path, FakePages({"html": OFFLINE})) as (library, _):
        await library.save([ONE])
        assert (await library.texts.fetch(ONE)).sentence == "There is no network."
        assert await library.texts.due() == [ONE]


async def test_images_are_kept_up_to_their_number(tmp_path: Path) -> None:
    images = {f"{URL}/x1.png": b"png"}
    async with opened(tmp_path, FakePages({"html": PAGE}, images)) as (library, served):
        await library.texts.fetch(ONE)
        assert await library.texts.fetch_figures(ONE) == ()
        assert await library.texts.figure(ONE, f"{URL}/x1.png") == b"png"
        with pytest.raises(NotFoundError, match="not in your library"):
            await library.texts.figure(ONE, f"{URL}/x2.png")
    async with opened(tmp_path, FakePages({"html": PAGE}), {"TUIREAD_TEXTS_FIGURES": "0"}) as (library, served):
        assert await library.texts.fetch_figures(ONE) == ()
        assert served.asked == []


# Finding


async def test_sentences_are_found_in_saved_texts_with_their_sections(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        for paper in (ONE, TWO):
            await library.texts.fetch(paper)
        found = await library.texts.find("LAW of  lamps")
        assert [(one.paper_id, one.title, one.section) for one in found] == [(ONE, "Of Lamps", "2 Light")]
        assert found[0].sentence == "The law of lamps is (1); see a page."
        assert len(await library.texts.find("sentence number")) == 60
        assert len(await library.texts.find("sentence number", limit=5)) == 5
        assert await library.texts.find("not there") == []
        with pytest.raises(UsageError, match="What is to be found"):
            await library.texts.find("  ")


async def test_a_reference_leads_to_a_paper_of_the_cache(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        assert await library.texts.paper_of("A. Example. arXiv preprint arXiv:2608.00002v3, 2026.") == TWO
        assert await library.texts.paper_of("https://arxiv.org/abs/2608.00001") == ONE
        assert await library.texts.paper_of("arXiv:2611.99999, also arXiv:2608.00001") == ONE
        assert await library.texts.paper_of("arXiv:2611.99999 and 2608.00001 without a word") == "2611.99999"
        assert await library.texts.paper_of("Nothing but words of 2608.00001") is None


# Places


def test_a_place_is_found_again_in_another_conversion() -> None:
    from tuiread.document.latexml import read_html

    first = Flow(read_html(PAGE, URL, "arxiv"))
    part = next(at for at in range(len(first.parts)) if "warmth" in first.text(at))
    place = place_at(first, part, 0.5)
    again = Flow(read_html(page(paragraph("A new first paragraph.", "new") + BODY), URL, "ar5iv"))
    found = find_place(again, place)
    assert found.part == part + 1
    assert found.share == pytest.approx(0.5, abs=0.01)


def test_a_place_in_a_paragraph_that_is_gone_is_as_far_into_the_text() -> None:
    from tuiread.document.latexml import read_html

    flow = Flow(read_html(PAGE, URL, "arxiv"))
    found = find_place(flow, Place("gone", 2, 0.99, 0))
    assert found.part >= len(flow.parts) - 3
    assert find_place(flow, Place("gone", 999, 0.0, 0)).part == 0


# PDF


def pdf_of(lines: list[str]) -> bytes:
    """Return a PDF of one page with lines of text."""
    text = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 10 Tf 50 780 Td {text} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(body),
    )  # fmt: skip


def test_the_letters_of_a_pdf_become_headings_paragraphs_and_references() -> None:
    long = [
        f"This is line {number} of a paragraph that goes on and on about nothing but lamps and" for number in range(9)
    ]
    document = read_pdf(pdf_of(["1 Introduction", *long, "ends.", "References", "[1] A. Example. Lamps. 2026."]))
    assert [type(block).__name__ for block in document.blocks] == ["Heading", "Paragraph", "Heading"]
    assert document.references[0].label == "[1]"
    assert document.source == "pdf"


@pytest.mark.parametrize(("data", "said"), [(b"no pdf", "broken or locked"), (pdf_of(["a"]), "no letters")])
def test_a_pdf_that_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read_pdf(data)


def test_every_failure_of_reading_is_one_of_the_tree() -> None:
    assert issubclass(DocumentError, TuireadError)


def test_the_letters_of_a_paragraph_are_those_that_it_says() -> None:
    from tuiread.blocks import Formula, NoteMark, Paragraph, Pointer, Words
    from tuiread.document.plain import letters_of, text_of

    said = Paragraph((Words("Light "), Formula("L_0"), Pointer("[1]", "b"), NoteMark("1", "n"), Words(".")))
    assert letters_of(said) == len(text_of(said)) == 13


async def test_opening_the_library_sweeps_what_was_read_a_week_ago_and_never_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        for paper in (ONE, TWO):
            await library.texts.fetch(paper)
    paths = find_paths(str(tmp_path))
    for days, kept in ((6, True), (8, False)):
        library = Library(paths, load_settings(paths, {}), lambda days=days: NOW + dt.timedelta(days=days))  # type: ignore[misc]
        try:
            assert await library.texts.has(ONE)
            assert await library.texts.has(TWO) is kept
        finally:
            await library.close()


async def test_the_size_of_the_library_counts_its_texts(tmp_path: Path) -> None:
    async with opened(tmp_path) as (library, _):
        await library.save([ONE])
        before = (await library.saved()).byte_count
        await library.texts.fetch(ONE)
        assert (await library.saved()).byte_count > before + 500


# The bibliography


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (
            "A. Example and B. Sample. Reading by lamplight in trains. In Proc. of Lamps, 2026.",
            "Reading by lamplight in trains",
        ),
        ("A. Example, “Lamps and their light,” J. Lamps 3 (2020).", "Lamps and their light"),
        ("J. R. R. Example et al. A wick is not a lamp. arXiv:2608.00002.", "A wick is not a lamp"),
        ("Lamps", "Lamps"),
    ],
)
def test_the_title_in_an_entry_is_what_stands_after_the_authors_or_in_quotes(entry: str, title: str) -> None:
    from tuiread.document.bibliography import title_in

    assert title_in(entry) == title


async def test_the_papers_own_bibliography_stands_in_until_a_source_tells(tmp_path: Path) -> None:
    from tuiread import section_acts
    from tuiread.records import CitedList, ListedWork, SectionReply

    async with opened(tmp_path) as (library, _):
        await library.texts.fetch(ONE)
        (work,) = await library.sections.first_cited(ONE, "references", 5)
        assert (work.title, work.year, work.paper_id) == ("Reading by lamplight", 2026, TWO)
        assert work.paper is not None
        assert work.listed_by == ("text",)
        told = CitedList((ListedWork("Something Else"),), 1)
        reply = SectionReply("openalex", "answered", NOW)
        await library.texts._store.wish(section_acts.keep_cited, ONE, "references", reply, told)
        works = await library.sections.first_cited(ONE, "references", 5)
        assert [work.title for work in works] == ["Something Else"]


async def test_a_version_without_a_text_is_not_asked_for_again_until_there_is_a_newer_one(tmp_path: Path) -> None:
    pages = FakePages({"html v2": STUB, "html v1": PAGE})
    async with opened(tmp_path, pages) as (library, served):
        await library.save([ONE])
        for version, asked in ((2, ["html v2", "html v1"]), (3, ["html v3", "html v2", "html v1"])):
            await library.texts._store.run(lambda store, version=version: _set_version(store, version))  # type: ignore[misc]
            assert await library.texts.due() == [ONE]
            served.asked.clear()
            assert (await library.texts.fetch(ONE)).facts is not None
            assert served.asked == asked
            assert await library.texts.due() == []
            assert (await library.texts.open(ONE)).older_version is None


def _set_version(store: Store, version: int) -> None:
    """Let arXiv have told of a version."""
    with store.transaction() as connection:
        connection.execute(
            "UPDATE cache.details SET version = ? WHERE paper = (SELECT key FROM cache.papers WHERE id = ?)",
            (version, ONE),
        )


async def test_a_kept_text_opens_without_being_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as (library, _):
        await library.texts.fetch(ONE)
        document = (await library.texts.open(ONE)).document
    counted = Flow(replace(document, sizes=()))
    letters = [counted.letters_of(part) for part in range(len(counted.parts))]
    monkeypatch.setattr("tuiread.document.flow.letters_of", None)
    kept = Flow(document)
    assert [kept.letters_of(part) for part in range(len(kept.parts))] == letters
    with pytest.raises(TypeError):
        Flow(replace(document, sizes=(1, 2))).letters_of(0)
