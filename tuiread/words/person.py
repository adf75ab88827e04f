"""People as rows of a list: you, followed, name, works, and how they are known.

Not here: a researcher's own page (profile).
"""

from __future__ import annotations

from tuiread.lines import SEPARATOR, Line, Span, left_right
from tuiread.records import Claim, FollowedPerson, PersonRow
from tuiread.words.inbox import how_words
from tuiread.words.times import count


def person_row(
    person: PersonRow, cells: int, followed: FollowedPerson | None = None, *, is_you: bool = False
) -> list[Line]:
    """Return one person of a list as a line.

    Args:
        person: who it is.
        cells: how wide the line may be.
        followed: how they are recognised, where the reader follows them.
        is_you: whether the reader claims to be them.
    """
    known = how_words(followed) if followed else f"@{person.account}" if person.account else "by name only"
    news = [f"{person.new_count} new"] if person.new_count else []
    news += [f"{followed.waiting_count} to answer"] if followed and followed.waiting_count else []
    about = SEPARATOR.join([*(["you"] if is_you else []), *news, count(person.paper_count, "work"), known])
    left = (Span("f " if person.is_followed else "  ", "key"), Span(person.name, "title"))
    return [left_right(left, (Span(about, "dim"),), cells)]


def people_counts(followed_count: int, claim: Claim | None) -> str:
    """Return ``following 11 people · you are Ada Example``."""
    you = f"{SEPARATOR}you are {claim.name}" if claim else ""
    return f"following {count(followed_count, 'person', 'people')}{you}"
