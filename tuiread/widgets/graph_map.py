"""The map of the research graph: a picture that was laid out, with a cursor that moves by geometry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.widgets.drawn import Drawn
from tuiread.words.graph_map import Direction, MapPicture, MapSectors, Place, lay_out, map_line, next_place, next_sector


class GraphMap(Drawn, can_focus=True):
    """One thing in the middle with its neighbours around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "go('down')", "down", tooltip="Move to what is below", id="map.down", show=False),
        Binding("k,up", "go('up')", "up", tooltip="Move to what is above", id="map.up", show=False),
        Binding("l,right", "go('right')", "right", tooltip="Move to what is at the right", id="map.right", show=False),
        Binding("enter", "open_current", "centre", tooltip="Put this into the middle", id="map.centre", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another label; only the newest of several is kept."""

        graph_map: GraphMap
        place: Place | None
        is_step: bool
        """True when the reader moved it; False when other things are shown."""

        @property
        def control(self) -> GraphMap:
            """The map, for `on` selectors."""
            return self.graph_map

        def can_replace(self, message: Message) -> bool:
            """Whether a newer message makes this one out of date."""
            return isinstance(message, GraphMap.Moved) and message.graph_map is self.graph_map

    @dataclass
    class Opened(Message):
        """The reader asks for a label's thing to be put into the middle."""

        graph_map: GraphMap
        place: Place

        @property
        def control(self) -> GraphMap:
            """The map, for `on` selectors."""
            return self.graph_map

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sectors: MapSectors | None = None
        self._amount: int | None = None
        self._laid_out: tuple[Any, MapPicture] | None = None
        self._key: str | None = None
        """The neighbour under the cursor; another size may leave it out, and then the first one is."""
        self._told: Place | None = None
        self._has_stepped = False

    @property
    def picture(self) -> MapPicture:
        """The map for the size that there is."""
        wanted = (self._sectors, self._amount, self.size)
        if self._laid_out is None or self._laid_out[0] != wanted:
            empty = MapPicture((), ())
            made = lay_out(self._sectors, *self.size, self._amount) if self._sectors and self.size else empty
            self._laid_out = (wanted, made)
        return self._laid_out[1]

    @property
    def current(self) -> Place | None:
        """The label under the cursor, if there is any."""
        places = self.picture.places
        return places[self._number()] if places else None

    def show(self, sectors: MapSectors, amount: int | None, key: str | None) -> None:
        """Shows another map, with the cursor on a neighbour if it is there."""
        self._sectors, self._amount, self._key = sectors, amount, key
        self._told = None
        self.redraw()

    # Verbs

    def go(self, direction: Direction) -> None:
        """Moves to the nearest label in a direction."""
        if self.picture.places:
            self._move_to(next_place(self.picture.places, self._number(), direction))

    def next_sector(self, step: int) -> None:
        """Moves to the first label of the next sector."""
        if self.picture.places:
            self._move_to(next_sector(self.picture.places, self._number(), step))

    def open_current(self) -> None:
        """Asks for the label under the cursor."""
        if self.current:
            self.tell(self.Opened(self, self.current))

    action_go = go
    action_open_current = open_current

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the map."""
        picture = self.picture
        number = self._number() if picture.places else None
        self._tell_moved()
        return [self.strip(map_line(picture, y, number), cells) for y in range(height)]

    def on_click(self, event: events.Click) -> None:
        """Moves to the label clicked on; a click on the one under the cursor opens it."""
        offset = event.get_content_offset(self)
        for number, place in enumerate(self.picture.places if offset else ()):
            if offset and place.y == offset.y and place.x - 1 <= offset.x < place.x + place.cells:
                event.stop()
                self.open_current() if number == self._number() else self._move_to(number)

    def _number(self) -> int:
        keys = [place.found.node.key for place in self.picture.places]
        return keys.index(self._key) if self._key in keys else 0

    def _move_to(self, number: int) -> None:
        self._key = self.picture.places[number].found.node.key
        self._has_stepped = True
        self.redraw()

    def _tell_moved(self) -> None:
        """Tells where the cursor is; before there is a size, it is nowhere."""
        if self.current != self._told:
            self._told = self.current
            self.tell(self.Moved(self, self.current, self._has_stepped))
        self._has_stepped = False
