"""Names of authors in the two parts that reference managers ask for.

A name is divided before its last word, and before the small words in front of that: ``Ludwig van Sample``.  Names of
one word, and of groups, stay whole: RIS has no sign for them, and a name without a comma is one that readers do not
divide.  It is a guess, as every program's is that has only the printed name.
"""

from __future__ import annotations

from tuiread.names import is_group

_PARTICLES = frozenset({"van", "von", "de", "der", "den", "di", "da", "del", "della", "dos", "du", "la", "le", "ter"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def name_parts(name: str) -> tuple[str, str]:
    """Return given and family name; the given one is empty where the name cannot be divided.

    >>> name_parts("Ada van der Sample Jr.")
    ('Ada', 'van der Sample Jr.')
    """
    words = name.split()
    if "," in name or len(words) < 2 or is_group(name):
        return "", name
    start = len(words) - 1
    if words[start].strip(".").lower() in _SUFFIXES and start > 1:
        start -= 1
    first = _first_particle(words, start)
    return " ".join(words[:first]), " ".join(words[first:])


def _first_particle(words: list[str], family: int) -> int:
    """Return where the small words before a family name begin; the first has a small letter: ``de La Sample``."""
    start = family
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return next(place for place in range(start, family + 1) if place == family or words[place] in _PARTICLES)


def family_first(name: str) -> str:
    """Return ``Sample, Ada``; a name that cannot be divided stays as it is."""
    given, family = name_parts(name)
    return f"{family}, {given}" if given else family
