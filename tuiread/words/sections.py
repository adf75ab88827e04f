"""What stands around a paper, in words: the line of sections, lists of works, comments, linked repositories, notices.

Each section says who told it and when, and which source did not answer; nothing is shown as complete that is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import BLANK, SEPARATOR, Line, Role, Span, fit, fit_line, left_right, wrap, wrap_line
from tuiread.records import (
    CitedWork,
    Comment,
    CommentsPage,
    Notice,
    NoticesPage,
    PaperPage,
    Repo,
    Section,
    SectionCounts,
    SectionReply,
    SectionState,
)
from tuiread.words.feed import letters
from tuiread.words.times import count, day_words, time_words

SUBMIT_URL = "https://huggingface.co/papers/submit"
"""Where papers are put on the daily feed, which only a logged-in browser can do."""

SOURCE_NAMES = {
    "starter": "bundled with tuiread",
    "huggingface": "Hugging Face",
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "semantic_scholar": "Semantic Scholar",
    "crossref": "Crossref",
    "text": "the paper's own bibliography",
}
_NAMES: dict[Section, str] = {
    "references": "References",
    "citations": "Who cites this paper",
    "comments": "Comments",
    "linked": "Models, datasets and spaces",
    "notices": "Notices",
}
_ASKED = {
    "references": "OpenAlex and Semantic Scholar",
    "citations": "OpenAlex and Semantic Scholar",
    "comments": "Hugging Face",
    "linked": "Hugging Face",
    "notices": "arXiv and Crossref",
}
_NOTHING = {
    "references": "No source knows what this paper refers to.",
    "citations": "No source knows of a paper that cites this one yet.",
    "comments": "Nobody has said anything yet on this paper's page.",
    "linked": "No model, dataset or space on Hugging Face names this paper.",
    "notices": "None known.",
}
_INDENT = 10
"""Cells before the second line of a work: three letters, and seven for the year with its blanks."""
_BOLD_KINDS = {"withdrawn": "Withdrawn", "retraction": "Retracted", "correction": "Corrected", "published": "Published"}


def section_tabs(page: PaperPage) -> list[tuple[str, ...]]:
    """Return the names of a paper's sections with what is known of their size, each with two shorter ones."""
    counts, paper = page.counts, page.paper
    comments = paper.comment_count if counts.comments is None else counts.comments
    linked = paper.linked
    repos = counts.linked
    if repos is None and linked is not None:
        repos = linked.model_count + linked.dataset_count + linked.space_count
    return [
        ("Summary", "Summary", "Sum"),
        ("Abstract", "Abstract", "Abs"),
        ("Full text", "Text", "Text"),
        _tab(counts.references, "References", "Refs", "Refs"),
        _tab(citation_count(counts), "Cited by", "Cited", "Cit"),
        _tab(comments, "Comments", "Comments", "Com"),
        _tab(repos, "Linked", "Linked", "Link"),
        _tab(len(counts.notices) or None, "Notices", "Notices", "Not"),
    ]


def citation_count(counts: SectionCounts) -> int | None:
    """Return how many works cite a paper: the most that any source says, as lists may be cut."""
    return None if counts.citations is None else max(counts.citations, counts.citations_total or 0)


def told_lines(
    section: Section, state: SectionState, cells: int, now: dt.datetime, *, cached: int | None = None
) -> list[Line]:
    """Return who told what is shown and when, and a line for each source that did not answer; nothing before a fetch.

    Args:
        section: which section.
        state: how its sources answered.
        cells: the width.
        now: the clock.
        cached: how many of the works are in the cache; None where that is no question.
    """
    parts = [_told(reply, section) for reply in state.replies if reply.is_shown]
    if state.fetched_at:
        parts.append(f"fetched {time_words(state.fetched_at, now)}")
    if cached is not None and parts:
        parts.append(f"{cached:,} in your cache")
    lines = wrap(SEPARATOR.join(parts), cells, role="dim") if parts else []
    for reply in state.replies:
        if reply.reply == "no_answer":
            kept = f" Shown is what it told {time_words(reply.answered_at, now)}." if reply.answered_at else ""
            lines += wrap(reply.sentence + kept, cells, role="notice")
        elif reply.reply == "nothing":
            lines += wrap(reply.sentence, cells, role="dim")
    return lines


