"""The architecture holds: the contracts of .importlinter are kept, and no room is missing in them."""

import configparser
import os
import subprocess
import sys

from tests.house.sources import ROOMS, ROOT


def read_contracts() -> configparser.ConfigParser:
    """What .importlinter says."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def test_every_room_is_under_contract() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"emissions"}
    contracts = read_contracts()
    layers = contracts["importlinter:contract:rooms"]["layers"].replace("|", " ").split()
    assert rooms == set(ROOMS) == set(contracts["importlinter"]["root_packages"].split()) == set(layers)


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
