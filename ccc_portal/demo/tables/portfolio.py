"""Actions, organisations, money and places."""

from ccc_portal.demo.converters import choice, number, required, text, whole, yes_no
from ccc_portal.demo.reading import Table
from ccc_portal.demo.tables.cells import NAME, NOTE, POSITIVE, SECTOR, SLUG, SOURCE
from contracts.enums import PartyRole, Typology

PORTFOLIO_TABLES: dict[str, Table] = {
    "actions": Table(
        "actions_ccc.csv",
        {
            "city_id": SLUG,
            "action_id": required(text(40)),
            "sector": SECTOR,
            "typology": choice(Typology),
            "subcategory": text(120),
            "title": required(text(300)),
            "promoter": text(300),
            "reduction_tco2e_per_year": POSITIVE,
            "reduction_raw": text(200),
            "timing": text(200),
            "investment_eur": number(),
            "investment_raw": text(300),
            "location_text": text(300),
            "source": SOURCE,
        },
        key=("city_id", "action_id"),
    ),
    "portfolio_categories": Table(
        "actions_by_category_roma.csv",
        {
            "city_id": SLUG,
            "sector": SECTOR,
            "category": NAME,
            "n_actions": whole(),
            "reduction_tco2e_per_year": POSITIVE,
            "source": SOURCE,
        },
        key=("city_id", "sector", "category"),
    ),
    "parties": Table(
        "signatories.csv",
        {
            "city_id": SLUG,
            "organisation": required(text(300)),
            "category": text(200),
            "level": text(80),
            "legal_form": text(200),
            "scope_of_action": text(500),
            "role": choice(PartyRole),
            "status": text(120),
            "source": SOURCE,
        },
    ),
    "aliases": Table(
        "organisation_aliases.csv",
        {"city_id": SLUG, "organisation": required(text(300)), "alias": required(text(300))},
        key=("city_id", "alias"),
    ),
    "investments": Table(
        "investments.csv",
        {
            "city_id": SLUG,
            "scheme": NAME,
            "category": NAME,
            "amount_eur": number(),
            "ghg_reduction_tco2e_per_year": number(),
            "source": SOURCE,
            "note": NOTE,
        },
        key=("city_id", "scheme", "category"),
    ),
    "molecule_figures": Table(
        "illustrative_molecule_emissions.csv",
        {
            "molecule_id": SLUG,
            "name": NAME,
            "pop_2023_est": whole(),
            "baseline_2021_tco2e": POSITIVE,
            "target_2030_tco2e": POSITIVE,
            "illustrative": yes_no,
            "method": required(text()),
        },
        key=("molecule_id",),
    ),
}
