"""The for-you order in words: how much it has learnt, and why a paper stands where it does."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import Line, Span, fit, plain
from tuiread.records import FEWEST_SAVES, LEARNT_SAVES, Learning, PlaceInFeed, Reason
from tuiread.words.times import count

NEW_ORDER = "new order, . to show"
_STRENGTH_CELLS = 5


def learning_words(learning: Learning) -> str:
    """Return ``learning, 7 of 20``; nothing once it has learnt.

    >>> learning_words(Learning(7)), learning_words(Learning(20))
    ('learning, 7 of 20', '')
    """
    if learning.is_learnt:
        return ""
    return f"learning, {learning.save_count} of {LEARNT_SAVES}" if learning.is_offered else "too few saves, by votes"


def refusal_words(learning: Learning) -> str:
    """Return why the order is not offered, and what to do.

    >>> refusal_words(Learning(3))
    'For-you learns from at least 5 saved papers; you have 3, s saves one.'
    """
    return f"For-you learns from at least {FEWEST_SAVES} saved papers; you have {learning.save_count}, s saves one."


def hidden_words(number: int, *, is_shown: bool) -> str:
    """Return how many papers are hidden, and the key that shows them or leaves them out."""
    if is_shown:
        return "hidden papers are shown with x · X leaves them out"
    return f"{number} hidden, X shows" if number else ""


def place_words(place: PlaceInFeed) -> list[str]:
    """Return what a place in the order is made of, in a few short parts."""
    standing, row = place.standing, place.row
    parts = [f"votes {row.upvotes}, rank {standing.votes_rank}" if standing else f"votes {row.upvotes}"]
    if standing:
        parts.insert(0, f"by what you like rank {standing.taste_rank}")
    if row.followed_name:
        parts.append(f"{row.followed_name}{'?' if row.is_name_match else ''}, whom you follow")
    near = sum(reason.kind == "near" and not reason.is_off for reason in place.reasons)
    if near:
        parts.append(f"near {near} saved")
    if standing:
        parts.append(f"likes count {place.taste_share:.0%}, votes the rest")
    return parts


def rank_words(place: PlaceInFeed) -> str:
    """Return where a paper stands: ``for-you 2 of 31``."""
    where = f"for-you {place.place} of {place.count}" if place.place else f"one of {count(place.count, 'paper')}"
    about = learning_words(place.learning)
    return f"{where}, {about}" if about else where


def reason_row(reason: Reason, cells: int) -> Line:
    """Return a reason on one line: whether it may speak, how much it says, and what it is."""
    state = "off" if reason.is_off else "on "
    strength = "" if reason.is_off and reason.kind == "word" else _strength(reason)
    kind = "word" if reason.kind == "word" else "near"
    head = f"{state}  {strength:>{_STRENGTH_CELLS}}  {kind}  "
    text = fit(reason.text, cells - len(head))
    if reason.is_off:
        return (Span(head + text, "dim"),)
    return (Span(state, "key"), Span(head[len(state) :], "dim"), Span(text, "title"))


def plain_place(place: PlaceInFeed, cells: int) -> Sequence[str]:
    """Return why a paper stands where it does, as plain lines."""
    lines = [fit(place.row.title, cells), rank_words(place), *place_words(place)]
    if place.standing is None:
        return [*lines, "", refusal_words(place.learning).removesuffix(", s saves one.") + "."]
    return [*lines, "", *(plain(reason_row(reason, cells)).rstrip() for reason in place.reasons)]


def _strength(reason: Reason) -> str:
    number = f"{abs(reason.strength):.2f}"
    if reason.kind == "near":
        return number
    return f"{'+' if reason.strength > 0 else '-'}{number}"
