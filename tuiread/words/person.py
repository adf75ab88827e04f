"""A researcher in words: head, works, co-authors; and people as rows of a list.

Every line says how sure the match is: by a confirmed Hugging Face account, or by the name only.
"""

from __future__ import annotations

import datetime as dt

from tuiread.records import CoAuthor, PersonRow, Profile, Work
from tuiread.words.feed import letters
from tuiread.words.lines import Line, Span, fit, flow, left_right, plain
from tuiread.words.times import count, day_words, time_words


def profile_head(profile: Profile, cells: int) -> list[Line]:
    """Return name, how the person is known, and the counts."""
    state = "following" if profile.is_followed else "not following"
    lines = [left_right((Span(profile.name, "heading"),), (Span(f"Researcher · {state}", "dim"),), cells)]
    lines += flow([Span(part, "dim") for part in known_as(profile)], cells)
    lines += flow([Span(part) for part in profile_counts(profile)], cells)
    return lines


def known_as(profile: Profile) -> list[str]:
    """Return how the person is identified and what is not known."""
    name_only = "known by name only, which others may share"
    parts = [f"Hugging Face account @{profile.account}" if profile.account else name_only]
    if profile.is_starter:
        parts.append("starter edition")
    return [*parts, "affiliation not imported"]


def profile_counts(profile: Profile) -> list[str]:
    """Return works, of which titles only or by name only, co-authors and years."""
    works = profile.works
    bare = sum(work.paper is None for work in works)
    where = " in your cache" if not bare else ", titles only" if bare == len(works) else f", {bare} of them titles only"
    parts = [f"{count(len(works), 'work')}{where}"]
    by_name = sum(work.is_name_match for work in works)
    if profile.account and by_name:
        parts.append(f"{by_name} matched by name only")
    parts.append(count(len(profile.coauthors), "co-author"))
    years = sorted(work.year for work in works if work.year)
    if years:
        parts.append(f"{years[0]}-{years[-1]}" if years[0] != years[-1] else str(years[0]))
    return parts


def work_row(work: Work, cells: int, *, shows_doubt: bool = True) -> list[Line]:
    """Return one published item as a line: letters, year, kind, source, title.

    A question mark stands for a match by name only; where everything is one, it says nothing and is left out.
    """
    marks = letters(work.paper) if work.paper else "   "
    doubt = "?" if shows_doubt and work.is_name_match else " "
    about = f" {work.year or '----'}{doubt} " + (f"{work.kind} {work.source}  " if cells >= 70 else "")
    title = fit(work.title, cells - len(marks) - len(about))
    return [(Span(marks, "key"), Span(about, "dim"), Span(title, "title"))]


def coauthor_row(coauthor: CoAuthor, cells: int) -> list[Line]:
    """Return one co-author as a line: followed, name, joint papers, latest year."""
    note = f"{coauthor.joint_count} joint" + (f", {coauthor.latest_year}" if coauthor.latest_year else "")
    left = (Span("f " if coauthor.is_followed else "  ", "key"), Span(coauthor.name, "title"))
    return [left_right(left, (Span(note, "dim"),), cells)]


def person_row(person: PersonRow, cells: int) -> list[Line]:
    """Return one person of a list as a line."""
    known = f"@{person.account}" if person.account else "name only"
    new = f"{person.new_count} new · " if person.new_count else ""
    left = (Span("f " if person.is_followed else "  ", "key"), Span(person.name, "title"))
    return [left_right(left, (Span(f"{new}{count(person.paper_count, 'work')} · {known}", "dim"),), cells)]


def profile_notes(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return what is known around a person: namesakes, pages, since when followed, how old the facts are."""
    parts = [f"on pages of {', '.join(profile.organizations[:3])}"] if profile.organizations else []
    if profile.namesakes:
        others = ", ".join(f"@{person.account} ({person.paper_count})" for person in profile.namesakes[:6])
        parts.append(f"others with this name: {others}")
    if profile.account and any(work.is_name_match for work in profile.works):
        parts.append("? = matched by name only")
    if profile.followed_at:
        parts.append(f"followed since {day_words(profile.followed_at.astimezone().date())}")
    if profile.as_of and profile.is_starter:
        parts.append(f"recorded {day_words(profile.as_of.date())}")
    elif profile.as_of:
        parts.append(f"fetched {time_words(profile.as_of, now)} from Hugging Face")
    return flow([Span(part, "dim") for part in parts], cells) if parts else []


def plain_profile(profile: Profile, cells: int, now: dt.datetime) -> list[str]:
    """Return a researcher as plain lines for the command line."""
    lines = [*profile_head(profile, cells), *profile_notes(profile, cells, now), ()]
    for work in profile.works:
        lines += work_row(work, cells, shows_doubt=profile.account is not None)
    if profile.coauthors:
        lines += [(), (Span("Co-authors", "heading"),)]
    for coauthor in profile.coauthors:
        lines += coauthor_row(coauthor, cells)
    return [plain(line).rstrip() for line in lines]
