"""Every binding through a real pseudo terminal: what a keyboard sends does what the key table says.

A pilot accepts names of keys that no terminal sends; here each key of each binding is pressed as bytes, and the screen
must say that it worked, which it did not say before.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import shutil
import sqlite3
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.fakes import make_library
from tests.graph_fixtures import ANA, ME, SAMU, YAMADA, a_circle, keep_circle
from tests.pty_terminal import KEYS, PtyTerminal
from tests.screens.test_bindings import own_bindings
from tests.screens.test_orders import SAVED, a_reader_of_bridges
from tests.screens.week import FRIDAY, LAST_FRIDAY, MONDAY, TITLES, WEDNESDAY, WEEK, a_good_week
from tests.stage import COPIED, fill
from tuiread.keymap import key_name
from tuiread.records import PaperId, PersonKey
from tuiread.tables import taste

ROOT = Path(__file__).parents[1]
TITLE = list(TITLES.values())
Sight = str | Callable[[str], bool]
"""A text that comes to the screen, or what can be said of the screen's text."""

OFFLINE = "Started with --offline"
OPEN_ALTERNATE, CLOSE_ALTERNATE = b"\x1b[?1049h", b"\x1b[?1049l"


class Press(NamedTuple):
    """One key of one binding, by Textual's name, and what it brings to the screen."""

    binding: str
    key: str
    sight: Sight


class Walk(NamedTuple):
    """A key that only leads somewhere, and what is seen there."""

    key: str
    sight: Sight


Script = list[Press | Walk]


def at(title: str) -> Sight:
    """See the cursor on a row."""
    return lambda screen: any(line.startswith(">") and title[:40] in line for line in screen.splitlines())


def gone(text: str) -> Sight:
    """See something no longer."""
    return lambda screen: text not in screen


def lines(first: int) -> Sight:
    """See a text from a line on."""
    return lambda screen: f"lines {first}-" in screen


