"""What spreads from molecules, what carries it, and in which order milestones wait for one another."""

from ccc_portal.demo.converters import choice, day, maybe, number, required, text, whole, year, yes_no
from ccc_portal.demo.reading import Table
from ccc_portal.demo.tables.cells import NAME, NOTE, POSITIVE, SECTOR, SLUG, SOURCE
from molecules.enums import EmissionBasis, InstrumentKind, PackageParameterName, Payer, StockFigure

CODE = required(text(40))
SOURCED = required(text())
SPREAD_TABLES: dict[str, Table] = {
    "packages": Table(
        "packages.csv",
        {
            "city_id": SLUG,
            "code": CODE,
            "name_it": NAME,
            "name_en": NAME,
            "plain_words_it": required(text()),
            "plain_words_en": required(text()),
            "sector": SECTOR,
            "stock_figure": choice(StockFigure),
            "cost_eur": POSITIVE,
            "cost_source": SOURCE,
            "is_illustrative": maybe(yes_no),
            "source": SOURCED,
            "note": NOTE,
        },
        key=("city_id", "code"),
    ),
    "package_parameters": Table(
        "package_parameters.csv",
        {
            "city_id": SLUG,
            "package": CODE,
            "parameter": choice(PackageParameterName),
            "low": required(POSITIVE),
            "likely": required(POSITIVE),
            "high": required(POSITIVE),
            "is_fitted": maybe(yes_no),
            "is_illustrative": maybe(yes_no),
            "source": SOURCED,
        },
        key=("city_id", "package", "parameter"),
    ),
    "spread_starts": Table(
        "spread_starts.csv",
        {
            "city_id": SLUG,
            "molecule_id": SLUG,
            "package": CODE,
            "spread_from": required(number(1990)),
            "earliest": required(number(1990)),
            "latest": required(number(1990)),
            "source": SOURCED,
        },
        key=("city_id", "molecule_id"),
    ),
    "instruments": Table(
        "instruments.csv",
        {
            "city_id": SLUG,
            "code": CODE,
            "name_it": NAME,
            "name_en": NAME,
            "plain_words_it": required(text()),
            "plain_words_en": required(text()),
            "kind": choice(InstrumentKind),
            "legal_basis": required(text(400)),
            "amount": POSITIVE,
            "amount_unit": text(60),
            "molecules": text(),
            "actions": text(),
            "in_force_from": required(day),
            "in_force_until": day,
            "saturation_points": required(number(-1)),
            "rise_factor": required(POSITIVE),
            "start_shift_years": required(number()),
            "effect_source": SOURCED,
            "budget_eur": number(),
            "payer": choice(Payer),
            "is_illustrative": maybe(yes_no),
            "source": SOURCED,
            "note": NOTE,
        },
        key=("city_id", "code"),
    ),
}
"""Every city that has molecules."""

OBSERVED_TABLES: dict[str, Table] = {
    "local_emissions": Table(
        "training/local_emissions.csv",
        {
            "city_id": SLUG,
            "molecule_id": text(60),
            "nil_id": whole(1),
            "year": required(year),
            "sector": SECTOR,
            "emissions_tco2e": required(POSITIVE),
            "basis": choice(EmissionBasis),
            "key": choice([*StockFigure, ""]),
            "source": SOURCED,
        },
        key=("city_id", "molecule_id", "nil_id", "year", "sector"),
    ),
    "molecule_targets": Table(
        "training/molecule_targets.csv",
        {
            "city_id": SLUG,
            "molecule_id": SLUG,
            "year": required(year),
            "emissions_tco2e": required(POSITIVE),
            "source": SOURCED,
        },
        key=("city_id", "molecule_id", "year"),
    ),
    "adoption": Table(
        "training/adoption.csv",
        {
            "city_id": SLUG,
            "package": CODE,
            "nil_id": whole(1),
            "year": required(year),
            "share_percent": required(number(0, factor="0.01")),
            "source": SOURCED,
        },
        key=("city_id", "package", "nil_id", "year"),
    ),
}
"""What only the training city tells."""
