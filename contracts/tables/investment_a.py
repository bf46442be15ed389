"""Investment plan, part A: what there is, what it comes from, what stands in the way."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import CapitalKind, InvestmentBarrierType
from contracts.tables.action_columns import field_of_action
from contracts.tables.columns import EURO, both, choice, number, text, texts, year
from contracts.tables.spec import TableSpec

EXISTING_FINANCE = TableSpec(
    key="ip_existing_finance",
    section="invest.a1",
    title=_("Existing climate action funding and financing"),
    numbers=both("IP-A1"),
    patterns=(
        r"\bexisting climate actions? (funding|financing)( (and|&) (funding|financing))?",
        r"\b(funding|finance|financing) by field of action\b",
        (
            r"\b(finanziament[oi]|fondi)( e (fondi|finanziamenti))? (esistent[ei]|gia disponibili|in"
            r" essere)( per (l'azione per il clima|il clima|le azioni climatiche))?"
        ),
    ),
    identity=("field_of_action", "subsector", "year"),
    total_row=True,
    columns=(
        field_of_action(),
        text(
            "subsector",
            _("Sub-sector"),
            r"\bsub-?sectors?\b",
            r"\bsotto-?settor[ei]\b",
            r"\b(item|programme|voce|programma)\b",
        ),
        year("year", _("Year"), r"^(budget )?year$", r"^anno\b"),
        number(
            "amount_eur",
            _("Amount"),
            EURO,
            r"\b(amount|budget|funding|investment)\b",
            r"\b(importo|bilancio|stanziamento|finanziamento)\b",
        ),
        number(
            "share",
            _("Share"),
            "%",
            r"%",
            r"\b(share|percentage)\b",
            r"\b(quota|percentuale)\b",
            low=0,
            high=100,
        ),
    ),
)

CITY_INCOME = TableSpec(
    key="ip_city_income",
    section="invest.a2",
    title=_("Income of the city"),
    numbers=both("IP-A2"),
    patterns=(
        r"\b(city|municipal|municipality|local) (income|revenues?)\b( of the city)?",
        r"\bincome of the (city|municipality)\b",
        r"\bentrate (comunali|del comune|della citta|municipali)\b",
    ),
    identity=("year", "income_category"),
    total_row=True,
    columns=(
        year("year", _("Year"), r"\byear\b", r"\banno\b"),
        text(
            "income_category",
            _("Category of income"),
            r"\b(income |revenue )?(category|source|type)\b( of (income|revenue))?",
            r"\b(categoria|fonte|tipologia|titolo)\b( (di |dell')entrat[ae])?",
            r"^(income|revenues?|entrat[ae])$",
            required=True,
        ),
        number("amount_eur", _("Amount"), EURO, r"\b(amount|value)\b", r"\b(importo|valore|ammontare)\b"),
        number(
            "budget_share",
            _("Share of the budget"),
            "%",
            r"%",
            r"\b(share|percentage)\b",
            r"\b(quota|percentuale)\b",
            low=0,
            high=100,
        ),
    ),
)

CAPITAL_SOURCES = TableSpec(
    key="ip_capital_sources",
    section="invest.a2",
    title=_("Sources of capital"),
    numbers=both("IP-A2"),
    patterns=(
        r"\b(available )?(capital|funding|finance|financing) sources\b",
        r"\bsources of (capital|funding|finance)\b",
        r"\bstrategic funding( and| &)? financing evaluation\b",
        r"\bfonti di (capitale|finanziamento)\b",
    ),
    identity=("source", "when_note"),
    columns=(
        text(
            "source",
            _("Source"),
            r"\b(capital |funding )?sources?\b( of (capital|funding))?",
            r"\bfont[ei]\b( di (capitale|finanziamento))?",
            required=True,
        ),
        choice(
            "kind",
            _("Public or private"),
            CapitalKind,
            r"\b(public|private)\b( ?/ ?| or )(private|public)\b",
            r"\bpubblic[oa] (o|/) ?privat[oa]\b",
            r"\b(kind|type|tipo|natura)\b",
        ),
        number(
            "granted_eur",
            _("Granted"),
            EURO,
            r"\b(granted|awarded|approved)\b( amount)?",
            r"\b(concess[oi]|assegnat[oi]|erogat[oi])\b",
            low=0,
        ),
        number(
            "remaining_eur",
            _("Remaining"),
            EURO,
            r"\b(remaining|left|available)\b( amount)?",
            r"\b(rimanent[ei]|residu[oi]|disponibil[ei])\b",
            low=0,
        ),
        text("when_note", _("When"), r"\b(when|date|period|timing)\b", r"\b(quando|data|periodo)\b"),
        texts(
            "earmarked_projects",
            _("Earmarked for"),
            r"\b(earmarked|projects?)\b",
            r"\b(destinat[oia]+|progett[oi])\b",
        ),
    ),
)

INVESTMENT_BARRIERS = TableSpec(
    key="ip_barriers",
    section="invest.a3",
    title=_("Barriers to climate investment"),
    numbers=both("IP-A3"),
    patterns=(
        r"\bbarriers? (to|for) (climate )?(investments?|finance)\b",
        r"\binvestment barriers?\b",
        r"\b(barriere|ostacoli) (agli|all'|per gli) ?investiment[oi]\b( climatic[oi]| per il clima)?",
    ),
    identity=("barrier",),
    columns=(
        texts(
            "barrier", _("Barrier"), r"\bbarriers?\b( name)?", r"\b(barrier[ae]|ostacol[oi])\b", required=True
        ),
        choice(
            "barrier_type",
            _("Type of barrier"),
            InvestmentBarrierType,
            r"\b(typology|type|category)\b( of barriers?)?",
            r"\b(tipologia|tipo|categoria)\b",
        ),
        texts("description", _("Description"), r"\bdescriptions?\b", r"\bdescrizion[ei]\b"),
        text(
            "sector_and_stakeholder",
            _("Sector and stakeholder"),
            r"\bsectors?\b.*\bstakeholders?\b",
            r"\bsettor[ei]\b.*\b(stakeholder|attor)",
            r"\b(sectors?|stakeholders?|settor[ei])\b",
        ),
    ),
)

TABLES = (EXISTING_FINANCE, CITY_INCOME, CAPITAL_SOURCES, INVESTMENT_BARRIERS)
