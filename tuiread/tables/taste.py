"""What teaches the for-you order, and what the reader took out of it: hidden papers, and reasons switched off.

    saves, tags, reads, hides ──> examples ──> (insight.taste)          visits ──> how long the reader was away

Not here: learning, and the order itself.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tuiread.records import Example, PaperId
from tuiread.tables.values import list_text, optional_day, read_time, time_text

SAVED, READ, HIDDEN = 1.0, 0.25, -1.0
"""What an act says of a paper; a tag says as much as a save."""


def hide(connection: sqlite3.Connection, paper_ids: Iterable[PaperId], at: dt.datetime) -> None:
    """Leave papers out of the lists."""
    connection.executemany(
        "INSERT OR IGNORE INTO main.hides (paper_id, hidden_at) VALUES (?, ?)",
        [(paper_id, time_text(at)) for paper_id in paper_ids],
    )


def show_again(connection: sqlite3.Connection, paper_ids: Iterable[PaperId]) -> None:
    """Put hidden papers back into the lists."""
    connection.executemany("DELETE FROM main.hides WHERE paper_id = ?", [(paper_id,) for paper_id in paper_ids])


def is_hidden(connection: sqlite3.Connection, paper_id: PaperId) -> bool:
    """Tell whether a paper is hidden."""
    query = "SELECT EXISTS (SELECT 1 FROM main.hides WHERE paper_id = ?)"
    return bool(connection.execute(query, (paper_id,)).fetchone()[0])


def silence(connection: sqlite3.Connection, reason: str, at: dt.datetime) -> None:
    """Switch a reason off."""
    connection.execute(
        "INSERT OR IGNORE INTO main.silenced (reason, silenced_at) VALUES (?, ?)", (reason, time_text(at))
    )


def let_speak(connection: sqlite3.Connection, reason: str) -> None:
    """Switch a reason on again."""
    connection.execute("DELETE FROM main.silenced WHERE reason = ?", (reason,))


def silenced(connection: sqlite3.Connection) -> set[str]:
    """Return the reasons that are switched off."""
    return {row[0] for row in connection.execute("SELECT reason FROM main.silenced")}


def save_count(connection: sqlite3.Connection) -> int:
    """Return how many papers are saved."""
    count: int = connection.execute("SELECT count(*) FROM main.saves").fetchone()[0]
    return count


def examples(connection: sqlite3.Connection) -> list[Example]:
    """Return the papers that teach, each once with what says most of it, in the order of ids.

    A paper that was marked read together with others taught nothing: their marks share one time.
    """
    rows = connection.execute(
        """SELECT paper_id, :hidden FROM main.hides
           UNION ALL SELECT paper_id, :saved FROM main.saves
           UNION ALL SELECT DISTINCT paper_id, :saved FROM main.paper_tags
           UNION ALL SELECT paper_id, :read FROM main.reads
                     WHERE read_at IN (SELECT read_at FROM main.reads GROUP BY read_at HAVING count(*) = 1)""",
        {"hidden": HIDDEN, "saved": SAVED, "read": READ},
    )
    weights: dict[PaperId, float] = {}
    for paper_id, weight in rows:
        weights[paper_id] = max(weight, weights.get(paper_id, weight), key=abs)
    return [Example(paper_id, weight) for paper_id, weight in sorted(weights.items())]


def texts(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> Iterator[tuple[PaperId, str, str | None]]:
    """Yield id, title and abstract of those papers that the cache holds, in the order of ids."""
    rows = connection.execute(
        """SELECT p.id, p.title, d.abstract FROM json_each(:ids) j JOIN cache.papers p ON p.id = j.value
           JOIN cache.details d ON d.paper = p.key ORDER BY p.id""",
        {"ids": list_text(paper_ids)},
    )
    return iter(rows)


def known_ids(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[PaperId]:
    """Return those of some papers that the cache holds, in their order."""
    rows = connection.execute(
        "SELECT p.id FROM json_each(:ids) j JOIN cache.papers p ON p.id = j.value ORDER BY j.key",
        {"ids": list_text(paper_ids)},
    )
    return [PaperId(row[0]) for row in rows]


def newest_ids(connection: sqlite3.Connection, count: int) -> list[PaperId]:
    """Return the papers that were on the feed last, the latest first."""
    rows = connection.execute(
        """SELECT p.id FROM cache.edition_papers ep JOIN cache.papers p ON p.key = ep.paper
           GROUP BY p.key ORDER BY max(ep.day) DESC, p.id LIMIT :count""",
        {"count": count},
    )
    return [PaperId(row[0]) for row in rows]


def keep_visit(connection: sqlite3.Connection, day: dt.date) -> None:
    """Keep that the reader looked at the feed on a day."""
    connection.execute("INSERT OR IGNORE INTO main.visits (day) VALUES (?)", (day.isoformat(),))


def was_here(connection: sqlite3.Connection, day: dt.date) -> bool:
    """Tell whether the reader looked at the feed on a day."""
    query = "SELECT EXISTS (SELECT 1 FROM main.visits WHERE day = ?)"
    return bool(connection.execute(query, (day.isoformat(),)).fetchone()[0])


def visits(connection: sqlite3.Connection, since: dt.date) -> list[dt.date]:
    """Return the days on which the reader looked at the feed, and the last one before, the oldest first."""
    rows = connection.execute(
        "SELECT day FROM main.visits WHERE day >= coalesce((SELECT max(day) FROM main.visits WHERE day < :since), '')"
        " ORDER BY day",
        {"since": since.isoformat()},
    )
    return [day for row in rows if (day := optional_day(row[0]))]


def read_times(connection: sqlite3.Connection, count: int) -> list[dt.datetime]:
    """Return when papers were read one by one, the latest of them, the oldest first."""
    rows = connection.execute(
        """SELECT read_at FROM main.reads GROUP BY read_at HAVING count(*) = 1
           ORDER BY read_at DESC LIMIT :count""",
        {"count": count},
    )
    return sorted(read_time(row[0]) for row in rows)
