"""People as rows of a list: followed, name, works, and how they are known.

Not here: a researcher's own page (profile).
"""

from __future__ import annotations

from tuiread.records import PersonRow
from tuiread.words.lines import Line, Span, left_right
from tuiread.words.times import count


def person_row(person: PersonRow, cells: int) -> list[Line]:
    """Return one person of a list as a line."""
    known = f"@{person.account}" if person.account else "name only"
    new = f"{person.new_count} new · " if person.new_count else ""
    left = (Span("f " if person.is_followed else "  ", "key"), Span(person.name, "title"))
    return [left_right(left, (Span(f"{new}{count(person.paper_count, 'work')} · {known}", "dim"),), cells)]
