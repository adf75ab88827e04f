"""A researcher: who this is, how sure that is, works, topics, circle and institutions, and how the sources answered.

Wide terminals show the blocks of the profile beside its works and the abstract of the selected one; narrower ones show
the head above one part at a time.  It opens from the cache in one frame; ``ctrl+r`` asks the sources, and the screen
fills in as they answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tuiread.lines import Span
from tuiread.names import account_of
from tuiread.records import PersonRow
from tuiread.screens.base_screen import WIDE
from tuiread.screens.graph_reading import read_slices
from tuiread.screens.person_verbs import PersonVerbs
from tuiread.screens.profile_order import next_order, order_words, ordered
from tuiread.widgets.graph_columns import GraphColumns
from tuiread.widgets.row_list import RowList
from tuiread.widgets.tab_line import TabLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.profile import abstract_lines, profile_head, side_lines, title_line, work_row
from tuiread.words.profile_parts import (
    INSTITUTION_LEGEND,
    collaborator_row,
    identity_lines,
    no_collaborator_lines,
    no_institution_words,
)
from tuiread.words.profile_subjects import SubjectRow, institution_rows, subject_row, topic_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize, ScreenResume
    from textual.timer import Timer
    from textual.widget import Widget

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import CoAuthor, PaperId, Profile, Work
    from tuiread.screens.profile_order import WorkOrder

ABSTRACT_DELAY_S = 0.12
"""How long the cursor rests before the abstract follows, so that a held key costs no lines."""

WORKS, TOPICS, COLLABORATORS, INSTITUTIONS, GRAPH = "works", "topics", "collaborators", "institutions", "graph"
IDENTITY = "identity"
PARTS = (WORKS, TOPICS, COLLABORATORS, INSTITUTIONS, GRAPH, IDENTITY)
SUBJECTS = (TOPICS, INSTITUTIONS)
"""The parts of which each row leads to a topic or an institution."""


class ProfileScreen(PersonVerbs):
    """A person in six parts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "order", "order", tooltip="Order works by year, title or votes", id="person.order"),
        Binding(
            "shift+tab", "next_part(-1)", "part before", tooltip="Previous part", show=False, id="person.part_before"
        ),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "person.follow", "person.why", "go.pane", "person.check", "person.claim", "person.invite", "person.note",
        "list.open", "graph.open", "graph.path", "paper.save", "person.order", "paper.copy", "go.back",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: `_arrange` gives the focus."""

    def __init__(self, place: str, profile: Profile) -> None:
        super().__init__(place, profile)
        self.about = TextPane(can_focus=False, id="about")
        self.side = TextPane(can_focus=False, id="side")
        self.tabs = TabLine(id="tabs")
        self.works: RowList[Work] = RowList(self.draw_work, id="works")
        self.coauthors: RowList[CoAuthor] = RowList(collaborator_row, id="coauthors")
        self.graph = GraphColumns(is_alone=True, id="graph")
        self.subjects: RowList[SubjectRow] = RowList(subject_row, id="subjects")
        self.text = TextPane(id="part")
        self.abstract = TextPane(can_focus=False, id="abstract")
        self.column = Vertical()
        self.part = WORKS
        self.order: WorkOrder = "year"
        self._abstract_timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Put the parts beside, or under, who the person is."""
        yield self.head
        yield self.about
        with Horizontal():
            yield self.side
            with self.column:
                yield self.tabs
                yield self.works
                yield self.coauthors
                yield self.subjects
                yield self.graph
                yield self.text
                yield self.abstract

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the work under the cursor, if its paper is in the cache."""
        work = self.works.current
        return work.paper.id if work and work.paper and self.part == WORKS else None

    def show_profile(self, profile: Profile) -> None:
        """Show a person as they were read; cursors stay on their work and their person."""
        work, coauthor = self.works.current, self.coauthors.current
        works = ordered(profile.works, self.order)
        places = [place for place, other in enumerate(works) if work and other.title == work.title]
        people = [place for place, other in enumerate(profile.coauthors) if coauthor and other.key == coauthor.key]
        self.profile = profile
        self.works.show(works, cursor=places[0] if places else 0)
        self.coauthors.show(profile.coauthors, cursor=people[0] if people else 0)
        self._arrange()

    def hints(self) -> tuple[str, ...]:
        """Return the keys that matter on the shown part."""
        needs = {"list.open": self.part != IDENTITY, "paper.save": self.part == WORKS}
        needs |= {"paper.copy": self.part == WORKS, "person.order": self.part == WORKS}
        waits = self.part == IDENTITY and bool(self.profile.identity.candidates)
        first = ("person.answer",) if waits else ()
        return (*first, *(binding_id for binding_id in self.HINTS if needs.get(binding_id, True)))

    async def reload(self) -> None:
        """Take fresh state; a screen that was left meanwhile, or lies in another place, takes it when it resumes."""
        profile = await self.app.library.researchers.profile(self.profile.key)
        if self in self.app.screen_stack:
            self.show_profile(profile)
            if self.part == GRAPH:
                await self.load_graph()

    async def load_graph(self) -> None:
        """Show the explorer's first column: what leads from this person, and who or what is first there."""
        graph = self.app.library.graph
        slices = await read_slices(graph, await graph.node(self.profile.key))
        self.graph.show(slices, cursor=min(self.graph.cursor, len(slices) - 1))

    async def open_work(self, work: Work) -> None:
        """Open the paper of a work, or say that only its listing is known."""
        if work.paper is None:
            self.notice("Only the listing of this work is known; its paper is not in your cache.")
        else:
            await self.open_paper(work.paper.id)

    def node_in_hand(self) -> str | None:
        """Return the collaborator, the topic or the institution under the cursor, else the person."""
        row = self._pane().current if self.part in (COLLABORATORS, *SUBJECTS) else None
        return (row and row.key) or super().node_in_hand()

    async def open_subject(self, row: SubjectRow) -> None:
        """Open the graph around a topic or an institution."""
        if row.key is None:
            self.notice("Only categories, keywords and institutions lead on to papers and people.")
        else:
            await self.open_graph(row.key)

    def draw_work(self, work: Work, cells: int) -> Sequence[Line]:
        """Return a work's line."""
        return work_row(work, cells, shows_doubt=self.profile.account is not None)

    def show_part(self, part: str) -> None:
        """Show one part of the profile."""
        self.part = part
        self._arrange()
        if part == GRAPH:
            self.work(self.load_graph, "graph")

    # Layout

    def _tabs(self) -> list[tuple[str, str]]:
        profile = self.profile
        topics, places = profile.topics.categories, profile.institutions
        return [
            (f"Works {len(profile.works)}", "Works"),
            ("Topics" if topics is None else f"Topics {len(topics)}", "Topics"),
            (f"Collaborators {len(profile.coauthors)}", "Collab."),
            (f"Institutions {len(places)}" if places or profile.is_affiliation_asked else "Institutions", "Inst."),
            ("Graph", "Graph"),
            ("Identity", "Identity"),
        ]

    def _head(self, cells: int) -> Sequence[Line]:
        return profile_head(self.profile, cells, self.app.settings.trust.show, self.app.library.now())

    def _side(self, cells: int) -> Sequence[Line]:
        ids = ("person.follow", "person.why", "person.check", "person.claim", "person.invite")
        keys = {binding_id: self.app.hint(self, binding_id)[0] for binding_id in ids}
        show = self.app.settings.trust.show
        return side_lines(self.profile, cells, show, self.app.library.now(), keys)

    def _show_subjects(self) -> None:
        """Show the topics or the institutions; another state of the same ones leaves the cursor on its row."""
        profile, current = self.profile, self.subjects.current
        rows = topic_rows(profile) if self.part == TOPICS else institution_rows(profile)
        self.subjects.empty = [(Span(no_institution_words(profile)),)]
        self.subjects.show(rows, cursor=rows.index(current) if current in rows else 0)

    def _arrange(self) -> None:
        is_wide = self.app.size.width >= WIDE
        self.about.display = not is_wide
        self.head.display = self.side.display = is_wide
        self.show_head(*title_line(self.profile))
        self.works.display = self.part == WORKS
        self.coauthors.display = self.part == COLLABORATORS
        self.subjects.display = self.part in SUBJECTS
        self.graph.display = self.part == GRAPH
        self.text.display = self.part == IDENTITY
        self.abstract.display = is_wide and self.part == WORKS
        self.about.show(self._head)
        cells = max(20, self.app.size.width - 2)
        self.about.styles.height = max(2, min(len(self._head(cells)), self.app.size.height // 2)) + 1  # its border
        self.side.show(self._side, home=False)
        if self.part in SUBJECTS:
            self._show_subjects()
        self.text.show(lambda cells: identity_lines(self.profile, cells, self.app.library.now()))
        self.tabs.show_tabs(self._tabs(), PARTS.index(self.part))
        self._pane().focus()
        self.show_hints()
        self.say(self._where())
        self._follow_cursor()

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.column,)

    def _pane(self) -> Any:
        panes = {WORKS: self.works, COLLABORATORS: self.coauthors, GRAPH: self.graph, IDENTITY: self.text}
        return panes.get(self.part, self.subjects)

    def _where(self) -> str:
        pane = self._pane()
        if isinstance(pane, TextPane):
            waiting = len(self.profile.identity.candidates)
            if self.part == IDENTITY and waiting:
                return f"{waiting} to answer · = answers"
            return f"lines {pane.position}" if pane.position else "from your cache"
        if pane is self.graph or self.part == TOPICS:
            return "from your cache only · Enter opens the graph there"
        if self.part == INSTITUTIONS:
            return INSTITUTION_LEGEND if pane.row_count else "from your cache"
        order = order_words(self.order) if pane is self.works else "by tie: 1 / (authors - 1), halved every 5 years"
        return f"{pane.position} · {order}"

    # The abstract of the selected work

    def _follow_cursor(self) -> None:
        if not self.abstract.display:
            return
        if self._abstract_timer is not None:
            self._abstract_timer.stop()
        self._abstract_timer = self.set_timer(ABSTRACT_DELAY_S, lambda: self.work(self._show_abstract, "preview"))

    async def _show_abstract(self) -> None:
        work = self.works.current
        if work is None:
            return self.abstract.show(lambda cells: [])
        abstract = await self.app.library.researchers.abstract(self.profile.key, work)
        if work is self.works.current:
            self.abstract.show(lambda cells: abstract_lines(work, abstract, cells))
        return None

    # Handlers

    def on_mount(self) -> None:
        """Show the person that came along."""
        self.works.empty = [(Span("No works of this person are in your cache."),)]
        self.coauthors.empty = no_collaborator_lines()
        self.show_profile(self.profile)

    def on_resize(self, event: Resize) -> None:
        """Show the blocks beside the parts, or the head above them."""
        if self.is_mounted:
            self._arrange()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        self.work(self.reload, "reload")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say where the focus is."""
        self.say(self._where())

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say which row this is, and let the abstract follow when the cursor rests."""
        self.say(self._where())
        self._follow_cursor()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the work's paper, the collaborator's profile or the graph."""
        row = message.row
        if message.row_list is self.graph:
            return self.work(lambda: self.open_graph(self.profile.key, row.counted.relation), "person")
        if message.row_list is self.subjects:
            return self.work(lambda: self.open_subject(row), "person")
        if message.row_list is self.coauthors:
            self.work(lambda: self.open_person(row.key), "person")
        else:
            self.work(lambda: self.open_work(row), "paper")
        return None

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self.say(self._where())

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_next_pane(self) -> None:
        """Show the next part."""
        self.action_next_part(1)

    def action_next_part(self, direction: int) -> None:
        """Show the next or the previous part."""
        self.show_part(PARTS[(PARTS.index(self.part) + direction) % len(PARTS)])

    def action_order(self) -> None:
        """Order the works by the next of year, title and votes."""
        self.order = next_order(self.order)
        self.part = WORKS
        self.show_profile(self.profile)

    def action_follow(self) -> None:
        """Follow this person, or the collaborator under the cursor."""
        other = self.coauthors.current if self.part == COLLABORATORS else None
        if other is None:
            self.work(self.follow_person, "paper")
        else:
            person = PersonRow(other.key, other.name, is_followed=other.is_followed, account=account_of(other.key))
            self.work(lambda: self.follow_or_not(person), "paper")
