"""What the computation of a spread assumes and what it lacks, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import Sector
from core.quantities import format_number, format_tonnes
from molecules.frames.city_emissions import CityEmissions


class Mend(StrEnum):
    """Where what is missing can be mended."""

    MOLECULES = "molecules"
    PACKAGES = "packages"
    INVENTORIES = "inventories"
    NEIGHBOURHOODS = "neighbourhoods"


@dataclass(frozen=True, slots=True)
class ToldGap:
    """A sentence on what is missing, and where it can be mended."""

    sentence: str
    mend: Mend


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not known: names of molecules and packages, numbers of neighbourhoods."""

    no_package: tuple[str, ...]
    no_start: tuple[str, ...]
    unusable_package: tuple[str, ...]
    certain_start: tuple[str, ...]
    cells: int
    cells_without_stock: int
    cells_without_residents: int
    cells_unlike_unknown: int
    has_molecules: bool
    has_emissions: bool


def tell_assumptions(emissions: CityEmissions | None) -> Iterator[str]:
    """What is assumed, sentence by sentence."""
    if emissions is not None:
        yield _tell_emissions(emissions)
        yield _(
            "What a neighbourhood emits stays as it is in every year to come, but for what spreads: "
            "no other action is taken off it."
        )
    yield _("Distances are straight lines between the middles of the areas.")
    yield _(
        "Two areas are alike where their stock figures per km² are alike; each known figure counts the same."
    )
    yield _(
        "What lies inside a molecule is the molecule's own work: the stock and the emissions of a neighbourhood "
        "are reduced by the part of its area that lies in any molecule, and nothing is saved twice."
    )
    yield _("The parameters of each package are those its officers state; each has its source.")


def tell_gaps(gaps: Gaps) -> Iterator[ToldGap]:
    """What is missing, sentence by sentence; what it means for the result is said with it."""
    yield from _tell_what_stops(gaps)
    named = (
        (
            Mend.MOLECULES,
            _("No package is chosen for these molecules, so nothing spreads from them: %(names)s."),
            gaps.no_package,
        ),
        (
            Mend.MOLECULES,
            _("Nobody has said from when these molecules spread their package: %(names)s."),
            gaps.no_start,
        ),
        (
            Mend.PACKAGES,
            _("These packages lack a parameter or hold one that cannot be, so they are left out: %(names)s."),
            gaps.unusable_package,
        ),
        (
            Mend.MOLECULES,
            _("The start of these molecules is stated without a range: %(names)s."),
            gaps.certain_start,
        ),
    )
    for mend, sentence, names in named:
        if names:
            yield ToldGap(sentence % {"names": ", ".join(names)}, mend)
    for sentence in _tell_cells(gaps):
        yield ToldGap(sentence, Mend.NEIGHBOURHOODS)


def tell_gaps_to_all(gaps: Gaps) -> Iterator[str]:
    """What is missing, as it is kept for everyone: molecules are counted, for one may be withdrawn later."""
    left_out = len(gaps.no_package) + len(gaps.no_start)
    if left_out:
        yield ngettext(
            "%(count)s published molecule takes no part: its package or the start of its spread is not stated.",
            "%(count)s published molecules take no part: their package or the start of their spread is not stated.",
            left_out,
        ) % {"count": format_number(left_out)}
    yield from (gap.sentence for gap in tell_gaps(gaps) if gap.mend != Mend.MOLECULES)


def _tell_what_stops(gaps: Gaps) -> Iterator[ToldGap]:
    if not gaps.cells:
        yield ToldGap(
            _("The city is not cut into neighbourhoods yet, so no spread can be computed."),
            Mend.NEIGHBOURHOODS,
        )
    if not gaps.has_molecules:
        yield ToldGap(
            _("No molecule has a package, a start and all parameters, so no spread can be computed."),
            Mend.MOLECULES,
        )
    if not gaps.has_emissions:
        yield ToldGap(
            _("The city has no published inventory with a total, so no spread can be computed."),
            Mend.INVENTORIES,
        )


def _tell_cells(gaps: Gaps) -> Iterator[str]:
    if gaps.cells_without_stock:
        yield ngettext(
            "In %(number)s neighbourhood the stock of a package is not known: nothing is computed there.",
            "In %(number)s neighbourhoods the stock of a package is not known: nothing is computed there.",
            gaps.cells_without_stock,
        ) % {"number": format_number(gaps.cells_without_stock)}
    if gaps.cells_without_residents:
        yield ngettext(
            "The residents of %(number)s neighbourhood are not known: it gets no part of the city's emissions.",
            "The residents of %(number)s neighbourhoods are not known: they get no part of the city's emissions.",
            gaps.cells_without_residents,
        ) % {"number": format_number(gaps.cells_without_residents)}
    if gaps.cells_unlike_unknown:
        yield ngettext(
            "%(number)s neighbourhood has no stock figure in common with a molecule: it counts as wholly unlike it.",
            "%(number)s neighbourhoods have no stock figure in common with a molecule: they count as wholly unlike it.",
            gaps.cells_unlike_unknown,
        ) % {"number": format_number(gaps.cells_unlike_unknown)}


def _tell_emissions(emissions: CityEmissions) -> str:
    told = {
        "tonnes": format_tonnes(emissions.emissions_tco2e, co2e=True),
        "year": str(emissions.inventory.year),
        "inventory": str(emissions.inventory.series),
        "sectors": ", ".join(str(Sector(sector).label) for sector in emissions.sectors),
    }
    if emissions.sectors:
        return (
            _(
                "What neighbourhoods emit is apportioned by residents, not measured: %(tonnes)s of the city's "
                "inventory of %(year)s (%(inventory)s), the sectors of the packages: %(sectors)s."
            )
            % told
        )
    return (
        _(
            "What neighbourhoods emit is apportioned by residents, not measured: %(tonnes)s, the whole of the city's "
            "inventory of %(year)s (%(inventory)s), because it does not tell every sector of the packages."
        )
        % told
    )
