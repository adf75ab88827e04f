"""The commands that show something: today, paper, who, why.

They read the cache; ``paper`` asks online for a paper that the cache does not hold, ``who`` and ``why`` for a record
that it does not hold, or with ``--check``.  Not here: what changes the library (shelf) or the cache (upkeep).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text
from tuiread.cli.desk import Reply
from tuiread.dates import day_period, feed_today, parse_day, parse_month, parse_week, week_label
from tuiread.errors import NotFoundError, UsageError
from tuiread.names import account_key, record_key
from tuiread.output.json_forms import encode, feed_form, paper_form, profile_form, why_form
from tuiread.words.feed import plain_feed
from tuiread.words.paper import plain_paper
from tuiread.words.profile import plain_profile
from tuiread.words.times import period_words, time_words
from tuiread.words.trust import plain_why

if TYPE_CHECKING:
    import datetime as dt

    from tuiread.cli.desk import Desk
    from tuiread.records import FeedPage, PaperId, PaperPage, Period, PersonKey, Profile


async def today(desk: Desk) -> Reply:
    """Show a day, week or month of the feed: the one asked for, else the newest day that has papers."""
    order = desk.words.order or desk.settings.feed.order
    page = (
        await _ordered(desk, _asked_period(desk))
        if order == "for-you"
        else await desk.library.feed(_asked_period(desk), order)
    )
    document = encode(feed_form(page)) if desk.wants_json else None
    if page.freshness.missing_days and not page.rows:
        sentence = _not_fetched(page, desk.clock())
        return Reply(document=document, notices=(sentence,), exit_code=NotFoundError.exit_code)
    return Reply(tuple(plain_feed(page, desk.cells, desk.clock())), document=document)


async def paper(desk: Desk) -> Reply:
    """Show one paper."""
    if desk.words.width and not desk.words.text:
        raise UsageError("--width is for --text, the full text of a paper.")
    if desk.words.text:
        from tuiread.cli.texts import text

        return await text(desk)
    paper_id, version = parse_paper_id(desk.words.id)
    page = await find_paper(desk, paper_id)
    notices = (_version_notice(page, version),) if version else ()
    if desk.wants_json:
        return Reply(document=encode(paper_form(page)), notices=notices)
    return Reply(tuple(plain_paper(page, desk.cells, desk.clock())), notices=notices)


async def who(desk: Desk) -> Reply:
    """Show one researcher."""
    profile = await _profile(desk)
    if desk.wants_json:
        return Reply(document=encode(profile_form(profile)))
    return Reply(tuple(plain_profile(profile, desk.cells, desk.clock(), desk.settings.trust.show)))


async def why(desk: Desk) -> Reply:
    """Show the checks behind a researcher's trust snapshot, each with who said so; or a paper's place in the feed."""
    if paper_id := _paper_in(desk):
        from tuiread.cli.orders import why_paper

        return await why_paper(desk, paper_id)
    profile = await _profile(desk)
    if desk.wants_json:
        return Reply(document=encode(why_form(profile)))
    return Reply(tuple(plain_why(profile, desk.cells)))


async def _ordered(desk: Desk, period: Period | None) -> FeedPage:
    """Return a period in the for-you order, after learning as well as can be."""
    await desk.library.ranking.learn()
    return await desk.library.ranking.feed(period)


def _paper_in(desk: Desk) -> PaperId | None:
    """Return the paper whose id the words are; None where they name a person."""
    text = person_words(desk)
    return parse_paper_id(text)[0] if text[:1].isdigit() else None


async def find_paper(desk: Desk, paper_id: PaperId) -> PaperPage:
    """Return a paper from the cache, else from Hugging Face, else from arXiv.

    Raises:
        NotFoundError: none of them knows it.
        SourceError: the cache does not know it, and a source could not be asked.
    """
    try:
        return await desk.library.paper(paper_id)
    except NotFoundError as error:
        if desk.options.is_offline:
            raise NotFoundError(
                f"arXiv {paper_id} is not in your cache; without --offline, tuiread asks for it."
            ) from error
    await desk.library.sections.fetch_other(paper_id)
    return await desk.library.paper(paper_id)


async def _profile(desk: Desk) -> Profile:
    """Return the one person whom the words name, after asking every source where the words say so.

    Raises:
        NotFoundError: nobody is known by these words.
        SourceError: the source that a key names could not be asked.
    """
    refuse_offline_check(desk)
    profile = await find_profile(desk)
    if desk.words.check:
        await desk.library.researchers.refresh(profile.key)
        profile = await desk.library.researchers.profile(profile.key)
    return profile


def refuse_offline_check(desk: Desk) -> None:
    """Make sure that no check is asked for offline.

    Raises:
        UsageError: one is.
    """
    if desk.words.check and desk.options.is_offline:
        raise UsageError("--check asks the network, and --offline forbids it; leave one of them out.")


async def find_profile(desk: Desk) -> Profile:
    """Return the one person whom the words name; a source's record that the cache lacks is asked for.

    Raises:
        NotFoundError: neither the cache nor that source knows them.
        SourceError: the source could not be asked.
    """
    researchers = desk.library.researchers
    text = person_words(desk)
    key = record_key(text)
    try:
        return await researchers.profile(key or await researchers.find_person(text))
    except NotFoundError:
        if key is None or desk.options.is_offline:
            raise
    return await researchers.fetch_person(key)


async def find_person(desk: Desk) -> PersonKey:
    """Return the one person whom the command's words name.

    Raises:
        UsageError: the words are blank.
        NotFoundError: nobody in the cache answers to them, or several do.
    """
    return await desk.library.researchers.find_person(person_words(desk))


def person_words(desk: Desk) -> str:
    """Return the name or key that the command's words hold; ``@user`` means that account.

    Raises:
        UsageError: the words are blank.
    """
    text = clean_text(" ".join(desk.words.name))
    if not text.strip("@"):
        raise UsageError("Whom do you mean? Write a name, or a key such as hf:USER.")
    return account_key(text[1:]) if text.startswith("@") else text


def _asked_period(desk: Desk) -> Period | None:
    words, today = desk.words, feed_today(desk.clock())
    if sum(value is not None for value in (words.date, words.week, words.month)) > 1:
        raise UsageError("DATE, --week and --month exclude each other; leave all but one out.")
    if words.week:
        return parse_week(words.week, today)
    if words.month:
        return parse_month(words.month, today)
    return day_period(parse_day(words.date, today)) if words.date else None


def _not_fetched(page: FeedPage, now: dt.datetime) -> str:
    """Return why a period cannot be shown, and the command that changes it."""
    period, fresh = page.period, page.freshness
    options = {
        "day": f"--date {period.start}",
        "week": f"--week {week_label(period.start)}",
        "month": f"--month {period.start:%Y-%m}",
    }
    tried = f", and the try at {time_words(fresh.failed_at, now)} failed" if fresh.failed_at else ""
    return f"{period_words(period)} is not in your cache{tried}; `tuiread sync {options[period.kind]}` fetches it."


def _version_notice(page: PaperPage, version: int) -> str:
    return f"Versions are not told apart yet: this is arXiv {page.paper.id} as a whole, not only v{version}."
