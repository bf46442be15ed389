"""What stands behind the coverage of the gap, in words: rungs first, maturities beside them."""

from django.utils.translation import gettext as _

from contracts.enums import Maturity
from core.quantities import format_share
from progress.charts.builders.gap_steps import FIRM_ORDER, GapWaterfall
from progress.charts.model import Cell
from progress.charts.words import in_tonnes
from progress.enums import Rung

SURE = (Rung.VERIFIED, Rung.DELIVERED)
MOVING = (Rung.UNDER_WAY, Rung.FUNDED)
PROMISED = (Rung.COMMITTED, Rung.PLANNED, Rung.IDEA)
ROUNDING_TCO2E = 1.0


def finding_by_rung(data: GapWaterfall, gap: float) -> str:
    """Return what of the gap is delivered, funded or only promised, and what nobody has taken on."""
    values = {
        "gap": in_tonnes(gap),
        "delivered": format_share(_sum_of(data, SURE) / gap, 1),
        "moving": format_share(_sum_of(data, MOVING) / gap, 1),
        "promised": format_share(_sum_of(data, PROMISED) / gap, 1),
    }
    uncovered = data.uncovered_tco2e or 0.0
    if uncovered > ROUNDING_TCO2E:
        values["rest"] = in_tonnes(uncovered)
        return (
            _(
                "Of the gap of %(gap)s, %(delivered)s is delivered, %(moving)s funded or under way, %(promised)s"
                " planned or promised; %(rest)s is covered by no action"
            )
            % values
        )
    if _sum_of(data, SURE) >= gap - ROUNDING_TCO2E:
        return _("The gap of %(gap)s is closed by what has been delivered") % values
    return (
        _(
            "Actions cover the whole gap of %(gap)s, but only %(delivered)s is delivered; %(moving)s is funded or"
            " under way, %(promised)s planned or promised"
        )
        % values
    )


def maturity_note(data: GapWaterfall) -> list[str]:
    """Return the coverage by maturity as a sentence, nothing where it is not stated."""
    parts = [f"{name} {in_tonnes(amount)}" for name, amount in _maturities(data) if amount is not None]
    if not parts:
        return []
    return [_("By maturity as the contract states it: %(parts)s.") % {"parts": ", ".join(parts)}]


def maturity_rows(data: GapWaterfall) -> list[tuple[Cell, ...]]:
    """Return the rows of the table for the maturities, where the bars are the rungs."""
    if not data.is_by_rung:
        return []
    gap = data.gap_tco2e
    return [
        (
            _("By maturity: %(name)s") % {"name": name},
            None if amount is None else 0 - amount,
            amount / gap if amount is not None and gap is not None and gap > 0 else None,
        )
        for name, amount in _maturities(data)
    ]


def _maturities(data: GapWaterfall) -> list[tuple[str, float | None]]:
    covered = dict(data.covered_tco2e)
    return [(str(Maturity(code).label), covered[code]) for code in FIRM_ORDER if code in covered]


def _sum_of(data: GapWaterfall, rungs: tuple[Rung, ...]) -> float:
    return sum(amount for rung, amount in data.covered_by_rung if rung in rungs and amount is not None)