MOVES: Script = [
    Press("list.down", "j", at(TITLE[1])),
    Press("list.down", "down", at(TITLE[2])),
    Press("list.up", "k", at(TITLE[1])),
    Press("list.up", "up", at(TITLE[0])),
    Press("list.last", "G", at(TITLE[11])),
    Press("list.first", "g", at(TITLE[0])),
    Press("list.last", "end", at(TITLE[11])),
    Press("list.first", "home", at(TITLE[0])),
    Press("list.page_down", "pagedown", at(TITLE[8])),
    Press("list.page_up", "pageup", at(TITLE[0])),
    Press("list.half_down", "ctrl+d", at(TITLE[4])),
    Press("list.half_up", "ctrl+u", at(TITLE[0])),
    Press("list.next_unread", "n", at(TITLE[1])),
    Press("list.previous_unread", "N", at(TITLE[0])),
]
MARKS: Script = [
    Press("paper.save", "s", "Saved: it stays complete offline"),
    Press("app.undo", "u", "Undone: saved"),
    Press("paper.read", "r", "11 unread"),
    Press("list.read_all", "A", "11 marked read"),
    Walk("u", "Undone: all read"),
    Walk("u", "12 unread"),
    Walk("j", at(TITLE[1])),
    Press("list.read_up_to", "U", "2 marked read"),
    Walk("u", "12 unread"),
    Walk("k", at(TITLE[0])),
]
CHOICES: Script = [
    Press("paper.follow", "f", "Follow whom?"),
    Press("pick.close", "escape", gone("Follow whom?")),
    Walk("f", "Follow whom?"),
    Press("pick.close", "q", gone("Follow whom?")),
    Press("paper.links", "O", "Open which link?"),
    Press("pick.close", "h", gone("Open which link?")),
    Press("paper.copy", "y", "Copy what?"),
    Walk("i", f"{COPIED}2608.00001"),
    Press("paper.export", "E", "papers as"),
    Walk("x", gone("papers as")),
    Press("paper.browse", "o", "No desktop here"),
    Press("paper.sources", "i", "Who said so"),
    Press("text.close", "i", gone("Who said so")),
    Press("app.help", "question_mark", "Keys here"),
    Press("text.close", "question_mark", gone("Keys here")),
    *(
        step
        for key in ("escape", "q", "h")
        for step in (Walk("i", "Who said so"), Press("text.close", key, gone("Who said so")))
    ),
    Press("app.palette", "ctrl+p", "Search for commands"),
    Walk("escape", gone("Search for commands")),
    Press("app.palette", "colon", "Search for commands"),
    Walk("escape", gone("Search for commands")),
    Press("list.filter", "slash", "words of the title"),
    *(Walk(letter, f"/{'bob'[: place + 1]} ") for place, letter in enumerate("bob")),
    Press("filter.close", "escape", gone("/bob")),
]
DAYS: Script = [
    Press("feed.older", "left_square_bracket", "Wed 19 Aug 2026"),
    Press("feed.older", "H", "Mon 17 Aug 2026"),
    Press("feed.newer", "right_square_bracket", "Wed 19 Aug 2026"),
    Press("feed.newer", "L", "Fri 21 Aug 2026"),
    Walk("[", "Wed 19 Aug 2026"),
    Press("feed.newest", "full_stop", "Fri 21 Aug 2026"),
    Press("feed.view", "v", "Week 34"),
    Walk("v", "August 2026  "),
    Walk("v", "[day]"),
    Press("feed.order", "S", lambda screen: screen.splitlines()[1].endswith(" new")),
    Press("feed.fetch", "ctrl+r", OFFLINE),
]
TOP, BELOW = "Of Lamps", gone("Of Lamps")
READING: Script = [
    *(
        step
        for there, back in (
            (("read.down", "j"), ("read.up", "k")),
            (("read.down", "down"), ("read.up", "up")),
            (("read.page_down", "space"), ("read.page_up", "b")),
            (("read.page_down", "pagedown"), ("read.page_up", "pageup")),
            (("read.half_down", "ctrl+d"), ("read.half_up", "ctrl+u")),
            (("read.last", "G"), ("read.first", "g")),
            (("read.last", "end"), ("read.first", "home")),
        )
        for step in (Press(*there, BELOW), Press(*back, TOP))
    ),
    Press("read.link", "tab", "Some do not. · Enter goes"),
    Walk("tab", "A. Example."),
    Press("read.link_before", "shift+tab", "Some do not. · Enter goes"),
    Press("read.follow", "enter", BELOW),
    Press("read.return", "backspace", TOP),
    Walk("tab", "· Enter goes"),
    Press("read.follow", "l", BELOW),
    Walk("backspace", TOP),
    Press("read.find", "slash", "words of this text"),
    *(Walk(letter, f"/{'warm'[: place + 1]} ") for place, letter in enumerate("warm")),
    Walk("enter", gone("\n warm\n")),
    Press("read.next", "n", "match 2 of 30"),
    Press("read.previous", "N", "match 1 of 30"),
    Press("read.contents", "c", "Found: warm 30"),
    Walk("c", gone("Found: warm 30")),
    Walk("escape", gone("match 1 of 30")),
    Walk("g", TOP),
    Press("read.mark", "m", "Mark this place"),
    Walk("a", "Marked a"),
    Press("read.jump", "apostrophe", "Go to which mark"),
    Walk("escape", gone("Go to which mark")),
    Press("read.note", "e", "Kept, for you alone"),
    Press("read.copy", "y", "Copy what?"),
    Walk("escape", gone("Copy what?")),
    Press("paper.changes", "D", "No other version"),
]


def without(sight: Sight) -> Callable[[str], bool]:
    """See a screen that does not show something."""
    return lambda screen: sight not in screen if isinstance(sight, str) else not sight(screen)


def under_first(screen: str) -> bool:
    """Tell whether the first name found has the cursor."""
    lines = screen.splitlines()
    return lines[next(y for y, line in enumerate(lines) if "to whom?" in line) + 3].startswith(">")


def typed(text: str) -> Script:
    """Type a text into the line of a question."""
    return [Walk(letter, f"\n{text[: place + 1]}\n") for place, letter in enumerate(text)]


def under(mark: str) -> Sight:
    """See the cursor of the map or the lanes before something."""
    return lambda screen: any(mark in line.partition(">")[2][:45] for line in screen.splitlines()[3:-3] if ">" in line)


MIDDLE = f"{ME} > co-authors"
PATH: Script = [
    Walk("6", MIDDLE),
    Press("graph.path", "p", f"Path from {SAMU} to whom?"),
    Press("find.close", "escape", gone("to whom?")),
    Walk("p", "to whom?"),
    *typed("an"),
    Walk("backspace", "\na\n"),
    Press("find.down", "down", without(under_first)),
    Press("find.up", "up", under_first),
    Walk("n", "\nan\n"),
    Walk("enter", f"Path: {SAMU} to {ANA}"),
    Press("path.next", "n", "There is no other path"),
    Press("path.big", "B", "looked at. Papers over 25 authors"),
    Press("path.view", "v", "Map of "),
]


