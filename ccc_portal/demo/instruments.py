"""Rules, incentives and disincentives, each with the version that was loaded."""

from uuid import UUID

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.molecules import PUBLISHED, molecule_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ITALIAN, texts
from core.history import as_json
from molecules.models import InstrumentVersion, PolicyInstrument
from molecules.services.instruments import VERSIONED


def build_instruments(data: Dataset) -> list[PolicyInstrument]:
    """The instruments, public from the beginning as the molecules are."""
    return [_build_instrument(row) for row in data.rows("instruments")]


def build_versions(data: Dataset) -> list[InstrumentVersion]:
    """The first version of each instrument: how the data tell it."""
    return [_build_version(data, row) for row in data.rows("instruments")]


def link_molecules(data: Dataset) -> list[tuple[UUID, UUID]]:
    """Where each instrument holds; one without molecules holds in the whole city."""
    return [(_instrument_id(row), one) for row in data.rows("instruments") for one in _molecules(row)]


def link_actions(data: Dataset) -> list[tuple[UUID, UUID]]:
    """Which actions of the contract an instrument carries."""
    return [(_instrument_id(row), one) for row in data.rows("instruments") for one in _actions(row)]


def _build_instrument(row: Row) -> PolicyInstrument:
    return PolicyInstrument(
        id=_instrument_id(row),
        city_id=demo_id(row["city_id"], "city"),
        code=row["code"],
        names=texts(it=row["name_it"], en=row["name_en"]),
        source_language=ITALIAN,
        plain_words=texts(it=row["plain_words_it"], en=row["plain_words_en"]),
        kind=row["kind"],
        legal_basis=row["legal_basis"],
        amount=row["amount"],
        amount_unit=row["amount_unit"],
        in_force_from=row["in_force_from"],
        in_force_until=row["in_force_until"],
        saturation_points=row["saturation_points"],
        rise_factor=row["rise_factor"],
        start_shift_years=row["start_shift_years"],
        effect_source=row["effect_source"],
        budget_eur=row["budget_eur"],
        payer=row["payer"],
        published_at=PUBLISHED,
        source=row["source"],
        note=row["note"],
        is_illustrative=bool(row["is_illustrative"]),
    )


def _build_version(data: Dataset, row: Row) -> InstrumentVersion:
    instrument = _build_instrument(row)
    instrument.is_illustrative |= data.source.is_illustrative
    values = {name: as_json(getattr(instrument, name)) for name in VERSIONED}
    places = {"molecules": sorted(map(str, _molecules(row))), "actions": sorted(map(str, _actions(row)))}
    return InstrumentVersion(
        id=demo_id(row["city_id"], f"instrument-version:{row['code']}:1"),
        instrument=instrument,
        number=1,
        values=values | places,
    )


def _instrument_id(row: Row) -> UUID:
    return demo_id(row["city_id"], f"instrument:{row['code']}")


def _molecules(row: Row) -> list[UUID]:
    return [molecule_id(row["city_id"], code) for code in row["molecules"].split()]


def _actions(row: Row) -> list[UUID]:
    return [action_id(row["city_id"], code) for code in row["actions"].split()]
