"""The cities of the portal, as the first page lists them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel import Locale
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from contracts.models import City, Contract, ContractVersion, Milestone
from progress.enums import Verdict
from progress.models import ProgressSnapshot
from progress.selectors.coverage import read_coverage
from progress.selectors.milestones import MilestoneRow, milestone_rows
from progress.selectors.sentences import target_share
from progress.selectors.snapshots import current_snapshots, inventory_age_months


@dataclass(frozen=True)
class CityRow:
    """A city whose contract is in the portal; figures are None while nothing is computed or known."""

    slug: str
    name: str
    is_training: bool
    label_date: date | None
    longitude: float | None
    latitude: float | None
    baseline_year: int | None
    baseline_tco2e: float | None
    target_year: int | None
    target_share: float | None
    verdict: str
    verdict_label: str
    coverage_share: float | None
    coverage_is_printed: bool
    inventory_year: int | None
    inventory_age_months: int | None
    computed_at: datetime | None


@dataclass(frozen=True)
class OtherCity:
    """A Mission city whose contract is not in the portal."""

    slug: str
    name: str
    country: str
    label_date: date | None


@dataclass(frozen=True)
class Home:
    """What the first page shows; `training` cities stand apart, `milestones` are those of the whole Mission."""

    cities: tuple[CityRow, ...]
    training: tuple[CityRow, ...]
    others: tuple[OtherCity, ...]
    milestones: tuple[MilestoneRow, ...]


def read_home(user: Any) -> Home:
    """All cities and the milestones of the Mission, in six queries."""
    contracts = (
        Contract.objects.visible_to(user)
        .select_related("city")
        .prefetch_related(
            Prefetch("versions", ContractVersion.objects.filter(is_current=True)),
            Prefetch("snapshots", current_snapshots()),
        )
    )
    today = timezone.localdate()
    rows = sorted((_city_row(contract, today) for contract in contracts), key=lambda row: row.name)
    return Home(
        cities=tuple(row for row in rows if not row.is_training),
        training=tuple(row for row in rows if row.is_training),
        others=_other_cities({row.slug for row in rows}),
        milestones=milestone_rows(Milestone.objects.filter(city=None, action=None)),
    )


def _city_row(contract: Contract, today: date) -> CityRow:
    city, version = contract.city, next(iter(contract.versions.all()), None)
    snapshot: ProgressSnapshot | None = next(iter(contract.snapshots.all()), None)
    results = snapshot.results if snapshot else {}
    coverage = read_coverage(results) if results else None
    year = results.get("inventory_year")
    return CityRow(
        slug=city.slug,
        name=str(city),
        is_training=city.is_training,
        label_date=city.label_date,
        longitude=city.longitude,
        latitude=city.latitude,
        baseline_year=version.baseline_year if version else None,
        baseline_tco2e=version.baseline_tco2e if version else None,
        target_year=version.target_year if version else None,
        target_share=target_share(results) if results else None,
        verdict=snapshot.verdict if snapshot else "",
        verdict_label=str(Verdict(snapshot.verdict).label) if snapshot else "",
        coverage_share=coverage.share if coverage else None,
        coverage_is_printed=coverage.is_printed if coverage else False,
        inventory_year=year,
        inventory_age_months=inventory_age_months(year, today),
        computed_at=snapshot.computed_at if snapshot else None,
    )


def _other_cities(shown: set[str]) -> tuple[OtherCity, ...]:
    countries = Locale.parse(get_language() or "it").territories
    others = City.objects.exclude(slug__in=shown).filter(is_training=False)
    rows = others.values_list("slug", "names", "country_code", "label_date")
    return tuple(
        sorted(
            (
                OtherCity(slug, str(names) or slug, countries.get(code, code), day)
                for slug, names, code, day in rows
            ),
            key=lambda other: (other.country, other.name),
        )
    )
