"""A paper in words: its head, its body, its links, and who said each fact.

Blocks come in the order in which a reader asks: what is it, who wrote it, what does it say, where is more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import BLANK, Line, Span, fit, flow, hang, left_right, plain, wrap
from tuiread.records import Paper, PaperPage, PersonRow
from tuiread.words.sections import SOURCE_NAMES
from tuiread.words.times import count, day_words, full_time, time_words

LINK_INDENT = 9


def title_bar(page: PaperPage) -> tuple[Line, Line]:
    """Return the title, which may be cut, and the letters of the paper's state with its votes."""
    state = page.state
    saved = "S" if state.has_text else "s"
    marks = (
        (state.is_unread, "N"), (bool(state.followed_names), "f"), (state.is_saved, saved),
        (bool(state.tags), "t"), (state.note is not None, "n"),
    )  # fmt: skip
    letters = "".join(letter for is_set, letter in marks if is_set)
    right = (Span(f"{letters}  ", "key"), Span(count(page.paper.upvotes, "vote"), "dim"))
    return (Span(page.paper.title, "heading"),), right


def paper_head(page: PaperPage, cells: int, *, has_title: bool = True) -> list[Line]:
    """Return title, identity and what surrounds the paper, in a few lines."""
    paper = page.paper
    title = wrap(paper.title, cells, role="heading") if has_title else []
    return [*title, *_flow(identity(paper), cells), *_flow(surroundings(page), cells)]


def identity(paper: Paper) -> list[str]:
    """Return arXiv id, first submission and the days on the feed."""
    parts = [f"arXiv {paper.id}"]
    if paper.published_on:
        parts.append(f"first submitted {paper.published_on.isoformat()}")
    if paper.feed_days:
        parts.append("on the feed " + ", ".join(item.day.isoformat() for item in paper.feed_days))
    return parts


def surroundings(page: PaperPage) -> list[str]:
    """Return votes, comments, organisation, code, project and the reader's own state."""
    paper, state = page.paper, page.state
    parts = [count(paper.upvotes, "vote")]
    if paper.comment_count is not None:
        parts.append(count(paper.comment_count, "comment"))
    if paper.organization:
        parts.append(paper.organization.full_name or paper.organization.user)
    if paper.code_url:
        parts.append("code" if paper.code_stars is None else f"code ({count(paper.code_stars, 'star')})")
    if paper.project_url:
        parts.append("project page")
    if paper.is_author_participating:
        parts.append("an author takes part in the comments")
    if paper.linked:
        linked = paper.linked
        counted = ((linked.model_count, "model"), (linked.dataset_count, "dataset"), (linked.space_count, "space"))
        parts += [count(number, noun) for number, noun in counted if number]
    return [*parts, "saved" if state.is_saved else "not saved", *(["unread"] if state.is_unread else [])]


