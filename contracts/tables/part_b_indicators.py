"""Action plan, part B-3: indicators of monitoring, evaluation and learning, and their metadata cards."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import IndicatorAggregation, IndicatorDirection
from contracts.tables.columns import both, choice, codes, number, text, texts, year, yes_no
from contracts.tables.spec import Column, TableSpec, Text


def _indicator_code() -> Column:
    return text(
        "code",
        _("Number"),
        r"\bindicator (no|nr|number|code|id)\b\.?",
        r"^(no|nr|n|number|code|id|#)\.?$",
        r"\b(numero|codice|n\.|nr\.?)( (dell'|dell |del )?indicatore)?$",
        required=True,
    )


def _indicator_name(**options: bool) -> Column:
    return texts(
        "name",
        _("Name"),
        r"\b(indicator (name|title)|name of (the )?indicator)\b",
        r"\b(nome|titolo|denominazione)\b( (dell'|dell |del )?indicatore)?",
        r"^(indicators?|indicatore|indicatori|name)$",
        **options,
    )


def _target(name: str, label: Text, note_label: Text) -> tuple[Column, Column]:
    note = rf"\b{name}\b.*\b(as printed|notes?|come stampat[oa])\b"
    return (
        number(
            f"target_{name}", label, "", rf"\b(target |obiettivo )?(values? |valore )?(for |al |by )?{name}\b"
        ),
        text(f"target_{name}_note", note_label, note, rf"\b(note|nota) (on|sul|al) .*{name}\b"),
    )


INDICATORS = TableSpec(
    key="indicators",
    section="plan.indicators",
    title=_("Indicators of monitoring, evaluation and learning"),
    numbers=both("B-3.1"),
    patterns=(
        r"\b(list of )?indicators?\b( (for|of) (monitoring|mel)\b.*)?",
        r"\b(monitoring,? evaluation (and|&) learning|mel) (indicators|plan|table)?",
        r"\b(elenco (degli )?)?indicatori\b( (di|per il) (monitoraggio|mel)\b.*)?",
        r"\bb ?-? ?3\.1\b.*\bimpact pathways?\b",
    ),
    store="indicators",
    identity=("code",),
    columns=(
        _indicator_code(),
        _indicator_name(required=True),
        texts(
            "outcome",
            _("Outcome or impact it measures"),
            r"\b(outcomes?|impacts?)( ?/ ?| or | and )?(outcomes?|impacts?)?( addressed)?\b",
            r"\b(risultat[oi]|impatt[oi])\b( affrontat[oi]| attes[oi])*",
        ),
        codes(
            "actions",
            _("Actions it follows"),
            r"\b(actions?|projects?)( ?/ ?(projects?|actions?))?\b",
            r"\b(azion[ei]|progett[oi])( ?/ ?(progett[oi]|azion[ei]))?\b",
        ),
        text(
            "unit", _("Unit"), r"\bunits?\b( of measure(ment)?)?", r"\bunita\b( di misura)?", r"^u\.? ?m\.?$"
        ),
        year(
            "baseline_year",
            _("Baseline year"),
            r"\b(base(line)?|reference) year\b",
            r"\banno (base|di riferimento|di partenza)\b",
        ),
        number(
            "baseline_value",
            _("Baseline value"),
            "",
            r"\b(baseline|starting|initial|current)( value)?\b(?! year)",
            r"\bvalore (base|di base|iniziale|di partenza|attuale)\b|\bbaseline\b",
        ),
        text(
            "baseline_note",
            _("Baseline, as printed"),
            r"\bbaseline.*(as printed|note)",
            r"\bbaseline.*(stampat|nota)",
        ),
        *_target("2025", _("Target 2025"), _("Target 2025, as printed")),
        *_target("2027", _("Target 2027"), _("Target 2027, as printed")),
        *_target("2030", _("Target 2030"), _("Target 2030, as printed")),
    ),
    hint=_("A target that is not a number keeps its words as printed."),
)

INDICATOR_CARDS = TableSpec(
    key="indicator_cards",
    section="plan.indicator_cards",
    title=_("Indicator metadata"),
    numbers=both("B-3.2"),
    patterns=(
        r"\bindicators? meta-?data\b( cards?)?",
        r"\bindicators? (cards?|sheets?|fiches?)\b",
        r"\bmeta-?dat[ia] (of|degli|dell'|dell|for)( the)? ?indicator[ei]?s?\b",
        r"\bsched[ae] (degli |dell'|dell |di )?indicator[ei]\b( di metadati)?",
    ),
    store="indicators",
    identity=("code",),
    columns=(
        _indicator_code(),
        _indicator_name(),
        text("unit", _("Unit"), r"\b(indicator )?unit\b( of measure(ment)?)?", r"\bunita\b( di misura)?"),
        texts("definition", _("Definition"), r"\bdefinition\b", r"\bdefinizione\b"),
        texts(
            "calculation",
            _("Calculation"),
            r"\bcalculation\b( method)?",
            r"\b(metodo di )?calcolo\b|\bformula\b",
        ),
        choice(
            "direction",
            _("Should rise or fall"),
            IndicatorDirection,
            r"\b(direction|rise or fall|trend)\b",
            r"\b(direzione|andamento|tendenza)\b",
        ),
        choice(
            "aggregation",
            _("How values become one"),
            IndicatorAggregation,
            r"\b(aggregation|how values become one)\b",
            r"\baggregazione\b",
        ),
        yes_no(
            "is_headline", _("Headline indicator"), r"\bheadline\b", r"\bindicatore (principale|chiave)\b"
        ),
        yes_no(
            "measures_direct",
            _("Measures direct impacts"),
            r"\bmeasure (a )?direct impacts?\b",
            r"\bmeasures direct impacts?\b",
            r"\b(?<!sectors )direct impacts?\b.*(reduction|yes)",
            r"\bmisura .*impatt[oi] dirett[oi]\b",
        ),
        text(
            "direct_sectors",
            _("In which sectors"),
            r"\b(if yes,? )?(which|in which|what)( emissions?)?( source)? sectors?\b",
            r"\b(in )?(quali?|che) settor[ei]\b",
        ),
        yes_no(
            "measures_indirect",
            _("Measures indirect impacts"),
            r"\bmeasures? (an )?indirect impacts?\b",
            r"\bmisura .*impatt[oi] indirett[oi]\b",
        ),
        text(
            "co_benefit",
            _("Which co-benefit"),
            r"\b(if yes,? )?(which|what) (indirect impact|co-?benefits?)\b",
            r"\bqual[ei] (co-?benefi\w+|impatto indiretto)\b",
            r"^co-?benefi\w+$",
        ),
        text(
            "used_for_pathways",
            _("Used for which pathways or actions"),
            r"\b(which|used|useful|use) .*(impact pathways?|actions?)\b",
            r"\bimpact pathway",
            r"\b(percorsi|azioni)\b.*\b(quali|impatto|utilizz)",
            r"\b(utilizz|quali).*\b(percorsi|azioni)\b",
        ),
        text(
            "captured_by",
            _("Captured by CDP, SCIS or the Covenant of Mayors"),
            r"\bcaptured by\b",
            r"\b(cdp|scis|covenant of mayors|patto dei sindaci)\b",
        ),
        text(
            "data_source",
            _("Source of the data"),
            r"\b(expected )?data source\b",
            r"\bsource of (the )?data\b",
            r"\bfont[ei] (dei |di )?dati\b",
        ),
        text(
            "is_local_data",
            _("Local or national"),
            r"\blocal or national\b|\b(is|are) the data.*local\b|\bsource local\b",
            r"\blocal[ei] o nazional[ei]\b",
        ),
        text(
            "availability", _("Expected availability"), r"\b(expected )?availability\b", r"\bdisponibilita\b"
        ),
        text(
            "interval",
            _("Interval of collection"),
            r"\b(suggested )?(collection )?(interval|frequency)\b( of collection)?",
            r"\b(frequenza|intervallo|periodicita)\b( di (raccolta|rilevazione))?",
            hint=_("As ISO 8601: P1Y every year, P2Y every two years, P1M every month."),
        ),
        text(
            "deliverables",
            _("Deliverables"),
            r"\bdeliverables?\b( describing.*)?",
            r"\b(documenti|prodotti|deliverable)\b.*",
        ),
        text(
            "other_systems",
            _("Other systems that use it"),
            r"\bother (indicator )?systems?\b( using.*| that use.*)?",
            r"\baltri sistemi\b.*",
        ),
        text(
            "owner",
            _("Who collects it"),
            r"\b(owner|responsible|who collects)\b",
            r"\b(responsabile|chi (la |lo )?(raccoglie|rileva)|referente)\b",
        ),
        texts(
            "attribution_note",
            _("What else moves it"),
            r"\b(what else moves it|attribution|references?|notes?|comments?)\b",
            r"\b(attribuzione|note|commenti)\b",
        ),
    ),
)

TABLES = (INDICATORS, INDICATOR_CARDS)
