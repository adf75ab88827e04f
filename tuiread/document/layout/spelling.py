"""Formulas as their TeX, for terminals without the signs of mathematics."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from tuiread.blocks import Code, Equation, Formula, Words


def spelled_out(value: Any) -> Any:
    """Return a block, or a part of one, with its TeX in the place of each formula."""
    if isinstance(value, Formula):
        return Words(value.tex, "code")
    if isinstance(value, Equation):
        lines = tuple((Words(f"{line.tex}  {line.number}".rstrip(), "code"),) for line in value.lines)
        return Code(lines, value.anchor)
    if isinstance(value, tuple):
        return tuple(spelled_out(part) for part in value)
    if isinstance(value, Struct):
        changed = {field.name: spelled_out(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changed)
    return value
