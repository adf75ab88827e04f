"""Tags as they are typed: several in one line, a minus before those that go, and folded so that spellings compare.

Not here: which paper has which (tables).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from tuiread.errors import UsageError

MOST_LETTERS = 60
_BETWEEN = re.compile(r"[\s,;]+")


class TagWish(Struct, frozen=True):
    """What a line of tags asks for."""

    add: tuple[str, ...] = ()
    """Tags as they were written, each once."""
    drop: tuple[str, ...] = ()


@lru_cache(4_096)
def fold_tag(tag: str) -> str:
    """Return a tag as it is compared: without case, and with one form of each character.

    >>> fold_tag("ＮＬＰ") == fold_tag("nlp")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())


def parse_tags(text: str) -> TagWish:
    """Return what a line such as ``data, group -old`` asks for.

    Raises:
        UsageError: a tag is too long.
    """
    from tuiread.cleaning import clean_text  # no first frame needs it

    words = [word for word in _BETWEEN.split(clean_text(text)) if word.strip("-#")]
    add = _unique(word.lstrip("#") for word in words if not word.startswith("-"))
    drop = _unique(word.lstrip("-#") for word in words if word.startswith("-"))
    for tag in (*add, *drop):
        if len(tag) > MOST_LETTERS:
            raise UsageError(f"A tag has at most {MOST_LETTERS} letters; “{tag[:20]}…” has {len(tag)}.")
    return TagWish(add, drop)


def _unique(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple({fold_tag(tag): tag for tag in tags}.values())
