"""Every command in one table: its name, its words, and the function that answers.

Parser, help, completions and the man page's test follow this table.  Not here: parsing (arguments).
"""

from __future__ import annotations

from tuiread.cli.declaring import Command, argument, whole_number

MOST_FOUND = 1_000
MOST_CELLS = 1_000
MOST_DAYS = 3_650

_NAME = argument("name", nargs="+", metavar="NAME", help="a name, or a key such as hf:USER")
_FOLLOWED = argument("name", nargs="+", metavar="NAME", help="a name, key, category:cs.LG, keyword:WORDS, search:WORDS")
_MUTES = (
    argument("--mute", action="store_true", group="mute", help="keep their papers out of the inbox"),
    argument("--unmute", action="store_true", group="mute", help="let their papers in again"),
)
_CHECK = argument("--check", action="store_true", help="ask every source about them first")
_ID = argument("id", metavar="ID", help="an arXiv id, or the address of a paper's page")
_IDS = argument("ids", nargs="+", metavar="ID", help="an arXiv id, or the address of a paper's page")

COMMANDS = (
    Command(
        "today",
        "print a day, week or month of the feed",
        "reading:today",
        (
            argument("date", nargs="?", metavar="DATE", help="such as 2026-08-21, today, yesterday; else the newest"),
            argument("--week", metavar="YYYY-Www", help="an ISO week, such as 2026-W34"),
            argument("--month", metavar="YYYY-MM", help="a month, such as 2026-08"),
            argument("--order", choices=("trending", "new", "for-you"), help="by votes, newest, as you like"),
        ),
        has_json=True,
    ),
    Command(
        "sync",
        "fetch what is new",
        "upkeep:sync",
        (
            argument("--date", metavar="DATE", group="what", help="one day"),
            argument("--since", metavar="DATE", group="what", help="every weekday from this one on"),
            argument("--week", metavar="YYYY-Www", group="what", help="an ISO week"),
            argument("--month", metavar="YYYY-MM", group="what", help="a month"),
            argument("--days", metavar="N", type=whole_number(MOST_DAYS), group="what", help="the last N weekdays"),
            argument("--until", metavar="DATE", help="with --since: the last day"),
            argument("--people", action="store_true", help="also ask for new works of everybody you follow"),
            argument("--texts", action="store_true", help="only what became of saved papers, and their full texts"),
            argument("--harvest", metavar="SET", help="only arXiv's metadata: cs, cs.LG, all; --since asks from a day"),
        ),
        has_json=True,
    ),
    Command(
        "import",
        "take in papers, tags, notes and follows from files, or all of arXiv's metadata",
        "files:take_in",
        (
            argument(
                "files",
                nargs="+",
                metavar="FILE",
                help="a pack, BibTeX, RIS, CSL-JSON, Papis's JSON, OPML, a list of follows or ids, or arXiv's snapshot",
            ),
            argument("--yes", action="store_true", help="do it without asking"),
            argument("--again", action="store_true", help="read a snapshot of arXiv from its beginning"),
        ),
        has_json=True,
    ),
    Command(
        "paper",
        "print a paper",
        "reading:paper",
        (
            argument("id", metavar="ID", help="an arXiv id, or the address of a paper's page"),
            argument("--text", action="store_true", help="print its full text"),
            argument("--width", metavar="N", type=whole_number(MOST_CELLS), help="with --text: cells of a line"),
        ),
        has_json=True,
    ),
    Command(
        "catchup",
        "print what came while you were away, in three passes",
        "orders:catch_up",
        (argument("--since", metavar="DATE", help="from this day on; else since you were here last"),),
        has_json=True,
    ),
    Command("who", "print a researcher", "reading:who", (_NAME, _CHECK), has_json=True),
    Command(
        "why",
        "print the checks behind a researcher's trust snapshot, or a paper's place in the feed",
        "reading:why",
        (
            argument("name", nargs="+", metavar="NAME", help="a name, a key such as hf:USER, or a paper's arXiv id"),
            _CHECK,
        ),
        has_json=True,
    ),
    Command(
        "search",
        "find papers by words or by meaning",
        "search:search",
        (
            argument("query", nargs="+", metavar="QUERY", help="words that the paper must hold, or their beginnings"),
            argument(
                "--mode",
                choices=("words", "meaning", "both"),
                default="words",
                help="how to search: by words, by meaning (after tuiread index), or both",
            ),
            argument("--limit", metavar="N", type=whole_number(MOST_FOUND), default=50, help="at most so many (50)"),
        ),
        has_json=True,
    ),
    Command(
        "similar",
        "find papers near one, by meaning and citations",
        "search:similar",
        (
            argument("id", metavar="ID", help="an arXiv id, or the address of a paper's page"),
            argument("--limit", metavar="N", type=whole_number(MOST_FOUND), default=20, help="at most so many (20)"),
        ),
        has_json=True,
    ),
    Command(
        "path",
        "find the shortest ways between two people through their co-authors",
        "graph:path",
        (
            argument("start", metavar="A", help="a name in quotes, a key such as hf:USER, or me"),
            argument("end", metavar="B", help="another person"),
            argument("--big", action="store_true", help="papers of more than 25 authors count, too"),
        ),
        has_json=True,
    ),
    Command(
        "graph",
        "print what stands beside a person, a paper, a topic or an institution",
        "graph:graph",
        (
            argument("id", nargs="+", metavar="ID", help="a name, a key, an arXiv id, cs.LG, keyword:WORDS, or me"),
            argument("--format", choices=("json", "dot", "graphml", "md", "bibtex"), help="how to write it (md)"),
            argument("--limit", metavar="N", type=whole_number(MOST_FOUND), default=50, help="of each kind (50)"),
            argument("--output", metavar="FILE", help="write it into a file"),
        ),
        has_json=True,
    ),
    Command(
        "index",
        "learn what words mean in your cache, to search by meaning",
        "bulk:index",
        (
            argument("--again", action="store_true", help="learn anew, also where few papers came"),
            argument(
                "--model",
                choices=("learnt", "minilm"),
                help="minilm: also read the newest 40,000 papers by a sentence model (needs tuiread[minilm]); "
                "learnt: no longer",
            ),
        ),
    ),
    Command(
        "save",
        "save papers into the library",
        "shelf:save",
        (
            _IDS,
            argument("--text", action="store_true", group="text", help="fetch the full texts now"),
            argument("--no-text", action="store_true", group="text", help="do not fetch the full texts, now or later"),
        ),
    ),
    Command("unsave", "take papers out of the library", "shelf:unsave", (_IDS,)),
    Command(
        "grep",
        "find sentences in the full texts of saved papers",
        "texts:grep",
        (
            argument("text", nargs="+", metavar="TEXT", help="words that stand in a sentence as they are written here"),
            argument("--saved", action="store_true", help="in saved papers, which is all there is for now"),
            argument("--limit", metavar="N", type=whole_number(MOST_FOUND), default=200, help="at most so many (200)"),
        ),
        has_json=True,
    ),
    Command(
        "library",
        "print what is saved",
        "shelving:library",
        (
            argument("--tag", metavar="T", group="which", help="only what has this tag"),
            argument("--queue", action="store_true", group="which", help="only the reading queue, in its order"),
        ),
        has_json=True,
    ),
    Command(
        "tag",
        "tag a paper, or print its tags; -T takes a tag away",
        "shelving:tag",
        (_ID, argument("tags", nargs="*", metavar="T", help="tags; a minus before one takes it away")),
        takes_minus=True,
    ),
    Command(
        "note",
        "print or write your note about a paper",
        "shelving:note",
        (
            _ID,
            argument("text", nargs="*", metavar="TEXT", help="the note; - reads it from standard input, '' drops it"),
        ),
        takes_minus=True,
    ),
    Command(
        "queue",
        "put papers into the reading queue, or print it",
        "shelving:queue",
        (
            argument("ids", nargs="*", metavar="ID", help="an arXiv id; none prints the queue"),
            argument("--drop", action="store_true", help="take them out of it"),
        ),
        has_json=True,
    ),
    Command(
        "export",
        "write papers for other programs",
        "files:export",
        (
            argument("ids", nargs="*", metavar="ID", help="these papers; else all that are saved"),
            argument(
                "--format",
                choices=("bibtex", "ris", "csl-json", "markdown", "json"),
                default="bibtex",
                help="how to write them (bibtex); markdown writes a note for each into a folder",
            ),
            argument("--saved", action="store_true", group="which", help="all saved papers, which is the default"),
            argument("--tag", metavar="TAG", group="which", help="the saved papers with a tag"),
            argument("--output", metavar="FILE", group="where", help="where to; for markdown, a folder"),
            argument("--zotero", action="store_true", group="where", help="give them to Zotero, if it runs here"),
        ),
    ),
    Command(
        "pack",
        "write papers into one file for another reader of tuiread",
        "files:pack",
        (
            argument("file", metavar="FILE", help="where to; - prints it, and alone the whole library for merge"),
            argument("ids", nargs="*", metavar="ID", help="these papers; else all that are saved"),
            argument("--tag", metavar="TAG", help="the saved papers with a tag"),
            argument("--notes", action="store_true", group="notes", help="let all your notes about them go along"),
            argument("--notes-of", metavar="ID,ID|tag:T", group="notes", help="let only these papers' notes go along"),
            argument("--follows", action="store_true", help="let go along whom and what you follow"),
        ),
    ),
    Command("follow", "follow a researcher, a topic or a search", "shelf:follow", (_FOLLOWED, *_MUTES)),
    Command("unfollow", "follow a researcher, a topic or a search no longer", "shelf:unfollow", (_FOLLOWED,)),
    Command("following", "print whom you follow, and their papers", "shelf:following", has_json=True),
    Command(
        "inbox",
        "print what is new of those you follow",
        "inbox:inbox",
        (
            argument("--yes", metavar="ID", group="answer", help="the name in this paper is the person you follow"),
            argument("--no", metavar="ID", group="answer", help="it is somebody else"),
            argument("--format", choices=("atom",), help="as a feed for feed readers"),
            argument("--output", metavar="FILE", help="write the feed into a file, whole or not at all"),
        ),
        has_json=True,
    ),
    Command(
        "digest",
        "print what the newest week with papers (or another period) brought, write it or send it",
        "digest:digest",
        (
            argument("--week", nargs="?", const="", metavar="YYYY-Www", group="when", help="a week; bare: the last"),
            argument("--month", nargs="?", const="", metavar="YYYY-MM", group="when", help="a month; bare: this one"),
            argument("--day", nargs="?", const="", metavar="DATE", group="when", help="a day; bare: the last weekday"),
            argument("--since", metavar="DATE", group="when", help="from a day until today"),
            argument("--format", choices=("md", "html", "eml", "txt", "atom"), help="else as FILE is named, else md"),
            argument("--output", metavar="FILE", help="write it into a file, whole or not at all"),
            argument("--reading", action="store_true", help="also what you saved and read"),
            argument("--send", action="store_true", help="mail it (settings: mail.*); by itself the last whole week"),
            argument("--to", metavar="ADDRESS", help="with --send: where to"),
            argument("--again", action="store_true", help="with --send: also if it was sent already"),
        ),
        has_json=True,
    ),
    Command(
        "subscribe",
        "let this machine send you digests by your own mail server",
        "digest:subscribe",
        (
            argument("rhythm", choices=("weekly", "daily"), help="how often"),
            argument("--to", metavar="ADDRESS", required=True, help="where to"),
            argument("--yes", action="store_true", help="write the timer or crontab line without asking"),
        ),
    ),
    Command(
        "unsubscribe",
        "take away what sends digests",
        "digest:unsubscribe",
        (argument("rhythm", nargs="?", choices=("weekly", "daily"), help="which; else both"),),
    ),
    Command(
        "claim",
        "say who you are, and what proves it",
        "claim:claim",
        (
            argument("name", nargs="*", metavar="NAME", help="a name, or a key such as hf:USER; none shows your claim"),
            argument("--check", action="store_true", help="look now at the public pages that may prove it"),
            argument("--drop", action="store_true", help="say that you are nobody"),
        ),
        has_json=True,
    ),
    Command(
        "invite",
        "draft a letter to a researcher; nothing is sent",
        "letters:invite",
        (
            argument("name", nargs="*", metavar="NAME", help="a name, or a key such as hf:USER"),
            argument("--no-edit", action="store_true", help="do not open the editor"),
            argument("--list", action="store_true", help="print the letters in the outbox"),
        ),
        has_json=True,
    ),
    Command(
        "forget",
        "forget a researcher for good",
        "shelf:forget",
        (_NAME, argument("--yes", action="store_true", help="do it: it cannot be undone")),
    ),
    Command(
        "merge",
        "bring the library of another machine together with this one",
        "merging:merge",
        (argument("file", metavar="FILE", help="its library.db, what its `tuiread pack -` printed, or - for a pipe"),),
    ),
    Command(
        "backup",
        "write your whole library into one file",
        "merging:backup",
        (argument("file", metavar="FILE", help="where to; an older backup there is replaced, nothing else is"),),
    ),
    Command(
        "restore",
        "put the library of a backup in this one's place, which is kept beside it",
        "merging:restore",
        (argument("file", metavar="FILE", help="a file that `tuiread backup` wrote, or another library.db"),),
    ),
    Command("sh", "answer commands line by line, papers by their number, without moving a cursor", "shell:sh"),
    Command("undo", "take back the latest change to the library", "shelf:undo"),
    Command(
        "config",
        "print settings, folders or keys",
        "config:config",
        (argument("what", nargs="?", choices=("path", "show", "keys"), default="show", help="what to print (show)"),),
    ),
    Command("doctor", "print how tuiread fares on this machine", "doctor:doctor", has_json=True),
    Command(
        "completions",
        "print the completion script for a shell",
        "config:completions",
        (argument("shell", choices=("bash", "zsh", "fish"), help="the shell"),),
    ),
)
"""Every command, in the order of the help."""
