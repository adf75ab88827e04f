"""Everybody in the cache by name, counted before anybody asks: what makes a list of people follow each key.

    bylines, works ──refresh, recount──> people         one row for each folded name and account: whose works, how many
                                         people_words   the words of those names
    text as typed ──find──> the most published people, read in order until enough of them match
                            then the words' index for the rare rest

``account`` is empty for bylines without one.  A person of several spellings has one row for each, and each says the
person's name and works; bylines without account that count to the one account of their name have a row with no works,
which is never listed.  Not here: works that the reader's answers or linked records give or take (people counts those
when it lists somebody), and who is on the stop-list.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from tuiread.names import fold_name
from tuiread.tables.values import Row, list_text

MOST_PUBLISHED = 4_000
"""How many people are read in order before the words' index is asked: enough for every text that many names have."""

Byline = tuple[int, str, str, str | None, str | None, str | None, int]
"""Position, name, folded name, account, the account as told, its status, and 1 where the author hid it."""

Group = tuple[str, str]
"""A folded name, and an account or nothing."""

PersonCount = tuple[str, str, str, int]
"""A folded name, its account or nothing, the person's name as it is printed most, and the number of works."""

_COLUMNS = "p.name_key, p.account, p.name, p.paper_count"
_ORDER = "p.paper_count DESC, p.name_key, p.account"

# What counts to somebody known by name only, and to an account: its own bylines, then those of its names without one.
_THEIRS_BY_NAME = """(SELECT b.paper, b.name, 0 AS doubt FROM cache.bylines b
                      WHERE b.name_key = :name_key AND b.account IS NULL)"""
_THEIRS_BY_ACCOUNT = """(SELECT b.paper, b.name, 0 AS doubt FROM cache.bylines b
                         WHERE b.account = :account AND NOT b.is_hidden
                         UNION ALL
                         SELECT b.paper, b.name, 1 FROM cache.people s
                         CROSS JOIN cache.bylines b ON b.name_key = s.name_key AND b.account IS NULL
                         WHERE s.account = :account AND s.account <> '' AND NOT b.is_hidden)"""
_PRINTED = "SELECT name FROM {theirs} GROUP BY doubt, name ORDER BY doubt, count(*) DESC, name LIMIT 1"

_COUNT_NAME = f"""
UPDATE cache.people
SET name = coalesce(({_PRINTED.format(theirs=_THEIRS_BY_NAME)}),
                    (SELECT min(w.name) FROM cache.works w WHERE w.name_key = :name_key), name),
    paper_count = iif((SELECT count(*) FROM cache.people o WHERE o.name_key = :name_key AND o.account <> '') = 1, 0,
                      :title_count + (SELECT count(DISTINCT paper) FROM {_THEIRS_BY_NAME}))
WHERE name_key = :name_key AND account = ''
"""

_COUNT_ACCOUNT = f"""
UPDATE cache.people
SET name = coalesce(({_PRINTED.format(theirs=_THEIRS_BY_ACCOUNT)}), name),
    paper_count = :title_count + (SELECT count(DISTINCT paper) FROM {_THEIRS_BY_ACCOUNT})
WHERE account = :account AND account <> ''
"""


def bylines_of(connection: sqlite3.Connection, papers: Collection[int]) -> dict[int, list[Byline]]:
    """Return the bylines of papers by the papers' keys, in their order; papers without any are left out."""
    rows = connection.execute(
        """SELECT paper, position, name, name_key, account, hf_user, hf_status, is_hidden FROM cache.bylines
           WHERE paper IN (SELECT value FROM json_each(?)) ORDER BY paper, position""",
        (f"[{','.join(map(str, papers))}]",),
    )
    found: dict[int, list[Byline]] = {}
    for paper, *byline in rows:
        found.setdefault(paper, []).append(tuple(byline))
    return found


