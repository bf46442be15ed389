"""Investment plan, part B: cost scenarios, capital planning, economic and financial indicators."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import CostBearer, FinanceForm
from contracts.tables.action_columns import field_of_action
from contracts.tables.columns import EURO, both, choice, number, sector, text, texts
from contracts.tables.spec import TableSpec

COST_SCENARIOS = TableSpec(
    key="ip_cost_scenarios",
    section="invest.b1",
    title=_("Cost scenarios for climate neutrality"),
    numbers=both("IP-B1"),
    patterns=(
        r"\b(sectoral )?cost scenarios?\b( for climate neutrality)?",
        r"\b(sectoral|sector) cost(ing|s)\b",
        r"\bscenari (di costo|dei costi)\b( per la neutralita climatica)?",
        r"\bcosti per settore\b",
    ),
    identity=("bearer", "sector", "item"),
    total_row=True,
    columns=(
        choice(
            "bearer",
            _("Whose cost"),
            CostBearer,
            r"\bwhose cost\b|\bcost bearer\b",
            r"\b(a carico di|costo a carico)\b",
        ),
        sector(),
        text(
            "item",
            _("Sub-sector or action"),
            r"\bsub-?sectors?\b( ?/ ?actions?)?",
            r"\b(actions?|interventions?|levers?)\b",
            r"\bsotto-?settor[ei]\b|\bazion[ei]\b|\bintervent[oi]\b",
        ),
        number(
            "capex_eur",
            _("Investment (CAPEX)"),
            EURO,
            r"\bcapex\b",
            r"\b(capital|investment) (costs?|expenditure)\b",
            r"\b(costi? di investimento|investiment[oi])\b",
        ),
        number(
            "opex_eur",
            _("Running cost or saving (OPEX)"),
            EURO,
            r"\bopex\b( ?/ ?savings?)?",
            r"\b(operating|operational|running) (costs?|expenditure|savings?)\b",
            r"\b(cost[oi] (operativ[oi]|di gestione|di esercizio)|risparmi)\b",
            hint=_("A saving is positive, as the economic model prints it."),
        ),
        number("total_eur", _("Total"), EURO, r"\btotal\b( cost| net)*", r"\btotale\b"),
        number(
            "reduction_ktco2e",
            _("Emission reduction"),
            "kt CO₂e",
            r"\b(co2e?q?|ghg|emissions?) (emissions? )?reductions?\b",
            r"\breductions?\b",
            r"\briduzion[ei]\b",
        ),
        number(
            "indirect_impacts_eur",
            _("Value of indirect impacts"),
            EURO,
            r"\bindirect impacts?\b",
            r"\bco-?benefi(ts?|ci)\b",
            r"\bimpatt[oi] indirett[oi]\b",
        ),
        number(
            "cost_effectiveness_eur_per_t",
            _("Cost effectiveness"),
            "EUR/t",
            r"\bcost[ -]effectiveness\b",
            r"\b(eur|€) ?/ ?t\b",
            r"\b(costo per tonnellata|costo-efficacia)\b",
        ),
    ),
    hint=_("Amounts count what comes on top of business as usual unless the contract says otherwise."),
)

CAPITAL_PLANNING = TableSpec(
    key="ip_capital_planning",
    section="invest.b2",
    title=_("Capital planning for climate neutrality"),
    numbers=both("IP-B2"),
    patterns=(
        r"\bcapital planning\b( for climate neutrality)?",
        r"\bcapital plan\b",
        r"\bpianificazione (del capitale|finanziaria|dei capitali)\b( per la neutralita climatica)?",
    ),
    identity=("intervention",),
    total_row=True,
    columns=(
        texts(
            "intervention",
            _("Intervention"),
            r"\b(interventions?|actions?|projects?)\b",
            r"\b(intervent[oi]|azion[ei]|progett[oi])\b",
            required=True,
        ),
        text(
            "responsible",
            _("Responsible"),
            r"\bresponsible\b( (entity|bod(y|ies)|department|person))*",
            r"\bresponsabil[ei]\b",
        ),
        choice(
            "form",
            _("Form of finance"),
            FinanceForm,
            r"\b(form|type)\b( of (finance|funding|capital|investment))?",
            r"\b(forma|tipo)\b( di (finanziamento|capitale))?",
        ),
        text(
            "capital_source",
            _("Source of capital"),
            r"\b(sources?|origin)\b( of (capital|funding))?",
            r"\bfont[ei]\b( di (capitale|finanziamento))?",
        ),
        number(
            "cost_municipality_eur",
            _("Cost to the municipality"),
            EURO,
            r"\bcosts? (to|for|of) (the )?(municipality|city)\b",
            r"\bmunicipal (costs?|share)\b",
            r"\bcost[oi] (per il|a carico del) comune\b",
        ),
        number(
            "cost_others_eur",
            _("Cost to others"),
            EURO,
            r"\bcosts? (to|for|of) (other|private|third)\w*\b( stakeholders| parties)?",
            r"\bcost[oi] (per|a carico di) (gli )?(altri|terzi|privati)\b",
        ),
        number(
            "covered_percent",
            _("Covered"),
            "%",
            r"%",
            r"\b(covered|coverage|percentage)\b",
            r"\b(coperto|copertura|percentuale)\b",
            low=0,
            high=100,
        ),
    ),
)

FINANCIAL_INDICATORS = TableSpec(
    key="ip_indicators",
    section="invest.b3",
    title=_("Economic and financial indicators"),
    numbers=both("IP-B3"),
    patterns=(
        r"\b(economic|financial)( and| &)? (financial|economic) indicators?\b( for (monitoring|mel).*)?",
        r"\bindicatori (economic[oi]|finanziari)( e (finanziari|economic[oi]))?\b( per il monitoraggio.*)?",
    ),
    identity=("field_of_action", "indicator"),
    columns=(
        field_of_action(),
        texts("indicator", _("Indicator"), r"\bindicators?\b( name)?", r"\bindicator[ei]\b", required=True),
        text("unit", _("Unit"), r"\bunits?\b", r"\bunita\b( di misura)?"),
        number("baseline", _("Baseline"), "", r"\bbaseline\b( value)?", r"\bvalore (base|iniziale)\b"),
        number("target_2030", _("Target 2030"), "", r"\b(target )?2030\b", r"\b(target|obiettivo)\b"),
    ),
)

TABLES = (COST_SCENARIOS, CAPITAL_PLANNING, FINANCIAL_INDICATORS)
