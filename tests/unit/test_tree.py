"""The shape of the project: what lies where, who may import whom, what a lock file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Imports run from a later layer to an earlier one. What extracts, what stores and what loads know nothing of
# one another; neighbours of a layer after these may use each other.
LAYERS = (
    ("kg.errors", "kg.model"),
    ("kg.settings",),
    ("kg.ontology",),
    ("kg.facts", "kg.claimjson", "kg.gold", "kg.names", "kg.stories"),
    ("kg.extract", "kg.stores", "loaders"),
    ("kg.evaluation", "kg.ingest", "kg.queries", "kg.analysis", "kg.view", "kg.browser", "kg.export"),
    ("kg.api", "kg.watch"),
    ("kg.cli",),
)
RANKS = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
NEIGHBOURS_APART_UP_TO = RANKS["kg.extract"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "pyproject.toml",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "Makefile",
            "docker-compose.yml",
            "Dockerfile",
        ),
        *(
            "requirements.lock",
            "requirements-dev.lock",
            ".ci/run",
            ".github/workflows/ci.yml",
            "docs/samples",
        ),
        *("kg", "kg/cli", "kg/extract", "kg/ontology", "kg/stores", "loaders", "queries"),
        *("tests/unit", "tests/integration"),
    ],
)
def test_layout(name: str) -> None:
    assert (ROOT / name).exists()


def test_imports_run_one_way() -> None:
    modules = [path for top in ("kg", "loaders") for path in sorted((ROOT / top).rglob("*.py"))]
    assert len(modules) > 10
    offences = [
        f"{path.relative_to(ROOT)}:{line}: {problem}"
        for path in modules
        for line, problem in _offences(_module(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    ]
    assert not offences, "\n".join(offences)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("kg.model", "from kg.ontology import load"),
        ("kg.ontology.schema", "import kg.extract"),
        ("kg.stores.base", "def f():\n    from kg.cli import main"),
        ("kg.stores.base", "from kg import extract"),
        ("kg.stores.base", "from .. import ingest"),
        ("loaders.html", "from kg.stores.base import Store"),
        ("kg.extract.reader", "import loaders"),
        ("kg.ontology.schema", "from kg.nowhere import thing"),
    ],
)
def test_an_import_against_the_stream_is_seen(module: str, source: str) -> None:
    assert list(_offences(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("kg.ontology.schema", "from kg.model import Kind"),
        ("kg.ontology.schema", "from .yamlfile import Entry"),
        ("kg.stores.base", "from kg import __version__"),
        ("kg.view", "from kg.analysis import to_networkx"),
        ("kg.cli.ingest", "import networkx\nfrom kg import ingest"),
    ],
)
def test_an_import_with_the_stream_passes(module: str, source: str) -> None:
    assert not list(_offences(module, source))


def _offences(module: str, source: str) -> Iterator[tuple[int, str]]:
    if module in (
        "kg",
        "kg.__main__",
    ):  # the package's front doors: one hands on its API lazily, one runs the CLI
        return
    own = _part(module)
    if own not in RANKS:
        yield 1, f"{own} has no layer: give it one in tests/unit/test_tree.py"
        return
    for line, target in _imported(module, ast.parse(source)):
        part = _part(target)
        if part in (own, "kg"):
            continue
        if part not in RANKS:
            yield line, f"{part} has no layer: give it one in tests/unit/test_tree.py"
        elif RANKS[part] > RANKS[own] or RANKS[part] == RANKS[own] <= NEIGHBOURS_APART_UP_TO:
            yield line, f"{own} must not import {part}"


def _imported(module: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of each of our own modules that is imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(filter(None, [_anchor(module, node.level), node.module]))
            submodules = base == "kg"
            names = [f"{base}.{alias.name}" if submodules else base for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] in ("kg", "loaders"))


def _anchor(module: str, level: int) -> str:
    return ".".join(module.split(".")[:-level]) if level else ""


def _part(module: str) -> str:
    """`kg.stores.base` → `kg.stores`; `loaders.html` → `loaders`; `kg.__version__` → `kg`."""
    first, *rest = module.split(".")
    if first == "loaders" or not rest or rest[0].startswith("__"):
        return first
    return f"{first}.{rest[0]}"


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_neither_a_registry_nor_a_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|--trusted-host|(?:^|\s)/\w", text)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_by_hash(name: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"))
    assert len(entries) > 20
    assert [
        entry.split("\n")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


def test_locks_hold_what_pyproject_asks_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = (_pins(name) for name in LOCKS)
    wanted = {*project["project"]["dependencies"], *project["dependency-groups"]["build"]}
    assert {_name(requirement) for requirement in wanted} <= set(runtime)
    assert {_name(requirement) for requirement in project["project"]["optional-dependencies"]["dev"]} <= set(
        dev
    )
    assert runtime.items() <= dev.items()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {_name(name): rest for name, rest in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_make_help_names_each_target() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"demo", "test", "setup", "lint", "lock", "clean"} <= set(re.findall(r"make ([\w-]+)", shown))


def test_ci_script_is_executable_and_ends_with_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert script.read_text(encoding="utf-8").splitlines()[-1].endswith("make --no-print-directory test")
