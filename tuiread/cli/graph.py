"""The commands of the research graph: path, between two people, and graph, around anything, to be taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.cleaning import clean_text
from tuiread.cli.desk import Reply
from tuiread.cli.reading import find_paper
from tuiread.errors import NotFoundError, UsageError
from tuiread.graph.nodes import paper_id_in
from tuiread.names import account_key
from tuiread.output.json_forms import encode
from tuiread.words.ways import plain_ways

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import GraphView, Node, PersonKey


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
    form = "json" if desk.wants_json else desk.words.format
    if desk.wants_json and desk.words.format not in (None, "json"):
        raise UsageError("--json is --format json; leave one of them out.")
    node = await _node(desk)
    view = await desk.library.graph.view(node, limit=desk.words.limit)
    if form == "json":
        from tuiread.output.graph_json import graph_form

        return Reply(document=encode(graph_form(view)))
    return Reply(tuple((await _written(desk, view, form or "md")).splitlines()), is_verbatim=True)


async def _written(desk: Desk, view: GraphView, form: str) -> str:
    if form == "bibtex":
        from tuiread.output.bibtex import bibtex

        return bibtex(await desk.library.graph.papers(view))
    from tuiread.output import graph_files

    return {"md": graph_files.markdown, "dot": graph_files.dot, "graphml": graph_files.graphml}[form](view)


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
