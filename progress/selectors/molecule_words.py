"""What is said of a molecule's figures: where emissions come from, one sentence, the tiles."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_share, format_tonnes
from progress.charts.words import in_sentence
from progress.selectors.dashboard import Tile
from progress.selectors.molecule_figures import APPORTIONED, ILLUSTRATIVE, MEASURED, MoleculeFigures, YearSum


def basis_of(one: YearSum | None) -> str:
    """What emissions rest on, in words."""
    if one is None:
        return _("not known")
    keys = ", ".join(one.keys)
    words = {
        MEASURED: _("measured here"),
        APPORTIONED: _("apportioned from the city by %(keys)s, not measured") % {"keys": keys},
        ILLUSTRATIVE: _("illustrative, not measured"),
    }
    said = words.get(one.basis) or (
        _("in part measured here, in part apportioned from the city by %(keys)s") % {"keys": keys}
    )
    if one.is_illustrative and one.basis != ILLUSTRATIVE:
        return _("%(basis)s; illustrative") % {"basis": said}
    return said


def tell_molecule(figures: MoleculeFigures) -> str:
    """What the molecule is, what it emits and what it wants to emit, in sentences; what is unknown is said."""
    return " ".join([_tell_place(figures), *_tell_emissions(figures), _tell_actions(figures)])


def list_tiles(figures: MoleculeFigures) -> tuple[Tile, ...]:
    """The figures of a molecule beside each other, each with what it rests on."""
    newest = figures.newest
    return (
        Tile(
            _("Emissions"),
            format_tonnes(newest.tonnes if newest else None, "t", unknown=_("not known"), co2e=True),
            _emissions_note(newest),
        ),
        Tile(
            _("Emissions per resident"),
            _tonnes_each(figures.per_resident_tco2e),
            _per_resident_note(figures),
        ),
        Tile(
            _("Cut delivered"),
            format_tonnes(figures.delivered_tco2e, "t", unknown=_("not known"), co2e=True),
            _("of %(declared)s a year that its actions declare")
            % {"declared": format_tonnes(figures.declared_tco2e, "t", co2e=True)},
        ),
        Tile(
            _("Under a signed promise"),
            format_share(figures.promised_share, 0, unknown=_("not known")),
            _("of what its actions declare: %(promised)s")
            % {
                "promised": format_tonnes(
                    figures.promised_tco2e, "t", unknown=_("tonnes not stated"), co2e=True
                )
            },
        ),
    )


def list_notes(figures: MoleculeFigures) -> Iterator[str]:
    """What a reader has to know about how the figures of the actions are counted."""
    if figures.actions:
        yield _(
            "An action counts here by the share that is stated for this molecule. Without one, an action that happens "
            "in this molecule alone counts in full."
        )
    if figures.left_out:
        yield ngettext(
            "%(count)s action happens in several molecules and nobody has stated its share here: it is in no sum.",
            "%(count)s actions happen in several molecules and nobody has stated their share here: they are in no sum.",
            figures.left_out,
        ) % {"count": format_number(figures.left_out)}


def _tell_place(figures: MoleculeFigures) -> str:
    molecule = figures.molecule
    said = {
        "name": molecule,
        "kind": in_sentence(str(molecule.get_kind_display())),
        "state": in_sentence(str(molecule.get_state_display())),
        "residents": format_number(molecule.residents),
    }
    if molecule.residents is None:
        return _("%(name)s (%(kind)s, %(state)s): how many people live there is not known.") % said
    return _("%(name)s (%(kind)s, %(state)s): about %(residents)s people live there.") % said


def _tell_emissions(figures: MoleculeFigures) -> Iterator[str]:
    newest = figures.newest
    if newest is None:
        yield _("What it emits is not known: nobody has measured it and nothing was apportioned to it.")
    else:
        said = {
            "tonnes": format_tonnes(newest.tonnes, "t", co2e=True),
            "year": newest.year,
            "basis": basis_of(newest),
        }
        if newest.year is None:
            yield _("It is said to emit %(tonnes)s a year (%(basis)s).") % said
        else:
            yield _("In %(year)s it emitted %(tonnes)s (%(basis)s).") % said
    if figures.targets:
        last = figures.targets[-1]
        words = (
            _("Its illustrative target is %(tonnes)s in %(year)s.")
            if last.is_illustrative
            else _("Its target is %(tonnes)s in %(year)s.")
        )
        yield words % {"tonnes": format_tonnes(last.emissions_tco2e, "t", co2e=True), "year": last.year}


def _tell_actions(figures: MoleculeFigures) -> str:
    if not figures.actions:
        return _("No action of the contract is placed here.")
    said = {
        "count": format_number(figures.actions),
        "declared": format_tonnes(figures.declared_tco2e, "t", co2e=True),
        "delivered": format_tonnes(figures.delivered_tco2e, "t", co2e=True),
    }
    if figures.delivered_tco2e is None:
        return (
            ngettext(
                "Its %(count)s action declares a cut of %(declared)s a year; how much is delivered is not known.",
                "Its %(count)s actions declare a cut of %(declared)s a year; how much is delivered is not known.",
                figures.actions,
            )
            % said
        )
    return (
        ngettext(
            "Its %(count)s action declares a cut of %(declared)s a year, of which %(delivered)s are delivered.",
            "Its %(count)s actions declare a cut of %(declared)s a year, of which %(delivered)s are delivered.",
            figures.actions,
        )
        % said
    )


def _tonnes_each(value: float | None) -> str:
    return _("not known") if value is None else f"{format_number(value, 2)}\u00a0t"


def _emissions_note(newest: YearSum | None) -> str:
    if newest is None:
        return _("nobody has measured it, nothing was apportioned")
    if newest.year is None:
        return basis_of(newest)
    count = len(newest.sectors)
    words = ngettext("%(year)s, %(count)s sector: %(basis)s", "%(year)s, %(count)s sectors: %(basis)s", count)
    return words % {"year": newest.year, "count": count, "basis": basis_of(newest)}


def _per_resident_note(figures: MoleculeFigures) -> str:
    newest = figures.newest
    if figures.per_resident_tco2e is None:
        return _("residents or emissions are not known")
    if newest and newest.basis != MEASURED:
        return _("%(basis)s: a share of the city, no achievement of this place") % {"basis": basis_of(newest)}
    return _("by the residents that are estimated")
