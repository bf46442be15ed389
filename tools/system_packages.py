"""Programs of the operating system that the tests use: found where they are, installed where we may."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def may_install() -> bool:
    """Whether this machine lets us install packages without asking: root, with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


@cache
def install(*packages: str) -> bool:
    """Install Debian packages quietly, with a fresh list where the present one is of no use; False when it fails."""
    print(f"Installing {' '.join(packages)} …", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]

    def call(arguments: list[str]) -> bool:
        done = subprocess.run(
            arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-5:]), file=sys.stderr)
        return done.returncode == 0

    return call(command) or (call(["apt-get", "update", "-qq"]) and call(command))


def find_chromium() -> str | None:
    """The path of a Chromium, installed if needed and allowed; None when there is none to be had."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None and may_install() and install("chromium"):
        path = shutil.which("chromium")
    return path


def find_pdfsig() -> str | None:
    """The path of poppler's check of signatures in PDF files, as find_chromium."""
    if shutil.which("pdfsig") is None and may_install():
        install("poppler-utils")
    return shutil.which("pdfsig")


def find_postgres_folder() -> Path | None:
    """The folder of the newest PostgreSQL server's programs; None when there is none."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if (initdb := shutil.which("initdb")) is not None:
        folders.append(Path(initdb).resolve().parent)
    complete = [
        folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    return max(
        complete, key=lambda folder: int("".join(filter(str.isdigit, folder.parent.name)) or 0), default=None
    )


def find_servers() -> tuple[Path, str] | None:
    """PostgreSQL's folder and the path of redis-server, installed if needed and allowed."""
    for attempt in (1, 2):
        postgres, redis = find_postgres_folder(), shutil.which("redis-server")
        if postgres and redis:
            return postgres, redis
        if attempt == 1 and not (may_install() and install("postgresql", "redis-server")):
            return None
    return None
