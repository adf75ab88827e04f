"""Topics and institutions of a profile as rows of a list, each of which may lead into the graph.

Every row says where it comes from; vocabularies are never merged.  Not here: the same as plain lines (profile_parts).
"""

from __future__ import annotations

from typing import NamedTuple

from tuiread.lines import Line, Role, Span, left_right
from tuiread.records import Institution, Profile, TopicCount
from tuiread.words.profile_parts import NO_KEYWORDS, institution_figures, no_concepts, years_of
from tuiread.words.times import count


class SubjectRow(NamedTuple):
    """A topic or an institution of somebody, or that there are none of a kind."""

    name: str
    figures: str
    key: str | None = None
    """What the graph calls it; None for what has no place there."""
    role: Role = "title"


def topic_rows(profile: Profile) -> list[SubjectRow]:
    """Return the topics of all three vocabularies, then which of them there are none of."""
    topics = profile.topics
    kinds = (
        ("arXiv category", topics.categories, "category", "not imported"),
        ("keyword, Hugging Face", topics.keywords, "keyword", NO_KEYWORDS),
        ("topic, OpenAlex", topics.concepts, None, no_concepts(profile)),
    )
    rows = [_topic(one, words, kind) for words, counted, kind, _ in kinds for one in counted or ()]
    return rows + [SubjectRow(words, missing, role="dim") for words, counted, _, missing in kinds if not counted]


def _topic(counted: TopicCount, words: str, kind: str | None) -> SubjectRow:
    works = f"{count(counted.work_count, 'work')} · " if counted.work_count else ""
    return SubjectRow(counted.name, f"{works}{words}", f"{kind}:{counted.name}" if kind else None)


def institution_rows(profile: Profile) -> list[SubjectRow]:
    """Return the institutions over time."""
    span = years_of(profile)
    return [_institution(place, span) for place in profile.institutions]


def _institution(place: Institution, span: tuple[int, int] | None) -> SubjectRow:
    return SubjectRow(place.name, institution_figures(place, span), f"institution:{place.name}")


def subject_row(row: SubjectRow, cells: int) -> list[Line]:
    """Return a topic or an institution as a line."""
    return [left_right((Span(row.name, row.role),), (Span(row.figures, "dim"),), cells)]