def author_row(person: PersonRow, cells: int) -> list[Line]:
    """Return one author as a line: a letter for followed, the name, how sure the name is."""
    note = fit(f"@{person.account}", cells // 2) if person.account else "name only"
    left = (Span("f " if person.is_followed else "  ", "key"), Span(person.name, "title"))
    return [left_right(left, (Span(note, "dim"),), cells)]


def author_line(page: PaperPage, cells: int, *, most_lines: int = 2) -> list[Line]:
    """Return the byline, as many names as fit and how many more there are."""
    spans = [
        Span(f"f {row.name}" if row.is_followed else row.name, "accent" if row.is_followed else "text")
        for row in page.authors
    ]
    shown = len(spans)
    while shown > 1:
        rest = [Span(f"+{len(spans) - shown} more", "dim")] if shown < len(spans) else []
        lines = flow([*spans[:shown], *rest], cells)
        if len(lines) <= most_lines:
            return lines
        shown -= max(1, shown // 8)
    return flow(spans[:1], cells) if spans else [(Span("no authors given", "dim"),)]


def paper_body(page: PaperPage, cells: int, now: dt.datetime, *, has_keys: bool = True) -> list[Line]:
    """Return summary, abstract, keywords, links and feed days, a blank line between blocks; hints where keys work."""
    paper = page.paper
    blocks = [
        version_lines(page, cells, has_keys=has_keys),
        shelf_words(page, cells),
        *summaries(paper, cells),
        _abstract(paper, cells, has_keys=has_keys),
        _keywords(paper, cells),
        _links(paper, cells),
        _days(paper, cells),
        _provenance(paper, cells, now, has_keys=has_keys),
    ]
    return _spaced(blocks)


def abstract_lines(paper: Paper, cells: int) -> list[Line]:
    """Return the abstract and who gave it."""
    return [*_abstract(paper, cells), BLANK, *wrap(f"From {_teller(paper)}.", cells, role="dim")]


def preview(page: PaperPage, cells: int, *, has_head: bool = True) -> list[Line]:
    """Return the paper for the pane beside a list, with its title unless that stands above."""
    paper = page.paper
    blocks = [
        paper_head(page, cells) if has_head else [],
        author_line(page, cells),
        *summaries(paper, cells),
        _abstract(paper, cells),
        _keywords(paper, cells),
    ]
    return _spaced(blocks)


def version_lines(page: PaperPage, cells: int, *, has_keys: bool = True) -> list[Line]:
    """Return that a version came after the reader saved the paper; nothing otherwise."""
    if page.older is None:
        return []
    revised = f", revised {page.paper.revised_at.date().isoformat()}" if page.paper.revised_at else ""
    hint = "; D shows what changed" if has_keys else ""
    said = f"Version {page.paper.version}{revised}. You saved version {page.older.version or 1}{hint}."
    return wrap(said, cells, role="notice")


def shelf_words(page: PaperPage, cells: int) -> list[Line]:
    """Return the reader's own tags and note about a paper; nothing where there is neither."""
    state = page.state
    lines = hang((Span("Tags  ", "heading"),), wrap(", ".join(state.tags), cells - 6), 6) if state.tags else []
    if state.note:
        lines += [*([BLANK] if lines else []), *_heading("Your note", cells)]
        lines += [line for text in state.note.split("\n") for line in wrap(text, cells) or [BLANK]]
    return lines


def summaries(paper: Paper, cells: int) -> list[list[Line]]:
    """Return the short texts about a paper, each with its maker."""
    blocks = []
    if paper.summary and paper.is_starter:
        blocks.append([*_heading("In short · tuiread's starter edition", cells), *wrap(paper.summary, cells)])
    if paper.ai_summary:
        maker = paper.ai_summary_model or "Hugging Face, model not named"
        blocks.append([*_heading(f"AI summary · {maker} · may be wrong", cells), *wrap(paper.ai_summary, cells)])
    return blocks


def source_lines(page: PaperPage, cells: int) -> list[Line]:
    """Return who said each fact, when, and how anybody can ask again."""
    paper = page.paper
    lines = _heading("Who said so", cells)
    for what, who in _attributions(paper):
        lines += wrap(f"{what}: {who}", cells, indent=2)
    lines += [BLANK, *_heading("Asked", cells)]
    for fact in paper.facts:
        name = SOURCE_NAMES.get(fact.source, fact.source)
        at = day_words(fact.fetched_at.date()) if fact.source == "starter" else full_time(fact.fetched_at)
        lines += wrap(f"{fact.what} · {name} · {at}", cells)
        if fact.url:
            lines += wrap(fact.url, cells, indent=2, role="dim")
    if paper.title_raw:
        lines += [BLANK, *_heading("Title as the source gave it", cells), *wrap(paper.title_raw, cells)]
    lines += [BLANK, *wrap("A feed day is a day in New York, as Hugging Face counts it.", cells, role="dim")]
    return lines


def links(paper: Paper) -> list[tuple[str, str]]:
    """Return every address of a paper with its name, the most useful first."""
    found = [
        ("abs", f"https://arxiv.org/abs/{paper.id}"),
        ("pdf", f"https://arxiv.org/pdf/{paper.id}"),
        ("html", f"https://arxiv.org/html/{paper.id}"),
        ("hf", f"https://huggingface.co/papers/{paper.id}"),
        ("code", paper.code_url),
        ("project", paper.project_url),
    ]
    found += [(f"media {number}", url) for number, url in enumerate(paper.media_urls, 1)]
    return [(name, url) for name, url in found if url and url.strip()]


def link_row(link: tuple[str, str], cells: int) -> list[Line]:
    """Return one link as a line."""
    name, url = link
    return [(Span(f"{name:<{LINK_INDENT}}", "dim"), Span(fit(url, cells - LINK_INDENT), "title"))]


def citation(paper: Paper) -> str:
    """Return one line that names a paper: authors, title, arXiv id, year."""
    names = [author.name for author in paper.authors]
    who = ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")
    stop = "" if paper.title.endswith((".", "?", "!")) else "."
    return f"{who} ({paper.year}). {paper.title}{stop} arXiv:{paper.id}."


def markdown_link(paper: Paper) -> str:
    """Return a Markdown link to the abstract page."""
    title = "".join(f"\\{char}" if char in "\\[]`*_<>" else char for char in paper.title)
    return f"[{title}](https://arxiv.org/abs/{paper.id})"


def plain_paper(page: PaperPage, cells: int, now: dt.datetime) -> list[str]:
    """Return a paper as plain lines for the command line."""
    spans = [Span(row.name + (f" (@{row.account})" if row.account else "")) for row in page.authors]
    lines = [*paper_head(page, cells), BLANK, *flow(spans, cells), BLANK, *paper_body(page, cells, now, has_keys=False)]
    return [plain(line).rstrip() for line in lines]


def _abstract(paper: Paper, cells: int, *, has_keys: bool = True) -> list[Line]:
    if paper.abstract:
        paragraphs = [wrap(part, cells) for part in paper.abstract.split("\n\n")]
        return [*_heading("Abstract", cells), *_spaced(paragraphs)]
    if paper.is_starter:
        hint = "; ctrl+r fetches this paper's" if has_keys else ""
        return wrap(f"The starter edition holds no abstracts{hint}.", cells, role="dim")
    return wrap("No abstract was given.", cells, role="dim")


def _keywords(paper: Paper, cells: int) -> list[Line]:
    if not paper.keywords:
        return []
    return [*_heading("Keywords · made by Hugging Face", cells), *flow([Span(word) for word in paper.keywords], cells)]


def _links(paper: Paper, cells: int) -> list[Line]:
    lines = _heading("Links", cells)
    for name, url in links(paper):
        lines += hang((Span(name, "dim"),), wrap(url, cells - LINK_INDENT), LINK_INDENT)
    return lines


def _days(paper: Paper, cells: int) -> list[Line]:
    if not paper.feed_days:
        return []
    lines = _heading("On the daily feed", cells)
    for item in paper.feed_days:
        submitter = item.submitted_by
        by = f" · put there by {submitter.full_name or submitter.user}" if submitter else ""
        lines += wrap(f"{day_words(item.day)} · {count(item.upvotes, 'vote')} when last fetched{by}", cells)
    return lines


def _provenance(paper: Paper, cells: int, now: dt.datetime, *, has_keys: bool) -> list[Line]:
    hint = " · i says who said each fact" if has_keys else ""
    if paper.is_starter:
        return wrap(f"From the starter edition that came with tuiread{hint}", cells, role="dim")
    if not paper.facts:
        return []
    newest = paper.facts[0]
    at, name = time_words(newest.fetched_at, now), SOURCE_NAMES.get(newest.source, newest.source)
    return wrap(f"Facts from {name}, fetched {at}{hint}", cells, role="dim")


def _attributions(paper: Paper) -> list[tuple[str, str]]:
    if paper.is_starter:
        recorded = "Hugging Face Daily Papers, as recorded for the starter edition"
        return [
            ("Title, authors, dates, votes, links", recorded),
            ("In short", "written for tuiread, in its own words"),
        ]
    rows = [("Title, authors, abstract, first submission", _teller(paper))]
    rows.append(("Votes, comments, feed days, links", "Hugging Face"))
    if any(author.account for author in paper.authors):
        rows.append(
            ("Accounts of authors", "Hugging Face (claimed, assigned or confirmed there); other names are names only")
        )
    if paper.ai_summary:
        rows.append(
            ("AI summary", f"{paper.ai_summary_model or 'a model that Hugging Face does not name'}; may be wrong")
        )
    if paper.keywords:
        rows.append(("Keywords", "made by Hugging Face from the text"))
    if paper.code_url:
        teller = {"user": "a user of", "admin": "an admin of", "auto": "found by"}.get(
            paper.code_added_by or "", "given by"
        )
        rows.append(("Code", f"{teller} Hugging Face"))
    return rows


def _heading(text: str, cells: int) -> list[Line]:
    return wrap(text, cells, role="heading")


def _flow(parts: Sequence[str], cells: int) -> list[Line]:
    return flow([Span(part, "dim") for part in parts], cells)


def _spaced(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """Return blocks one under the other with a blank line between; empty ones leave no gap."""
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*([BLANK] if lines else []), *block]
    return lines


def _teller(paper: Paper) -> str:
    """Return whose word title and abstract are: arXiv's, and perhaps as somebody else gave it."""
    is_passed_on = any(fact.source == "huggingface" for fact in paper.facts)
    return "arXiv, as given by Hugging Face" if is_passed_on or not paper.facts else "arXiv"
