"""TeX as tokens: commands, braces, marks and single characters."""

from __future__ import annotations

import re

MOST_LETTERS = 20_000
"""Longer formulas are cut."""

_TOKEN = re.compile(
    r"\\(?:[A-Za-z]+(?:@[A-Za-z]+)*|.|$)"  # a command by name or by one character
    r"|\s+|[{}^_&~$]|[0-9]+(?:\.[0-9]+)*|.",
    re.DOTALL,
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")


def words(text: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(text.split())


def tokens_of(tex: str) -> list[str]:
    r"""Return the tokens of a formula: a command keeps its backslash, white space is one blank.

    >>> tokens_of(r"\frac 12 x^{2}")
    ['\\frac', ' ', '12', ' ', 'x', '^', '{', '2', '}']
    """
    if len(tex) > MOST_LETTERS:
        tex = tex[:MOST_LETTERS] + "…"
    if "%" in tex:
        tex = _COMMENT.sub("", tex)
    return [" " if token.isspace() else token for token in _TOKEN.findall(tex)]
