"""Letters and notes on the screen: drafted from a profile, written in an editor, kept in the outbox, never sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.fakes import NOW
from tests.screens.week import WEEK, a_good_week
from tests.stage import COPIED, SIZES, Stage, open_stage
from tuiread.errors import TuireadError
from tuiread.records import PersonKey
from tuiread.screens.letter_screen import LetterScreen
from tuiread.screens.outbox_screen import OutboxScreen
from tuiread.screens.profile_screen import ProfileScreen

ADA_KEY, BOB_KEY = PersonKey("hf:ada-example"), PersonKey("name:bob placeholder")
FOLDER = "2026-08-21-placeholder"


def writes(text: str) -> Callable[[Path], None]:
    """Return an editor in which the reader writes a text and closes it."""

    def edit(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return edit


def fails(path: Path) -> None:
    path.write_text("Half a sentence", encoding="utf-8")
    raise TuireadError(f"The editor vi ended with status 1; what you wrote is in {path}.")


async def open_letter(stage: Stage) -> None:
    """Open a letter to Bob as somebody who claims to be Ada."""
    await stage.library.researchers.claim(ADA_KEY)
    await stage.press("5", "/", *"bob", "enter", "enter", "m")


async def test_a_letter_needs_a_claim(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5", "enter", "m")
        assert isinstance(stage.screen, ProfileScreen)
        assert stage.status == (
            "A letter introduces you: claim your own record first, with C on it or `tuiread claim NAME`."
        )
        await stage.library.researchers.claim(ADA_KEY)
        await stage.press("m")
        assert stage.status == "This is you; a letter goes to somebody else."


async def test_a_letter_lies_nowhere_until_it_is_saved(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        assert isinstance(stage.screen, LetterScreen)
        assert stage.head == "Invitation not saved yet"
        assert "Dear Bob Placeholder," in stage.text
        assert not (await stage.library.letters.outbox()).letters
        await stage.press("s")
        assert stage.status == "Saved to the outbox."
        assert stage.head == f"Invitation outbox/{FOLDER} · draft"
        await stage.press("q", "m")
        assert stage.head == f"Invitation outbox/{FOLDER} · draft"


async def test_what_is_written_in_the_editor_is_shown_and_saved(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, edit_file=writes("My own words.\n")) as stage:
        await open_letter(stage)
        await stage.press("e")
        assert stage.status == "Saved as invite.md and invite.eml in the outbox."
        assert "My own words." in stage.text
        assert "Dear Bob" not in stage.text
    assert "My own words." in (tmp_path / "data" / "outbox" / FOLDER / "invite.eml").read_text(encoding="utf-8")


async def test_an_editor_that_fails_loses_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, edit_file=fails) as stage:
        await open_letter(stage)
        await stage.press("e")
        assert "ended with status 1" in stage.status
        await stage.press("s")
        assert "Half a sentence" in stage.text


async def test_where_the_terminal_cannot_be_lent_the_file_is_named(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("e")
        assert "This terminal cannot be lent to an editor" in stage.status


async def test_state_and_address_are_the_readers_word(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("a", *"bob, <", "enter")
        assert stage.status == "“bob, <” is no e-mail address; write one such as name@example.org."
        await stage.press("a", *"bob@example.org", "enter")
        assert stage.status == "To: bob@example.org. It stays in this letter's folder, and goes nowhere else."
        assert "Address  bob@example.org" in stage.text
        await stage.press("S", "j", "j", "enter")
        assert stage.status == "Marked as handed over. The letter still says [Write here …]: e writes it."
        (letter,) = (await stage.library.letters.outbox()).letters
        assert (letter.state, letter.address) == ("handed over", "bob@example.org")
        await stage.press("S", "escape", "a", "escape")
        assert (await stage.library.letters.outbox()).letters == (letter,)


async def test_the_text_the_mail_and_the_link_are_handed_over(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("y")
        assert stage.status == f"{COPIED.removesuffix(': ')}: the whole letter."
        assert not (await stage.library.letters.outbox()).letters
        await stage.press("E")
        assert stage.status.replace(" ", "").partition("Theletterstillsays")[0].endswith(f"{FOLDER}/invite.eml")
        await stage.press("M")
        warned = "The letter still says [Write here …]: e writes it. "
        assert stage.status.startswith(f"{warned}{COPIED}mailto:?subject=Working%20together")


async def test_somebody_not_to_ask_again_is_not_asked(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("x")
        assert stage.status == "Bob Placeholder will not be offered a letter again; u takes it back."
        await stage.press("s")
        assert stage.status.startswith("You marked Bob Placeholder as somebody not to ask again")
        await stage.press("q", "m")
        assert stage.status == "You marked Bob Placeholder as somebody not to ask again; x takes that back."
        await stage.press("u", "s")
        assert stage.status == "Saved to the outbox."


async def test_the_fourth_draft_in_a_week_says_so_and_is_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.claim(ADA_KEY)
        facts = await stage.library.letters.facts(BOB_KEY)
        for _ in range(3):
            letter = await stage.library.letters.draft(facts)
            await stage.library.letters.set_state(letter, "closed")
        await open_letter(stage)
        await stage.press("s")
        assert stage.status == "Saved to the outbox. It is number 4 within seven days; 3 are the soft limit."
        assert len((await stage.library.letters.outbox()).letters) == 4


# The outbox


async def test_the_outbox_lists_letters_and_opens_them(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5", "o")
        assert isinstance(stage.screen, OutboxScreen)
        assert "The outbox is empty." in stage.text
        await stage.go_home()
        await open_letter(stage)
        await stage.press("s")
        await stage.go_home()
        await stage.press("5", "o")
        assert stage.cursor.startswith("  Bob Placeholder")
        await stage.press("enter")
        assert isinstance(stage.screen, LetterScreen)
        assert stage.head == f"Invitation outbox/{FOLDER} · draft"


async def test_a_broken_letter_says_why_and_a_deleted_one_is_gone(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("s")
        meta = tmp_path / "data" / "outbox" / FOLDER / "meta.toml"
        meta.write_text("nonsense")
        await stage.go_home()
        await stage.press("5", "o", "enter")
        assert stage.status.startswith("meta.toml is no TOML")
        meta.unlink()
        await stage.press("q", "o")
        assert "has no meta.toml" in stage.text


async def test_a_letter_to_somebody_forgotten_is_still_found(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("s")
        await stage.library.researchers.forget(BOB_KEY)
        await stage.go_home()
        await stage.press("5", "o", "enter")
        assert stage.status.startswith("You asked tuiread to forget this person")
        assert "The letter itself is" in stage.status


async def test_a_letter_without_an_answer_is_called_to_mind_among_people(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        await stage.press("S", "j", "j", "enter")
    async with open_stage(tmp_path, now=lambda: NOW + dt.timedelta(days=11)) as stage:
        await stage.press("5")
        assert stage.status == "1 letter waits for an answer since 10 days or more · o shows"
        await stage.press("o")
        assert "handed over 11 days ago: no answer yet" in stage.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_letter_and_the_outbox_look_as_they_did(tmp_path: Path, golden: Golden, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await open_letter(stage)
        golden(stage.text, f"letter/{size[0]}x{size[1]}")
        await stage.press("s")
        await stage.go_home()
        await stage.press("5", "o")
        golden(stage.text, f"outbox/{size[0]}x{size[1]}")


# A private note


async def test_a_note_is_written_shown_and_undone(tmp_path: Path) -> None:
    note = "Met at the workshop.\nAsk about lamps."
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, edit_file=writes(f"{note}\n")) as stage:
        await stage.press("a", "enter", "e")
        assert stage.status == "Kept, for you alone; u takes it back."
        assert "your note: Met at the workshop." in stage.text
        await stage.press("shift+tab", "G")
        assert "Your note, for you alone" in stage.text
        assert "Ask about lamps." in stage.text
        assert (await stage.library.researchers.profile(ADA_KEY)).note == note
        await stage.press("e")
        assert stage.status == "The note is as it was."
        await stage.press("u")
        assert (await stage.library.researchers.profile(ADA_KEY)).note is None


async def test_an_empty_note_goes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, edit_file=writes("  \n")) as stage:
        await stage.library.researchers.write_note(ADA_KEY, "Something")
        await stage.press("a", "enter", "e")
        assert stage.status == "Removed; u puts it back."
        await stage.press("u")
        assert (await stage.library.researchers.profile(ADA_KEY)).note == "Something"


async def test_the_head_of_a_letter_shows_how_far_it_is_while_a_notice_stands_below(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await open_letter(stage)
        assert stage.head.endswith("not saved yet")
        await stage.press("S", "j", "j", "enter")
        assert stage.status.startswith("Marked as handed over.")
        assert stage.head.endswith(" · handed over")
