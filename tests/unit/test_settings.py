from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.settings import settings


@pytest.fixture(autouse=True)
def _here(no_settings: Path) -> None:
    pass


def test_a_file_in_the_working_folder_without_any() -> None:
    assert settings().store == "graph.lbug"


def test_flags_over_environment_over_files(no_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (no_settings / "pyproject.toml").write_text('[tool.kg]\nstore = "pyproject.lbug"\nmodel = "a"\n')
    assert settings().store == "pyproject.lbug"
    (no_settings / "kg.toml").write_text('store = "toml.lbug"\nmodel = "b"\nqueries = "mine"\n')
    assert (settings().store, settings().model, settings().queries) == ("toml.lbug", "b", ("mine",))
    monkeypatch.setenv("NEO4J_URI", "neo4j://server")
    assert settings().store == "neo4j://server"
    monkeypatch.setenv("KG_STORE", "env.lbug")
    monkeypatch.setenv("KG_SPACY_MODEL", "c")
    assert (settings().store, settings().model) == ("env.lbug", "c")
    assert (settings(store="flag.lbug").store, settings(model="d").model) == ("flag.lbug", "d")


def test_a_pyproject_of_something_else(no_settings: Path) -> None:
    (no_settings / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert settings().store == "graph.lbug"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store = ", "kg.toml"),
        ("password = 'x'", "unknown setting password"),
        ("stroe = 'x'", "stroe"),
        ("store = 5", "store must be a text"),
        ("queries = [1]", "queries must be"),
    ],
)
def test_a_wrong_file_is_told(no_settings: Path, text: str, told: str) -> None:
    (no_settings / "kg.toml").write_text(text)
    with pytest.raises(UsageError, match=told) as caught:
        settings()
    assert caught.value.remedy
