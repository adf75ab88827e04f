"""Where keys mean something: every class that has bindings, and which of them have the keyboard at the same time.

Screens are imported when somebody asks, which only the help, the documents and changed keys do.  Not here: what the
bindings are called and what is wrong with the reader's own (keymap).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def owners_of_keys() -> Sequence[tuple[str, type]]:  # noqa: PLR0915 (an import for each screen, none at start)
    """Return every class that has bindings, with its name for readers."""
    from tuiread.app import TuireadApp
    from tuiread.screens.base_screen import BaseScreen
    from tuiread.screens.change_verbs import ChangeVerbs
    from tuiread.screens.claim_screen import ClaimScreen
    from tuiread.screens.digest_screen import DigestScreen
    from tuiread.screens.feed_screen import FeedScreen
    from tuiread.screens.inbox_screen import InboxScreen
    from tuiread.screens.inbox_verbs import InboxVerbs
    from tuiread.screens.letter_screen import LetterScreen
    from tuiread.screens.list_screen import ListScreen
    from tuiread.screens.narrowing import Narrowing
    from tuiread.screens.paper_screen import PaperScreen
    from tuiread.screens.paper_sections import PaperSections
    from tuiread.screens.paper_verbs import PaperVerbs
    from tuiread.screens.people_screen import PeopleScreen
    from tuiread.screens.person_verbs import PersonVerbs
    from tuiread.screens.pick_screen import PickScreen
    from tuiread.screens.profile_screen import ProfileScreen
    from tuiread.screens.reader_screen import ReaderScreen
    from tuiread.screens.reader_verbs import ReaderVerbs
    from tuiread.screens.search_screen import SearchScreen
    from tuiread.screens.search_verbs import SearchVerbs
    from tuiread.screens.text_screen import TextScreen
    from tuiread.screens.why_screen import WhyScreen
    from tuiread.widgets.needle_input import NeedleInput
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList
    from tuiread.widgets.search_input import SearchInput
    from tuiread.widgets.text_pane import TextPane
    from tuiread.widgets.text_view import TextView

    return (
        ("everywhere", TuireadApp), ("every screen", BaseScreen), ("lists", RowList), ("lists", Narrowing),
        ("lists of papers", ListScreen),
        ("a paper in hand", PaperVerbs), *_owners_of_the_shelf(),
        ("feed", FeedScreen), *_orders_of_keys(), ("inbox", InboxScreen), ("inbox", InboxVerbs),
        ("digest", DigestScreen),
        ("search", SearchScreen), ("search", SearchVerbs), ("typing a search", SearchInput),
        ("people", PeopleScreen), ("paper", PaperScreen), ("paper", PaperSections),
        ("a paper and its text", ChangeVerbs),
        ("a full text", TextView), ("a full text", ReaderScreen), ("a full text", ReaderVerbs),
        *_owners_in_the_graph(),
        ("a person in hand", PersonVerbs), ("profile", ProfileScreen), ("why", WhyScreen), ("claim", ClaimScreen),
        ("letter", LetterScreen),
        ("texts", TextPane), ("a paper's sections", OpeningPane), ("narrowing a list", NeedleInput),
        ("choosing one of several", PickScreen), ("help and sources", TextScreen),
    )  # fmt: skip


def _owners_of_the_shelf() -> Sequence[tuple[str, type]]:
    from tuiread.screens.library_verbs import LibraryVerbs
    from tuiread.screens.shelf_verbs import ShelfVerbs
    from tuiread.widgets.note_input import NoteInput
    from tuiread.widgets.tag_input import TagInput

    return (
        ("a paper in hand", ShelfVerbs), ("library", LibraryVerbs), ("typing tags", TagInput),
        ("typing a note", NoteInput),
    )  # fmt: skip


def _owners_in_the_graph() -> Sequence[tuple[str, type]]:
    from tuiread.screens.graph_acts import GraphActs
    from tuiread.screens.graph_screen import GraphScreen
    from tuiread.screens.graph_verbs import GraphVerbs
    from tuiread.screens.path_screen import PathScreen
    from tuiread.screens.path_verbs import PathVerbs
    from tuiread.widgets.find_input import FindInput
    from tuiread.widgets.graph_columns import GraphColumns
    from tuiread.widgets.graph_map import GraphMap
    from tuiread.widgets.lane_list import LaneList

    return (
        ("a paper or person in hand", GraphVerbs), ("a person in hand", PathVerbs), ("graph", GraphScreen),
        ("graph", GraphActs), ("graph: columns", GraphColumns), ("graph: map", GraphMap), ("graph: lanes", LaneList),
        ("a path", PathScreen), ("naming somebody", FindInput),
    )  # fmt: skip


def _orders_of_keys() -> Sequence[tuple[str, type]]:
    """Return the classes with the bindings of the feed's orders and of catching up."""
    from tuiread.screens.catch_up_screen import CatchUpScreen
    from tuiread.screens.hide_verbs import HideVerbs
    from tuiread.screens.order_verbs import OrderVerbs
    from tuiread.screens.place_screen import PlaceScreen

    return (
        ("feed", OrderVerbs), ("feed and catch-up", HideVerbs), ("catch-up", CatchUpScreen), ("why here", PlaceScreen),
    )  # fmt: skip


