"""One paper as a Markdown note for Obsidian and its like; the reader's own part is never touched.

    ---
    tuiread: "2608.00001"        properties: ours are renewed, the reader's stay, tags are joined
    ---
    <!-- tuiread:begin -->
    ...                          written anew each time
    <!-- tuiread:end -->
    ...                          the reader's

A note in which the two marks no longer stand once each, in their order, is left as it is.  Not here: which file is
whose (notes_folder).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tuiread.cleaning import clean_text
from tuiread.output.citing import citation_of
from tuiread.records import PaperId
from tuiread.records.exports import Entry

BEGIN = "<!-- tuiread:begin (tuiread writes up to tuiread:end anew; the rest of the note is yours) -->"
END = "<!-- tuiread:end -->"
_BEGIN = re.compile(r"^<!-- tuiread:begin\b[^\n]*-->[ \t]*$", re.MULTILINE)
_END = re.compile(r"^<!-- tuiread:end\b[^\n]*-->[ \t]*$", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r"^([^\s:#'\"-][^:\n]*):(?=\s|$)")
_OUR_ID = re.compile(r'^tuiread: *["\']?([^\s"\']+)["\']?[ \t]*$', re.MULTILINE)
_MARKUP = re.compile(r"([\\`*_\[\]<>#$~=|^])")
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')
MOST_NAME_BYTES = 120


def id_in(text: str) -> PaperId | None:
    """Return which paper a note is of, by its properties; None for any other file."""
    front = _FRONT.match(text.replace("\r\n", "\n"))
    found = _OUR_ID.search(front[1]) if front else None
    return PaperId(found[1]) if found else None


def file_name(entry: Entry) -> str:
    """Return the name of a new note: the title as far as file systems allow it, and the id.

    >>> from tuiread.records import Paper
    >>> file_name(Entry(Paper(PaperId("cs/0112017"), "What/why: <think>?")))
    'What why think (cs-0112017).md'
    """
    title = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", entry.paper.title).split()).strip(". ")
    short = title.encode()[:MOST_NAME_BYTES].decode(errors="ignore").strip(". ")
    return f"{short or 'Paper'} ({entry.paper.id.replace('/', '-')}).md"


def new_note(entry: Entry) -> str:
    """Return a note that does not exist yet."""
    properties = "".join(f"{name}: {value}\n" for name, value in _properties(entry, ()))
    return f"---\n{properties}---\n{_ours(entry)}\n\n## My notes\n\n"


def renewed_note(text: str, entry: Entry) -> str | None:
    """Return a note with its parts of ours as they are now; None where it is to be left as it is."""
    plain = text.replace("\r\n", "\n")
    begins, ends, front = list(_BEGIN.finditer(plain)), list(_END.finditer(plain)), _FRONT.match(plain)
    if len(begins) != 1 or len(ends) != 1 or begins[0].end() > ends[0].start():
        return None
    if front is None or front.end() > begins[0].start():
        return None
    kept = plain[front.end() : begins[0].start()]
    renewed = f"---\n{_renewed_front(front[1], entry)}---\n{kept}{_ours(entry)}{plain[ends[0].end() :]}"
    return renewed.replace("\n", "\r\n") if "\r\n" in text else renewed


def _renewed_front(front: str, entry: Entry) -> str:
    """Return properties with ours renewed in their places, and the reader's as they were."""
    blocks = list(_blocks(front))
    known = {name for name, _ in blocks}
    tags = next((_tags_in(block) for name, block in blocks if name == "tags"), ())
    ours = dict(_properties(entry, tags or ()))
    if tags is None:  # written in a way that is not understood here, and so the reader's
        ours.pop("tags", None)
    renewed = [f"{name}: {ours[name]}\n" if name in ours else block for name, block in blocks]
    added = [f"{name}: {value}\n" for name, value in ours.items() if name not in known]
    return "".join([*renewed, *added])


def _blocks(front: str) -> Iterator[tuple[str, str]]:
    """Yield each property with all its lines; what stands before the first has no name."""
    name, lines = "", ""
    for line in front.splitlines(keepends=True):
        if found := _PROPERTY.match(line):
            if lines:
                yield name, lines
            name, lines = found[1].strip(), line
        else:
            lines += line
    if lines:
        yield name, lines


def _tags_in(block: str) -> tuple[str, ...] | None:
    """Return the tags of a property in either of the forms that editors write; None for any other."""
    value = block.partition(":")[2].strip()
    if value.startswith("[") and value.endswith("]") and "\n" not in value:
        words = value[1:-1].split(",")
    elif value.startswith("- ") or value == "":
        words = [line.strip()[1:] for line in value.splitlines()]
    elif re.fullmatch(r"[\w/-]+", value):
        words = [value]
    else:
        return None
    tags = tuple(word.strip().strip("\"'") for word in words)
    return None if any(char in tag for tag in tags for char in "\"'[]{}#:") else tuple(tag for tag in tags if tag)


def _properties(entry: Entry, tags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield our properties as YAML, each value as JSON, which is YAML, too."""
    paper, cited = entry.paper, citation_of(entry)
    joined = tuple({tag.casefold(): tag for tag in (*tags, *entry.tags)}.values())
    yield "tuiread", _json(paper.id)
    yield "title", _json(paper.title)
    yield "authors", _json([author.name for author in paper.authors])
    if paper.published_on:
        yield "published", paper.published_on.isoformat()
    if cited.venue:
        yield "venue", _json(cited.venue)
    if cited.doi:
        yield "doi", _json(cited.doi)
    yield "url", _json(cited.url)
    yield "citekey", _json(entry.key)
    yield "tags", _json(joined)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ours(entry: Entry) -> str:
    paper = entry.paper
    names = ", ".join(_escaped(author.name) for author in paper.authors)
    parts = [f"# {_escaped(paper.title)}", names, f"[arXiv:{paper.id}](https://arxiv.org/abs/{paper.id})"]
    if paper.abstract:
        parts += ["## Abstract", *(_escaped(clean_text(part)) for part in paper.abstract.split("\n\n"))]
    if entry.note:
        parts += ["## Note in tuiread", _quoted(entry.note)]
    return "\n".join([BEGIN, "\n\n".join(part for part in parts if part), END])


def _quoted(note: str) -> str:
    """Return the reader's note as a quotation, its Markdown as it is, so that no line of it can be one of our marks."""
    return "\n".join(f"> {line}".rstrip() for line in note.splitlines())


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