def empty_lines(section: Section, state: SectionState, *, is_offline: bool, is_asking: bool, key: str) -> list[Line]:
    """Return why a section shows nothing, and what to do, as lines that are wrapped where they are shown."""
    if is_asking:
        return [(Span(f"Asking {_ASKED[section]} ..."),)]
    if state.is_fetched:
        return [(Span(_NOTHING[section]),)]
    if state.replies and all(reply.reply == "nothing" for reply in state.replies):
        return [(Span("No source knows this paper.", "dim"),)]
    if is_offline:
        return [(Span(f"{_NAMES[section]}: not fetched yet."),), (Span("Started with --offline.", "dim"),)]
    hint = f"{key} asks {_ASKED[section]}." if not state.replies else f"{key} asks again."
    return [(Span(f"{_NAMES[section]}: not fetched yet."),), (Span(hint, "dim"),)]


def cited_row(work: CitedWork, cells: int, *, height: int = 2) -> list[Line]:
    """Return one work: the letters of its paper if the cache has it, year and title; then authors, id and who told."""
    marks = letters(work.paper) if work.paper else "   "
    year = f" {work.year or '----'}  "
    title = work.paper.title if work.paper else work.title
    role: Role = "title" if work.paper else "text"
    first = fit_line((Span(marks, "key"), Span(year, "dim"), Span(title, role)), cells)
    if height == 1:
        return [first]
    return [first, (Span(" " * _INDENT), Span(fit(SEPARATOR.join(about_work(work)), cells - _INDENT), "dim"))]


def about_work(work: CitedWork) -> list[str]:
    """Return what is said of a work under its title: its authors, its id, who tells of it, whether it is here."""
    more = f" +{work.author_count - 1}" if work.author_count > 1 else ""
    parts = [f"{work.author_names[0]}{more}"] if work.author_names else []
    if work.paper_id:
        parts.append(f"arXiv {work.paper_id}")
    elif work.doi:
        parts.append(f"doi {work.doi}")
    parts.append(" and ".join(SOURCE_NAMES.get(source, source) for source in work.listed_by))
    return parts + (["in your cache"] if work.paper else [])


def comment_lines(
    page: CommentsPage, cells: int, now: dt.datetime, *, keys: tuple[str, str] = ("o", "O")
) -> list[Line]:
    """Return the comments as their page shows them, replies indented, and where one can take part."""
    lines: list[Line] = []
    for comment in page.comments:
        lines += [*_comment(comment, cells, now), BLANK]
    where = f"{keys[0]} opens the page, where one can vote and comment; {keys[1]} has its links. tuiread sends nothing."
    return [*lines, *wrap(where, cells, role="dim")]


def repo_row(repo: Repo, cells: int) -> list[Line]:
    """Return one repository as a line: its kind, its name, likes and downloads."""
    parts = [count(repo.likes, "like")] if repo.likes is not None else []
    parts += [count(repo.downloads, "download")] if repo.downloads is not None and cells >= 60 else []
    about = SEPARATOR.join(parts)
    name = repo.id + (f"  {repo.about}" if repo.about and cells >= 90 else "")
    return [left_right((Span(f"{repo.kind:<8} ", "dim"), Span(name, "title")), (Span(about, "dim"),), cells)]


def notice_lines(page: NoticesPage, cells: int, now: dt.datetime) -> list[Line]:
    """Return what is known to be wrong with a paper, who says so, and who was asked when."""
    lines: list[Line] = []
    for notice in page.notices:
        lines += [*wrap(_notice(notice), cells, role="notice")]
        who = SOURCE_NAMES.get(notice.fact.source, notice.fact.source)
        lines += wrap(f"{who}, fetched {time_words(notice.fact.fetched_at, now)}", cells, indent=2, role="dim")
        lines += wrap(f"https://doi.org/{notice.doi}", cells, indent=2, role="dim") if notice.doi else []
        lines.append(BLANK)
    return lines


