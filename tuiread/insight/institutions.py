"""Where somebody was, and when: what several sources say, one row for each institution.

Sources say absurd things (a recorded author has seventeen affiliations, some of other people): years outside of a life
are dropped and only so many rows are kept, but nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable

from tuiread.names import fold_name
from tuiread.records import Affiliation, Institution

LETTERS = {"openalex": "o", "orcid": "r", "semantic_scholar": "s"}
FIRST_YEAR = 1900
MOST_INSTITUTIONS = 30
NOW_YEARS = 2
"""An institution is a person's present one while the last year that names it is at most so many years ago."""


def institutions(told: Iterable[tuple[str, Affiliation]], year: int) -> tuple[Institution, ...]:
    """Return where somebody was: present ones first, then the latest year first.

    Args:
        told: each a source's name and what it says.
        year: the year of the facts, from which "now" is reckoned.
    """
    groups: dict[str, list[tuple[str, Affiliation]]] = {}
    names: dict[str, str] = {}
    for source, place in sorted(told, key=lambda pair: pair[1].ror is None):
        folded = fold_name(place.name)
        key = names.get(folded) or place.ror or folded
        names.setdefault(folded, key)
        groups.setdefault(key, []).append((source, place))
    found = [_institution(group, year) for group in groups.values()]
    found.sort(key=lambda one: (not one.is_now, -max(one.years, default=0), one.name))
    return tuple(found[:MOST_INSTITUTIONS])


def _institution(group: list[tuple[str, Affiliation]], year: int) -> Institution:
    years = sorted({each for _, place in group for each in place.years if FIRST_YEAR <= each <= year + 1})
    letters = sorted({_letter(source, place) for source, place in group}, key=lambda letter: (letter.lower(), letter))
    is_now = any(place.is_current for _, place in group) or bool(years and years[-1] >= year - NOW_YEARS)
    ror = next((place.ror for _, place in group if place.ror), None)
    return Institution(group[0][1].name, tuple(years), tuple(letters), is_now, ror)


def _letter(source: str, place: Affiliation) -> str:
    return "R" if source == "orcid" and place.asserted_by else LETTERS.get(source, source[:1])