def refresh(
    connection: sqlite3.Connection,
    before: Mapping[int, Sequence[Byline]],
    after: Mapping[int, Sequence[Byline]],
) -> None:
    """Count again after the bylines of some papers were written.

    Most are new papers by people without an account: their counts go up by one.  Who is less simple is counted anew.

    Args:
        connection: both databases, the bylines as they are now.
        before: the bylines of each paper until then.
        after: its bylines now; none for a paper that is gone.
    """
    added, printed, changed = _differences(before, after)
    titled = _titled_names(connection)
    # A title known without its paper may have got its paper, or lost it.
    doubtful = titled & {byline[2] for papers in (before, after) for bylines in papers.values() for byline in bylines}
    doubtful |= {name_key for name_key, account in (*added, *changed) if account or (name_key, account) in changed}
    known = _known_rows(connection, {name_key for name_key, _ in added} - doubtful)
    doubtful |= {name_key for name_key, account in known if account}
    for group, names in printed.items():
        if len(names) > 1 or (group in known and known[group] not in names):
            doubtful.add(group[0])
    simple = {group: count for group, count in added.items() if group[0] not in doubtful}
    new = [(name_key, account, min(printed[name_key, account]), count) for (name_key, account), count in simple.items()]
    _insert(connection, [row for row in new if row[:2] not in known])
    connection.executemany(
        "UPDATE cache.people SET paper_count = paper_count + ? WHERE name_key = ? AND account = ''",
        [(count, name_key) for (name_key, account), count in simple.items() if (name_key, account) in known],
    )
    recount(connection, doubtful, {account for _, account in (*added, *changed) if account})


def recount(connection: sqlite3.Connection, name_keys: Collection[str], accounts: Iterable[str] = ()) -> None:
    """Count everybody anew who goes by some folded names, and some accounts."""
    if not name_keys:
        return
    concerned = {*accounts, *_correct_rows(connection, name_keys)}
    titled = _titled_names(connection)
    connection.executemany(
        _COUNT_NAME,
        [
            {"name_key": name_key, "title_count": _title_count(connection, {"name_key": name_key}, titled & {name_key})}
            for name_key in name_keys
        ],
    )
    connection.executemany(
        _COUNT_ACCOUNT,
        [
            {"account": account, "title_count": _title_count(connection, {"account": account}, titled & spelled)}
            for account, spelled in _spellings(connection, concerned).items()
        ],
    )


def find(connection: sqlite3.Connection, text: str) -> Iterator[PersonCount]:
    """Yield people each word of a text begins a word of whose name, those with the most works first.

    Take as many as are wanted and stop: the first come at once.  A person of several spellings may come several times.
    """
    words = fold_name(text).split()
    values: dict[str, object] = {f"word{place}": f" {word}" for place, word in enumerate(words)}
    condition = " AND ".join(["p.paper_count > 0", *(f"instr(' ' || p.name_key, :{name})" for name in values)])
    expression = _expression(words)
    # Without an expression everybody is read: there is no text, or none that the words' index can be asked for.
    values |= {"expression": expression, "most": MOST_PUBLISHED if expression else -1}
    seen: set[Row] = set()
    for row in connection.execute(
        f"""SELECT {_COLUMNS} FROM (SELECT name_key, account, name, paper_count FROM cache.people p
                                    ORDER BY {_ORDER} LIMIT :most) p WHERE {condition}""",
        values,
    ):
        seen.add(row)
        yield row
    if expression:
        rest = f"""SELECT {_COLUMNS} FROM cache.people_words w CROSS JOIN cache.people p ON p.id = w.rowid
                   WHERE w.people_words MATCH :expression AND {condition} ORDER BY {_ORDER}"""
        yield from (row for row in connection.execute(rest, values) if row not in seen)


def find_exact(connection: sqlite3.Connection, name_key: str) -> Iterator[PersonCount]:
    """Yield people of a folded name, those with the most works first."""
    yield from connection.execute(
        f"SELECT {_COLUMNS} FROM cache.people p WHERE p.name_key = ? AND p.paper_count > 0 ORDER BY {_ORDER}",
        (name_key,),
    )


def _groups(bylines: Sequence[Byline]) -> dict[Group, list[tuple[str, int]]]:
    """Return by name and account how a paper prints somebody, and whether they hid it."""
    found: dict[Group, list[tuple[str, int]]] = {}
    for _, name, name_key, account, _, _, is_hidden in bylines:
        found.setdefault((name_key, account or ""), []).append((name, is_hidden))
    return found


def _differences(
    before: Mapping[int, Sequence[Byline]], after: Mapping[int, Sequence[Byline]]
) -> tuple[Counter[Group], dict[Group, set[str]], set[Group]]:
    """Return how many papers came to each group, as whom they print it, and the groups that changed in other ways."""
    added: Counter[Group] = Counter()
    printed: dict[Group, set[str]] = {}
    changed: set[Group] = set()
    for paper in before.keys() | after.keys():
        old, new = _groups(before.get(paper, ())), _groups(after.get(paper, ()))
        changed.update(group for group in old if old[group] != new.get(group))
        for group in new.keys() - old.keys():
            added[group] += 1
            printed.setdefault(group, set()).update(name for name, _ in new[group])
    return added, printed, changed


