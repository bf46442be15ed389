"""What moves the chance of reaching the target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from progress.charts.model import Bar, BarGroup, BarPlot, Chart, Column, Segment, Table
from progress.charts.palette import GAIN_PAINT, LOSS_PAINT
from progress.charts.words import format_chance, format_points, in_sentence

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """An action and the difference (0-1, signed) it makes to the probability."""

    code: str
    title: str
    difference_share: float

    @property
    def name(self) -> str:
        """Code and title as one name."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """The actions that move the probability, in any order; `reason` says why there is none.

    `comparison` ends the sentence on the difference: "between the action delivered in full and not at all".
    """

    city: str
    source: str
    target_year: int
    probability: float | None
    drivers: tuple[Driver, ...] = ()
    reason: str = ""
    comparison: str = ""
    key: str = "drivers"


def build_drivers(data: Drivers) -> Chart:
    """Return the bars of what moves the probability in the active language."""
    drivers = sorted(data.drivers, key=lambda driver: (-abs(driver.difference_share), driver.code))[:SHOWN]
    plot = BarPlot(tuple(_group(driver) for driver in drivers), _("percentage points")) if drivers else None
    comparison = data.comparison or _("between the action delivered in full and not at all")
    rows = "; ".join(f"{driver.name}: {format_points(driver.difference_share)}" for driver in drivers)
    return Chart(
        key=data.key,
        title=_finding(data, drivers),
        subtitle=_(
            "Difference in the chance of reaching the %(year)s target, in percentage points, %(comparison)s."
        )
        % {"year": data.target_year, "comparison": in_sentence(comparison)},
        source=data.source,
        description=f"{rows}." if rows else _("No figures are published."),
        table=_table(drivers),
        plot=plot,
        notes=_notes(data, drivers),
        span="full",
    )


def _finding(data: Drivers, drivers: list[Driver]) -> str:
    values = {"year": data.target_year, "reason": in_sentence(data.reason)}
    if not drivers:
        if data.reason:
            return (
                _("What moves the chance of reaching the %(year)s target cannot be said: %(reason)s") % values
            )
        return _("What moves the chance of reaching the %(year)s target has not been computed") % values
    strongest = drivers[0]
    values |= {"name": strongest.title, "points": format_points(strongest.difference_share)}
    if not _is_visible(strongest):
        return _("No single action moves the chance of reaching the %(year)s target") % values
    if data.probability is None:
        return (
            _(
                "“%(name)s” moves the chance of reaching the %(year)s target most: %(points)s percentage points"
            )
            % values
        )
    values["chance"] = format_chance(data.probability)
    return (
        _(
            "“%(name)s” moves the chance of reaching the %(year)s target, %(chance)s today, most: %(points)s"
            " percentage points"
        )
        % values
    )


def _is_visible(driver: Driver) -> bool:
    """Whether the difference prints as other than zero."""
    return any(figure in format_points(driver.difference_share) for figure in "123456789")


def _group(driver: Driver) -> BarGroup:
    value = driver.difference_share * 100
    name = _("Raises the chance") if value >= 0 else _("Lowers the chance")
    segment = Segment(0.0, value, name, GAIN_PAINT if value >= 0 else LOSS_PAINT)
    return BarGroup(driver.name, (Bar((segment,), format_points(driver.difference_share)),))


def _notes(data: Drivers, drivers: list[Driver]) -> tuple[str, ...]:
    if not drivers:
        return ()
    notes = [_("The differences are not to be added: each action is changed alone.")]
    if len(data.drivers) > len(drivers):
        notes.append(_("Only the ten actions that move the chance most are shown."))
    return tuple(notes)


def _table(drivers: list[Driver]) -> Table:
    columns = (
        Column("code", _("Code")),
        Column("action", _("Action")),
        Column("difference_share", _("Difference in the chance"), "share"),
    )
    return Table(columns, tuple((each.code, each.title, each.difference_share) for each in drivers))