def beside_lines(
    page: PaperPage,
    references: Sequence[CitedWork],
    citations: Sequence[CitedWork],
    cells: int,
    now: dt.datetime,
) -> list[Line]:
    """Return the blocks beside a paper on a wide screen: the first references and citations, and notices."""
    counts = page.counts
    lines = [*_works("References", counts.references, counts.references_cached, references, cells)]
    lines += _works("Cited by", citation_count(counts), counts.citations_cached, citations, cells)
    return [*lines, *_notices_beside(counts, cells, now)]


def notices_words(counts: SectionCounts, now: dt.datetime) -> str:
    """Return ``none known (Crossref, arXiv: checked 20 Nov 07:10)``, what is known, or that nobody was asked."""
    names = ", ".join(SOURCE_NAMES.get(source, source) for source in counts.notices_checked)
    asked = f" ({names}: checked {time_words(counts.notices_checked_at, now)})" if counts.notices_checked_at else ""
    if counts.notices:
        return "; ".join(_notice(notice) for notice in counts.notices) + asked
    return f"none known{asked}" if asked else "not asked yet"


def text_lines(page: PaperPage, cells: int) -> list[Line]:
    """Return whether the full text of a paper is here, and where else it is."""
    paper_id = page.paper.id
    is_here = "The full text is in your library; Enter reads it."
    is_elsewhere = "Enter fetches the full text and reads it here. It stays when the paper is saved."
    lines = wrap(is_here if page.state.has_text else is_elsewhere, cells)
    lines += [BLANK, *wrap(f"https://arxiv.org/html/{paper_id}", cells, role="dim")]
    return [*lines, *wrap(f"https://arxiv.org/pdf/{paper_id}", cells, role="dim")]


def _tab(number: int | None, *names: str) -> tuple[str, ...]:
    return names if number is None else tuple(f"{name} {number:,}" for name in names)


def _told(reply: SectionReply, section: Section) -> str:
    name = SOURCE_NAMES.get(reply.source, reply.source)
    if section == "notices":
        return name
    of_all = f" of {reply.total_count:,}" if (reply.total_count or 0) > reply.item_count else ""
    skipped = f" ({reply.sentence})" if reply.reply == "answered" and reply.sentence else ""
    return f"{name} {reply.item_count:,}{of_all}{skipped}"


def _comment(comment: Comment, cells: int, now: dt.datetime) -> list[Line]:
    indent = min(4 * comment.depth, max(0, cells // 3))
    about = [time_words(comment.written_at, now)] if comment.written_at else []
    about += ["edited"] if comment.is_edited else []
    about += [f"{sign} {number}" for sign, number in comment.reactions]
    account = f" @{comment.account}" if comment.account and comment.account != comment.author else ""
    head = (Span(comment.author, "heading"), Span(SEPARATOR.join([account, *about]).rstrip(), "dim"))
    lines = wrap_line(head, cells, indent)
    for number, paragraph in enumerate(comment.text.split("\n\n")):
        lines += [*([BLANK] if number else []), *wrap(paragraph, cells, indent)]
    return lines


def _works(name: str, number: int | None, cached: int, works: Sequence[CitedWork], cells: int) -> list[Line]:
    if number is None:
        return [(Span(name, "heading"), Span("  not fetched yet", "dim")), BLANK]
    here = f"  ({cached:,} in your cache)" if cached else ""
    lines: list[Line] = [fit_line((Span(f"{name} {number:,}", "heading"), Span(here, "dim")), cells)]
    for work in works:
        marks = letters(work.paper) if work.paper else "   "
        lines.append(left_right((Span(f"  {work.title}"),), (Span(marks, "key"),), cells))
    return [*lines, BLANK]


def _notices_beside(counts: SectionCounts, cells: int, now: dt.datetime) -> list[Line]:
    words = notices_words(counts, now)
    return wrap_line(
        (Span("Notices", "heading"), Span("  "), Span(words, "notice" if counts.notices else "dim")), cells
    )


def _notice(notice: Notice) -> str:
    kind = _BOLD_KINDS.get(notice.kind, notice.label)
    day = f" {day_words(notice.noticed_on)}" if notice.noticed_on else ""
    label = f": {notice.label}" if notice.label.lower() not in (kind.lower(), notice.kind) else ""
    return f"{kind}{day}{label}"
