"""The staged path as its drawing and its printed sheet take it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.quantities import NO_BREAK_SPACE, format_date, format_tonnes
from progress.charts.builders.staged_path import PathData, PathLane, PathRow
from progress.charts.drawings.path_sheet import SheetText
from progress.charts.model import Mark
from progress.selectors.staged_path import PathPage
from progress.selectors.staged_path_rows import Stage
from progress.selectors.staged_path_words import path_headline, stage_words

MARKS: dict[str, Mark] = {
    "reached": "reached",
    "planned": "planned",
    "moved": "moved",
    "missed": "missed",
}
SOURCES_SHOWN = 6
COSTS_SHOWN = 5


def path_data(page: PathPage, stages: Sequence[Stage]) -> PathData:
    """The drawing of some stages of a path: the contract's, those of each molecule, those of actions."""
    lanes: dict[tuple[int, str], list[PathRow]] = {}
    for one in stages:
        lanes.setdefault(_lane(one), []).append(_row(one))
    shown = {one.id for one in stages}
    return PathData(
        title=path_headline(page),
        lanes=tuple(PathLane(title, tuple(rows)) for (_place, title), rows in sorted(lanes.items())),
        links=tuple((tie.id, one.id) for one in stages for tie in one.waits_for if tie.id in shown),
        today=page.today,
        ends_on=page.ends_on,
    )


def sheet_text(page: PathPage) -> SheetText:
    """The words of the printed sheet: whose path it is, as of when, by which version, and from where."""
    told = {"city": page.contract.city, "year": page.ends_on.year}
    facts = [_("As of %(day)s") % {"day": format_date(page.today)}]
    if page.version:
        facts.append(_("Contract, version %(number)s") % {"number": page.version.number})
    notes = [
        _(
            "The shape of a mark says its state, its place the day; days are counted from the day first planned. "
            "Missed milestones count for no other."
        )
    ]
    if page.is_circular:
        notes.append(circle_words())
    illustrative = sum(one.is_illustrative for one in page.stages)
    if illustrative:
        notes.append(
            _("Illustrative milestones, marked by an asterisk, were invented to show how the page works.")
        )
    costs = _costs(page)
    if costs:
        notes.append(costs)
    return SheetText(
        title=_("%(city)s: the staged path to %(year)s") % told,
        lead=path_headline(page),
        facts=tuple(facts),
        notes=tuple(notes),
        sources=_sources(page),
    )


def circle_words() -> str:
    """What is said of a path whose stages wait for each other."""
    return _(
        "Some milestones wait for each other, so no order follows: the days shown are those of each milestone alone, "
        "without room and critical path."
    )


def _costs(page: PathPage) -> str:
    """What the delay of single stages costs, the costliest first; the tonnes of two stages are never added."""
    told = [(one, one.delay.tco2e) for one in page.stages if one.delay and one.delay.tco2e]
    shown = [
        f"{one.title} ({format_tonnes(tonnes, co2e=True)})"
        for one, tonnes in sorted(told, key=lambda pair: -pair[1])[:COSTS_SHOWN]
    ]
    if not shown:
        return ""
    return _("What delay costs, the costliest first: %(milestones)s.") % {"milestones": "; ".join(shown)}


def _sources(page: PathPage) -> str:
    if not page.sources:
        return _("Sources: the city's own entries in this portal.")
    shown, rest = page.sources[:SOURCES_SHOWN], len(page.sources) - SOURCES_SHOWN
    words = "; ".join(shown)
    more = [_("others on the page of the path")] if rest > 0 else []
    return _("Sources: %(sources)s.") % {"sources": "; ".join([words.rstrip("."), *more])}


def _lane(stage: Stage) -> tuple[int, str]:
    if stage.molecules:
        return 1, _("Molecule %(name)s") % {"name": stage.molecules[0].name}
    return (2, _("Actions")) if stage.action else (0, _("Contract and city"))


def _row(stage: Stage) -> PathRow:
    name = f"{stage.action.code} · {stage.title}" if stage.action else str(stage.title)
    has_moved = not stage.is_missed and stage.planned_on != stage.stands_on
    return PathRow(
        key=stage.id,
        name=f"{name}{NO_BREAK_SPACE}*" if stage.is_illustrative else name,
        words=stage_words(stage),
        mark=MARKS[stage.state],
        stands_on=stage.stands_on,
        planned_on=stage.planned_on if has_moved else None,
        latest_on=stage.latest_on,
        is_critical=stage.is_critical,
    )
