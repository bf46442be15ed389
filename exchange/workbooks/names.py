"""Names of sheets and files."""

import re
from collections.abc import Collection

from contracts.tables import Generation, TableSpec

LONGEST_SHEET_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")


def sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that a spreadsheet accepts and that no other sheet has, whatever the case of its letters."""
    base = " ".join(FORBIDDEN.sub(" ", title).split()).strip("'") or "-"
    name, number = base[:LONGEST_SHEET_NAME].rstrip(), 1
    used = {one.casefold() for one in taken}
    while name.casefold() in used:
        number += 1
        mark = f" {number}"
        name = base[: LONGEST_SHEET_NAME - len(mark)].rstrip() + mark
    return name


def printed_title(spec: TableSpec) -> str:
    """The table's number in the newer template and its title, in the active language."""
    return f"{spec.number()} {spec.title}".strip()


def template_numbers(spec: TableSpec) -> str:
    """The numbers that both generations of the template print; empty where neither has one."""
    found = [(spec.number(generation), generation) for generation in reversed(Generation)]
    return ", ".join(f"{number} ({generation})" for number, generation in found if number)