def places_of_keys() -> Iterator[tuple[str, list[type]]]:
    """Yield where keys mean something at the same time: a list or text that has the focus, its screen, the app."""
    from tuiread.app import TuireadApp
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList

    for where, screen in (*_places_with_papers(), *_places_with_people()):
        for pane in (RowList, OpeningPane):  # a text from which something opens has every key of a text
            yield where, [pane, screen, TuireadApp]
    yield from _places_over_screens()
    yield from _places_of_texts()
    yield from _places_of_graph()


def _places_with_papers() -> Sequence[tuple[str, type]]:
    from tuiread.screens.catch_up_screen import CatchUpScreen
    from tuiread.screens.digest_screen import DigestScreen
    from tuiread.screens.feed_screen import FeedScreen
    from tuiread.screens.inbox_screen import InboxScreen
    from tuiread.screens.library_screen import LibraryScreen
    from tuiread.screens.paper_screen import PaperScreen
    from tuiread.screens.place_screen import PlaceScreen
    from tuiread.screens.search_screen import SearchScreen

    return (
        ("in the feed", FeedScreen), ("in the inbox", InboxScreen), ("in the digest", DigestScreen),
        ("in a search", SearchScreen), ("in the library", LibraryScreen), ("on a paper", PaperScreen),
        ("in a catch-up", CatchUpScreen), ("under why here", PlaceScreen),
    )  # fmt: skip


def _places_with_people() -> Sequence[tuple[str, type]]:
    from tuiread.screens.claim_screen import ClaimScreen
    from tuiread.screens.letter_screen import LetterScreen
    from tuiread.screens.outbox_screen import OutboxScreen
    from tuiread.screens.people_screen import PeopleScreen
    from tuiread.screens.profile_screen import ProfileScreen
    from tuiread.screens.why_screen import WhyScreen

    return (
        ("among people", PeopleScreen), ("on a profile", ProfileScreen), ("under why", WhyScreen),
        ("on a claim", ClaimScreen), ("on a letter", LetterScreen), ("in the outbox", OutboxScreen),
    )  # fmt: skip


def _places_of_graph() -> Iterator[tuple[str, list[type]]]:
    from tuiread.app import TuireadApp
    from tuiread.screens.graph_screen import GraphScreen
    from tuiread.screens.path_screen import PathScreen
    from tuiread.widgets.find_input import FindInput
    from tuiread.widgets.graph_columns import GraphColumns
    from tuiread.widgets.graph_map import GraphMap
    from tuiread.widgets.lane_list import LaneList
    from tuiread.widgets.row_list import RowList

    for pane in (GraphColumns, GraphMap, LaneList):
        yield "in the graph", [pane, GraphScreen, TuireadApp]
    yield "on a path", [RowList, PathScreen, TuireadApp]
    yield "while somebody is named", [FindInput]


def _places_over_screens() -> Iterator[tuple[str, list[type]]]:
    from tuiread.screens.pick_screen import PickScreen
    from tuiread.screens.text_screen import TextScreen
    from tuiread.widgets.opening_pane import OpeningPane
    from tuiread.widgets.row_list import RowList

    for pane in (RowList, OpeningPane):  # nothing of the app works below these
        yield "where one of several is chosen", [pane, PickScreen]
        yield "in the help", [pane, TextScreen]


def _places_of_texts() -> Iterator[tuple[str, list[type]]]:
    from tuiread.app import TuireadApp
    from tuiread.screens.reader_screen import ReaderScreen
    from tuiread.widgets.needle_input import NeedleInput
    from tuiread.widgets.note_input import NoteInput
    from tuiread.widgets.row_list import RowList
    from tuiread.widgets.search_input import SearchInput
    from tuiread.widgets.tag_input import TagInput
    from tuiread.widgets.text_view import TextView

    yield "in a full text", [TextView, ReaderScreen, TuireadApp]
    yield "in a text's contents", [RowList, ReaderScreen, TuireadApp]
    yield "while a list is narrowed", [NeedleInput]
    yield "while tags are typed", [TagInput]
    yield "while a note is typed", [NoteInput]
    yield "while a search is typed", [SearchInput]
