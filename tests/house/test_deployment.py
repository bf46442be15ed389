"""docker-compose.yml says what really runs: every own command is started as a process with its own environment."""

import contextlib
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection

from tests.kept_tables import copy_tables

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OWN_SERVICES = sorted(name for name, service in SERVICES.items() if "build" in service)
WAIT_SECONDS = 60.0


def interpolate(text: str, values: dict[str, str]) -> str:
    """Put values in place of ${NAME}, ${NAME:-default} and ${NAME:?message}, as Compose does."""
    text = re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda hit: values.get(hit[1], hit[2] or ""), text)
    return text.replace("$$", "$")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def data_folder(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Path:
    """The volume that web, worker and beat share; on SQLite with tables, so that `migrate` finds them made."""
    folder = tmp_path_factory.mktemp("data")
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            copy_tables(folder / "portal.sqlite3")
    return folder


@pytest.fixture(scope="module")
def substitutes(data_folder: Path) -> dict[str, str]:
    """What differs from the containers: addresses of the servers, the port, the folder."""
    broker = os.environ.get("CELERY_BROKER_URL")  # a numbered part of its own: other tests run beside these
    return {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{data_folder}/portal.sqlite3",
        "CELERY_BROKER_URL": broker.removesuffix("/0") + "/9" if broker else "filesystem://",
        "CCC_DATA": str(data_folder),
        "GRANIAN_HOST": "127.0.0.1",
        "GRANIAN_PORT": str(free_port()),
    }


def read_environment(name: str, substitutes: dict[str, str]) -> dict[str, str]:
    """A service's environment as Compose would give it, with the substitutes in place."""
    given = {
        "SECRET_KEY": "only-for-this-test-" + "x" * 50,
        "ALLOWED_HOSTS": "portale.example",
        "POSTGRES_PASSWORD": "unused",
        "EMAIL_URL": "consolemail://",
        "DEFAULT_FROM_EMAIL": "portale@portale.example",
    }
    declared = {key: interpolate(value, given) for key, value in SERVICES[name]["environment"].items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {key: value for key, value in substitutes.items() if key in declared}
    return declared | kept | {"PATH": path, "PYTHONUNBUFFERED": "1"}


def start_service(name: str, substitutes: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a service's command in its environment, writing to a log file."""
    command = interpolate(SERVICES[name]["command"], {}).replace("/data/", f"{substitutes['CCC_DATA']}/")
    with log.open("wb") as file:
        return subprocess.Popen(
            shlex.split(command),
            cwd=ROOT,
            env=read_environment(name, substitutes),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def answers(port: str) -> bool:
    """Whether the web server answers /health as well."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/health", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_for_start(
    name: str, process: subprocess.Popen[bytes], substitutes: dict[str, str], log: Path
) -> bool:
    """Wait until the service does what it is for; False when it ended or never did."""
    signs = {"worker": " ready.", "beat": "beat: Starting..."}
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(substitutes["GRANIAN_PORT"]) if name == "web" else signs[name] in log.read_text():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module")
def migrated(substitutes: dict[str, str], data_folder: Path) -> Path:
    """The database and static files as the service `migrate` leaves them."""
    log = data_folder / "migrate.log"
    assert start_service("migrate", substitutes, log).wait(timeout=3 * WAIT_SECONDS) == 0, log.read_text()
    return data_folder


def test_compose_file_follows_its_schema() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(COMPOSE_FILE),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "ok -- validation done"


def test_own_services_are_known() -> None:
    assert OWN_SERVICES == ["beat", "migrate", "web", "worker"]


def test_services_that_stay_have_health_checks() -> None:
    assert sorted(name for name, service in SERVICES.items() if "healthcheck" not in service) == ["migrate"]


def test_volumes_are_all_used() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_example_environment_names_every_variable() -> None:
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE_FILE.read_text()))
    offered = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert offered == asked


def test_image_runs_as_an_unprivileged_user() -> None:
    last_stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert re.findall(r"^USER (\w+)$", last_stage, flags=re.MULTILINE) == ["ccc"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_command_runs_and_stops(name: str, migrated: Path, substitutes: dict[str, str]) -> None:
    log = migrated / f"{name}.log"
    process = start_service(name, substitutes, log)
    try:
        assert wait_for_start(name, process, substitutes, log), log.read_text()
        process.terminate()
        assert process.wait(timeout=WAIT_SECONDS) == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_image_brings_the_programs_that_back_up_its_database() -> None:
    """`pg_dump` refuses a server that is newer than itself."""
    client = re.search(r"postgresql-client-(\d+)", (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1])
    server = re.search(r"image: postgres:(\d+)", COMPOSE_FILE.read_text())
    assert client
    assert server
    assert int(client[1]) >= int(server[1])


def test_web_server_has_no_key_but_those_of_statements() -> None:
    places = {
        name: {volume.split(":", 1)[1] for volume in SERVICES[name]["volumes"]} for name in ("web", "worker")
    }
    assert places["web"] == {"/data", "/data/keys/statements"}
    assert places["worker"] == places["web"] | {"/data/keys"}
