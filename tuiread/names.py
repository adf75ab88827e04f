"""Names of people, folded so that spellings of one name compare equal.

Not a judge of identity: equal folded names may still be different people, and callers say so.
"""

from __future__ import annotations

import re
import unicodedata

from tuiread.orcid_id import bare_orcid
from tuiread.records import Author, PersonKey

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"})
_OPENALEX_ID = re.compile(r"A\d{4,15}")
_GROUPS = frozenset((
    "team", "group", "collaboration", "consortium", "lab", "labs", "laboratory", "laboratories", "institute", "project",
    "initiative", "alliance", "network", "committee", "community", "foundation", "research", "university",
    "contributors", "organization",
))  # fmt: skip
_SEPARATORS = re.compile(r"[\W_]+")


def fold_name(name: str) -> str:
    """Return a name without case, accents, punctuation and doubled spaces.

    >>> fold_name("  José  GARCÍA-López ")
    'jose garcia lopez'
    """
    letters = name.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
        letters = plain.translate(_LETTERS_WITHOUT_DECOMPOSITION)
    return _SEPARATORS.sub(" ", letters).strip() or name.strip()


def name_key(name: str) -> PersonKey:
    """Return the key of somebody who is known by name only."""
    return PersonKey(f"name:{fold_name(name)}")


def account_key(user: str) -> PersonKey:
    """Return the key of a confirmed Hugging Face account."""
    return PersonKey(f"hf:{user}")


def account_of(key: PersonKey) -> str | None:
    """Return the Hugging Face account of a key; None for somebody known by name only."""
    kind, _, value = key.partition(":")
    return value if kind == "hf" else None


def record_key(text: str) -> PersonKey | None:
    """Return the key of a source's record that a text names: ``openalex:A5000000000``, ``A5000000000``, an ORCID iD.

    None for anything else, names above all.
    """
    if orcid := bare_orcid(text):
        return PersonKey(f"orcid:{orcid}")
    kind, _, value = text.strip().rpartition(":")
    kind = kind.lower()
    if kind in ("openalex", "") and _OPENALEX_ID.fullmatch(value.upper()):
        return PersonKey(f"openalex:{value.upper()}")
    if kind == "s2" and value.isdecimal():
        return PersonKey(f"s2:{value}")
    if kind in ("orcid", "arxiv") and (orcid := bare_orcid(value)):
        return PersonKey(f"{kind}:{orcid}")
    return None


def author_key(author: Author) -> PersonKey:
    """Return the best key there is for one byline entry."""
    return account_key(author.account) if author.account else name_key(author.name)


def is_group(name: str) -> bool:
    """Tell whether a name is that of a group, as far as its words say so: then it has no family name.

    >>> is_group("Gemini Robotics Team"), is_group("Meta AI"), is_group("Wei Ai")
    (True, True, False)
    """
    words = name.split()
    if len(words) < 2:
        return False
    return words[-1].casefold() in _GROUPS or words[-1] == "AI" or words[0] == "Team"


def group_words(name: str) -> str:
    """Return the words of a group's name that tell it from others: ``Gemini Robotics`` of its team."""
    words = [word for word in name.split() if word.casefold() not in _GROUPS | {"the"} and word != "AI"]
    return " ".join(words) or name


def short_name(name: str) -> str:
    """Return initials and family name: ``Tatsunori Hashimoto`` becomes ``T. Hashimoto``; groups stay whole."""
    if is_group(name):
        return name
    *given, family = name.split() or [name]
    return " ".join([*(f"{part[0]}." for part in given[:1]), family])
