"""Which writer writes which store."""

from collections.abc import Mapping

from contracts.models import ContractVersion
from contracts.services.table_rows.writers.actions import ActionWriter
from contracts.services.table_rows.writers.base import Writer
from contracts.services.table_rows.writers.boundary import BoundaryWriter
from contracts.services.table_rows.writers.commitments import ClauseWriter, PartyWriter
from contracts.services.table_rows.writers.emissions import EmissionsWriter
from contracts.services.table_rows.writers.indicators import IndicatorWriter
from contracts.services.table_rows.writers.pathways import PathwayWriter
from contracts.services.table_rows.writers.plain import CellsWriter, GapWriter
from contracts.tables import TableSpec

WRITERS: Mapping[str, type[Writer]] = {
    "cells": CellsWriter,
    "boundary": BoundaryWriter,
    "gap": GapWriter,
    "emissions": EmissionsWriter,
    "pathways": PathwayWriter,
    "actions": ActionWriter,
    "indicators": IndicatorWriter,
    "parties": PartyWriter,
    "clauses": ClauseWriter,
}


def writer_of(version: ContractVersion, spec: TableSpec, language: str = "") -> Writer:
    """The writer of a table; new rows are written in `language`, where one is told."""
    return WRITERS[spec.store](version, spec, language)
