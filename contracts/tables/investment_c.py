"""Investment plan, part C: policies, risks, and the people whose money is needed."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import Level
from contracts.tables.action_columns import field_of_action
from contracts.tables.columns import EURO, both, choice, number, text, texts
from contracts.tables.spec import Column, TableSpec, Text

CAPITAL_POLICIES = TableSpec(
    key="ip_policies",
    section="invest.c1",
    title=_("Climate policies for capital formation and deployment"),
    numbers=both("IP-C1"),
    patterns=(
        r"\b(climate )?polic(y|ies) for capital formation\b( and deployment)?",
        r"\bcapital formation\b( and deployment)?",
        r"\bpolitiche (climatiche )?per la (formazione|mobilitazione) (del|di|dei) capital[ei]\b",
    ),
    identity=("policy",),
    columns=(
        texts("policy", _("Policy"), r"\b(polic(y|ies)|name)\b", r"\b(politic[ahe]+|nome)\b", required=True),
        texts("objective", _("Objective"), r"\b(objectives?|purpose|goal)\b", r"\bobiettiv[oi]\b"),
        texts("description", _("Description"), r"\bdescriptions?\b", r"\bdescrizion[ei]\b"),
    ),
)

RISKS = TableSpec(
    key="ip_risks",
    section="invest.c2",
    title=_("Identification and mitigation of risks"),
    numbers=both("IP-C2"),
    patterns=(
        r"\b(identification|assessment)( and| &)? (mitigation|management) of risks?\b",
        r"\brisks?( (identification|assessment|register))?( and| &)? (mitigation|management)\b",
        r"\b(risk )register\b|\brisk assessment\b",
        (
            r"\b(identificazione|individuazione|valutazione|gestione)( e (la )?(mitigazione|gestione))?"
            r" dei rischi\b"
        ),
        r"\brischi e (misure di )?mitigazione\b",
    ),
    identity=("project", "risk"),
    columns=(
        field_of_action(),
        text(
            "project",
            _("Project"),
            r"\b(projects?|interventions?|actions?)\b",
            r"\b(progett[oi]|intervent[oi]|azion[ei])\b",
        ),
        texts("risk", _("Risk"), r"\brisks?\b( name| type)?", r"\brischi?o?\b", required=True),
        texts(
            "description",
            _("Description"),
            r"\bdescriptions?\b( of (the )?risk)?",
            r"\bdescrizion[ei]\b( del rischio)?",
        ),
        choice(
            "priority",
            _("Priority"),
            Level,
            r"\b(priority|severity|level)\b",
            r"\b(priorita|gravita|livello)\b",
        ),
        texts(
            "mitigation",
            _("Mitigation"),
            r"\bmitigation\b( (measures?|actions?|strategy))?",
            r"\bmitigazione\b|\bmisure di mitigazione\b",
        ),
    ),
)

ENGAGEMENT = TableSpec(
    key="ip_engagement",
    section="invest.c3",
    title=_("Capacity building and stakeholder engagement"),
    numbers=both("IP-C3"),
    patterns=(
        r"\b(capacity building( and| &)? )?stakeholders? engagement\b( for climate investment)?",
        r"\bcapacity building\b",
        (
            r"\b(sviluppo delle (capacita|competenze)( e (il )?)?)?(coinvolgimento|ingaggio) (degli |dei"
            r" )?(stakeholder|portatori d'? ?interesse)\b"
        ),
        r"\b(sviluppo|rafforzamento) delle (capacita|competenze)\b",
    ),
    identity=("stakeholder",),
    columns=(
        text(
            "stakeholder",
            _("Stakeholder"),
            r"\bstakeholders?\b( group| name)?",
            r"\b(attor[ei]|portator[ei] d'? ?interess[ei]|soggett[oi])\b",
            required=True,
        ),
        number(
            "required_investment_eur",
            _("Investment needed"),
            EURO,
            r"\b(required )?investments?\b( (required|needed))?",
            r"\binvestiment[oi]\b( (necessari[oi]|richiest[oi]))?",
        ),
        text("network", _("Network or cluster"), r"\b(networks?|clusters?)\b", r"\bret[ei]\b"),
        choice("influence", _("Influence"), Level, r"\binfluence\b", r"\binfluenza\b"),
        choice("interest", _("Interest"), Level, r"\binterest\b", r"\binteresse\b$"),
        texts(
            "engagement",
            _("Engagement"),
            r"\bengagement\b( (strategy|method|activities))?",
            r"\b(coinvolgimento|ingaggio)\b",
        ),
    ),
)


def _owner(key: str, label: Text, *patterns: str) -> Column:
    return number(key, label, EURO, *patterns)


COST_MATRIX = TableSpec(
    key="ip_cost_matrix",
    section="invest.c3",
    title=_("Costs by owner of the asset"),
    numbers=both("IP-C3"),
    patterns=(
        r"\bcosts? by (asset )?(owners?|stakeholders?)\b( of (the )?assets?)?",
        r"\b(cost|investment)s? matrix\b",
        r"\bcosti per (proprietario|titolare|soggetto)\b",
        r"\bmatrice (dei costi|degli investimenti)\b",
    ),
    identity=("subsector",),
    total_row=True,
    columns=(
        text(
            "subsector", _("Sub-sector"), r"\b(sub-?)?sectors?\b", r"\b(sotto-?)?settor[ei]\b", required=True
        ),
        _owner(
            "citizens_eur",
            _("Citizens and institutions"),
            r"\b(citizens|households|private owners)\b( (and|&) institutions)?",
            r"\b(cittadini|famiglie)\b( e istituzioni)?",
        ),
        _owner(
            "enterprises_eur",
            _("Enterprises"),
            r"\b(enterprises|companies|businesses)\b",
            r"\b(imprese|aziende)\b(?! di trasporto)",
        ),
        _owner(
            "municipality_eur",
            _("Municipality"),
            r"\b(municipality|city administration)\b",
            r"\b(comune|municipio)\b",
        ),
        _owner(
            "transport_operators_eur",
            _("Transport operators"),
            r"\b(public )?transport (operators?|compan(y|ies))\b",
            r"\b(operatori|aziende|gestori) (di|del) trasporto?\b",
        ),
        _owner(
            "energy_producers_eur",
            _("Energy producers"),
            r"\benergy (producers?|compan(y|ies)|suppliers?|utilities)\b",
            r"\b(produttori|fornitori) di energia\b",
        ),
        number("total_eur", _("Total"), EURO, r"\btotal\b", r"\btotale\b", computed=True),
    ),
)

TABLES = (CAPITAL_POLICIES, RISKS, ENGAGEMENT, COST_MATRIX)
