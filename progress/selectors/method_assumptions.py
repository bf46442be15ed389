"""The assumptions behind the chance of reaching the target, as the method page shows them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emissions.delivery import ADJUSTMENTS, RUNG_ASSUMPTIONS
from progress.enums import Rung

RUNG_REASONS: dict[str, Promise] = {
    "idea": _("Nobody has promised it: most ideas never become a project."),
    "planned": _("It stands in a plan, without a signature or money."),
    "committed": _("A party has signed for it; the money is still to be found."),
    "funded": _("The money is there; tenders and permits can still fail or shrink it."),
    "under_way": _("Work has begun: what remains open is how well it performs."),
    "delivered": _("Reported as done: only the size of the effect is open."),
    "verified": _("Done, and the evidence was accepted; a small doubt on the effect stays."),
}
"""The engine's reasons in words that can be translated; a test holds them equal."""

ADJUSTMENT_WORDS: dict[str, tuple[Promise, Promise]] = {
    "late": (_("late"), _("What is late is more often cut down than what is on time.")),
    "late_by_unknown": (
        _("late, nobody says by how much"),
        _("It is late and no report says how late: a year is assumed."),
    ),
    "unfunded": (
        _("under way without secured money"),
        _("It is under way without secured money and may stop halfway."),
    ),
    "silent": (
        _("said to be under way, never reported"),
        _("It is said to be under way, and no dated report shows any of it."),
    ),
}
"""Name and reason of each adjustment, by its kind."""


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """What is assumed of one kind of action: share delivered (or what it is multiplied by), years of delay."""

    label: str
    share: float
    slip_years: float
    reason: str


def list_rung_assumptions() -> tuple[AssumptionRow, ...]:
    """What is assumed of an action on each rung."""
    return tuple(
        AssumptionRow(
            label=str(Rung(row.rung.value).label),
            share=row.share_mean,
            slip_years=row.slip_mean_years,
            reason=str(RUNG_REASONS[row.rung.value]),
        )
        for row in RUNG_ASSUMPTIONS
    )


def list_adjustments() -> tuple[AssumptionRow, ...]:
    """By how much these shares shrink, and the delay grows, for an action in trouble."""
    return tuple(
        AssumptionRow(
            label=str(ADJUSTMENT_WORDS[row.kind][0]),
            share=row.share_factor,
            slip_years=row.added_slip_years,
            reason=str(ADJUSTMENT_WORDS[row.kind][1]),
        )
        for row in ADJUSTMENTS
    )
