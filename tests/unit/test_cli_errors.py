"""What stands between a command and its graph: no file, a lock, no server; each told with its remedy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Kg

from kg.errors import StoreUnavailable
from kg.names import Names
from kg.stores.ladybug import LadybugStore

HOLDER = """
import sys
from pathlib import Path
import ladybug
from kg.stores.lock import locked
with locked(Path(sys.argv[1]), exclusive=True, wait=5):
    database = ladybug.Database(sys.argv[1])
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    "command",
    [["path", "Seoul", "Poland"], ["why", "Iran", "Iraq"], ["actor", "Putin"], ["search", "x"], ["stats"], ["view"],
     ["remove", "a"], ["query", "run", "blocs"], ["query", "cypher", "MATCH (n) RETURN n"]],
)  # fmt: skip
def test_a_store_that_is_not_there(kg: Kg, tmp_path: Path, command: list[str]) -> None:
    ran = kg(*command, "--store", "nowhere.lbug")
    assert ran.code == 2
    assert "There is no graph at nowhere.lbug" in ran.err
    assert "kg ingest" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def holder(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The id of a process that holds the graph open for writing; here nobody waits long for it."""
    monkeypatch.setitem(LadybugStore.__init__.__kwdefaults__, "wait", 0.1)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(graph_file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process.pid
    process.communicate("")


@pytest.mark.parametrize("command", [["stats"], ["ingest", "a.txt"], ["remove", "a"]])
def test_a_locked_file_names_the_process_and_the_remedy(
    kg: Kg, holder: int, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "a.txt").write_text("Iran supplied drones to Russia.")
    ran = kg(*command)
    assert ran.code == 1
    assert f"locked by process {holder}" in ran.err
    assert "Wait until it is done" in ran.err
    assert "Traceback" not in ran.err


def test_a_lock_that_is_gone_leaves_the_graph_as_it_was(kg: Kg, graph_file: Path) -> None:
    before = kg("stats", "--format", "json").json()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(graph_file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    assert kg("stats", "--format", "json").json() == before


@pytest.mark.parametrize("content", [b"not a graph at all", os.urandom(5000), b""])
def test_a_file_that_is_no_graph(kg: Kg, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.lbug"
    path.write_bytes(content)
    ran = kg("stats", "--store", path)
    assert ran.code == 1
    assert "other.lbug" in ran.err
    assert "--store" in ran.err or "kg ingest" in ran.err
    assert path.read_bytes() == content


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", [["stats"], ["path", "Seoul", "Poland"], ["ingest", "a.txt"], ["init"]])
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_does_not_answer(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_port: int, command: list[str], scheme: str
) -> None:
    (tmp_path / "a.txt").write_text("Iran supplied drones to Russia.")
    monkeypatch.setenv("NEO4J_PASSWORD", "a-secret-word")
    ran = kg(*command, "--store", f"{scheme}://127.0.0.1:{closed_port}")
    assert ran.code == 1
    assert f"{scheme}://127.0.0.1:{closed_port}" in ran.err
    assert "docker compose up" in ran.err
    assert "a-secret-word" not in ran.err
    assert "Traceback" not in ran.err


def test_a_password_in_the_address_is_not_printed(kg: Kg, closed_port: int) -> None:
    ran = kg("stats", "--store", f"bolt://neo4j:a-secret-word@127.0.0.1:{closed_port}")
    assert ran.code == 1
    assert "a-secret-word" not in ran.out + ran.err


def test_another_kind_of_address(kg: Kg) -> None:
    ran = kg("stats", "--store", "postgres://localhost/graph")
    assert ran.code == 2
    assert "neo4j://" in ran.err or "neo4j," in ran.err


@pytest.mark.parametrize("text", ["store = [", "shop = 'x'", "store = 3"])
def test_a_broken_settings_file(kg: Kg, tmp_path: Path, text: str) -> None:
    (tmp_path / "kg.toml").write_text(text)
    ran = kg("stats")
    assert ran.code == 2
    assert "kg.toml" in ran.err


def test_a_defect_is_told_in_one_line_and_with_debug_in_full(
    kg: Kg, graph_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Names, name: str) -> str:
        raise ZeroDivisionError("by \x1b[31mzero")

    monkeypatch.setattr(Names, "resolve", broken)
    ran = kg("actor", "Putin")
    assert ran.code == 1
    assert "kg --debug actor" in ran.err
    assert "\x1b" not in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        kg("--debug", "actor", "Putin")


def test_debug_shows_where_an_error_came_from(kg: Kg, closed_port: int) -> None:
    with pytest.raises(StoreUnavailable):
        kg("--debug", "stats", "--store", f"bolt://127.0.0.1:{closed_port}")


def test_doctor_says_what_is_there(kg: Kg, graph_file: Path) -> None:
    ran = kg("doctor", "--format", "json")
    found = {row["what"]: row for row in ran.json()}
    assert ran.code == 0
    assert found["store"]["status"] == "ok"
    assert "articles" in found["store"]["found"]
    assert {"Python", "spacy", "pipeline", "ontology", "queries"} <= set(found)


def test_doctor_says_what_to_do(kg: Kg, closed_port: int) -> None:
    ran = kg("doctor", "--store", f"bolt://127.0.0.1:{closed_port}", "--format", "json")
    found = {row["what"]: row for row in ran.json()}
    assert ran.code == 1
    assert found["store"]["status"] == "fails"
    assert "docker compose up" in found["store"]["to do"]
    assert found["pipeline"]["status"] == "ok"
    fresh = kg("doctor", "--format", "json")
    assert fresh.code == 0
    assert "kg ingest" in next(row["to do"] for row in fresh.json() if row["what"] == "store")
