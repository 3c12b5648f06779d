"""Help, versions, and how fast they are there: what a command does not need it does not import."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli_runs import Kg
from typer.testing import CliRunner

import kg as package
from kg.cli import app

COMMANDS = (
    "ingest", "watch", "extract", "evaluate", "path", "why", "compare", "actor", "search", "view", "export", "import",
    "loaders", "stats", "remove", "init", "doctor",
)  # fmt: skip
OF_QUERY = ("list", "show", "run", "new", "check", "cypher")
OF_BROWSER = ("export", "open", "serve")
OF_ANALYZE = ("centrality", "communities", "balance", "brokers", "similar", "trend")
HEAVY = {"spacy", "ladybug", "neo4j", "pydantic", "networkx", "trafilatura", "numpy", "rapidfuzz", "yaml"}


@pytest.mark.parametrize(
    "command",
    [[name] for name in COMMANDS]
    + [["query", name] for name in OF_QUERY]
    + [["analyze", name] for name in OF_ANALYZE]
    + [["browser", name] for name in OF_BROWSER],
    ids=" ".join,
)
def test_help_of_every_command_has_an_example(command: list[str]) -> None:
    ran = CliRunner().invoke(app, [*command, "--help"])
    assert ran.exit_code == 0
    assert f"kg {' '.join(command)}" in ran.output.split("\n", 1)[1], "an example of its use"
    options = [line.split()[0].rstrip(",") for line in ran.output.splitlines() if line.startswith("  -")]
    assert "-h" in options


@pytest.mark.parametrize("width", ["80", "120"])
def test_help_fits_the_terminal(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for command in COMMANDS:
        lines = CliRunner().invoke(app, [command, "--help"]).output.splitlines()
        assert max(map(len, lines)) <= int(width), command


def test_help_names_every_command() -> None:
    out = CliRunner().invoke(app, ["--help"]).output
    assert all(f"  {name} " in out for name in (*COMMANDS, "query", "analyze", "browser"))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys, atexit\n"
        "from kg.cli import main\n"
        "atexit.register(lambda: print('\\nLOADED', *sorted({name.split('.')[0] for name in sys.modules})))\n"
        f"sys.argv = ['kg', *{arguments!r}]\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.splitlines()[-1].split()[1:])
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_version(kg: Kg) -> None:
    assert kg("--version").out == f"kg {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["ingets"], "ingest"), (["stats", "--stroe", "x"], "--store"), (["path", "Seoul"], "end")],
)
def test_wrong_use_is_told_with_what_was_meant(kg: Kg, arguments: list[str], told: str) -> None:
    ran = kg(*arguments)
    assert ran.code == 2
    assert told in ran.err.lower()
    assert "-h" in ran.err


@pytest.mark.parametrize(
    ("line", "word"), [("kg query run al", "allies"), ("kg path Sout", "South Korea"), ("kg in", "ingest")]
)
def test_a_shell_completes_names(line: str, word: str) -> None:
    env = {
        **os.environ,
        "_KG_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['kg']; from kg.cli import main; main()"],
        capture_output=True, text=True, env=env, check=False,
    )  # fmt: skip
    assert word in ran.stdout.splitlines()
