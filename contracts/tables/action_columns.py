"""Columns that several tables of actions share."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    FieldOfAction,
)
from contracts.tables.columns import (
    TONNES_A_YEAR,
    choice,
    number,
    text,
    texts,
    year,
)
from contracts.tables.spec import Column


def field_of_action() -> Column:
    """The field of action of the template."""
    return choice(
        "field_of_action",
        _("Field of action"),
        FieldOfAction,
        r"\b(fields?|areas?|domains?) of (action|intervention)\b",
        r"\baction (field|domain|area)\b",
        r"\b(camp[oi]|ambit[oi]|are[ae]|settor[ei]|domini?o?) (di|d') ?(azion[ei]|intervent[oi])\b",
    )


def action_code() -> Column:
    """The code of an action, which ties its rows in several tables together."""
    return text(
        "code",
        _("Code"),
        r"\b(code|id|acronym)\b",
        r"\baction (number|no\.?|nr\.?|id|code)\b",
        r"^(no|nr|n|number|numero)\.?$",
        r"\b(codice|sigla|numero azione)\b",
        required=True,
    )


def action_title(**options: bool) -> Column:
    """The title of an action."""
    return texts(
        "title",
        _("Title"),
        (
            r"\b(action|intervention|project|measure)s? ?/? ?(action|intervention|project|measure)?"
            r" ?(name|title)\b"
        ),
        r"\b(name|title)\b( of (the )?(action|intervention|project|measure))?",
        r"^elenco( delle| degli)? (azioni|interventi|progetti)$",
        r"\b(titolo|nome|denominazione)\b( (dell'|del |della |dell )?(azione|intervento|progetto|misura))?",
        (
            r"^(list of )?(actions?|interventions?|projects?|measures?)( ?/"
            r" ?(actions?|interventions?|projects?))?$"
        ),
        r"^(azion[ei]|intervent[oi]|progett[oi]|misur[ae])( ?/ ?(azion[ei]|intervent[oi]|progett[oi]))?$",
        **options,
    )


def action_responsible() -> Column:
    """Who answers for an action."""
    return text(
        "responsible",
        _("Responsible body"),
        r"\bresponsib(le|ility)\b( (bod(y|ies)|entit(y|ies)|department|person|party|organi[sz]ation))*",
        r"\b(ente |soggetto |struttura |ufficio |direzione )?responsabil[ei]\b",
        r"\bresponsabilita\b",
    )


def start_year(**options: bool) -> Column:
    """The year an action begins."""
    return year(
        "start_year",
        _("Start year"),
        r"^(?!.*\bend).*\bstart(ing)?\b( (year|date))?",
        r"^(?!.*fine).*\b(inizio|avvio)\b",
        **options,
    )


def end_year(**options: bool) -> Column:
    """The year an action ends."""
    return year(
        "end_year",
        _("End year"),
        r"^(?!.*start).*\bend(ing)?\b( (year|date))?",
        r"^(?!.*inizio).*\b(fine|conclusione|termine)\b",
        **options,
    )


def reduction(**options: bool) -> Column:
    """The tonnes an action takes off a year at full effect."""
    return number(
        "reduction_tco2e",
        _("Reduction at full effect"),
        TONNES_A_YEAR,
        (
            r"\b(ghg|co2(e|eq)?|emissions?) ?(emissions?"
            r" )?(reduction|saving|abatement|avoided|impact)s?\b( estimate)?( \(total\))?"
        ),
        r"\b(reduction|abatement) (of|in) (ghg|co2|emissions?)",
        r"\bemissions? reductions?\b|\bavoided emissions\b",
        (
            r"\b(riduzione|abbattimento|risparmio)\b( (delle |di |annu[ao]"
            r" )*(emission[ei]|co2(e|eq)?|ghg))?( stimat[ao])?"
        ),
        r"\bemissioni evitate\b",
        r"^(expected |estimated )?impacts?$|^impatt[oi]( attes[oi]| stimat[oi])?$",
        r"^(reductions?|riduzion[ei])$",
        **options,
    )


def timeline() -> Column:
    """The time of an action in the words of the contract."""
    return text(
        "timeline_note",
        _("Timeline, as printed"),
        r"\b(timelines?|time ?frame|timing|duration|period|implementation time)\b",
        r"\bstart\b.*\bend\b( (year|date)s?)?|\b(data |anno )?(di )?inizio\b.*\bfine\b",
        r"\b(tempi|tempistic(a|he)|cronoprogramma|durata|periodo|orizzonte temporale|calendario)\b",
    )
