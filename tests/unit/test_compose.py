"""The files of Docker Compose and of the workflow, checked without an engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMMUNITY_BROWSER_SETTINGS = {
    "NEO4J_browser_post__connect__cmd",
    "NEO4J_browser_remote__content__hostname__whitelist",
}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(_compose()["services"])


def _compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.compose-spec", "docker-compose.yml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
    ],
)
def test_file_fits_its_schema(schema: str, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_neo4j_is_the_tested_line_and_says_when_it_is_ready(services: dict[str, Any]) -> None:
    neo4j = services["neo4j"]
    assert neo4j["image"] == "neo4j:5.26-community"
    check = neo4j["healthcheck"]
    assert check["test"][0] == "CMD-SHELL"
    assert ":7474" in check["test"][1]
    assert check["retries"] * int(check["interval"].removesuffix("s")) >= 60
    assert "profiles" not in neo4j


def test_data_outlives_the_container(services: dict[str, Any]) -> None:
    volumes = [volume.split(":")[0] for volume in services["neo4j"]["volumes"]]
    assert any(volume.endswith(":/data") for volume in services["neo4j"]["volumes"])
    assert set(volumes) == set(_compose()["volumes"])


def test_password_comes_from_the_environment_or_compose_stops(services: dict[str, Any]) -> None:
    assert services["neo4j"]["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert services["kg"]["environment"]["NEO4J_PASSWORD"].startswith("${NEO4J_PASSWORD:?")


def test_only_this_machine_reaches_the_ports(services: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in services["neo4j"]["ports"])
    assert {port.rsplit(":", 1)[1] for port in services["neo4j"]["ports"]} == {"7474", "7687"}
    assert "ports" not in services["kg"]


def test_browser_settings_are_those_a_community_server_starts_with(services: dict[str, Any]) -> None:
    browser = {name for name in services["neo4j"]["environment"] if name.startswith("NEO4J_browser_")}
    assert browser == COMMUNITY_BROWSER_SETTINGS


def test_ingest_service_waits_for_the_server_and_only_reads_the_articles(services: dict[str, Any]) -> None:
    kg = services["kg"]
    assert kg["profiles"] == ["ingest"]
    assert kg["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert kg["command"] == ["ingest", "/articles"]
    assert kg["volumes"] == ["${KG_ARTICLES:-./articles}:/articles:ro"]
    assert kg["environment"]["KG_STORE"] == "bolt://neo4j:7687"


def test_image_is_pinned_by_hash_and_runs_without_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert any("--require-hashes" in line and "requirements.lock" in line for line in lines)
    assert [line for line in lines if line.startswith("USER ")] == ["USER kg"]
    assert 'ENTRYPOINT ["kg"]' in lines


def test_all_that_the_image_copies_passes_the_ignore_file() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    copied = {
        name
        for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY ")
        for name in line.split()[1:-1]
    }
    assert copied == allowed
