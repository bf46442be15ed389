"""Whether the figures of two cities may stand on one scale, and in words what differs where they may not."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from django.utils.translation import gettext as _

from contracts.enums import FactorApproach, ScopeCoverage, Sector
from emissions.comparability import Aspect, Match, compare_cities
from progress.selectors.comparison.series import CitySeries

YEARS_APART = 2
"""Inventories this many years apart are still of the same time."""

COMMON_FACTORS = "factors"


def compare_with(rows: Sequence[CitySeries], reference: CitySeries) -> dict[str, tuple[str, ...]]:
    """What differs from the reference, by city, in words; nothing for a city that may stand beside it."""
    matches = _match(rows, reference)
    return {
        row.slug: () if row.slug == reference.slug else tuple(_differences(row, reference, matches[row.slug]))
        for row in rows
    }


def count_matches(rows: Sequence[CitySeries]) -> dict[str, int]:
    """How many cities may stand beside each of them."""
    return {one.slug: sum(not reasons for reasons in compare_with(rows, one).values()) - 1 for one in rows}


def stated_gwp_set(row: CitySeries) -> str:
    """The weights of the gases in the newest inventory, or those that it was brought to."""
    if row.rebased_to:
        return row.rebased_to
    return row.newest.gwp_set if row.newest else ""


def stated_approach(row: CitySeries) -> str:
    """What the factors count; the common factors are those of combustion."""
    return FactorApproach.COMBUSTION.value if row.rebased_to == COMMON_FACTORS else row.approach


def list_sectors(sectors: frozenset[str]) -> str:
    """Sectors in words, in their usual order."""
    return ", ".join(str(Sector(word).label) for word in Sector.values if word in sectors)


def _match(rows: Sequence[CitySeries], reference: CitySeries) -> dict[str, Mapping[str, str]]:
    newest = reference.newest.year if reference.newest else None
    table = pd.DataFrame(
        [_metadata(row, newest) for row in rows], index=[row.slug for row in rows], dtype=object
    )
    pairs = compare_cities(table, reference=reference.slug)
    words: list[dict[str, str]] = pairs.to_dict("records")  # type: ignore[assignment]  # columns are named by words
    return dict(zip(pairs.index.get_level_values("city"), words, strict=True))


def _metadata(row: CitySeries, reference_year: int | None) -> dict[str, object]:
    """What the guard compares; years that are near enough count as one."""
    year = row.newest.year if row.newest else None
    if year is not None and reference_year is not None and abs(year - reference_year) <= YEARS_APART:
        year = reference_year
    return {
        Aspect.SCOPES: row.scopes or None,
        Aspect.GWP_SET: stated_gwp_set(row) or None,
        Aspect.APPROACH: stated_approach(row) or None,
        Aspect.YEAR: year,
        Aspect.GASES: (row.newest.gases if row.newest else "") or None,
        Aspect.BOUNDARY_SECTORS: row.sectors or None,
    }


def _differences(row: CitySeries, reference: CitySeries, match: Mapping[str, str]) -> Iterator[str]:
    stated, other = _stated(row), _stated(reference)
    for aspect, label in _labels().items():
        if match[aspect] == Match.DIFFERENT:
            yield _("%(aspect)s: %(here)s, in %(city)s %(there)s") % {
                "aspect": label,
                "here": stated[aspect],
                "city": reference.city,
                "there": other[aspect],
            }
        elif match[aspect] == Match.NOT_STATED:
            silent = [each.city for each, told in ((row, stated), (reference, other)) if not told[aspect]]
            yield _("%(aspect)s: not stated by %(cities)s") % {
                "aspect": label,
                "cities": _(" and ").join(silent),
            }
    yield from _base_difference(row, reference)


def _base_difference(row: CitySeries, reference: CitySeries) -> Iterator[str]:
    """An index of 100 means another thing where the baselines are far apart."""
    if row.base_year is None or reference.base_year is None:
        silent = [each.city for each in (row, reference) if each.base_year is None]
        yield _("baseline year: not stated by %(cities)s") % {"cities": _(" and ").join(silent)}
    elif abs(row.base_year - reference.base_year) > YEARS_APART:
        yield _("baseline year: %(here)s, in %(city)s %(there)s") % {
            "here": row.base_year,
            "city": reference.city,
            "there": reference.base_year,
        }


def _labels() -> dict[Aspect, str]:
    return {
        Aspect.SCOPES: _("scopes"),
        Aspect.APPROACH: _("emission factors"),
        Aspect.GWP_SET: _("weights of the gases"),
        Aspect.GASES: _("gases"),
        Aspect.BOUNDARY_SECTORS: _("sectors"),
        Aspect.YEAR: _("year"),
    }


def _stated(row: CitySeries) -> dict[Aspect, str]:
    """What a city states, in words; empty where it states nothing."""
    approach = stated_approach(row)
    return {
        Aspect.SCOPES: str(ScopeCoverage(row.scopes).label) if row.scopes else "",
        Aspect.APPROACH: str(FactorApproach(approach).label) if approach else "",
        Aspect.GWP_SET: gwp_words(stated_gwp_set(row)),
        Aspect.GASES: row.newest.gases if row.newest else "",
        Aspect.BOUNDARY_SECTORS: list_sectors(row.sectors),
        Aspect.YEAR: str(row.newest.year) if row.newest else "",
    }


def describe_series(row: CitySeries) -> dict[str, str]:
    """What a city's figures count, in words by the name of the aspect; empty where it is not stated."""
    return {aspect.value: words for aspect, words in _stated(row).items()}


def gwp_words(gwp_set: str) -> str:
    """A set of weights as it is read; the common factors weigh methane and nitrous oxide by AR5."""
    return _("AR5, common factors") if gwp_set == COMMON_FACTORS else gwp_set
