"""A real Neo4j for the tests: at NEO4J_URI, else in Docker, else run by Java from what Maven fetches."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j

POM = Path(__file__).parent / "neo4j" / "pom.xml"
CONF = Path(__file__).parent / "neo4j" / "conf"
PASSWORD = "a-password-for-tests"
IMAGE = "neo4j:5.26-community"
START_SECONDS = 120
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
"""Packages that the server opens up by reflection; its own start script passes the same."""


@dataclass(frozen=True)
class Server:
    """Where a server answers. `http` is None where only its Bolt address is known."""

    uri: str
    user: str
    password: str
    http: str | None
    owned: bool
    """Whether it was started for the tests, and may be emptied."""


class NoServerError(Exception):
    """No server can be had here; the message says why."""


@contextmanager
def running() -> Iterator[Server]:
    """A server that answers; stopped afterwards if started here. Raises `NoServerError` with all reasons."""
    if uri := os.environ.get("NEO4J_URI"):
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        password = os.environ.get("NEO4J_PASSWORD", "")
        _wait(uri, user, password, lambda: None)
        yield Server(uri, user, password, os.environ.get("NEO4J_HTTP"), owned=False)
        return
    reasons = []
    with ExitStack() as stack:
        for way in (_in_docker, _in_java):
            try:
                server = stack.enter_context(way())
            except NoServerError as reason:
                reasons.append(str(reason))
            else:
                yield server
                return
    raise NoServerError("NEO4J_URI is not set; " + "; ".join(reasons))


@contextmanager
def _in_docker() -> Iterator[Server]:
    if shutil.which("docker") is None and "DOCKER_HOST" not in os.environ:
        raise NoServerError("there is no docker")
    try:
        import docker

        docker.from_env(timeout=5).ping()
    except Exception as error:
        raise NoServerError(f"no Docker engine answers ({type(error).__name__})") from None
    from testcontainers.core.container import DockerContainer

    image = DockerContainer(IMAGE).with_exposed_ports(7687, 7474)
    with image.with_env("NEO4J_AUTH", f"neo4j/{PASSWORD}") as container:
        host = container.get_container_host_ip()
        uri = f"bolt://{host}:{container.get_exposed_port(7687)}"
        _wait(uri, "neo4j", PASSWORD, lambda: None)
        yield Server(uri, "neo4j", PASSWORD, f"http://{host}:{container.get_exposed_port(7474)}", owned=True)


@contextmanager
def importing(arguments: Sequence[str], folder: Path) -> Iterator[Server]:
    """A server of Java's whose database `neo4j-admin` made before, run in `folder` with these arguments.

    Raises `NoServerError` where there is no Java or Maven, `AssertionError` with its output where the import fails.
    """

    def import_(java: str, jars: Path, home: Path) -> None:
        command = [java, "-Xmx1g", "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", *arguments]
        environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    with _in_java(import_) as server:
        yield server


@contextmanager
def _in_java(prepare: Callable[[str, Path, Path], None] | None = None) -> Iterator[Server]:
    java = shutil.which("java")
    if java is None:
        raise NoServerError("there is no java")
    jars = _jars()
    bolt, http = _free_ports(2)
    with tempfile.TemporaryDirectory(prefix="kg-neo4j-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _configure(home, bolt, http)
        if prepare is not None:
            prepare(java, jars, home)
        log = home / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                _command(java, jars, home), stdout=output, stderr=subprocess.STDOUT, cwd=home
            )
            try:
                yield _first_login(process, log, bolt, http)
            finally:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _jars() -> Path:
    """The folder of the server's jars, fetched once: keyed by what the pom says."""
    pom = POM.read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg-tests"
    jars = cache / f"neo4j-{hashlib.sha256(pom).hexdigest()[:12]}"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("there is no mvn to fetch the server with")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        fresh, target = Path(folder) / "jars", Path(folder) / "pom.xml"
        target.write_bytes(pom)
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
        command = [maven, "-q", "-B", "-f", str(target), *goal]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            raise NoServerError(f"mvn failed: {done.stdout[-500:]}")
        try:
            fresh.rename(jars)
        except OSError:  # another run was first
            if not jars.is_dir():
                raise
    return jars


def _configure(home: Path, bolt: int, http: int) -> None:
    conf = home / "conf"
    shutil.copytree(CONF, conf)
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.heap.max_size": "1g",
        "server.memory.pagecache.size": "128m",
    }
    (conf / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in settings.items()))


def _command(java: str, jars: Path, home: Path) -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    main = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    return [java, "-Xmx1g", "-cp", f"{jars}/*", *opened, *main]


def _first_login(process: subprocess.Popen[bytes], log: Path, bolt: int, http: int) -> Server:
    uri = f"bolt://127.0.0.1:{bolt}"

    def check() -> None:
        if process.poll() is not None:
            raise NoServerError(f"java could not run the server: {log.read_text(errors='replace')[-1000:]}")

    _wait(uri, "neo4j", "neo4j", check)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        with driver.session(database="system") as session:
            session.run(change, password=PASSWORD).consume()
    return Server(uri, "neo4j", PASSWORD, f"http://127.0.0.1:{http}", owned=True)


def _wait(uri: str, user: str, password: str, check) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + START_SECONDS
    with neo4j.GraphDatabase.driver(uri, auth=(user, password)) as driver:
        while True:
            check()
            try:
                driver.verify_connectivity()
            except neo4j.exceptions.AuthError:
                raise
            except neo4j.exceptions.ClientError as error:
                if "CredentialsExpired" in (error.code or ""):
                    return
                raise
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError):
                if time.monotonic() > until:
                    raise NoServerError(f"{uri} does not answer") from None
                time.sleep(0.5)
            else:
                return


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()
