"""What can be done in the explorer besides moving: filter, pin, compare, follow, ask the sources, open the thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType

from tuiread.records import CLOSE_AUTHORS, PaperId, PersonKey
from tuiread.screens.graph_verbs import person_of
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.screens.path_verbs import PathVerbs
from tuiread.words.graph import node_words, pinned_words, years_words
from tuiread.words.graph_detail import between_lines, compared_title

if TYPE_CHECKING:
    from tuiread.records import GraphView, Node, Surroundings
    from tuiread.screens.graph_trail import Trail


class GraphActs(PathVerbs, PaperVerbs):
    """A screen with something of the graph in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "page", "its page", tooltip="Open the profile or the paper itself", id="graph.page"),
        Binding("minus", "amount(1)", "fewer", tooltip="Fewer years; on the map, fewer neighbours", id="graph.fewer"),
        Binding("plus", "amount(-1)", "more", tooltip="More years; on the map, more neighbours", id="graph.more"),
        Binding(
            "B", "big_papers", "big papers", tooltip=f"Let papers over {CLOSE_AUTHORS} authors count", id="graph.big"
        ),
        Binding("T", "topic", "topic", tooltip="Look at the papers of one topic, or of all", id="graph.topic"),
        Binding("space", "pin", "pin", tooltip="Pin this, or take the pin away", id="graph.pin"),
        Binding("c", "compare", "compare", tooltip="Compare with the pinned person, or the middle", id="graph.compare"),
        Binding("E", "export_graph", "export", tooltip="Write the middle and what leads from it", id="graph.export"),
        Binding("ctrl+r", "ask_sources", "ask sources", tooltip="Ask the sources about the middle", id="graph.ask"),
    ]
    trail: Trail | None = None
    """How one came here; None while nothing is in the middle."""

    # What the screen gives

    def thing_in_hand(self) -> Node | None:
        """Return what the cursor stands on, or what is in the middle."""
        raise NotImplementedError

    async def load(self) -> None:
        """Show what the trail and its filter say."""
        raise NotImplementedError

    def around_here(self) -> Surroundings | None:
        """Return what stands around the level that is worked in."""
        raise NotImplementedError

    async def view_to_write(self, trail: Trail) -> GraphView:
        """Return the level that is worked in with what leads from it, as far as the screen shows it."""
        raise NotImplementedError

    # What is in hand

    def node_in_hand(self) -> str | None:
        """Return the key of what is in hand."""
        node = self.thing_in_hand()
        return node.key if node else None

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper in hand, if it is one and in the cache."""
        node = self.thing_in_hand()
        return PaperId(node.key) if node and node.kind == "paper" and node.is_cached else None

    def no_paper_words(self) -> str:
        """Return why there is no paper in hand."""
        node = self.thing_in_hand()
        if node is None:
            return super().no_paper_words()
        return f"{node_words(node)} is no paper." if node.kind != "paper" else "Its paper is not in your cache."

    def path_start(self) -> str | None:
        """Return the person in hand; of anything else, the one in the middle."""
        nodes = (self.thing_in_hand(), self.trail.here.node if self.trail else None)
        return next((node.key for node in nodes if node and node.kind == "person"), None)

    def path_has_big(self) -> bool:
        """Return whether papers of many authors count here."""
        return bool(self.trail and self.trail.which.with_big)

    # Verbs

    async def reload(self) -> None:
        """Show what an act of the reader changed."""
        await self.load()

    async def open_page(self, node: Node) -> None:
        """Open the profile of a person or the screen of a paper."""
        if node.kind == "person":
            await self.open_person(PersonKey(node.key))
        elif node.kind == "paper" and (node.is_cached or not node.key.startswith(("doi:", "title:"))):
            await self.open_named(PaperId(node.key))
        elif node.kind == "paper":
            self.notice("Only a list of references knows this work; there is no page of it here.")
        else:
            self.notice(f"{node.name} has no page of its own; Enter puts it into the middle.")

    async def change_filter(self, words: str) -> None:
        """Show what fits now, and say what that is."""
        await self.load()
        self.notice(words)

    async def choose_topic(self, trail: Trail) -> None:
        """Ask for one of the categories here, or for all."""
        from tuiread.lines import Span
        from tuiread.screens.pick_screen import PickScreen

        around = self.around_here()
        categories = [*(around.categories if around else ())]
        if trail.which.topic is None and not categories:
            return self.notice("No arXiv category is known here.")
        rows = ["all topics", *categories]
        chosen = await self.app.push_screen_wait(
            PickScreen("Papers of which topic?", rows, lambda row, cells: [(Span(row),)])
        )
        if chosen is not None:
            trail.which = replace(trail.which, topic=None if chosen == rows[0] else chosen)
            await self.load()
        return None

    async def compare(self, trail: Trail) -> None:
        """Show what two people have in common."""
        from tuiread.screens.text_screen import TextScreen

        node = self.thing_in_hand()
        others = [one for one in (*reversed(trail.pins), trail.here.node, trail.centre) if one.kind == "person"]
        other = next((one for one in others if node and one.key != node.key), None)
        if node is None or node.kind != "person" or other is None:
            return self.notice("c compares two people: pin one with space, then put the cursor on another.")
        keys = PersonKey(other.key), PersonKey(node.key)
        between = await self.app.library.graph.between(*keys, trail.which)
        title = compared_title(between.first, between.second)
        await self.app.push_screen(TextScreen(title, lambda cells: between_lines(between, cells)))
        return None

    async def export_graph(self, trail: Trail) -> None:
        """Ask for a format, and write the middle with what leads from it into a new file."""
        from tuiread.screens.graph_export import FORMATS, format_row, stem_of
        from tuiread.screens.pick_screen import PickScreen

        node, graph = trail.here.node, self.app.library.graph
        title = f"Write {node_words(node)} and what leads from it as ..."
        chosen = await self.app.push_screen_wait(PickScreen(title, FORMATS, format_row))
        if chosen is None:
            return None
        text = await graph.text(await self.view_to_write(trail), chosen[0])
        exports = self.app.library.files.exports
        path = await exports.write_own(f"{text.rstrip()}\n".encode(), stem_of(node.name), chosen[0])
        return self.notice(f"Written: {path}")

    async def ask_sources(self, node: Node) -> None:
        """Ask the sources about what is in the middle, and show what came."""
        if self.app.is_offline:
            return self.notice("Started with --offline: nothing is fetched.")
        if node.kind in ("topic", "institution"):
            return self.notice(
                "Nobody can be asked about a topic or an institution; ctrl+r works on people and papers."
            )
        self.notice(f"Asking the sources about {node_words(node)} ...")
        replies = await self.app.library.graph.refresh(node)
        answered = [reply for reply in replies if reply.reply != "no_answer"]
        failed = next((reply.sentence for reply in replies if reply.reply == "no_answer"), "")
        await self.load()
        self.notice(f"{len(answered)} of {len(replies)} sources answered. {failed}".rstrip())
        self.app.store_changed()
        return None

    # Actions

    def action_page(self) -> None:
        """Open the thing in hand."""
        if node := self.thing_in_hand():
            self.work(lambda: self.open_page(node), "person")

    def action_follow(self) -> None:
        """Follow the person in hand, or an author of the paper."""
        node = self.thing_in_hand()
        if node and node.kind == "person":
            self.work(lambda: self.follow_or_not(person_of(node)), "paper")
        else:
            super().action_follow()

    def action_amount(self, step: int) -> None:
        """Look at fewer or more years."""
        trail = self.trail
        if trail is None:
            return
        if trail.step_years(step, self.app.library.now().year):
            self.work(lambda: self.change_filter(f"Looking at {years_words(trail.which)}."), "load")
        else:
            self.notice(f"Looking at {years_words(trail.which)}; there are no {'fewer' if step > 0 else 'more'}.")

    def action_big_papers(self) -> None:
        """Let papers of many authors count, or not."""
        if trail := self.trail:
            trail.which = replace(trail.which, with_big=not trail.which.with_big)
            state = "count" if trail.which.with_big else "do not count"
            self.work(lambda: self.change_filter(f"Papers over {CLOSE_AUTHORS} authors {state}."), "load")

    def action_topic(self) -> None:
        """Choose a topic."""
        if trail := self.trail:
            self.work(lambda: self.choose_topic(trail), "paper")

    def action_pin(self) -> None:
        """Pin what is in hand, or take the pin away."""
        node = self.thing_in_hand()
        if self.trail and node:
            is_pinned = self.trail.pin(node)
            self.show_pins()
            self.notice(pinned_words(node, len(self.trail.pins), is_pinned=is_pinned))

    def show_pins(self) -> None:
        """Show what is pinned."""

    def action_compare(self) -> None:
        """Compare two people."""
        if trail := self.trail:
            self.work(lambda: self.compare(trail), "paper")

    def action_export_graph(self) -> None:
        """Write a file."""
        if trail := self.trail:
            self.work(lambda: self.export_graph(trail), "paper")

    def action_ask_sources(self) -> None:
        """Ask the sources."""
        if trail := self.trail:
            self.work(lambda: self.ask_sources(trail.here.node), "check")
