"""The sentence on an estimated year: where it lies against the trajectory, or that this cannot be told."""

from django.utils.translation import gettext as _

from progress.charts.builders.intervals import YearInterval, interval_words
from progress.charts.words import display_unit


def nowcast_finding(estimate: YearInterval, *, city: str, expected_tco2e: float | None) -> str:
    """Return the finding of an estimated year; a difference is told only when the interval lies on one side."""
    unit = display_unit(estimate.p10, estimate.p50, estimate.p90)
    values = {"year": estimate.year, "city": city, "amount": interval_words(estimate, unit)}
    if expected_tco2e is None:
        return (
            _("Estimated %(year)s: %(city)s emits %(amount)s; its trajectory has no value for that year")
            % values
        )
    values["expected"] = unit.amount(expected_tco2e)
    values["difference"] = unit.amount(abs(estimate.p50 - expected_tco2e))
    if estimate.p10 > expected_tco2e:
        return (
            _("Estimated %(year)s: %(city)s emits %(amount)s, %(difference)s above its trajectory") % values
        )
    if estimate.p90 < expected_tco2e:
        return (
            _("Estimated %(year)s: %(city)s emits %(amount)s, %(difference)s below its trajectory") % values
        )
    return (
        _(
            "Estimated %(year)s: %(city)s emits %(amount)s; its trajectory (%(expected)s) lies inside the interval,"
            " so above or below cannot be said"
        )
        % values
    )
