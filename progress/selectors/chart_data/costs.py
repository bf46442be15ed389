"""The marginal abatement cost curve of a contract."""

from contracts.models import City
from progress.charts.builders.abatement_curve import AbatementBlock, AbatementCurve
from progress.enums import CreditReason
from progress.frames.inputs import ACTION_COLUMNS
from progress.models import ProgressSnapshot
from progress.selectors.chart_data.rows import named
from progress.selectors.costs import ASSUMED_DISCOUNT_SHARE, ActionMoney, cost_of_tonnes
from progress.selectors.ledger import read_ledger
from progress.selectors.masks import SnapshotMask

NOT_ITS_OWN = (
    CreditReason.SINK,
    CreditReason.EXISTING_PLAN,
    CreditReason.CANCELLED,
    CreditReason.INCLUDED_IN,
)
"""Actions that are credited nothing here, whatever they cost."""


def abatement_data(
    snapshot: ProgressSnapshot, city: City, source: str, titles: dict[str, str], mask: SnapshotMask
) -> AbatementCurve:
    """The actions whose credited tonnes and costs are known, side by side; the others are counted.

    Charts are everyone's: an action whose money `mask` hides is only counted.

    Where the city sets no discount rate ours is used, and the chart says so.
    """
    ledger = read_ledger(snapshot)
    claiming = {
        key: one.credited
        for key, one in ledger.actions.items()
        if one.isolated is not None and one.reason not in NOT_ITS_OWN
    }
    found = [row for row in named(ACTION_COLUMNS, snapshot.inputs["actions"]) if str(row["id"]) in claiming]
    rows = [row for row in found if not mask.hides_money(row["id"])]
    stated = snapshot.inputs["version"].get("discount_share")
    discount = ASSUMED_DISCOUNT_SHARE if stated is None else stated
    money = [ActionMoney.of_row(row, credited_tco2e=claiming[str(row["id"])]) for row in rows]
    costs = cost_of_tonnes(money, discount_share=discount)
    return AbatementCurve(
        city=str(city),
        source=source,
        target_year=snapshot.results["target_year"],
        discount_share=discount,
        is_discount_assumed=stated is None,
        blocks=tuple(
            AbatementBlock(
                code=row["code_key"],
                title=titles.get(str(row["id"]), ""),
                reduction_tco2e=one.credited_tco2e,
                cost_eur_per_tco2e=cost,
                is_funded=one.is_funded,
            )
            for row, one, cost in zip(rows, money, costs, strict=True)
            if cost is not None and one.credited_tco2e
        ),
        actions_without_cost=sum(one.cost_eur is None for one in money),
        actions_without_lifetime=sum(one.cost_eur is not None and not one.is_complete for one in money),
        actions_without_tonnes=snapshot.results["actions"]["not_estimated"],
        actions_not_public=len(found) - len(rows),
        are_tonnes_credited=True,
    )