COLUMNS: Script = [
    Walk("6", MIDDLE),
    Press("graph.relation", "tab", f"{ME} > papers"),
    Press("graph.before", "shift+tab", MIDDLE),
    Press("graph.in", "l", f"{MIDDLE} > {SAMU}"),
    Press("graph.out", "h", gone(f"{MIDDLE} > {SAMU}")),
    Press("graph.in", "right", f"{MIDDLE} > {SAMU}"),
    Press("graph.out", "left", gone(f"{MIDDLE} > {SAMU}")),
    Press("graph.centre", "enter", f"\n {SAMU} > co-authors"),
    Press("graph.return", "backspace", f"\n {MIDDLE}"),
    Press("graph.pin", "space", "is pinned (1 pin)"),
    Walk("space", "is no longer pinned"),
    Press("graph.compare", "c", "topics of both"),
    Walk("q", gone("topics of both")),
    Press("graph.fewer", "minus", "Looking at 2017-now."),
    Press("graph.more", "plus", "Looking at all years."),
    Press("graph.big", "B", "Papers over 25 authors count."),
    Walk("B", "do not count"),
    Press("graph.topic", "T", "Papers of which topic?"),
    Walk("escape", gone("Papers of which topic?")),
    Press("graph.export", "E", "BibTeX of the papers"),
    Walk("escape", gone("BibTeX of the papers")),
    Press("graph.ask", "ctrl+r", OFFLINE),
    Press("graph.name", "n", "Whose graph?"),
    Walk("escape", gone("Whose graph?")),
    Press("graph.page", "w", "Researcher · "),
    Walk("q", MIDDLE),
    Press("graph.view", "v", f"Map of {ME}"),
]
VIEWS: Script = [
    Walk("6", MIDDLE),
    Walk("v", f"Map of {ME}"),
    Press("map.down", "j", under("Anafe")),
    Press("map.up", "k", under("Samu")),
    Press("map.down", "down", under("Anafe")),
    Press("map.up", "up", under("Samu")),
    Press("map.right", "l", under("2026 Dirty")),
    Walk("left", under("Samu")),
    Press("map.right", "right", under("2026 Dirty")),
    Press("map.centre", "enter", "Map of Dirty Pools"),
    Walk("n", "Whose graph?"),
    *typed("2511.00003"),
    Walk("enter", "Map of Thirty Epochs"),
    Walk("v", "Lineage of Thirty Epochs"),
    Press("lanes.down", "j", under("What Repeats")),
    Press("lanes.up", "k", under("Thirty Epochs")),
    Press("lanes.down", "down", under("What Repeats")),
    Press("lanes.up", "up", under("Thirty Epochs")),
    Press("lanes.last", "G", under("Hold-out")),
    Press("lanes.first", "g", under("Dirty Pools")),
    Press("lanes.last", "end", under("Hold-out")),
    Press("lanes.first", "home", under("Dirty Pools")),
    Press("lanes.half_down", "ctrl+d", without(under("Dirty Pools"))),
    Press("lanes.half_up", "ctrl+u", under("Dirty Pools")),
    Press("lanes.page_down", "pagedown", under("Hold-out")),
    Press("lanes.page_up", "pageup", under("Dirty Pools")),
    Press("lanes.in", "l", under("Thirty Epochs")),
    Press("lanes.in", "right", under("What Repeats")),
    Press("lanes.centre", "enter", "Lineage of What Repeats"),
]
PAPER: Script = [
    Press("list.open", "enter", "arXiv 2608.00001"),
    Press("go.back", "q", at(TITLE[0])),
    Press("list.open", "l", "arXiv 2608.00001"),
    Press("text.down", "j", lines(2)),
    Press("text.down", "down", lines(3)),
    Press("text.up", "k", lines(2)),
    Press("text.up", "up", lines(1)),
    Press("text.last", "G", lines(17)),
    Press("text.first", "g", lines(1)),
    Press("text.last", "end", lines(17)),
    Press("text.first", "home", lines(1)),
    Press("text.half_down", "ctrl+d", lines(9)),
    Press("text.half_up", "ctrl+u", lines(1)),
    Press("text.page_down", "space", lines(17)),
    Press("text.page_up", "b", lines(1)),
    Press("text.page_down", "pagedown", lines(17)),
    Press("text.page_up", "pageup", lines(1)),
    Press("paper.similar", "R", "by meaning"),
    Walk("q", "[Summary]"),
    Press("paper.fetch", "ctrl+r", OFFLINE),
    Press("go.pane", "tab", "[Abstract]"),
    Walk("tab", "[Text]"),
    Press("text.open", "enter", "Of Lamps"),
    Walk("q", "[Text]"),
    Walk("tab", "[Refs 1]"),
    Press("paper.before", "shift+tab", "[Text]"),
    Press("text.open", "l", "Of Lamps"),
    *READING,
    Walk("q", "[Text]"),
    Walk("shift+tab", "[Abstract]"),
    Walk("shift+tab", "[Summary]"),
    Press("paper.authors", "a", "author 1 of 3"),
    Press("go.back_only", "h", lines(1)),
    Walk("a", "author 1 of 3"),
    Press("go.back_only", "escape", lines(1)),
    Walk("a", "author 1 of 3"),
    Walk("enter", "Researcher · not following"),
    Press("person.follow", "f", "Researcher · following"),
    Walk("u", "Undone: followed"),
    Press("person.part_before", "shift+tab", "[Identity]"),
    Press("graph.open", "w", "Ada Example > co-authors"),
    Walk("q", gone("Ada Example > co-authors")),
    Press("person.answer", "equals_sign", "No record waits for an answer"),
    Press("person.order", "S", "by title"),
    Press("person.check", "ctrl+r", OFFLINE),
    Press("person.claim", "C", "Claim: Ada Example"),
    Press("claim.drop", "x", "You do not claim this record"),
    Press("claim.copy", "y", "The cursor is on no line to copy"),
    Press("claim.check", "c", OFFLINE),
    Walk("enter", "This is you now"),
    Walk("u", "Undone: claimed"),
    Walk("q", gone("Claim: Ada Example")),
    Press("person.invite", "m", "A letter introduces you"),
    Press("person.note", "e", "Kept, for you alone"),
    Walk("u", "Undone: wrote a note"),
    Press("person.forget", "X", "Forget Ada Example for good?"),
    Walk("escape", gone("for good?")),
    Press("person.why", "i", "formula trust-1"),
    Press("why.check", "ctrl+r", OFFLINE),
    Press("why.copy", "y", "all seventeen checks"),
    Press("why.back", "i", gone("formula trust-1")),
    Walk("q", "author 1 of 3"),
    Walk("q", lines(1)),
    Walk("q", "Fri 21 Aug 2026"),
]
PLACES: Script = [
    Press("place.library", "3", "[3 Library]"),
    Press("place.inbox", "2", "[2 Inbox]"),
    Walk("f", "No paper is chosen here."),
    Press("inbox.mute", "M", "M keeps a followed person's papers out"),
    Press("inbox.answer", "equals_sign", "No paper is chosen here."),
    Press("inbox.check", "ctrl+r", OFFLINE),
    Press("inbox.feed", "W", "Follow a topic or a search"),
    Walk("escape", gone("Follow a topic or a search")),
    Press("inbox.view", "v", "[person]"),
    Press("place.search", "4", "[4 Search]"),
    *(Walk(letter, f"\n {'quiet'[: place + 1]}\n") for place, letter in enumerate("quiet")),
    Press("search.leave", "down", "Enter open"),
    Press("search.mode", "v", "words, best first"),
    Press("search.order", "S", "newest first"),
    Press("search.online", "ctrl+r", OFFLINE),
    Press("search.narrow", "b", "Narrow by what?"),
    Walk("escape", gone("Narrow by what?")),
    Press("search.part", "tab", "[People 0]"),
    Press("search.part_before", "shift+tab", "[Papers"),
    Press("search.feed", "W", "come into your inbox"),
    Walk("u", "Undone: followed"),
    Walk("slash", "to the list"),
    Press("search.leave", "escape", "Enter open"),
    Press("place.graph", "6", "[6 Graph]"),
    Press("place.people", "5", "[5 People]"),
    Press("people.follow", "f", "following 1 person"),
    Walk("u", "Undone: followed"),
    Press("people.on_profile", "C", "Enter opens the profile"),
    Walk("k", gone("Enter opens the profile")),
    Press("people.on_profile", "m", "Enter opens the profile"),
    Walk("k", gone("Enter opens the profile")),
    Press("people.on_profile", "e", "Enter opens the profile"),
    Walk("k", gone("Enter opens the profile")),
    Press("people.check", "ctrl+r", "Enter opens the profile"),
    Walk("k", gone("Enter opens the profile")),
    Press("people.outbox", "o", "The outbox is empty."),
    Walk("q", gone("The outbox is empty.")),
    Walk("enter", "Researcher · "),
    Walk("C", "Claim: Ada Example"),
    Walk("enter", "This is you now"),
    Walk("q", gone("Claim: Ada Example")),
    Walk("q", gone("Researcher · ")),
    Walk("j", at("  Bob Placeholder")),
    Walk("enter", "Researcher · "),
    Walk("m", "Dear Bob Placeholder"),
    Press("letter.copy", "y", "the whole letter"),
    Press("letter.not_again", "x", "will not be offered a letter again"),
    Walk("u", "Undone: marked"),
    Press("letter.save", "s", "Saved to the outbox"),
    Press("letter.edit", "e", "Saved as invite.md"),
    Press("letter.mail", "E", "Open it in your mail program"),
    Press("letter.mailto", "M", "mailto:"),
    Press("letter.address", "a", "Where does it go?"),
    Walk("escape", gone("Where does it go?")),
    Press("letter.state", "S", "How far is it?"),
    Walk("escape", gone("How far is it?")),
    Press("place.feed", "1", "[1 Feed]"),
]
SHELF: Script = [
    Press("paper.tag", "t", "Tags of"),
    Walk("d", gone("takes one away")),
    Walk("enter", "Tagged d, and saved"),
    Press("paper.queue", "plus", "In your reading queue"),
    Walk("j", at(TITLE[1])),
    Walk("t", "d 1"),
    Press("tags.complete", "tab", gone("takes one away")),
    Walk("enter", "Tagged d, and saved"),
    Walk("+", "In your reading queue"),
    Press("paper.note", "e", "Note about"),
    Press("note.leave", "escape", gone("Note about")),
    Walk("e", "Note about"),
    Press("note.editor", "ctrl+o", "Kept, for you alone"),
    Press("list.mark", "space", "1 marked"),
    Walk("escape", gone("1 marked")),
    Walk("3", "[3 Library]"),
    Press("library.order", "S", "order: year"),
    Press("library.view", "v", "no text yet"),
    Walk("v", "order: queue"),
    Press("library.later", "J", lambda screen: screen.splitlines()[4].startswith(">")),
    Press("library.sooner", "K", lambda screen: screen.splitlines()[3].startswith(">")),
    Press("library.remove", "x", "Taken out of your library"),
]
ORDERS: Script = [
    Walk("S", lambda screen: screen.splitlines()[1].endswith(" new")),
    Walk("S", "for-you, 6 of 20"),
    Walk("i", "x on/off"),
    Press("place.switch", "x", "\n> off"),
    Press("place.copy", "y", COPIED),
    Press("place.sources", "i", "Who said so"),
    Walk("escape", gone("Who said so")),
    Walk("q", "Fri 21 Aug 2026"),
    Press("list.hide", "x", "Hidden, and for-you shows less like it"),
    Press("feed.hidden", "X", "\n  x  "),
    Press("feed.catch_up", "C", "Catch up:"),
    Press("catch_up.next", "right_square_bracket", "pass 2 of 3"),
    Press("catch_up.before", "left_square_bracket", "pass 1 of 3"),
    Press("catch_up.next", "L", "pass 2 of 3"),
    Press("catch_up.before", "H", "pass 1 of 3"),
    Press("catch_up.fetch", "ctrl+r", OFFLINE),
]
AWAY_SCRIPTS: dict[str, Script] = {"orders": ORDERS}
"""What is pressed by a reader who was away for a week and has saved six papers."""

