"""Action plan, part C: governance, social innovation, and interventions that cost money."""

from django.utils.translation import gettext_lazy as _

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
from contracts.tables.columns import EURO, both, integer, number, text, texts
from contracts.tables.spec import Column, TableSpec


def _intervention_columns() -> tuple[Column, ...]:
    """Governance and social innovation print the same columns."""
    return (
        texts(
            "name",
            _("Name of the intervention"),
            r"\b(intervention|name)s?\b( name)?( of (the )?intervention)?",
            r"\b(nome|intervent[oi]|titolo)\b( dell'intervento)?",
            required=True,
        ),
        texts(
            "description",
            _("Description"),
            r"\bdescriptions?\b( or (purpose|substance))?",
            r"\bdescrizion[ei]\b",
        ),
        text(
            "responsible",
            _("Responsible"),
            r"\bresponsible\b( (entity|bod(y|ies)|department|person)\b)*( ?/ ?\w+)?",
            r"\b(ente |soggetto |struttura )?responsabil[ei]\b",
        ),
        text(
            "stakeholders",
            _("Stakeholders involved"),
            r"\b(involved )?stakeholders?\b( involved)?",
            r"\b(stakeholder|attori|portatori d'interesse|soggetti)( coinvolti)?\b",
        ),
        texts(
            "enabling_impact",
            _("Enabling impact"),
            r"\benabling (impact|effect)s?\b",
            r"\b(impatto|effetto) abilitante\b",
        ),
        texts("co_benefits", _("Co-benefits"), r"\bco-?benefits?\b", r"\bco-?benefici\b|\bbenefici\b"),
    )


GOVERNANCE = TableSpec(
    key="governance",
    section="plan.governance",
    title=_("Governance innovation interventions"),
    numbers=both("C-1.1"),
    patterns=(
        (
            r"\b(enabling )?(organi[sz]ational and |organi[sz]ational & )?governance( innovation)?("
            r" interventions?)\b"
        ),
        r"\bgovernance innovations?( interventions?)?\b",
        r"\b(enabling )?organi[sz]ational (and|&) governance( innovation)?( interventions?)?\b",
        (
            r"\b(interventi (abilitanti )?)?(di )?(innovazione )?(organizzativ[ai] e )?(di |della |nella"
            r" )?governance( e organizzazione)?\b"
        ),
    ),
    identity=("name",),
    columns=_intervention_columns(),
)

SOCIAL_INNOVATION = TableSpec(
    key="social_innovation",
    section="plan.social",
    title=_("Social innovation interventions"),
    numbers=both("C-2.1"),
    patterns=(
        r"\b(enabling )?social innovation( interventions?)?\b",
        r"\b(interventi (abilitanti )?)?(di )?innovazione sociale\b",
    ),
    identity=("name",),
    columns=_intervention_columns(),
)

COST_INTERVENTIONS = TableSpec(
    key="cost_interventions",
    section="plan.costs",
    title=_("Interventions with cost implication"),
    numbers=both("C-3.1"),
    patterns=(
        r"\b(summary of )?interventions? with costs? implications?\b",
        r"\binterventions? (and|with) (their )?costs?\b",
        (
            r"\b(sintesi degli |riepilogo degli )?interventi (con|che comportano) (implicazioni (di"
            r" costo|finanziarie|economiche)|costi|impatto economico)"
        ),
    ),
    store="actions",
    identity=("code",),
    edit_url="office-action-list",
    columns=(
        action_code(),
        action_title(computed=True),
        action_responsible(),
        start_year(computed=True),
        end_year(computed=True),
        timeline(),
        field_of_action(),
        reduction(computed=True),
        number(
            "cost_eur",
            _("Total cost"),
            EURO,
            r"\b(total )?(estimated )?(investment )?(costs?|investment)\b( estimated)?(?!.*(per|/) ?t\b)",
            r"\b(costo|costi|investimento)( (totale|stimato|complessivo))*\b(?!.*(per|/) ?t\b)",
        ),
        text(
            "cost_note", _("Cost, as printed"), r"\bcosts?.*(as printed|note)", r"\bcost[oi].*(stampat|nota)"
        ),
        number(
            "funding_secured_eur",
            _("Funding secured"),
            EURO,
            r"\b(funding|funds|financing|money)? ?(secured|available|granted)\b",
            (
                r"\b(fondi|risorse|finanziament[oi]) (assicurat[ie]|disponibil[ie]|gia"
                r" (stanziat|ottenut|copert)[ie]|ottenut[oi]|copert[ioe])\b"
            ),
            low=0,
        ),
        number(
            "funding_requested_eur",
            _("Funding requested"),
            EURO,
            r"\b(funding|funds|financing)? ?(requested|applied for)\b",
            r"\b(fondi|risorse|finanziament[oi]) richiest[ioe]\b",
            low=0,
        ),
        number(
            "running_cost_eur",
            _("Running cost a year"),
            f"{EURO}/a",
            r"\b(running|operating|annual) costs?\b",
            r"\bopex\b",
            r"\bcost[oi] (di (gestione|esercizio)|annu[oi]|operativ[oi])\b",
        ),
        number(
            "saving_eur",
            _("Saving a year"),
            f"{EURO}/a",
            r"\b(annual )?savings?\b",
            r"\brisparmi[o]?\b( annu[oi])?",
        ),
        integer("lifetime_years", _("Lifetime, years"), r"\blifetime\b", r"\bvita (utile|tecnica)\b"),
    ),
    hint=_("Only interventions whose cost is known; they feed the investment plan."),
)

TABLES = (GOVERNANCE, SOCIAL_INNOVATION, COST_INTERVENTIONS)