def _known_rows(connection: sqlite3.Connection, name_keys: Collection[str]) -> dict[Group, str]:
    rows = connection.execute(
        """SELECT p.name_key, p.account, p.name FROM json_each(?) j
           CROSS JOIN cache.people p ON p.name_key = j.value""",
        (list_text(tuple(name_keys)),),
    )
    return {(name_key, account): name for name_key, account, name in rows}


def _correct_rows(connection: sqlite3.Connection, name_keys: Collection[str]) -> set[str]:
    """Give each group of some names its row, take rows without bylines and titles away; return the names' accounts."""
    rows = connection.execute(
        """WITH wanted (name_key) AS (SELECT value FROM json_each(?))
           SELECT b.name_key, coalesce(b.account, '') AS user, min(b.name)
           FROM wanted j CROSS JOIN cache.bylines b ON b.name_key = j.name_key GROUP BY b.name_key, user
           UNION ALL
           SELECT w.name_key, '', min(w.name)
           FROM wanted j CROSS JOIN cache.works w ON w.name_key = j.name_key GROUP BY w.name_key""",
        (list_text(tuple(name_keys)),),
    )
    wanted = {(name_key, account): name for name_key, account, name in rows}
    known = _known_rows(connection, name_keys)
    _insert(connection, [(*group, name, 0) for group, name in wanted.items() if group not in known])
    _delete(connection, known.keys() - wanted.keys())
    return {account for _, account in wanted if account}


def _insert(connection: sqlite3.Connection, rows: Sequence[PersonCount]) -> None:
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM cache.people").fetchone()[0]
    connection.executemany(
        "INSERT INTO cache.people (id, name_key, account, name, paper_count) VALUES (?, ?, ?, ?, ?)",
        [(number, *row) for number, row in enumerate(rows, first)],
    )
    connection.executemany(
        "INSERT INTO cache.people_words (rowid, name_key) VALUES (?, ?)",
        [(number, row[0]) for number, row in enumerate(rows, first)],
    )


def _delete(connection: sqlite3.Connection, groups: Iterable[Group]) -> None:
    for group in groups:
        row = connection.execute(
            "DELETE FROM cache.people WHERE name_key = ? AND account = ? RETURNING id, name_key", group
        ).fetchone()
        # An index without contents wants the old words back.
        connection.execute(
            "INSERT INTO cache.people_words (people_words, rowid, name_key) VALUES ('delete', ?, ?)", row
        )


def _spellings(connection: sqlite3.Connection, accounts: Collection[str]) -> dict[str, set[str]]:
    rows = connection.execute(
        """SELECT p.account, p.name_key FROM json_each(?) j
           CROSS JOIN cache.people p ON p.account = j.value AND p.account <> ''""",
        (list_text(tuple(accounts)),),
    )
    found: dict[str, set[str]] = {}
    for account, name_key in rows:
        found.setdefault(account, set()).add(name_key)
    return found


def _titled_names(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT DISTINCT name_key FROM cache.works")}


def _title_count(connection: sqlite3.Connection, who: Mapping[str, str], name_keys: Collection[str]) -> int:
    """Return how many titles under some names are known without a paper of the person."""
    if not name_keys:
        return 0
    theirs = _THEIRS_BY_ACCOUNT if "account" in who else _THEIRS_BY_NAME
    papers = connection.execute(f"SELECT p.title FROM {theirs} t JOIN cache.papers p ON p.key = t.paper", who)
    works = connection.execute(
        "SELECT title FROM cache.works WHERE name_key IN (SELECT value FROM json_each(?))", (list_text([*name_keys]),)
    )
    return len({fold_name(title) for (title,) in works} - {fold_name(title) for (title,) in papers})


def _expression(words: Iterable[str]) -> str | None:
    """Return what the words' index is asked for; None where a word begins with a letter that it may not know.

    FTS5 divides words by the letters of Unicode 6.1 and takes a younger letter for a blank; what comes before one can
    be asked for, and `find` looks at the names themselves in any case.

    Source: https://www.sqlite.org/fts5.html#unicode61_tokenizer
    """
    beginnings = ["".join(takewhile(_is_indexed, word)) for word in words]
    return " AND ".join(f'"{beginning}"*' for beginning in beginnings) if all(beginnings) and beginnings else None


def _is_indexed(letter: str) -> bool:
    return letter.isascii() or unicodedata.ucd_3_2_0.category(letter)[0] in "LN"