DIGEST: Script = [
    Press("place.digest", "7", "[7 Digest]"),
    Press("digest.older", "left_square_bracket", "Week 33"),
    Press("digest.newer", "right_square_bracket", "Week 34"),
    Press("digest.older", "H", "Week 33"),
    Press("digest.newer", "L", "Week 34"),
    Press("digest.view", "v", "Digest   August 2026"),
    Walk("v", "Week 34"),
    Press("digest.leave_out", "x", "Left out of this digest"),
    Press("digest.all_back", "X", "All that was left out is back."),
    Press("digest.add_line", "e", "A line of your own"),
    Walk("z", gone("what you want to say")),
    Walk("enter", "+ z"),
    Press("digest.export", "E", "Write which file?"),
    Walk("escape", gone("Write which file?")),
    Press("digest.copy", "y", "the whole digest, as Markdown"),
]
WRITING_EDITOR = "sh -c 'echo Written >> \"$0\"'"
"""An editor in which somebody writes one line and closes it."""

ENDS = [("app.quit", "Q"), ("app.quit", "ctrl+q"), ("go.back", "q")]
"""What ends the program, each with a program of its own."""
APART = [("app.redraw", "ctrl+l"), ("inbox.newest", "full_stop")]
"""What needs more than a look at the screen; each has a test of its own."""

