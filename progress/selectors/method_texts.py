"""How every figure is computed, in the words of a citizen: one entry per formula."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: `anchor` is its place on the method page, `number` its number in the documentation."""

    anchor: str
    number: str
    title: Words
    words: Words
    symbols: Words
    limits: Words

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else str(self.title)


_FORMULAS = (
    Formula(
        "f9",
        "F9",
        _("Inventory total"),
        _(
            "An inventory lists what a city emits in one year, line by line. Its total is the sum of the "
            "lines that lie inside the boundary of the target. Removals by forests and soils are shown apart "
            "and subtracted."
        ),
        _("net total = sum of the sources − sum of the sinks"),
        _(
            "A line marked “not estimated” or “confidential” stands for a number that is missing: the total "
            "is then a lower bound, and it limits no claim in the register. A total that the city printed "
            "goes before ours."
        ),
    ),
    Formula(
        "f10",
        "F10",
        _("Promise and residual emissions"),
        _(
            "The contract promises to take a number of tonnes off the baseline by the target year. What is "
            "then left are the residual emissions, which the city means to offset or to cut later."
        ),
        _("target = baseline − promised reduction"),
        _(
            "The Mission expects that at most a fifth of the baseline is left. More than that is told, not "
            "refused. A residual that the contract prints is shown as printed, even where it differs from the "
            "subtraction."
        ),
    ),
    Formula(
        "f17",
        "F17",
        _("Trajectory"),
        _(
            "The trajectory is the straight line from the baseline, in its year, to the target, in the target "
            "year. It says what emissions should be in each year in between."
        ),
        _("trajectory(year) = baseline + (target − baseline) × years passed / years in all"),
        _("A straight line is a yardstick, not a forecast: no city cuts the same tonnes every year."),
    ),
    Formula(
        "f18",
        "F18",
        _("Verdict"),
        _(
            "The newest inventory that can be compared with the baseline is set against the trajectory of its "
            "own year, not of today. Progress is the reduction reached divided by the reduction due: the "
            "city is on track from 95%, at risk from 75%, off track below that."
        ),
        _("progress = (baseline − measured) / (baseline − trajectory)"),
        _(
            "Without a comparable inventory after the baseline year nothing is measured, and the verdict says "
            "so. The age of the data is told apart and never changes the verdict."
        ),
    ),
    Formula(
        "f11",
        "F11",
        _("Gap and coverage"),
        _(
            "The gap is what the new actions must bring: the promised reduction less what plans already in "
            "force take off. Coverage is the yearly reduction of the actions divided by the gap, always split "
            "by how firm the actions are."
        ),
        _("gap = promised reduction − existing plans; coverage = tonnes of the actions / gap"),
        _(
            "A strategy without projects is never added to projects, sinks are never counted, and an action "
            "that is included in another counts once. Where a contract does not publish how firm its actions "
            "are, the sum of its rows is incomplete and is not shown as coverage."
        ),
    ),
    Formula(
        "f13",
        "F13",
        _("Ramp of an action"),
        _(
            "An action does not work all at once. Its effect is taken to grow evenly from its first to its "
            "last year; the tonnes in the portfolio are those of one year at full effect."
        ),
        _("effect(year) = tonnes × years passed / years of the action"),
        _(
            "Where an action has no years, its effect in a given year is unknown and it is left out of yearly "
            "sums."
        ),
    ),
    Formula(
        "f15",
        "F15",
        _("Register of tonnes (overlap)"),
        _(
            "Two actions can cut the same emissions: a heat pump saves less in a house that has been "
            "insulated. What each would save alone is its claim; what all save together is less than the sum. "
            "The credit is what each is given of that, and the rest is contested. Nothing can save more than "
            "the inventory says is there."
        ),
        _("saved together = source × (1 − (1 − claim₁ / source) × (1 − claim₂ / source) × …)"),
        _(
            "Claims are shared in proportion; where every action states by how many percent it cuts the "
            "source, by Shapley's value. Actions that name no common source are added up, and only the sector "
            "and the whole city limit them. If nobody has published how much a source emits, nothing limits "
            "the claims on it."
        ),
    ),
    Formula(
        "rungs",
        "",
        _("From idea to verified tonnes"),
        _(
            "Every action stands on a rung: idea, planned, committed (signed), funded, under way, delivered "
            "(reported), verified. Its credited tonnes are split: what was verified and what was reported as "
            "delivered stand there, the rest on the highest other rung for which there is evidence."
        ),
        _("tonnes on a rung = credit × share that has that evidence"),
        _(
            "A rung says what stands behind a promise, not how likely it is. The sum of all rungs is the "
            "credit."
        ),
    ),
    Formula(
        "delivered",
        "",
        _("Delivered tonnes"),
        _(
            "Delivered tonnes come from dated reports only: tonnes that were measured, the share that is "
            "done, or a milestone that was reached. The newest report counts, even where it says less than an "
            "older one."
        ),
        _("delivered = credit × share reported by the newest dated statement"),
        _(
            "Time alone delivers nothing: an action without a report has delivered an unknown amount. Most "
            "reports are declared by whoever carries the action; what was verified is told apart."
        ),
    ),
    Formula(
        "nowcast",
        "",
        _("Estimate of today"),
        _(
            "Inventories arrive about two years late. The estimate starts from the last comparable inventory, "
            "subtracts what dated reports say was delivered since, by how far such reports usually come "
            "true, and follows figures that arrive sooner, such as gas and electricity sold. The interval "
            "holds the true value in about eight cases of ten."
        ),
        _(
            "today = last inventory + drift of a long series − delivered since + change shown by leading "
            "indicators"
        ),
        _(
            "With a short series and no reports, the estimate is the last inventory itself with a wide "
            "interval. How well it does on the inventories of real cities, and how far reports are believed, "
            "stands in docs/nowcast.md of the source code; every figure there can be computed again with "
            "“manage.py backtest”."
        ),
    ),
    Formula(
        "chance",
        "",
        _("Chance of reaching the target"),
        _(
            "The future is drawn ten thousand times. In each draw every action delivers some share of what is "
            "still open, with some delay, according to its rung; overlaps are respected every time. The "
            "chance is the share of the draws in which emissions in the target year are at or below the "
            "target."
        ),
        _("chance = draws that reach the target / all draws"),
        _(
            "The chance rests on the assumptions in the table below, and nobody has yet followed such actions "
            "to their end. The seed of the draws is stored, so anyone can draw the same numbers again. Where "
            "rows are incomplete, no chance is told."
        ),
    ),
    Formula(
        "delay",
        "",
        _("Cost of delay"),
        _(
            "What is late emits more in the meantime. For an action with reports, each past year is compared "
            "with the even growth that was planned. For one without, each milestone counts by how late it is. "
            "Where the city has set a price for a tonne, the tonnes are told in euros too."
        ),
        _(
            "tonnes of delay = sum over past years of (planned − delivered); euros = tonnes × price of a "
            "tonne"
        ),
        _(
            "An action without reports and without dated milestones has an unknown delay, not none. What was "
            "early counts against what was late."
        ),
    ),
    Formula(
        "cheapest",
        "",
        _("Cheapest set that closes the gap"),
        _(
            "Of the actions that have no money yet, the set is sought that closes the gap for the lowest "
            "cost, together with all that is funded already. Overlaps are respected."
        ),
        _("lowest sum of costs, such that the credit of funded and chosen actions ≥ gap"),
        _(
            "An action whose cost or tonnes are unknown cannot be chosen. Cost means the investment; "
            "lifetime, running costs and savings stand in the cost curve. The set is arithmetic, not advice."
        ),
    ),
    Formula(
        "f19",
        "F19",
        _("Cumulative emissions"),
        _(
            "The climate feels the sum of all years, not the last one. Yearly emissions are added from the "
            "year after the baseline to the target year: along the trajectory, with all that is planned, and "
            "with nothing more."
        ),
        _("cumulative emissions = sum of the yearly emissions"),
        _(
            "Years without an inventory are taken from the estimate; a carbon budget is shown only where the "
            "city set one."
        ),
    ),
    Formula(
        "comparison",
        "",
        _("Comparing cities"),
        _(
            "Two cities are compared only where their inventories were made alike: the same scopes, the same "
            "weights of the gases, life-cycle factors or not, the same year. Otherwise the page says what "
            "differs."
        ),
        _("comparable = every aspect is stated by both and is the same"),
        _(
            "What a city does not state never counts as the same. Where quantities of fuel are published, a "
            "total can be computed again with common factors."
        ),
    ),
    Formula(
        "restatement",
        "",
        _("Restated inventories"),
        _(
            "A city may publish a better edition of an old inventory. The difference is then explained in "
            "three parts: the quantities changed (activity), the emissions per unit changed (factor), or "
            "lines came in or went out (boundary)."
        ),
        _("A₁F₁ − A₀F₀ = (A₁ − A₀) × mean factor + (F₁ − F₀) × mean activity"),
        _("Where lines give no quantities, the difference stays unexplained, and the page says so."),
    ),
    Formula(
        "printed",
        "",
        _("Figures as printed"),
        _(
            "These figures are copied from the published contract or entered by the city, and not computed "
            "here."
        ),
        _("figure = what the source says"),
        _("An error in the source stays visible: findings beside the figures say what does not add up."),
    ),
)

FORMULAS = {formula.anchor: formula for formula in _FORMULAS}
"""Every formula by its anchor, in the order of the method page."""
