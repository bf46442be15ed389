"""`manage.py inspect_table FILE [--sheet S] [--json]`: what the importer makes of a file; nothing is written."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from exchange.enums import NumberFormat
from exchange.recognition.inspection import read_tables
from exchange.recognition.reading import MachineBusy, read_grids
from exchange.recognition.refusal_words import tell_refusal
from exchange.recognition.refusals import RefusedFile
from exchange.selectors.inspection import inspect


class Command(BaseCommand):
    """Inspect a file of tables."""

    help = "Show what the importer recognises in a table file and what the checks find; nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="CSV, TSV, TXT or XLSX")
        parser.add_argument("--sheet", help="only this sheet of a workbook")
        parser.add_argument(
            "--table", default="", help="take every table for this one, for example emissions"
        )
        parser.add_argument(
            "--number-format",
            choices=NumberFormat.values,
            default=NumberFormat.AUTO.value,
            help="how numbers are written: it (1.234,5), en (1,234.5) or auto",
        )
        parser.add_argument("--language", default="en", help="language of the texts and of the messages")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, file: Path, sheet: str | None, language: str, **options: Any) -> None:
        """Read the file and print what was found."""
        with translation.override(language):
            try:
                grids = read_grids(file.name, file.read_bytes())
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            except RefusedFile as refused:
                raise CommandError(f"{file.name}: {tell_refusal(refused.as_json())}") from refused
            except MachineBusy as error:
                raise CommandError(f"{file.name}: the machine is too busy to read it; try again") from error
            names = [grid.sheet for grid in grids]
            chosen = [grid for grid in grids if sheet in (None, grid.sheet)]
            if not chosen:
                raise CommandError(f"{file.name}: no sheet “{sheet}”; there are {', '.join(names)}")
            tables = read_tables(
                chosen,
                name=file.stem,
                language=language,
                number_format=options["number_format"],
                table=options["table"],
            )
            told = {"file": file.name, "sheets": names, "tables": [inspect(table) for table in tables]}
        self.stdout.write(
            json.dumps(told, ensure_ascii=False, default=str) if options["json"] else as_lines(told)
        )


def as_lines(told: dict[str, Any]) -> str:
    """The same for a person."""
    lines = []
    for table in told["tables"]:
        kind = table["kind"] or "not recognised"
        lines.append(
            f"{table['place']}: {kind} {table['template'] or ''} · {table['rows']} rows · {table['title']}"
        )
        lines += [f"  column not recognised: {text}" for text in table["unrecognised_columns"]]
        lines += [f"  to confirm: {cell['place']} {cell['text']}" for cell in table["ambiguous_cells"]]
        lines += [f"  {one['severity']}: {one['place']}: {one['message']}" for one in table["findings"]]
    return "\n".join(lines) or "no table"