CIRCLE_SCRIPTS: dict[str, Script] = {"paths": PATH, "columns": COLUMNS, "map and lanes": VIEWS}
"""What is pressed in a circle of people of its own."""

SCRIPTS: dict[str, Script] = {
    "lists": [*MOVES, *MARKS, *DAYS],
    "papers and places": [*CHOICES, *PAPER, *PLACES],
    "shelf": SHELF,
    "digest": DIGEST,
}


def test_every_key_of_every_binding_is_pressed() -> None:
    pressed = {
        (step.binding, step.key)
        for script in (*SCRIPTS.values(), *CIRCLE_SCRIPTS.values(), *AWAY_SCRIPTS.values())
        for step in script
        if isinstance(step, Press)
    }
    bound = {(binding.id, key.strip()) for binding in own_bindings() for key in binding.key.split(",")}
    assert pressed | set(ENDS) | set(APART) == bound


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a reader who has fetched a week and follows nobody; nobody writes there."""
    path = tmp_path_factory.mktemp("reader")

    async def prepare() -> None:
        story = a_good_week()
        library = make_library(path, story)
        await fill(library, story, WEEK)
        await library.texts.fetch(PaperId("2608.00001"))
        await library.close()

    asyncio.run(prepare())
    return path


@pytest.fixture
def home(fetched: Path, tmp_path: Path) -> Path:
    """Return such a home for one test."""
    return Path(shutil.copytree(fetched, tmp_path / "reader"))


class Program(NamedTuple):
    """Starts the program on a home."""

    home: Path

    def start(
        self, *words: str, code: str = "", is_offline: bool = True, editor: str = "sh -c 'echo Written >> \"$0\"'"
    ) -> PtyTerminal:
        start = f"{code}\nimport sys; from tuiread.__main__ import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "--home", str(self.home)]
        words = ("--offline", *words) if is_offline else words
        return PtyTerminal(
            [*command, *words],
            env={"TUIREAD_NOW": "2026-08-21T20:00:00Z", "EDITOR": editor},
            cwd=str(ROOT),
        )


@pytest.fixture
def program(home: Path) -> Program:
    """Return the program on the prepared home."""
    return Program(home)


@pytest.fixture
def terminal(program: Program) -> Iterator[PtyTerminal]:
    """Return the program's terminal with the feed on it."""
    with program.start() as terminal:
        terminal.wait_until(at(TITLE[0]))
        yield terminal


