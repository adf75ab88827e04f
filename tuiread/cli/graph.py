"""The commands of the research graph: path, between two people, and graph, around anything, to be taken along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.cleaning import clean_text
from tuiread.cli.desk import Reply
from tuiread.cli.endings import form_by_ending
from tuiread.cli.reading import find_paper
from tuiread.errors import NotFoundError, UsageError
from tuiread.graph.nodes import paper_id_in
from tuiread.names import account_key
from tuiread.output.json_forms import encode
from tuiread.words.ways import plain_ways

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.output.graph_formats import GraphFormat
    from tuiread.records import Node, PersonKey

_FORMATS: dict[str, GraphFormat] = {"md": "md", "bibtex": "bib", "dot": "dot", "graphml": "graphml", "json": "json"}
"""The formats as they are called on the command line, and the endings of their files."""
_ALIASES: dict[str, GraphFormat] = {"markdown": "md", "bibtex": "bib", "gv": "dot"}


async def path(desk: Desk) -> Reply:
    """Show the shortest ways between two people; who has none is not found."""
    graph = desk.library.graph
    start, end = [await graph.person(_words(text)) for text in (desk.words.start, desk.words.end)]
    answer = await graph.paths(start, end, with_big=desk.words.big)
    exit_code = 0 if answer.paths else NotFoundError.exit_code
    if desk.wants_json:
        from tuiread.output.graph_json import path_form

        return Reply(document=encode(path_form(answer)), exit_code=exit_code)
    return Reply(tuple(plain_ways(answer, desk.cells)), exit_code=exit_code)


async def graph(desk: Desk) -> Reply:
    """Show what stands beside a person, a paper, a topic or an institution, in a format for other programs."""
    form: GraphFormat | None = "json" if desk.wants_json else _FORMATS.get(desk.words.format)
    if desk.wants_json and desk.words.format not in (None, "json"):
        raise UsageError("--json is --format json; leave one of them out.")
    form = form or form_by_ending(desk.words.output, list(_FORMATS.values()), _ALIASES, "A graph")
    node = await _node(desk)
    view = await desk.library.graph.view(node, limit=desk.words.limit)
    text = await desk.library.graph.text(view, form or "md")
    notices = () if len(view.nodes) > 1 else (f"Nothing in your cache stands beside {node.name}.",)
    if desk.words.output:
        await desk.library.files.exports.write(f"{text.rstrip()}\n".encode(), Path(desk.words.output).expanduser())
        return Reply((f"Wrote {node.name} and {len(view.nodes) - 1:,} beside it to {desk.words.output}.",))
    if form == "json":
        return Reply(document=text.encode(), notices=notices)
    return Reply(tuple(text.splitlines()) if len(view.nodes) > 1 else (), is_verbatim=True, notices=notices)


async def _node(desk: Desk) -> Node:
    """Return what the words mean; a paper that the cache lacks is asked for.

    Raises:
        NotFoundError: nothing is known by these words.
        SourceError: a paper is not in the cache, and a source could not be asked.
    """
    text = _words(" ".join(desk.words.id))
    if paper_id := paper_id_in(text):
        await find_paper(desk, paper_id)
    return await desk.library.graph.node(text)


def _words(text: str) -> PersonKey | str:
    """Return what was typed, clean; ``@user`` means that account.

    Raises:
        UsageError: it is blank.
    """
    cleaned = clean_text(text)
    if not cleaned.strip("@"):
        raise UsageError("What do you mean? Write a name, a key such as hf:USER, an arXiv id or a category.")
    return account_key(cleaned[1:]) if cleaned.startswith("@") else cleaned
