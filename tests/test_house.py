"""Tests of the house itself: sizes, docstrings, what is loaded when, and what is shipped."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tuiread
from tests import conftest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tuiread"
NOT_OURS = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"}
NOT_OURS |= {"__pycache__", "dist", "build", "snapshot_report.html"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = {"textual", "rich", "httpx", "numpy"}


def modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def files_of_the_tree() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        yield from (Path(folder, name) for name in names if name not in NOT_OURS)


def definitions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in modules("tuiread", "bench")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    lengths = {
        f"{named(file)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in modules("tuiread", "tests", "bench")
        for node in definitions(file)
    }
    assert {name: length for name, length in lengths.items() if length > 50} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        named(file)
        for file in modules("tuiread", "tests", "bench")
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_screens_and_widgets_have_one_public_class_a_file() -> None:
    crowded = {}
    for file in modules("tuiread/screens", "tuiread/widgets"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        public = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        if len(public) > 1:
            crowded[named(file)] = public
    assert crowded == {}


def loaded_by(program: str) -> set[str]:
    """Return the top-level modules that a program has loaded when it ends."""
    command = [sys.executable, "-c", "import atexit, sys; atexit.register(lambda: print(*sys.modules)); " + program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.skipif(not (PACKAGE / "library.py").exists(), reason="there is no library yet")
def test_the_library_loads_nothing_heavy() -> None:
    loaded = loaded_by("import tuiread.library")
    assert "tuiread" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.skipif(not (PACKAGE / "__main__.py").exists(), reason="there is no command yet")
def test_the_version_is_told_without_loading_anything_heavy() -> None:
    loaded = loaded_by("import runpy; sys.argv[1:] = ['--version']; runpy.run_module('tuiread', run_name='__main__')")
    assert "tuiread" in loaded
    assert loaded & HEAVY == set()


def requirements(*extras: str) -> list[Requirement]:
    lists = [PROJECT["dependencies"], *(PROJECT["optional-dependencies"][extra] for extra in extras)]
    return [Requirement(text) for texts in lists for text in texts]


def test_everything_that_is_imported_is_a_declared_dependency() -> None:
    ours = {"tuiread", "__future__", *sys.stdlib_module_names}
    imported: dict[str, str] = {}
    for file in modules("tuiread"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            imported |= {name.partition(".")[0]: named(file) for name in names}
    distributions = importlib.metadata.packages_distributions()
    # What an extra brings is imported inside a function, and its lack is said in a sentence.
    declared = {canonicalize_name(requirement.name) for requirement in requirements("images", "minilm")}
    undeclared = {
        name: file
        for name, file in imported.items()
        if name not in ours and not declared & {canonicalize_name(found) for found in distributions.get(name, [])}
    }
    assert undeclared == {}


def test_the_constraints_pin_every_dependency_within_its_range() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    versions = {canonicalize_name(name): version for name, version in pins.items()}
    unfit = [
        str(requirement)
        for requirement in requirements("dev")
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"))
    ]
    assert unfit == []


def test_every_dependency_has_an_upper_bound() -> None:
    # The zones of the world have versions by year, and an old copy is the only wrong one.
    loose = [
        str(requirement)
        for requirement in requirements("dev")
        if not any(clause.operator in ("<", "<=", "==") for clause in requirement.specifier)
    ]
    assert loose == ["tzdata>=2025.2"]


def test_the_wheel_ships_every_file_of_the_package() -> None:
    from hatchling.builders.wheel import WheelBuilder

    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    present = {named(file) for file in files_of_the_tree() if file.is_relative_to(PACKAGE)}
    assert present - shipped == set()
    assert "tuiread/starter/edition.json" in shipped
    assert any(name.endswith(".tcss") for name in shipped)


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    folder = re.compile(rb"(?<![\w.~$})-])[/](?:home|Users|root|work|workspace|tmp)[/]\w")
    own = [os.fsencode(path) for path in (ROOT, Path(sys.prefix)) if len(path.parts) > 2]
    telling = [
        named(file)
        for file in files_of_the_tree()
        if folder.search(content := file.read_bytes()) or any(path in content for path in own)
    ]
    assert telling == []


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"Unreleased", tuiread.__version__} & set(headings)


def test_the_build_servers_command_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_the_tests_themselves_cannot_reach_the_network(host: str, refused_connections: list[str]) -> None:
    import socket

    with pytest.raises(AssertionError, match=host):
        socket.create_connection((host, 80), timeout=1)
    assert refused_connections == [host]
    refused_connections.clear()


@pytest.fixture
def own_goldens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(conftest, "GOLDENS", tmp_path)
    monkeypatch.setattr(conftest, "UPDATES_GOLDENS", False)
    return tmp_path


def test_a_golden_shows_what_changed(golden: conftest.Golden, own_goldens: Path) -> None:
    (own_goldens / "feed.txt").write_text("first\nsecond\n", encoding="utf-8")
    golden("first  \nsecond", "feed")
    with pytest.raises(pytest.fail.Exception, match=r"-second\n\+third\n\nIf the new text is right: make goldens"):
        golden("first\nthird\n", "feed")


def test_a_golden_that_is_missing_fails(golden: conftest.Golden, own_goldens: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"\+first"):
        golden("first", "feed/80x24")
    assert list(own_goldens.glob("**/*.txt")) == []


def test_goldens_are_rewritten_on_demand(
    golden: conftest.Golden, own_goldens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conftest, "UPDATES_GOLDENS", True)
    golden("first  \nsecond", "feed/80x24")
    assert (own_goldens / "feed" / "80x24.txt").read_text(encoding="utf-8") == "first\nsecond\n"