def press(terminal: PtyTerminal, key: str) -> None:
    """Send what a keyboard sends for a key by Textual's name."""
    terminal.press(key if key in KEYS else key_name(key))


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_key_brings_what_the_key_table_says(terminal: PtyTerminal, script: str) -> None:
    walk(terminal, SCRIPTS[script])


def walk(terminal: PtyTerminal, script: Script) -> None:
    """Press key after key, and see what each brings."""
    for step in script:
        try:
            terminal.wait_until(without(step.sight), timeout_s=20)  # the picture may come in more than one paint
        except TimeoutError as error:
            pytest.fail(f"{step} shows nothing that is not there: {error}")
        press(terminal, step.key)
        try:
            terminal.wait_until(step.sight, timeout_s=20)
        except TimeoutError as error:
            pytest.fail(f"{step}: {error}")


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a reader in the middle of a circle; nobody writes there."""
    path = tmp_path_factory.mktemp("circle")

    async def prepare() -> None:
        library = make_library(path, story := a_circle())
        await fill(library, story, (FRIDAY,))
        await library._store.wish(keep_circle)
        await library.close()

    asyncio.run(prepare())
    return path


@pytest.mark.parametrize("script", CIRCLE_SCRIPTS)
def test_each_key_of_the_graph_brings_what_the_key_table_says(circle: Path, tmp_path: Path, script: str) -> None:
    home = Path(shutil.copytree(circle, tmp_path / "reader"))
    with Program(home).start() as terminal:
        terminal.wait_until("[1 Feed]", timeout_s=20)
        walk(terminal, CIRCLE_SCRIPTS[script])


@pytest.mark.parametrize("script", AWAY_SCRIPTS)
def test_each_key_of_the_orders_brings_what_the_key_table_says(tmp_path: Path, script: str) -> None:
    async def prepare() -> None:
        library = make_library(tmp_path, story := a_reader_of_bridges())
        await fill(library, story, (FRIDAY, WEDNESDAY, MONDAY))
        await library.save(SAVED)
        await library._store.wish(lambda store: taste.keep_visit(store.connection, dt.date.fromisoformat(LAST_FRIDAY)))
        await library.close()

    asyncio.run(prepare())
    with Program(tmp_path).start() as terminal:
        terminal.wait_until("[1 Feed]", timeout_s=20)
        walk(terminal, AWAY_SCRIPTS[script])


def test_a_step_in_the_columns_sends_at_most_900_bytes(circle: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(circle, tmp_path / "reader"))
    with Program(home).start() as terminal:
        terminal.wait_until("[1 Feed]", timeout_s=20)
        terminal.press("6")
        terminal.wait_until("joint papers 5", timeout_s=20)
        for name in (ANA, YAMADA, "Zoe"):
            terminal.wait_quiet(0.5)
            before = terminal.bytes_written
            terminal.press("j")
            terminal.wait_until(lambda screen, name=name: screen.splitlines()[3][54:].strip().startswith(name[:2]))  # type: ignore[misc]
            terminal.wait_quiet(0.5)
            sent = bytes(terminal.output[before:])
            assert 0 < len(sent) <= 900, (name, len(sent), sent)


def test_a_copy_reaches_the_terminals_clipboard(terminal: PtyTerminal) -> None:
    terminal.press("y")
    terminal.wait_until("Copy what?")
    terminal.press("i")
    terminal.wait_until(f"{COPIED}2608.00001")
    assert b"\x1b]52;c;" + base64.b64encode(b"2608.00001") in terminal.output


@pytest.mark.parametrize("opening", ["y", "f", "O", "i", "?"])
def test_a_key_held_down_over_a_question_breaks_nothing(terminal: PtyTerminal, opening: str) -> None:
    terminal.send(opening + "j" * 12 + "\x1b")
    terminal.wait_until(lambda screen: "Esc closes" not in screen and terminal.output.count(b"Esc closes") > 0)
    terminal.wait_quiet()  # until Escape is known to be no part of the key that follows
    terminal.press("Q")
    assert terminal.wait_end() == 0


def test_colons_that_come_faster_than_the_palette_open_one(terminal: PtyTerminal) -> None:
    terminal.press("a")
    terminal.wait_until("author 1 of 3")
    terminal.press("enter")
    terminal.wait_until("Researcher · ")
    terminal.send('a:b:c:"')
    terminal.wait_quiet()
    terminal.press("ctrl+q")
    assert terminal.wait_end() == 0, "a second palette ended the reader"


@pytest.mark.parametrize("editor", ["false", "/nonexistent/editor"])
def test_a_failing_editor_gives_the_terminal_back(program: Program, editor: str) -> None:
    with program.start(editor=editor) as terminal:
        terminal.wait_until("[1 Feed]")
        terminal.press("5")
        terminal.wait_until("[5 People]")
        terminal.press("enter")
        terminal.wait_until("[Works")
        terminal.press("e")
        terminal.wait_until("The editor failed and nothing was written")
        terminal.press("q")
        terminal.wait_until(gone("[Works"))


def test_ctrl_l_paints_everything_again(terminal: PtyTerminal) -> None:
    before = terminal.bytes_written
    press(terminal, APART[0][1])
    terminal.wait_until(lambda _: TITLE[4].encode() in bytes(terminal.output[before:]))


WAITING_STORY = """
import asyncio, pathlib
import tuiread.sources
from tests.screens.week import a_good_week
from tests.fakes import Story

