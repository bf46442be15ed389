"""Imports that were sent, read and applied, in short."""

from typing import Any

from contracts.models import ContractVersion
from core.models import User
from exchange.models import ImportRun
from exchange.services import applying, imports

POLICIES = (
    "A-2.1 List of relevant policies\nType;Level;Name;Description\nregulation;local;Air plan;Old cars out\n"
)
DOUBTFUL = (
    "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;1.234;2.345\nWaste;10;3\n"
)
ERRORS = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;many;2\nWaste;10;3\n"


def nothing(_done: int, _total: int, _step: str) -> None:
    """Nobody follows."""


def start(version: ContractVersion, officer: User, text: str = POLICIES, **options: Any) -> ImportRun:
    """A file that was sent."""
    fields = {"name": "t.csv", "content": text.encode(), "by": officer, "language": "en", **options}
    return imports.start_import(version_id=version.pk, **fields)


def read(version: ContractVersion, officer: User, text: str = POLICIES, **options: Any) -> ImportRun:
    """A file that was read."""
    return imports.read_import(run_id=start(version, officer, text, **options).pk, report=nothing)


def apply(run: ImportRun, officer: User) -> ImportRun:
    """An import whose rows were written."""
    applying.request_apply(run_id=run.pk, by=officer)
    return applying.apply_import(run_id=run.pk, by=officer, language="en", report=nothing)
