"""Letters: facts and nothing made up, files that are the reader's own, a mail that is never sent."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.fakes import make_paper
from tuiread.editing import edit_file, edit_text, editor_command
from tuiread.errors import NotFoundError, StoreError, TuireadError, UsageError
from tuiread.lines import plain
from tuiread.outbox import (
    LETTER,
    MAIL,
    META,
    REFERENCES,
    STATES,
    LetterBox,
    folder_word,
    unreadable_beside,
    with_state,
)
from tuiread.output.bibtex import bibtex
from tuiread.output.citing import cite_key
from tuiread.output.letter import MAILTO_BODY, SUBJECT, WRITE_HERE, check_address, mail, mailto, template
from tuiread.records import (
    Author,
    BrokenLetter,
    Letter,
    LetterFacts,
    Outbox,
    Paper,
    PaperId,
    Party,
    PersonKey,
)
from tuiread.words.letter import (
    about_words,
    beside_words,
    fact_lines,
    forgotten_words,
    outbox_counts,
    plain_outbox,
    reminder_words,
    state_words,
)

TODAY = dt.date(2026, 8, 21)
THEIRS = make_paper("2608.00001", "Lamps & Lanterns: 50% of {what} we_know", authors=["Bo Sample", "Zoë Müller"])
MINE = make_paper("2503.00002", "Reading by Lamplight", authors=["Ada Example"])
FACTS = LetterFacts(
    to=Party(PersonKey("name:bo sample"), "Bo Sample", paper=THEIRS),
    sender=Party(PersonKey("hf:ada"), "Ada Example", "0000-0002-1825-0097", MINE),
    topics=("cs.LG", "stat.ML"),
    common=("Cleo Third",),
)


@pytest.fixture
def box(tmp_path: Path) -> LetterBox:
    return LetterBox(tmp_path / "outbox")


GOOD_META = 'state = "draft"\nperson = "name:bo"\nname = "Bo"\ndrafted_on = "2026-08-21"\nchanged_on = "2026-08-21"\n'


# The text


def test_a_letter_begins_with_facts_and_a_place_to_write() -> None:
    assert template(FACTS).split("\n") == [
        "Dear Bo Sample,",
        "",
        WRITE_HERE,
        "",
        "Topics we share: cs.LG, stat.ML",
        "We both wrote with: Cleo Third",
        "Your work: “Lamps & Lanterns: 50% of {what} we_know” (arXiv 2608.00001)",
        "My work: “Reading by Lamplight” (arXiv 2503.00002)",
        "",
        "Ada Example",
        "https://orcid.org/0000-0002-1825-0097",
        "--",
        "Identity not proved.",
        "",
    ]


def test_a_proved_sender_says_how_to_check_and_what_is_not_known_is_left_out() -> None:
    bare = LetterFacts(Party(PersonKey("name:bo sample"), "Bo"), Party(PersonKey("hf:ada"), "Ada"))
    proved = replace(bare, proof_urls=("https://home.example/~ada",))
    assert template(bare) == f"Dear Bo,\n\n{WRITE_HERE}\n\nAda\n--\nIdentity not proved.\n"
    assert template(proved).endswith("--\nWho I am can be checked by anybody:\nhttps://home.example/~ada\n")


def test_a_work_of_both_is_named_once(box: LetterBox) -> None:
    joint = replace(FACTS, to=replace(FACTS.to, paper=FACTS.sender.paper))
    assert "Our work: “Reading by Lamplight” (arXiv 2503.00002)\n" in template(joint)
    assert "Your work" not in template(joint)
    assert box.draft(joint, TODAY).papers == ("2503.00002",)


def letter(text: str = "Dear Bo,\n\nÜber α.\n", address: str | None = None) -> Letter:
    return Letter(
        "2026-08-21-sample", PersonKey("name:bo sample"), "Bo Sample", "draft", TODAY, TODAY, (), address, text
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200))
def test_the_mail_parses_back_to_the_letter_and_is_marked_as_not_sent(words: str) -> None:
    parsed = email.message_from_bytes(mail(letter(f"{words}\n")), policy=email.policy.default)
    assert parsed.get_content().replace("\r\n", "\n") == f"{words}\n"
    assert (parsed["X-Unsent"], parsed["Subject"], parsed["To"], parsed["From"]) == ("1", SUBJECT, None, None)


@pytest.mark.parametrize("address", ["bo@example.org", "jörg@exämple.example", "山@例.example", "a.b+c@x-y.example"])
def test_an_address_in_any_script_is_the_one_in_the_mail(address: str) -> None:
    parsed = email.message_from_bytes(mail(letter(address=check_address(f" {address} "))), policy=email.policy.default)
    assert parsed["To"] == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bo",
        "a@b@c, <",
        "a b@example.org",
        "a@b\r\nBcc: c@d",
        "x@y.org, z@w.org",
        "a" * 300 + "@x.org",
        "<a@b>",
        "a@\u202eb",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no e-mail address; write one such as name@example\.org"):
        check_address(text)


def test_the_mail_goes_where_the_reader_typed() -> None:
    parsed = email.message_from_bytes(mail(letter(address="bo@example.org")), policy=email.policy.default)
    assert parsed["To"] == "bo@example.org"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=4_000))
def test_a_mailto_link_reads_back_and_is_bounded(words: str) -> None:
    link = urlsplit(mailto(letter(words, "bo@example.org")))
    query = parse_qs(link.query, keep_blank_values=True)
    assert (link.scheme, unquote(link.path), query["subject"]) == ("mailto", "bo@example.org", [SUBJECT])
    body = query.get("body", [""])[0].replace("\r\n", "\n")
    assert len(body) <= MAILTO_BODY + 2
    assert body == words or body.endswith("the rest is in the letter itself]") or body == words.rstrip("\n")


def test_line_ends_of_a_mailto_link_are_those_of_mail() -> None:
    assert "%0D%0A%0D%0A" in mailto(letter())
    assert mailto(letter()).startswith("mailto:?subject=Working%20together&body=Dear%20Bo")


# The papers


def test_papers_become_entries_that_latex_can_read() -> None:
    found = bibtex([THEIRS, THEIRS, MINE])
    assert found.count("@misc{") == 2
    assert "@misc{sample2026-2608-00001," in found
    assert r"title = {{Lamps \& Lanterns: 50\% of {\textbraceleft}what{\textbraceright} we\_know}}," in found
    assert r"author = {Bo Sample and Zo{\"{e}} M{\"{u}}ller}," in found
    assert "eprint = {2608.00001}," in found
    assert found.count("{") == found.count("}")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ada Example", "example2026-2608-00001"),
        ("山田 例子", "author2026-2608-00001"),
        ("Ada O'Łukasz", "lukasz2026-2608-00001"),
    ],
)
def test_keys_have_plain_letters_only(name: str, key: str) -> None:
    assert cite_key(make_paper("2608.00001", authors=[Author(name)])) == key


def test_a_paper_without_authors_or_date_has_a_key() -> None:
    assert cite_key(Paper(PaperId("cs/0112017"), "Old")) == "anonymous2001-cs-0112017"


# The folder


@given(st.text(max_size=80))
def test_a_folders_word_is_safe_whatever_the_name(name: str) -> None:
    word = folder_word(name)
    assert word
    assert len(word) <= 40
    assert set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


def test_a_draft_is_a_private_folder_with_four_files(box: LetterBox) -> None:
    draft = box.draft(FACTS, TODAY)
    assert draft.folder == "2026-08-21-sample"
    folder = box.folder / draft.folder
    assert {file.name for file in folder.iterdir()} == {LETTER, MAIL, REFERENCES, META}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert "eprint = {2503.00002}" in (folder / REFERENCES).read_text()
    assert box.letters() == Outbox((draft,))


def test_several_letters_to_one_name_have_folders_of_their_own(box: LetterBox) -> None:
    names = [box.draft(FACTS, TODAY).folder for _ in range(3)]
    assert names == ["2026-08-21-sample", "2026-08-21-sample-2", "2026-08-21-sample-3"]
    assert [one.folder for one in box.letters().letters] == names[::-1]


def test_a_new_letter_says_that_one_under_the_same_name_cannot_be_read(box: LetterBox) -> None:
    box.path(box.draft(FACTS, TODAY - dt.timedelta(days=1)).folder, META).write_text("person\n")
    new = box.draft(FACTS, TODAY)
    beside = unreadable_beside(box.letters(), new)
    assert beside_words(beside).startswith(
        "Another letter under that name cannot be read: 2026-08-20-sample: meta.toml"
    )
    assert unreadable_beside(box.letters(), replace(new, name="Bo Ample")) is None


def test_what_the_reader_writes_is_taken_and_becomes_the_mail(box: LetterBox) -> None:
    draft = box.draft(FACTS, TODAY)
    box.path(draft.folder).write_text("My own words: α\n", encoding="utf-8")
    read = box.letter(draft.folder)
    assert read.text == "My own words: α\n"
    box.keep(with_state(read, "handed over", TODAY + dt.timedelta(days=1)))
    parsed = email.message_from_bytes(box.path(draft.folder, MAIL).read_bytes(), policy=email.policy.default)
    assert parsed.get_content().strip() == "My own words: α"
    kept = box.letter(draft.folder)
    assert (kept.state, kept.changed_on) == ("handed over", TODAY + dt.timedelta(days=1))


def test_names_and_addresses_with_quotes_and_line_breaks_are_kept(box: LetterBox) -> None:
    draft = box.draft(replace(FACTS, to=Party(PersonKey('name:a "b" \\c'), 'A "B" \\C 山')), TODAY)
    odd = replace(draft, address="o'neill+山@example.org")
    assert box.letter(box.keep(odd).folder) == odd


@pytest.mark.parametrize(
    ("meta", "problem"),
    [
        ("", "meta.toml has no state"),
        ("state = ", "meta.toml is no TOML at "),
        ('state = "sent"\n', "is none of draft, ready"),
        (b"\xff\xfe", "meta.toml is no UTF-8 text"),
        (GOOD_META + 'address = "a@b@c, <"\n', "is no e-mail address"),
        (GOOD_META + "papers = 3\n", "papers is no list"),
        (GOOD_META.replace("2026-08-21", "soon"), "cannot be understood"),
    ],
)
def test_a_broken_meta_is_told_and_left_alone(box: LetterBox, meta: str | bytes, problem: str) -> None:
    draft = box.draft(FACTS, TODAY)
    path = box.path(draft.folder, META)
    path.write_bytes(meta.encode() if isinstance(meta, str) else meta)
    before = path.read_bytes()
    (broken,) = box.letters().broken
    assert broken.folder == draft.folder
    assert problem in broken.problem
    assert broken.problem.endswith("the letter was left alone.")
    with pytest.raises(NotFoundError):
        box.letter(draft.folder)
    assert path.read_bytes() == before


def test_a_file_that_is_missing_huge_or_no_text_is_told(box: LetterBox) -> None:
    draft = box.draft(FACTS, TODAY)
    box.path(draft.folder).write_bytes(b"\xe9t\xe9")
    assert "invite.md is no UTF-8 text" in box.letters().broken[0].problem
    box.path(draft.folder).write_bytes(b"x" * 1_000_001)
    assert "larger than 1 MB" in box.letters().broken[0].problem
    box.path(draft.folder).unlink()
    assert box.letters().broken[0].problem == "2026-08-21-sample has no invite.md; it was left alone."


def test_a_deleted_folder_is_gone_and_a_missing_outbox_is_empty(box: LetterBox) -> None:
    assert box.letters() == Outbox(())
    draft = box.draft(FACTS, TODAY)
    for file in (box.folder / draft.folder).iterdir():
        file.unlink()
    (box.folder / draft.folder).rmdir()
    assert box.letters() == Outbox(())


def test_a_folder_that_cannot_be_written_says_so(box: LetterBox) -> None:
    draft = box.draft(FACTS, TODAY)
    (box.folder / draft.folder / f".{LETTER}.part").mkdir()
    with pytest.raises(StoreError, match="what was there is kept"):
        box.keep(replace(draft, text="New"))
    assert box.letter(draft.folder).text == draft.text


# In words


def test_a_letter_that_waits_ten_days_is_called_to_mind() -> None:
    over = with_state(letter(), "handed over", TODAY)
    assert state_words(over, TODAY + dt.timedelta(days=9)) == "handed over since Fri 21 Aug 2026"
    assert state_words(over, TODAY + dt.timedelta(days=12)) == "handed over 12 days ago: no answer yet"
    later, outbox = TODAY + dt.timedelta(days=10), Outbox((over, letter()))
    assert reminder_words(outbox, later) == "1 letter waits for an answer since 10 days or more"
    assert outbox_counts(outbox, later) == "2 letters, 1 letter waits for an answer since 10 days or more"
    assert reminder_words(outbox, TODAY) == ""
    assert with_state(over, "answered", later).waited_days(later) == 0


def test_the_facts_say_where_it_goes_and_who_writes() -> None:
    lines = [plain(line) for line in fact_lines(FACTS, None, 80)]
    assert lines[1] == "Address  none: a types one, or send the text yourself"
    assert lines[2].endswith("orcid.org/0000-0002-1825-0097  identity not proved")
    assert lines[3] == "About    2 shared topics (cs.LG, stat.ML) · 1 common collaborator (Cleo Third)"
    published = replace(FACTS, emails=("bo@example.org",), topics=(), common=())
    assert "bo@example.org (published in their ORCID record)" in plain(fact_lines(published, None, 80)[1])
    assert about_words(published) == "no shared topic or collaborator is in your cache"


def test_the_plain_outbox_lists_letters_and_what_is_broken() -> None:
    outbox = Outbox(
        (letter(),), (BrokenLetter("2026-08-20-x", f"meta.toml is {'very ' * 12}broken; it was left alone."),)
    )
    assert plain_outbox(outbox, 80, TODAY) == [
        "Outbox · 1 letter, 1 that cannot be read · never sent by tuiread",
        "  Bo Sample                                          draft since Fri 21 Aug 2026",
        "  2026-08-21-sample",
        "! 2026-08-20-x",
        f"  meta.toml is {'very ' * 12}".rstrip(),
        "  broken; it was left alone.",
    ]


def test_no_word_of_trust_stands_in_any_file(box: LetterBox) -> None:
    draft = box.draft(replace(FACTS, proof_urls=("https://home.example/~ada",)), TODAY)
    for file in (LETTER, MAIL, REFERENCES, META):
        text = box.path(draft.folder, file).read_text(encoding="utf-8").lower()
        for word in ("trust", "emerging", "verification", "level", "l3", "l4"):
            assert word not in text.split(), (file, word)


def test_states_are_those_that_a_reader_can_choose() -> None:
    assert STATES == ("draft", "ready", "handed over", "answered", "closed")


# The editor


def test_the_editor_is_the_readers() -> None:
    assert editor_command({"VISUAL": "code -w", "EDITOR": "vi"}) == ["code", "-w"]
    assert editor_command({"EDITOR": "vi"}) == ["vi"]
    assert editor_command({}, find=lambda name: "/bin/vi" if name == "vi" else None) == ["vi"]
    with pytest.raises(TuireadError, match="No editor was found"):
        editor_command({}, find=lambda name: None)
    with pytest.raises(TuireadError, match="quote that is never closed"):
        editor_command({"EDITOR": "vi '"})


def test_an_editor_that_fails_or_is_missing_keeps_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Mine")
    with pytest.raises(TuireadError, match=rf"ended with status 1; what you wrote is in {path}"):
        edit_file(path, {"EDITOR": "false"})
    with pytest.raises(TuireadError, match="cannot be started"):
        edit_file(path, {"EDITOR": str(tmp_path / "no-editor")})
    edit_file(path, {"EDITOR": "sh -c 'echo more >> \"$0\"'"})
    assert path.read_text() == "Minemore\n"


def test_a_text_is_written_in_a_file_that_goes_away(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []

    def edit(path: Path) -> None:
        seen.append((path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)))
        path.write_text("After α", encoding="utf-8")

    assert edit_text("Before", edit, tmp_path / "state") == "After α"
    assert seen == [("Before", 0o600)]
    assert list((tmp_path / "state").iterdir()) == []


def test_a_failing_editor_leaves_only_what_was_written(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        raise TuireadError("The editor vi ended with status 1.")

    def write_and_fail(path: Path) -> None:
        path.write_text("Half a thought", encoding="utf-8")
        fail(path)

    with pytest.raises(TuireadError, match="nothing was written"):
        edit_text("Before", fail, tmp_path / "state")
    assert list((tmp_path / "state").iterdir()) == []
    with pytest.raises(TuireadError, match="ended with status 1"):
        edit_text("Before", write_and_fail, tmp_path / "state")
    assert [file.read_text() for file in (tmp_path / "state").iterdir()] == ["Half a thought"]


def test_what_an_editor_left_unreadable_stays(tmp_path: Path) -> None:
    def spoil(path: Path) -> None:
        path.write_bytes(b"\xff")

    with pytest.raises(TuireadError, match="cannot be read as UTF-8"):
        edit_text("Before", spoil, tmp_path / "state")
    assert [file.read_bytes() for file in (tmp_path / "state").iterdir()] == [b"\xff"]


# No network


@pytest.fixture
async def no_network(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    def refuse(*args: object) -> None:
        raise AssertionError("a letter wanted the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


async def test_letters_never_ask_a_network(tmp_path: Path, no_network: None) -> None:
    from tests.test_library import opened, week
    from tuiread.dates import day_period

    async with opened(tmp_path, week()) as library:
        await library.sync([day_period(dt.date(2026, 8, 21))])
        people = await library.researchers.people()
        await library.researchers.claim(people[0].key)
        facts = await library.letters.facts(people[1].key)
        draft = await library.letters.draft(facts)
        draft = await library.letters.set_address(draft, "bo@example.org")
        draft = await library.letters.set_state(draft, "handed over")
        assert (await library.letters.outbox()).letters == (draft,)
        assert library.letters.mailto(draft).startswith("mailto:bo@example.org?")
        assert await library.letters.open_letter(people[1].key) == draft
        (folder,) = await library.letters.folders_to(people[1].key)
        assert folder.name == draft.folder
        assert library.letters.is_unwritten(draft)
        await library.letters.set_state(draft, "closed")
        assert await library.letters.open_letter(people[1].key) is None
        with pytest.raises(NotFoundError, match="This is you"):
            await library.letters.facts(people[0].key)
        await library.letters.mark_not_to_invite(people[1].key, is_marked=True)
        with pytest.raises(NotFoundError, match="somebody not to ask again"):
            await library.letters.draft(facts)
        assert (await library.undo()).endswith("as not to be asked again")
        assert not await library.letters.is_not_to_invite(people[1].key)


def test_forgetting_somebody_names_the_letters_that_stay(tmp_path: Path) -> None:
    assert forgotten_words("Bo Sample", ()).endswith("shown or fetched again.")
    said = forgotten_words("Bo Sample", (tmp_path / "2026-08-21-sample",))
    assert said.endswith(
        f"Your 1 letter to them stays in your outbox until you delete it: {tmp_path / '2026-08-21-sample'}"
    )