class WaitingStory(Story):
    async def hear(self, question, days=()):
        while not pathlib.Path({gate!r}).exists():
            await asyncio.sleep(0.01)
        await super().hear(question, days)

tuiread.sources.open_feed_source = a_good_week(WaitingStory()).open
"""
"""Lets the first sync of a program wait until a file appears."""


def test_a_dot_shows_what_a_sync_brought_for_the_people_one_follows(tmp_path: Path) -> None:
    async def prepare() -> None:
        story = a_good_week()
        library = make_library(tmp_path, story)
        await fill(library, story, [LAST_FRIDAY, MONDAY])
        await library.researchers.follow(PersonKey("name:bob placeholder"))
        await library.close()

    asyncio.run(prepare())
    gate = tmp_path / "gate"
    with Program(tmp_path).start(code=WAITING_STORY.format(gate=str(gate)), is_offline=False) as terminal:
        terminal.wait_until("syncing 0/")
        terminal.press("2")
        terminal.wait_until(at("Monday Paper 1"))
        gate.touch()
        terminal.wait_until("up to date")
        terminal.press("j")
        terminal.wait_until("4 new, . to show")
        press(terminal, APART[1][1])
        terminal.wait_until("Midweek Findings")
        terminal.wait_until(at("Monday Paper 2"))


def test_a_key_of_keys_toml_works_and_stands_on_the_key_line(home: Path, program: Program) -> None:
    file = home / "config" / "keys.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text('[keys]\n"paper.save" = "z"\n', encoding="utf-8")
    with program.start() as terminal:
        terminal.wait_until("z save")
        terminal.press("z")
        terminal.wait_until("Saved: it stays complete offline")


# The terminal afterwards


def settings_of(terminal: PtyTerminal) -> list[Any]:
    """Return the line discipline of a terminal."""
    return termios.tcgetattr(terminal._fd)


def assert_left_as_it_was(terminal: PtyTerminal, before: list[Any]) -> None:
    """Check that modes which the program turned on are off again."""
    assert settings_of(terminal) == before
    output = bytes(terminal.output)
    for mode in (b"1049", b"1000", b"1002", b"1003", b"1006", b"2004", b"1004"):
        assert output.rfind(b"\x1b[?" + mode + b"l") >= output.rfind(b"\x1b[?" + mode + b"h"), mode
    assert output.rfind(b"\x1b[?25h") >= output.rfind(b"\x1b[?25l")


@pytest.mark.parametrize(("binding", "key"), ENDS)
def test_the_end_leaves_the_terminal_as_it_was(program: Program, binding: str, key: str) -> None:
    with program.start() as terminal:
        before = settings_of(terminal)
        terminal.wait_until(at(TITLE[0]))
        assert OPEN_ALTERNATE in terminal.output
        press(terminal, key)
        assert terminal.wait_end() == 0, binding
        assert_left_as_it_was(terminal, before)
        assert not terminal.screen_text().strip() or CLOSE_ALTERNATE in terminal.output


@pytest.mark.parametrize("file", ["data/library.db", "cache/cache.db"])
def test_a_database_of_a_newer_version_ends_in_one_sentence(tmp_path: Path, file: str) -> None:
    async def prepare() -> None:
        library = make_library(tmp_path)
        await library.feed()
        await library.close()

    asyncio.run(prepare())
    with sqlite3.connect(tmp_path / file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with Program(tmp_path).start() as terminal:
        before = settings_of(terminal)
        assert terminal.wait_end() == 5
        assert OPEN_ALTERNATE not in terminal.output
        assert_left_as_it_was(terminal, before)
        assert len(" ".join(terminal.screen_text().split()).split(". ")) == 1
        assert file.rpartition("/")[2] in terminal.screen_text().replace("\n", "")


def test_an_error_of_its_own_ends_with_a_report_and_the_terminal_as_it_was(tmp_path: Path) -> None:
    code = (
        "import tuiread.screens.feed_screen as feed\n"
        "def broken(self): raise ZeroDivisionError('invented')\n"
        "feed.FeedScreen.action_next_order = broken"
    )
    with Program(tmp_path).start(code=code) as terminal:
        before = settings_of(terminal)
        terminal.wait_until("starter edition, recorded")
        terminal.press("S")
        assert terminal.wait_end() == 1
        assert_left_as_it_was(terminal, before)
        after = bytes(terminal.output).rpartition(CLOSE_ALTERNATE)[2].decode()
        assert "Traceback" not in after
        assert "met an error of its own (ZeroDivisionError)" in " ".join(after.split())
    reports = list((tmp_path / "state").glob("report-*.txt"))
    assert len(reports) == 1
    assert "invented" in reports[0].read_text(encoding="utf-8")


def test_a_start_without_a_terminal_says_what_prints_instead(home: Path) -> None:
    import subprocess

    words = [sys.executable, "-m", "tuiread", "--home", str(home)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 2
    assert done.stderr == "tuiread's screens need a terminal; `tuiread today` prints the feed without one.\n"


def test_following_survives_in_the_program_of_the_next_start(home: Path, program: Program) -> None:
    async def follow(key: str) -> None:
        library = make_library(home)
        await library.researchers.follow(PersonKey(key))
        await library.close()

    asyncio.run(follow("hf:ada-example"))
    with program.start() as terminal:
        terminal.wait_until("Nf   163")
        terminal.press("u")
        terminal.wait_until("Undone: followed Ada Example.")
