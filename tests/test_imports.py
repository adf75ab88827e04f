"""What importing a file changes: shown first, kept as one step, nothing lost; and what a pack never holds."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.command_line import Tuiread, story, synced, tuiread
from tests.fakes import NOW, Story, make_library, make_paper
from tests.loopback import Loopback
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tests.upstream_payloads import atom_entry, atom_feed
from tuiread import acts, incoming_acts, person_acts, section_acts, shelf_acts
from tuiread.incoming import difference
from tuiread.intake import packs
from tuiread.names import account_key
from tuiread.records import Author, PaperId, SourceFact
from tuiread.records.exports import Bundle, ListedFeed, ListedPaper, ListedPerson
from tuiread.store import Store
from tuiread.tables import inbox, paper_notes, papers, shelf, tags
from tuiread.tags import parse_tags

__all__ = ["story", "synced", "tuiread"]

HERE, OTHER, GONE = PaperId("2608.00001"), PaperId("2608.00002"), PaperId("2501.00009")
LATER = NOW + dt.timedelta(hours=1)


@contextlib.contextmanager
def with_papers(folder: Path) -> Iterator[Store]:
    with opened(folder) as store:
        lamps = make_paper(HERE, "Reading by Lamplight at Night", doi="10.1234/lamps")
        day_kept(store, FRIDAY, [lamps, make_paper(OTHER, "Days")])
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with with_papers(tmp_path) as store:
        yield store


def bundle(*listed: ListedPaper, **more: object) -> Bundle:
    return Bundle("group.json", "pack", listed, **more)  # type: ignore[arg-type]


def take(store: Store, one: Bundle) -> None:
    with store.transaction():
        incoming_acts.take(store, difference(store.connection, [one]), NOW)


# What would change


def test_new_papers_tags_and_notes_are_told_apart_from_what_is_here(store: Store) -> None:
    with store.transaction():
        shelf_acts.tag(store, [HERE], parse_tags("data"), NOW)
    found = difference(
        store.connection,
        [
            bundle(
                ListedPaper(1, HERE, "x", tags=("DATA", "new")),
                ListedPaper(2, OTHER, "y"),
                ListedPaper(3, GONE, "Gone"),
            )
        ],
    )
    here, other, gone = found.papers
    assert (here.is_new, here.new_tags, here.title) == (False, ("new",), "Reading by Lamplight at Night")
    assert (other.is_new, other.is_known, other.is_change) == (True, True, True)
    assert (gone.is_new, gone.is_known, gone.title) == (True, False, "Gone")


def test_papers_without_an_id_are_known_by_their_doi_or_their_title(store: Store) -> None:
    listed = (
        ListedPaper(1, None, "Another title", doi="10.1234/lamps"),
        ListedPaper(2, None, "Reading by  LAMPLIGHT at night."),
        ListedPaper(3, None, "Days"),
    )
    found = difference(store.connection, [bundle(*listed)])
    assert [one.paper_id for one in found.papers] == [HERE]
    assert [one.title for one in found.strangers] == ["Days"]  # too short to be known by


def test_a_paper_of_which_only_the_id_is_known_is_not_made_up(store: Store) -> None:
    found = difference(store.connection, [bundle(ListedPaper(1, GONE))])
    assert (found.unknown, found.papers, found.is_nothing) == ((GONE,), (), False)


def test_the_same_paper_in_two_files_is_one(store: Store) -> None:
    files = [
        bundle(ListedPaper(1, GONE, tags=("a",), note="One")),
        bundle(ListedPaper(1, GONE, "Gone", tags=("b",), note="Two")),
    ]
    (one,) = difference(store.connection, files).papers
    assert (one.title, one.new_tags, one.note) == ("Gone", ("a", "b"), "One\n\nTwo")


@pytest.mark.parametrize(
    ("mine", "notes", "note"),
    [
        ("Q note\n\nP note", ("P note", "Q note"), None),
        ("Q note", ("P note", "Q note"), "Q note\n\nP note"),
        ("Not one", ("one",), "Not one\n\none"),
        (None, ("Two\n\nlines", "lines"), "Two\n\nlines"),
    ],
)
def test_each_files_note_is_looked_for_by_itself(
    store: Store, mine: str | None, notes: tuple[str, ...], note: str | None
) -> None:
    if mine:
        with store.transaction():
            shelf_acts.write_note(store, HERE, mine, NOW)
    (one,) = difference(store.connection, [bundle(ListedPaper(1, HERE, note=each)) for each in notes]).papers
    assert one.note == note


# What is kept


def test_an_import_is_one_step_and_undo_takes_all_of_it_back(store: Store) -> None:
    people = (ListedPerson(account_key("ada"), "Ada Example", "ada"),)
    take(
        store,
        bundle(
            ListedPaper(1, GONE, "Gone", ("Bo Sample",), tags=("data",), note="Read it"),
            people=people,
            feeds=(ListedFeed("category", "cs.LG"),),
        ),
    )
    connection = store.connection
    assert shelf.saved_ids(connection) == {GONE}
    assert tags.tags_of(connection, [GONE]) == {GONE: ("data",)}
    assert paper_notes.note_of(connection, GONE) == "Read it"
    assert [follow.key for follow in shelf.follows(connection)] == ["hf:ada"]
    assert [feed.key for feed in inbox.feeds(connection)] == ["category:cs.LG"]
    with store.transaction():
        assert acts.undo(store, LATER) == "imported group.json"
    assert shelf.saved_ids(connection) == set()
    assert tags.tags_of(connection, [GONE]) == {}
    assert paper_notes.note_of(connection, GONE) is None
    assert shelf.follows(connection) == []
    assert inbox.feeds(connection) == []


def test_the_readers_note_is_never_replaced(store: Store) -> None:
    with store.transaction():
        shelf_acts.write_note(store, HERE, "Mine.", NOW)
    take(store, bundle(ListedPaper(1, HERE, note="Theirs.")))
    assert paper_notes.note_of(store.connection, HERE) == "Mine.\n\nTheirs."


LISTED = st.builds(
    ListedPaper,
    st.just(1),
    st.sampled_from([HERE, OTHER, GONE]),
    st.sampled_from(["", "A title"]),
    tags=st.lists(st.sampled_from(["a", "A", "b"])).map(tuple),
    note=st.sampled_from([None, "One", "Two\nlines"]),
)


@given(st.lists(LISTED, max_size=6), st.sampled_from([None, "Mine"]))
def test_importing_twice_changes_nothing_more(
    tmp_path_factory: pytest.TempPathFactory, listed: list[ListedPaper], note: str | None
) -> None:
    with with_papers(tmp_path_factory.mktemp("home")) as store:
        if note:
            with store.transaction():
                shelf_acts.write_note(store, HERE, note, NOW)
        take(store, bundle(*listed))
        again = difference(store.connection, [bundle(*listed)])
        assert again.changes == ()
        assert note is None or note in (paper_notes.note_of(store.connection, HERE) or "")


def test_what_a_source_tells_takes_the_place_of_what_a_file_told(store: Store) -> None:
    take(store, bundle(ListedPaper(1, GONE, "Wrong", ("Nobody",))))
    told = make_paper(GONE, "Right", authors=["Ada Example"], facts=(SourceFact("arxiv", "a listing", LATER),))
    with store.transaction():
        section_acts.keep_other_paper(store, told)
    assert papers.get_paper(store.connection, GONE).title == "Right"
    snapshot = shelf.snapshot_of(store.connection, GONE)
    assert snapshot is not None
    assert (snapshot.title, snapshot.authors) == ("Right", (Author("Ada Example"),))


# What a pack holds, and what it never does

SECRETS = ("trust", "score", "Not to be told", "claim", "read_at", "saved_at", "upvotes", "Ask them gently", "nonce")


async def test_a_pack_never_holds_trust_notes_about_people_or_what_was_read(tmp_path: Path) -> None:
    library = make_library(
        tmp_path,
        Story().day(
            "2026-08-21", [make_paper(HERE, "Lamps", authors=[Author("Ada Example", "ada", "claimed_verified")])]
        ),
    )
    await library.sync(await library.due())
    await library.save([HERE])
    await library.mark_read([HERE], "read")
    await library.researchers.follow(account_key("ada"))
    await library._store.wish(person_acts.write_note, account_key("ada"), "Ask them gently", NOW)
    await library._store.wish(shelf_acts.write_note, HERE, "Not to be told", NOW)
    bare = (await library.files.exports.pack([HERE])).decode()
    full = (await library.files.exports.pack([HERE], notes_of=[HERE], has_follows=True)).decode()
    assert [word for word in SECRETS if word.lower() in bare.lower()] == []
    assert [word for word in SECRETS if word.lower() in full.lower()] == ["Not to be told"]
    assert "hf:ada" not in bare
    assert [person.key for person in packs.read("f", full).people] == ["hf:ada"]
    for form in ("bibtex", "ris", "csl-json", "json"):
        text = (await library.files.exports.text(form, [HERE])).decode().lower()
        assert "trust" not in text
        assert "ask them gently" not in text
    await library.close()


# The commands


def test_a_pack_goes_from_one_home_to_another(tuiread: Tuiread, synced: None, tmp_path: Path) -> None:
    file = tmp_path / "group.json"
    assert tuiread("save", "2608.00001", "2608.00002").code == 0
    packed = tuiread("pack", str(file))
    assert packed.out.startswith("Packed 2 papers into")
    other = ("--home", str(tmp_path / "other"), "--offline")
    shown = tuiread(*other, "import", str(file))
    assert shown.code == 2
    assert shown.lines[0] == "group.json: 2 new papers."
    assert "add --yes" in shown.err
    assert "empty" in tuiread(*other, "library").out
    done = tuiread(*other, "import", "--yes", str(file))
    assert (done.code, done.lines[-1]) == (0, "Imported 2 new papers; `tuiread undo` takes it back.")
    assert len(tuiread(*other, "library", "--json").document["papers"]) == 2
    assert tuiread(*other, "import", str(file)).out == "group.json: nothing new (2 papers, all here already).\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--notes"], {"one", "two"}),
        (["--notes-of", "2608.00002"], {"two"}),
        (["--notes-of", "tag:group"], {"one"}),
        ([], set()),
    ],
)
def test_a_pack_holds_the_notes_that_were_chosen(
    tuiread: Tuiread, synced: None, tmp_path: Path, words: list[str], told: set[str]
) -> None:
    tuiread("note", "2608.00001", "one")
    tuiread("note", "2608.00002", "two")
    tuiread("tag", "2608.00001", "group")
    file = tmp_path / "group.json"
    packed = tuiread("pack", str(file), *words)
    bundle = packs.read("f", file.read_text(encoding="utf-8"))
    assert {paper.note for paper in bundle.papers if paper.note} == told
    assert (f"{len(told)} note" in packed.out) == bool(told)


def test_a_note_that_a_pack_cannot_hold_is_refused(tuiread: Tuiread, synced: None, tmp_path: Path) -> None:
    tuiread("save", "2608.00001")
    file = tmp_path / "group.json"
    assert (
        "no paper of this pack is 2608.00001 and has a note"
        in tuiread("pack", str(file), "--notes-of", "2608.00001").err
    )
    assert not file.exists()
    tuiread("pack", str(file))
    assert "is a pack for another reader; `tuiread import` takes it" in tuiread("merge", str(file)).err


def test_what_is_left_out_is_said_with_its_line_and_the_rest_comes_in(
    tuiread: Tuiread, synced: None, tmp_path: Path
) -> None:
    file = tmp_path / "mine.bib"
    file.write_text(
        "@misc{a, title={Lamps}, eprint={2608.00001}}\n@book{b, title={A Book of Days}}\n@misc{c, title={",
        encoding="utf-8",
    )
    ran = tuiread("import", "--yes", str(file), "--offline")
    assert ran.code == 0
    assert "Imported 1 new paper" in ran.out
    assert "Line 2 is left out: “A Book of Days” has no arXiv id" in ran.err
    assert "Line 3 cannot be read" in ran.err


@pytest.mark.parametrize("text", ['[{"title": 7}, 8]', "@misc{a, year=2026}", '{"no": "paper"}\n', "[]"])
def test_a_file_of_which_nothing_can_be_read_ends_with_2(tuiread: Tuiread, tmp_path: Path, text: str) -> None:
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    assert tuiread("import", "--yes", str(file)).code == 2


def test_the_json_of_an_import_says_what_would_change(tuiread: Tuiread, synced: None, tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    file.write_text("2608.00001\n", encoding="utf-8")
    ran = tuiread("import", "--json", str(file))
    assert (ran.code, ran.document["imported"], [one["id"] for one in ran.document["papers"]]) == (
        2,
        False,
        ["2608.00001"],
    )
    assert tuiread("import", "--json", "--yes", str(file)).document["imported"] is True


def test_ids_alone_are_asked_for_at_arxiv_and_left_out_offline(tuiread: Tuiread, tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    file.write_text("2501.00009\n", encoding="utf-8")
    offline = tuiread("import", "--yes", "--offline", str(file))
    assert offline.code == 0
    assert "1 paper left out, known by the id only: import the file again when you are online." in offline.err
    with Loopback() as server:
        server.answers(atom_feed(atom_entry("2501.00009", "Found at arXiv")))
        reach = {"TUIREAD_ARXIV_URL": server.url, "TUIREAD_ARXIV_MIN_INTERVAL_S": "0"}
        online = tuiread("import", "--yes", str(file), **reach)
    assert "Imported 1 new paper" in online.out
    assert "Found at arXiv" in tuiread("library").out


@pytest.mark.parametrize(
    "words",
    [
        ("import", "gone.bib"),
        ("import", "--again", "ids.txt"),
        ("pack", "2608.00001"),
        ("export", "2608.00001", "--tag", "x"),
        ("export", "--zotero", "--output", "x"),
    ],
)
def test_words_that_do_not_fit_are_one_sentence(
    tuiread: Tuiread, synced: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ids.txt").write_text("2608.00001\n", encoding="utf-8")
    ran = tuiread(*words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    ("form", "mark"),
    [("bibtex", "@misc{"), ("ris", "TY  - UNPB"), ("csl-json", '"type": "article"'), ("json", '"cite_key"')],
)
def test_each_format_is_printed_or_written(
    tuiread: Tuiread, synced: None, tmp_path: Path, form: str, mark: str
) -> None:
    tuiread("save", "2608.00001")
    printed = tuiread("export", "--format", form)
    assert mark in printed.out
    file = tmp_path / "out"
    assert "Wrote 1 paper" in tuiread("export", "--format", form, "--output", str(file)).out
    assert file.read_text(encoding="utf-8").replace("\r\n", "\n") == printed.out.replace("\r\n", "\n")


def test_papers_are_exported_by_id_by_tag_or_all(tuiread: Tuiread, synced: None, tmp_path: Path) -> None:
    assert tuiread("export").code == 3
    tuiread("save", "2608.00001", "2608.00002")
    assert tuiread("export", "--tag", "none").code == 3
    assert len(json.loads(tuiread("export", "--format", "json").out)["papers"]) == 2
    assert [one["id"] for one in json.loads(tuiread("export", "--format", "json", "2608.00003").out)["papers"]] == [
        "2608.00003"
    ]


def test_markdown_goes_into_a_folder(tuiread: Tuiread, synced: None, tmp_path: Path) -> None:
    tuiread("save", "2608.00001")
    ran = tuiread("export", "--format", "markdown", "--output", str(tmp_path / "vault"))
    assert ran.out.startswith("1 new note, 0 renewed, 0 as before:")
    assert (tmp_path / "vault" / "Reading by Lamplight (2608.00001).md").exists()


# Zotero


@pytest.fixture
def zotero() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def test_zotero_takes_papers_as_its_connector_does(tuiread: Tuiread, synced: None, zotero: Loopback) -> None:
    tuiread("save", "2608.00001", "2608.00002")
    zotero.answers(b'[{"itemType": "preprint"}, {"itemType": "preprint"}]', 201)
    assert tuiread("export", "--zotero", TUIREAD_EXPORT_ZOTERO_URL=zotero.url).out == "Zotero took 2 papers.\n"
    (asked,) = zotero.asked
    assert asked.path.startswith("/connector/import?session=")
    assert asked.headers["content-type"].startswith("application/x-bibtex")
    assert asked.headers["x-zotero-connector-api-version"] == "3"
    assert asked.body.count(b"@misc{") == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [(500, "cannot be changed"), (400, "could not read"), (404, "something else"), (201, "cannot be understood")],
)
def test_what_zotero_refuses_is_one_sentence(
    tuiread: Tuiread, synced: None, zotero: Loopback, status: int, said: str
) -> None:
    tuiread("save", "2608.00001")
    zotero.answers(b"no", status)
    ran = tuiread("export", "--zotero", TUIREAD_EXPORT_ZOTERO_URL=zotero.url)
    assert (ran.code, ran.out) == (4, "")
    assert said in ran.err


def test_without_zotero_a_file_is_written_for_it(tuiread: Tuiread, synced: None, own_home: Path) -> None:
    with Loopback() as server:
        closed = server.url
    tuiread("save", "2608.00001")
    ran = tuiread("export", "--zotero", TUIREAD_EXPORT_ZOTERO_URL=closed)
    assert "does not run" in ran.out
    (file,) = (own_home / "data" / "exports").iterdir()
    assert "@misc{" in file.read_text(encoding="utf-8")


def test_papers_are_handed_to_no_other_machine(tuiread: Tuiread, synced: None) -> None:
    tuiread("save", "2608.00001")
    ran = tuiread("export", "--zotero", TUIREAD_EXPORT_ZOTERO_URL="http://example.org:23119")
    assert ran.code == 2
    assert "not on this machine" in ran.err


def test_a_dash_alone_prints_the_whole_library_for_another_machine(
    tuiread: Tuiread, synced: None, tmp_path: Path
) -> None:
    tuiread("save", "2608.00001")
    file = tmp_path / "copy"
    file.write_text(tuiread("pack", "-").out, encoding="utf-8")
    assert tuiread("--home", str(tmp_path / "other"), "merge", str(file)).code == 0
    assert "Reading by Lamplight" in tuiread("--home", str(tmp_path / "other"), "library").out
    assert packs.read("f", tuiread("pack", "-", "2608.00001").out).papers[0].paper_id == HERE
