"""The built wheel carries its data, and does the main job from a bare environment elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "2024-06-21-russia-north-korea-pact.md"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder far from the checkout, with an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    _pip("--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    shutil.copy(SAMPLE, folder)
    return folder


def test_wheel_carries_data_and_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        *_beneath("kg/ontology", "*.yaml", "kg/ontology"),
        *_beneath("kg/extract/lexicon", "*.yaml", "kg/extract/lexicon"),
        *_beneath("queries", "*.cypher", "kg/library"),
        *_beneath("kg", "*.py", "kg"),
        *_beneath("loaders", "*.py", "loaders"),
        "kg/py.typed",
    }
    for place in ("kg/ontology/actors/", "kg/extract/lexicon/", "kg/library/", "loaders/"):
        assert any(name.startswith(place) for name in data), place
    assert data <= names, sorted(data - names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg", "loaders"}


def test_installed_package_is_the_one_that_runs(elsewhere: Path) -> None:
    place = _run(elsewhere, "python", "-c", "import kg, loaders; print(kg.__file__); print(loaders.__file__)")
    assert all(line.startswith(str(elsewhere)) for line in place.splitlines())


def test_query_list_elsewhere(elsewhere: Path) -> None:
    listed = _run(elsewhere, "kg", "query", "list", "--format", "json")
    wanted = {path.stem for path in (ROOT / "queries").rglob("*.cypher") if ".ladybug" not in path.name}
    assert wanted
    assert not {name for name in wanted if f'"{name}"' not in listed}


def test_ingest_elsewhere(elsewhere: Path) -> None:
    _run(elsewhere, "kg", "ingest", SAMPLE.name, "--store", "graph.lbug")
    why = _run(elsewhere, "kg", "why", "Russia", "North Korea", "--store", "graph.lbug", "--format", "json")
    assert "Russia and North Korea signed a mutual defence treaty this week" in why


def _beneath(folder: str, pattern: str, place: str) -> set[str]:
    base = ROOT / folder
    return {f"{place}/{path.relative_to(base).as_posix()}" for path in base.rglob(pattern)}


def _pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _run(folder: Path, program: str, *arguments: str) -> str:
    """What the command prints, run in `folder` with its own programs and this environment's libraries.

    The libraries come in by PYTHONPATH, where Python reads no .pth files: so an editable install of the
    project itself stays out of sight, and what runs is what the wheel brought.
    """
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("KG_", "NEO4J_"))
    }
    environment["PYTHONPATH"] = os.pathsep.join(sorted(libraries))
    done = subprocess.run(
        [str(folder / "venv" / "bin" / program), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
