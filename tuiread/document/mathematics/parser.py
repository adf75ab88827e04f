"""Tokens become a tree.  Nothing is refused: what is unknown is shown by its name, what is unbalanced ends at the end.

Commands are looked up in tables: symbols, fonts, accents, and here those that take arguments.  Groups nested deeper
than forty are read as if their braces were not there.
"""

from __future__ import annotations

from tuiread.document.mathematics.building import (
    as_word,
    infix,
    is_dimension,
    joined,
    negated,
    takes_limits,
    text_command,
)
from tuiread.document.mathematics.commands import SPECIAL
from tuiread.document.mathematics.fonts import FONTS, SWITCHES, in_font
from tuiread.document.mathematics.names import LAST_ARGUMENT, LEFT_OUT, STYLES, TEXTS, UNITS
from tuiread.document.mathematics.symbols import (
    ACCENTS,
    CHARACTERS,
    DELIMITERS,
    FUNCTIONS,
    SHOWN,
    SPACES,
    SYMBOLS,
    WITH_LIMITS,
)
from tuiread.document.mathematics.tokens import tokens_of
from tuiread.document.mathematics.tree import EMPTY, Accent, Atom, Brace, Fence, Grid, Node, Scripts, Space

MOST_DEPTH = 40
MOST_CELLS = 4_000
"""How many cells the grids of a formula may have."""


