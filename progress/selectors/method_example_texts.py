"""The worked examples of the method page in sentences, in the active language."""

from django.utils.translation import gettext as _

from core.quantities import format_money, format_number, format_share, format_tonnes
from progress.enums import Verdict
from progress.selectors.method_examples import (
    Figures,
    compute_actions,
    compute_ahead,
    compute_data,
    compute_standing,
)


def write_examples() -> dict[str, str]:
    """The example of every formula by its anchor."""
    return _standing() | _actions() | _ahead() | _data()


def _standing() -> dict[str, str]:
    figures = compute_standing()
    words = _words(figures) | {"verdict": str(Verdict(str(figures["verdict"])).label)}
    texts = {
        "f10": _(
            "A town emits %(baseline)s in 2020 and promises to take off %(promised)s by 2030: the target is "
            "%(target)s."
        ),
        "f17": _(
            "From %(baseline)s in 2020 to %(target)s in 2030, the line stands at %(trajectory)s in 2024."
        ),
        "f18": _(
            "The inventory of 2024 says %(measured)s, the line %(trajectory)s. Progress is "
            "%(progress_share)s: %(verdict)s."
        ),
        "f11": _(
            "Of the %(promised)s promised, plans in force bring %(existing)s: the gap is %(gap)s. A project "
            "of %(action)s covers %(coverage_share)s of it."
        ),
        "f13": _("An action of %(action)s a year that grows from 2025 to 2029 brings %(ramp)s in 2027."),
        "f19": _(
            "Along the straight line from %(baseline)s to %(target)s, the ten years from 2021 to 2030 emit "
            "%(cumulative)s in all."
        ),
    }
    return {anchor: text % words for anchor, text in texts.items()}


def _actions() -> dict[str, str]:
    texts = {
        "f15": _(
            "Boilers emit %(source)s. Heat pumps claim %(pumps_claim)s of it and insulation %(walls_claim)s. "
            "Together they save %(together)s, and %(contested)s are contested: heat pumps are credited "
            "%(pumps)s and insulation %(walls)s. If both state percentages, %(pumps_share)s and "
            "%(walls_share)s, they are credited %(pumps_shapley)s and %(walls_shapley)s."
        ),
        "rungs": _(
            "An action of %(action)s is under way; %(done_share)s is reported as done and %(verified_share)s "
            "of the whole is verified: %(rung_verified)s verified, %(rung_delivered)s delivered, "
            "%(rung_open)s under way."
        ),
        "delivered": _(
            "A tram line is credited %(action)s a year. Its newest report says that %(done_share)s is done: "
            "%(delivered)s are delivered."
        ),
    }
    words = _words(compute_actions())
    return {anchor: text % words for anchor, text in texts.items()}


def _ahead() -> dict[str, str]:
    texts = {
        "nowcast": _(
            "The last inventory, of 2021, says %(last)s. Since then a tram line has reported %(tram)s a year, "
            "declared, and retrofits %(retrofits)s from 2023, documented. The estimate of 2023 is %(p50)s, "
            "between %(p10)s and %(p90)s."
        ),
        "chance": _(
            "A town stands at %(level)s in 2025 and wants %(target)s in 2030. An action of %(under_way)s is "
            "under way and one of %(planned)s is planned. It gets there in %(chance_share)s of "
            "%(draws_count)s draws."
        ),
        "delay": _(
            "A tram line of %(late_action)s a year should have grown from 2022 to 2024 and has reached half. "
            "By the end of 2025 its delay has cost %(extra)s; at %(price_eur)s a tonne that is %(extra_eur)s."
        ),
        "cheapest": _(
            "%(gap)s are missing. Heat networks bring %(heat)s for %(heat_eur)s; a tram and solar roofs bring "
            "%(small)s each for %(tram_eur)s and %(roofs_eur)s. The cheapest set has %(set_count)s actions, "
            "brings %(set_tonnes)s and costs %(set_eur)s."
        ),
    }
    words = _words(compute_ahead())
    return {anchor: text % words for anchor, text in texts.items()}


def _data() -> dict[str, str]:
    figures = compute_data()
    is_comparable = figures["is_comparable"] == "True"
    texts = {
        "f9": _(
            "Buildings emit %(buildings)s and transport %(transport)s, waste is not estimated, and woods take "
            "up %(woods)s: %(gross)s of sources and a net total of %(net)s, both at least, because waste is "
            "missing."
        ),
        "restatement": _(
            "Gas was first put at %(quantity_before_count)s MWh with %(per_unit_before_count)s t each, then "
            "at %(quantity_after_count)s MWh with %(per_unit_after_count)s t: from %(before)s to %(after)s, "
            "of which %(activity)s by activity and %(factor)s by factor."
        ),
        "comparison": _(
            "Two cities have inventories of 2021 with other weights of the gases; nothing else differs. They "
            "can be compared."
        )
        if is_comparable
        else _(
            "Two cities have inventories of 2021 with other weights of the gases; nothing else differs. They "
            "are not compared, and the page names the weights."
        ),
    }
    words = _words(figures)
    return {anchor: text % words for anchor, text in texts.items()}


def _words(figures: Figures) -> dict[str, str]:
    """The numbers as people read them; the end of the name tells the unit, tonnes where it tells none."""
    return {name: _number(name, value) for name, value in figures.items() if not isinstance(value, str)}


def _number(name: str, value: float) -> str:
    if name.endswith("_share"):
        return format_share(value)
    if name.endswith("_eur"):
        return format_money(value)
    return format_number(value) if name.endswith("_count") else format_tonnes(value, "t")
