"""The command line in process, and the sample articles ingested once."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from cli_runs import Kg, Ran

from kg import api
from kg.cli import main
from kg.extract import Extractor
from loaders import load

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
OF_KG = (
    "KG_STORE", "KG_SPACY_MODEL", "KG_QUERIES", "KG_ONTOLOGY", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD",
    "NEO4J_DATABASE", "KG_STORY_DAYS",
)  # fmt: skip


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working folder, and none of kg's environment."""
    for name in OF_KG:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def kg(
    no_settings: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    extractor: Extractor,
) -> Kg:
    """`kg("stats", "--format", "json")` runs the command line, main() and all, in an empty working folder."""
    monkeypatch.setattr(api, "extractor_of", lambda ontology, model: extractor)

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        printed = capsys.readouterr()
        return Ran(code if isinstance(code, int) else int(code is not None), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Path:
    """The sample articles and the built-in reference claims in one embedded file; only to be read."""
    path = tmp_path_factory.mktemp("samples") / "graph.lbug"
    from kg.ingest import ingest

    with api.open(path) as graph:
        graph.store.init()
        ingest(graph.store, load([SAMPLES]), lambda: extractor)
    return path


@pytest.fixture
def graph_file(samples_file: Path, no_settings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that file, and the store that the settings name."""
    copy = no_settings / "graph.lbug"
    shutil.copy(samples_file, copy)
    monkeypatch.setenv("KG_STORE", str(copy))
    return copy