class Parser:
    """Reads one formula.

    Args:
        tex: the formula.
        depth: how deep it is nested in another one.
    """

    def __init__(self, tex: str, depth: int = 0) -> None:
        self._tokens = tokens_of(tex)
        self._at = 0
        self._depth = depth
        self._cells_left = MOST_CELLS

    def parse(self) -> Node:
        """Return the whole formula; rows and columns outside of any environment count as aligned."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row(frozenset({"&", "\\\\", "\\cr", "\\newline"})))
            token = self.next()
            if token is None:
                break
            if token in ("\\\\", "\\cr", "\\newline"):
                self._skip_row_end()
                rows.append([])
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        kept = [row for row in rows if any(cell != EMPTY for cell in row)]
        return Grid(tuple(map(tuple, kept)), "=") if kept else EMPTY

    # Tokens

    def peek(self) -> str | None:
        """Return the token that comes next, without taking it."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def next(self) -> str | None:
        """Take the next token; None at the end."""
        token = self.peek()
        self._at += 1
        return token

    def _skip_blanks(self) -> None:
        while self.peek() == " ":
            self._at += 1

    def take(self, token: str) -> bool:
        """Take a token if it comes next, blanks before it aside."""
        self._skip_blanks()
        if self.peek() == token:
            self._at += 1
            return True
        return False

    def raw_argument(self) -> list[str]:
        """Take an argument as tokens, without its braces."""
        self._skip_blanks()
        token = self.next()
        if token != "{":
            return [] if token is None else [token]
        depth, taken = 1, []
        while (token := self.next()) is not None:
            depth += (token == "{") - (token == "}")
            if not depth:
                break
            taken.append(token)
        return taken

    def raw_option(self) -> list[str]:
        """Take what stands in square brackets, if any does."""
        if not self.take("["):
            return []
        depth, taken = 0, []
        while (token := self.next()) is not None:
            depth += (token == "{") - (token == "}")
            if token == "]" and depth <= 0:
                break
            taken.append(token)
        return taken

    def _skip_row_end(self) -> None:
        """Skip the distance that may follow the end of a row, and rules between rows."""
        at = self._at
        option = self.raw_option()
        if option and not is_dimension("".join(option)):
            self._at = at
        while self.peek() in ("\\hline", " ", "\\midrule", "\\toprule", "\\bottomrule"):
            self._at += 1

    # Rows and arguments

    def row(self, ends: frozenset[str], font: str | None = None) -> Node:
        """Read until one of some tokens, which stays."""
        items: list[Node] = []
        while (token := self.peek()) is not None and token not in ends:
            if token == "}" and "}" not in ends:
                self._at += 1
                continue
            name = token[1:] if token.startswith("\\") else ""
            if name in ("over", "atop", "choose", "above", "brack", "brace") and self._depth < MOST_DEPTH:
                self._at += 1
                self._depth += 1
                below = self.row(ends, font)
                self._depth -= 1
                return infix(name, joined(items), below)
            if name in SWITCHES:
                self._at += 1
                font = FONTS[name]
                continue
            if (node := self._item(font)) is not None:
                items.append(node)
        return joined(items)

    def argument(self, font: str | None = None) -> Node:
        """Read a group in braces, or one thing; what is nested too deep is left to be read beside it."""
        self._skip_blanks()
        token = self.peek()
        if token is None or token in ("}", "&") or self._depth >= MOST_DEPTH:
            return EMPTY
        self._depth += 1
        node = self._one_argument(token, font)
        self._depth -= 1
        return node

    def inner(self, tokens: list[str]) -> Node:
        """Read tokens that were taken as they are."""
        return Parser("".join(tokens), self._depth + 1).parse() if self._depth < MOST_DEPTH else EMPTY

    def _one_argument(self, token: str, font: str | None) -> Node:
        if token == "{":
            return self._group(font)
        if token[0].isdigit() and len(token) > 1:  # \frac12 takes one digit each
            self._tokens[self._at] = token[1:]
            return Atom(in_font(token[0], font))
        if token in ("^", "_"):
            self._at += 1
            return EMPTY
        return self._nucleus(font) or EMPTY

    def _group(self, font: str | None) -> Node:
        self._at += 1
        if self._depth >= MOST_DEPTH:
            return EMPTY
        self._depth += 1
        row = self.row(frozenset({"}"}), font)
        self._depth -= 1
        self._at += 1
        return row

    def delimiter(self) -> str:
        r"""Take a bracket after \left, \right or \middle; a dot is none."""
        self._skip_blanks()
        token = self.next() or ""
        if token.startswith("\\"):
            return SYMBOLS.get(token[1:], (token[1:], ""))[0]
        return DELIMITERS.get(token, token)

    def rows(self, name: str, font: str | None) -> tuple[tuple[Node, ...], ...]:
        """Read the rows of an environment and its end."""
        ends = frozenset({"&", "\\\\", "\\end", "\\cr", "\\newline", "\\tabularnewline"})
        rows: list[list[Node]] = [[]]
        self._skip_row_end()
        self._depth += 1
        while self.peek() is not None:
            if self._depth > MOST_DEPTH or self._cells_left <= 0:
                self._at = len(self._tokens)
                rows[-1].append(Atom("…"))
                break
            self._cells_left -= 1
            rows[-1].append(self.row(ends, font))
            token = self.next()
            if token == "\\end":
                self.raw_argument()
                break
            if token is not None and token != "&":
                self._skip_row_end()
                rows.append([])
        self._depth -= 1
        return tuple(tuple(row) for row in rows if any(cell != EMPTY for cell in row))

    def fence(self, font: str | None) -> Node:
        r"""Read from behind \left to its \right; without one, the bracket stands alone."""
        left = self.delimiter()
        if self._depth >= MOST_DEPTH:
            return Atom(left, "open")
        self._depth += 1
        body = self.row(frozenset({"\\right", "&", "\\\\"}), font)
        self._depth -= 1
        if self.peek() != "\\right":
            return joined([Atom(left, "open"), body])
        self._at += 1
        return Fence(left, body, self.delimiter())

    # One thing with its scripts

    def _item(self, font: str | None) -> Node | None:
        node = self._nucleus(font)
        limits: bool | None = None
        below: Node | None = None
        above: Node | None = None
        while True:
            self._skip_blanks_before_scripts()
            token = self.peek()
            if token in ("^", "_"):
                self._at += 1
                found = self.argument()
                if token == "^":
                    above = found if above is None else joined([above, found])
                else:
                    below = found if below is None else joined([below, found])
            elif token == "'":
                self._at += 1
                above = joined([*([above] if above else []), Atom("′")])
            elif token in ("\\limits", "\\nolimits", "\\displaylimits"):
                self._at += 1
                limits = token != "\\nolimits"
            else:
                break
        if below is None and above is None:
            return node
        if isinstance(node, Brace) and node.words is None:
            return node._replace(words=above if node.is_over else below)
        return Scripts(node or EMPTY, below, above, takes_limits(node) if limits is None else limits)

    def _skip_blanks_before_scripts(self) -> None:
        at = self._at
        while at < len(self._tokens) and self._tokens[at] == " ":
            at += 1
        if at < len(self._tokens) and self._tokens[at] in ("^", "_", "'", "\\limits", "\\nolimits"):
            self._at = at

    def _nucleus(self, font: str | None) -> Node | None:
        token = self.next()
        if token is None or token in (" ", "$"):
            return None
        if token in ("^", "_"):
            self._at -= 1  # scripts of nothing
            return EMPTY
        if token == "{":
            self._at -= 1
            return self._group(font)
        if token.startswith("\\"):
            return self._command(token[1:], font)
        if token in "}&":
            return None
        if token == "~":
            return Space(" ")
        if token in CHARACTERS:
            text, kind = CHARACTERS[token]
            return Atom(text, kind)  # type: ignore[arg-type]
        return Atom(in_font(token, font), "word" if font == "upright" and token.isalpha() else "ord")

    # Commands

    def _command(self, name: str, font: str | None) -> Node | None:  # noqa: PLR0911 (a table a line)
        if name in SYMBOLS:
            text, kind = SYMBOLS[name]
            return Atom(in_font(text, font) if font == "bold" else text, kind, kind == "big")  # type: ignore[arg-type]
        if name in SPACES:
            return Space(SPACES[name])
        if name in FUNCTIONS:
            return Atom(SHOWN.get(name, name), "op", name in WITH_LIMITS)
        if name in TEXTS:
            return self._text(name)
        if name in FONTS:
            return self._in_font(FONTS[name])
        if name in ACCENTS and (len(name) > 1 or not name.isalpha()):
            return self._accent(name, font)
        if (special := SPECIAL.get(name)) is not None:
            return special(self, font)
        if name in STYLES:
            return None
        return self._other(name, font)

    def _other(self, name: str, font: str | None) -> Node | None:
        """Read commands that are known by how many arguments they have, and those that are not known."""
        if name in LEFT_OUT:
            self.take("*")
            self.raw_option()
            for _ in range(LEFT_OUT[name]):
                self.raw_argument()
            return None
        if name in LAST_ARGUMENT:
            self.raw_option()
            for _ in range(LAST_ARGUMENT[name] - 1):
                self.raw_argument()
            return self.argument(font)
        if name in ("hskip", "kern", "mkern", "mskip", "vskip", "raise", "lower", "penalty", "hsize"):
            self.skip_dimension()
            return Space(" ") if name in ("hskip", "mskip") else None
        if not name or not name[0].isalpha():
            return Atom(name) if name.strip("\\") else None
        shown = name.rpartition("@")[2]
        return Atom(shown, "word")

    def skip_dimension(self) -> None:
        """Skip a length, as hskip has one behind it."""
        self._skip_blanks()
        while (token := self.peek()) is not None and (token in "+-.=" or token[0].isdigit()):
            self._at += 1
        self._skip_blanks()
        unit = "".join(self._tokens[self._at : self._at + 2])
        if unit in UNITS:
            self._at += 2

    def _in_font(self, font: str) -> Node:
        if font != "upright":
            return self.argument(font)
        node = self.argument("upright")
        word = as_word(node)
        return Atom(word, "word") if word is not None else node

    def _text(self, name: str) -> Node:
        is_operator = name.startswith("operatorname")
        starred = is_operator and self.take("*")
        if is_operator:
            node = self.argument("upright")
            word = as_word(node)
            return Atom(word, "op", starred) if word is not None else node
        self.raw_option()
        return self.text_node(self.raw_argument(), FONTS.get(name))

    def text_node(self, tokens: list[str], font: str | None) -> Node:
        r"""Read the argument of \text: words with their blanks, formulas between dollar signs."""
        pieces: list[Node] = []
        words: list[str] = []
        at = 0

        def flush() -> None:
            if words:
                pieces.append(Atom(in_font("".join(words), font), "text"))
                words.clear()

        while at < len(tokens):
            token = tokens[at]
            at += 1
            if token == "$":
                end = next((place for place in range(at, len(tokens)) if tokens[place] == "$"), len(tokens))
                flush()
                pieces.append(self.inner(tokens[at:end]))
                at = end + 1
            elif token in ("\\(", "\\)", "{", "}"):
                continue
            elif token.startswith("\\"):
                words.append(text_command(token[1:]))
            else:
                words.append(" " if token == "~" else token)
        flush()
        return joined(pieces)

    def _accent(self, name: str, font: str | None) -> Node:
        body = self.argument(font)
        if name == "not":
            return negated(body)
        return Accent(ACCENTS[name], body)
