"""What `./run` does once the environment stands: data folder, database, demonstration data, then the three programs."""

import argparse
import asyncio
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path
from typing import IO

from ccc_portal.supervisor import Program, Supervisor
from tools.prepare import ROOT, StepFailed, call, run_step

HOST = "127.0.0.1"
CLEARING_SECONDS = 15  # how long the remains of a killed run may take to go
ANSWER_SECONDS = 60
BUILD_INPUTS = ("src", "build.mjs")  # of static/: what the front-end build reads, and nobody is served


class CannotStart(Exception):
    """The portal cannot start here; the message says why in one sentence."""


def parse_arguments() -> argparse.Namespace:
    """The options of ./run."""
    parser = argparse.ArgumentParser(prog="./run", description="Set up and start the portal on this machine.")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port of the web server (8000)")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("CCC_DATA", ROOT / "var")), metavar="DIR",
        help="folder of database, media, keys and logs (var/)",
    )  # fmt: skip
    parser.add_argument("--no-demo", action="store_true", help="load no demonstration data")
    parser.add_argument("--no-training", action="store_true", help="leave out the fictitious training city")
    arguments = parser.parse_args()
    if not 0 < arguments.port < 65536:
        parser.error(f"a port is a number from 1 to 65535, not {arguments.port}")
    return arguments


def is_alive(pid: str) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def lock_data_folder(folder: Path) -> IO[str]:
    """Take the folder's lock, or say who has it; the remains of a killed run get time to go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "run.lock").open("a+")
    except OSError as error:
        raise CannotStart(f"The data folder {folder} cannot be used: {error.strerror}.") from error
    deadline = time.monotonic() + CLEARING_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            pid, _, port = file.read().strip().partition(" ")
            if is_alive(pid) or time.monotonic() > deadline:
                raise CannotStart(
                    f"The portal already runs on {folder} (process {pid}, http://{HOST}:{port}/)."
                ) from None
            time.sleep(0.2)
        else:
            return file


def check_port(port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}): choose another, "
                f"such as ./run --port {port % 65535 + 1}."
            ) from error


def call_manage(*arguments: str) -> None:
    """Run a management command with its output in view."""
    if subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False).returncode:
        raise CannotStart(f"The step 'manage.py {' '.join(arguments)}' failed; its message stands above.")


def set_up_data(arguments: argparse.Namespace) -> None:
    """Bring database, static files and demonstration data of the folder up to date."""
    call_manage("migrate", "--verbosity", "0", "--skip-checks")  # the tests make them; here they cost seconds
    sources = [path for path in (ROOT / "static").iterdir() if path.name not in BUILD_INPUTS]
    sources += [ROOT / "requirements.txt"]
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--skip-checks"]
    collect += [f"--ignore={name}" for name in BUILD_INPUTS]
    if not (arguments.data / "static").is_dir():
        (arguments.data / "stamps" / "static-files").unlink(missing_ok=True)
    run_step("static files", sources, partial(call, collect), stamps=arguments.data / "stamps")
    if not arguments.no_demo:
        call_manage("load_demo", "--skip-checks", *(["--no-training"] if arguments.no_training else []))


def list_programs(port: int, data: Path) -> tuple[Program, ...]:
    """The commands of the embedded installation: one web process, one worker with two processes, one beat."""
    web = f"granian --interface wsgi --host {HOST} --port {port} --workers 1 --blocking-threads 1"
    steady = "--respawn-failed-workers --workers-kill-timeout 8s ccc_portal.wsgi:application"
    worker = "celery --quiet --app ccc_portal worker --concurrency 2 --loglevel info -O fair"
    alone = "--without-gossip --without-mingle"  # there is no second worker to talk to
    beat = "celery --quiet --app ccc_portal beat --loglevel info --pidfile= --schedule"
    python = (sys.executable, "-m")
    return (
        Program("web", (*python, *web.split(), *steady.split())),
        Program("worker", (*python, *worker.split(), *alone.split())),
        Program("beat", (*python, *beat.split(), str(data / "beat-schedule"))),
    )


def is_ready(port: int) -> bool:
    """Whether the web server says that it is ready."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


async def greet(port: int, data: Path) -> None:
    """Wait for the web server, then print address, accounts and folder."""
    begun = time.monotonic()
    while not await asyncio.to_thread(is_ready, port):
        if time.monotonic() - begun > ANSWER_SECONDS:
            print(
                "The web server does not say that it is ready; the lines above should tell why.", flush=True
            )
            begun = time.monotonic()
        await asyncio.sleep(0.3)
    accounts = await asyncio.create_subprocess_exec(
        sys.executable, "manage.py", "demo_accounts", "--skip-checks", cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    text, _ = await accounts.communicate()
    print(f"\n{'─' * 72}\nThe portal is ready:  http://{HOST}:{port}/\n")
    if accounts.returncode == 0:
        print(text.decode())
    print(f"Data: {data}\nCtrl-C stops everything.\n{'─' * 72}\n", flush=True)


def start(arguments: argparse.Namespace) -> int:
    """Hold the data folder, set it up and run the programs until they are told to stop."""
    lock = lock_data_folder(arguments.data)
    check_port(arguments.port)
    lock.truncate(0)
    lock.write(f"{os.getpid()} {arguments.port}\n")
    lock.flush()
    set_up_data(arguments)
    return Supervisor(
        programs=list_programs(arguments.port, arguments.data),
        environment=dict(os.environ),
        when_started=lambda: greet(arguments.port, arguments.data),
        keep_open=(lock.fileno(),),
    ).run()


def main() -> int:
    """Start the portal; one sentence and status 1 when that cannot be."""
    arguments = parse_arguments()
    arguments.data = arguments.data.absolute()
    os.chdir(ROOT)
    os.environ |= {"CCC_DATA": str(arguments.data), "PYTHONUNBUFFERED": "1"}
    os.environ.setdefault("CCC_ADDRESS", f"http://localhost:{arguments.port}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the supervisor has its own
    try:
        return start(arguments)
    except (CannotStart, StepFailed) as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
