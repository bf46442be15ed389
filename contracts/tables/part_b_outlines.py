"""Action plan, part B-2.2: the outline of each action."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionScale,
    Lever,
    Typology,
    Visibility,
)
from contracts.tables.action_columns import (
    action_code,
    action_responsible,
    action_title,
    end_year,
    field_of_action,
    reduction,
    start_year,
    timeline,
)
from contracts.tables.columns import (
    EURO,
    TONNES_A_YEAR,
    both,
    choice,
    choices,
    number,
    text,
    texts,
)
from contracts.tables.spec import TableSpec

ACTION_OUTLINES = TableSpec(
    key="action_outlines",
    section="plan.outlines",
    title=_("Individual action outlines"),
    numbers=both("B-2.2"),
    patterns=(
        r"\b(individual )?actions? outlines?\b",
        r"\bactions? (sheets?|fiches?|cards?)\b",
        r"\bsched[ae] (delle singole |di |delle |della singola |dell')? ?azion[ei]\b",
        r"\b(descrizione|profilo) (delle singole azioni|della singola azione)",
    ),
    store="actions",
    identity=("code",),
    edit_url="office-action-list",
    columns=(
        action_code(),
        action_title(),
        choice(
            "typology", _("Typology"), Typology, r"\b(action )?(typology|type)\b", r"\b(tipologia|tipo)\b"
        ),
        texts("description", _("Description"), r"\b(action )?description\b", r"\bdescrizion[ei]\b"),
        field_of_action(),
        choices(
            "levers",
            _("Systemic levers"),
            Lever,
            r"\b(systemic )?levers?\b",
            r"\blev[ae]\b( sistemic[hae]+)?",
        ),
        texts(
            "outcome",
            _("Outcome"),
            r"\boutcomes?\b( \(according to module b-1\.1\))?",
            r"\b(risultat[oi]|esit[oi])\b( attes[oi])?",
        ),
        action_responsible(),
        choice(
            "scale",
            _("Scale"),
            ActionScale,
            r"\b(action )?scale\b(?!.*address)",
            r"\bscala\b(?!.*(destinatari|soggetti|entita))",
        ),
        text(
            "addressed",
            _("Addressed entities"),
            r"\baddressed entit(y|ies)\b",
            r"\bscale.*address\w*( entit(y|ies))?",
            r"\bscala.*(destinatari|soggetti|entita)\b",
            r"\b(target group|beneficiar(y|ies))\b",
            r"\b(destinatari|beneficiari|soggetti (coinvolti|interessati))\b",
        ),
        start_year(),
        end_year(),
        timeline(),
        text(
            "stakeholders_note",
            _("Involved stakeholders"),
            r"\b(involved )?stakeholders?( involved)?\b",
            r"\b(stakeholder|portatori d'interesse|attori)( coinvolti)?\b",
        ),
        texts(
            "comments",
            _("Resources, timelines, milestones"),
            r"\bcomments?\b( on implementation)?",
            r"\b(resources|milestones|consider)\b",
            r"\b(commenti|note|risorse)\b",
        ),
        number(
            "renewable_mwh",
            _("Renewable energy generated"),
            "MWh/a",
            r"\b(generated )?renewable energy\b( generated| produced)?( \(if applicable\))?",
            r"\benergia (prodotta )?(da fonti )?rinnovabil[ei]\b( prodotta| generata)?",
        ),
        number(
            "removed_energy_mwh",
            _("Energy removed or replaced"),
            "MWh/a",
            r"\b(removed|saved|reduced)( ?/ ?| or | and )?(substituted|replaced)? energy\b",
            r"\benergia (rimossa|risparmiata|sostituita)\b( ?/ ?(rimossa|sostituita))?(, volume.*)?",
        ),
        text(
            "removed_energy_note",
            _("Fuel removed or replaced"),
            r"\b(volume|fuel) (or|/|and)? ?(fuel)? ?type\b",
            r"\btipo di (combustibile|carburante)\b",
            r"\bfuel removed\b|\bcombustibile (rimosso|sostituito)\b",
        ),
        reduction(),
        number(
            "compensated_tco2e",
            _("Emissions compensated"),
            TONNES_A_YEAR,
            r"\b(ghg |emissions? )*compensat(ed|ion)\b",
            r"\bemissioni compensate\b|\bcompensazione\b",
        ),
        number(
            "cost_eur",
            _("Total cost"),
            EURO,
            r"\b(total )?(investment )?costs?\b(?!.*(per|/) ?t)",
            r"\b(costo|costi|investimento)( (totale|complessivo))?\b(?!.*(per|/) ?t)",
        ),
        text(
            "cost_note", _("Cost, as printed"), r"\bcosts?.*(as printed|note)", r"\bcost[oi].*(stampat|nota)"
        ),
        text(
            "contact_email",
            _("E-mail of whoever reports on it"),
            r"\be-?mail\b",
            visibility=Visibility.INTERNAL,
        ),
    ),
    hint=_("One form per action of the portfolio, tied to it by its code."),
)

TABLES = (ACTION_OUTLINES,)
