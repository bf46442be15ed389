"""Action plan, part B-1 and B-2.3: impact pathways, residual emissions."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionState,
    Lever,
    ResidualMethod,
)
from contracts.tables.action_columns import (
    field_of_action,
)
from contracts.tables.columns import (
    EURO,
    TONNES_A_YEAR,
    both,
    choice,
    number,
    text,
    texts,
    year,
)
from contracts.tables.spec import TableSpec

IMPACT_PATHWAYS = TableSpec(
    key="impact_pathways",
    section="plan.pathways",
    title=_("Impact pathways"),
    numbers=both("B-1.1"),
    patterns=(
        r"\bimpact pathways?\b",
        r"\b(percorsi|traiettorie) d[i'] ?(impatto|transizione)",
        r"\bpathways? to (climate neutrality|impact)\b",
    ),
    store="pathways",
    identity=("code",),
    columns=(
        text(
            "code", _("Code"), r"\b(code|id)\b", r"\bcodice\b", r"^(no|nr|n|number|numero)\.?$", required=True
        ),
        texts(
            "title",
            _("Title"),
            r"\b(title|pathway|name)\b",
            r"\b(titolo|percorso|nome)\b",
            r"\b(systemic )?priorit(y|ies|a)\b( sistemic[hae]+)?",
            required=True,
        ),
        text(
            "objective",
            _("Objective"),
            r"\b(strategic )?objectives?\b",
            r"\bobiettiv[oi]\b",
            hint=_("Code of the strategic objective."),
        ),
        texts("description", _("Description"), r"\bdescriptions?\b", r"\bdescrizion[ei]\b"),
        field_of_action(),
        choice(
            "lever", _("Systemic lever"), Lever, r"\b(systemic )?levers?\b", r"\blev[ae]\b( sistemic[hae]+)?"
        ),
        texts(
            "early_changes",
            _("Early changes (1-2 years)"),
            r"\bearly (changes?|outcomes?)\b( \(?1-2 years\)?)?",
            r"\b(cambiamenti|risultati) (iniziali|precoci|a breve( termine)?)\b",
        ),
        texts(
            "late_outcomes",
            _("Late outcomes (3-4 years)"),
            r"\blate (outcomes?|changes?)\b( \(?3-4 years\)?)?",
            r"\b(risultati|esiti|cambiamenti) (tardivi|finali|a (medio|lungo)( termine)?)\b",
        ),
        number(
            "direct_impact_tco2e",
            _("Direct impact"),
            TONNES_A_YEAR,
            r"\bdirect impacts?\b( \(emissions? reductions?\))?(?<!indirect impact)(?<!indirect impacts)",
            r"\bimpatt[oi] dirett[oi]\b",
        ),
        texts(
            "co_benefits",
            _("Co-benefits"),
            r"\bindirect impacts?( \(co-?benefits\))?",
            r"\bco-?benefi(ts?|ci)\b",
            r"\bimpatt[oi] indirett[oi]\b",
        ),
    ),
    hint=_("What each pathway changes early, what comes of it, and what it takes off emissions."),
)

RESIDUAL_EMISSIONS = TableSpec(
    key="residual_emissions",
    section="plan.residual",
    title=_("Strategy for residual emissions"),
    numbers=both("B-2.3"),
    patterns=(
        r"\b(summary )?(strategy|strategies) for( the)? residual emissions\b",
        r"\bresidual emissions( (strategy|compensation|offsetting))?",
        r"\b(strategia (di sintesi )?(per|sulle|delle|relativa alle) )?(le )?emissioni residue\b",
    ),
    identity=("residual_source", "method"),
    columns=(
        texts(
            "residual_source",
            _("Residual source"),
            r"\b(residual|emission)s? (emissions? )?sources?\b",
            r"\b(fonte|origine) (residua|delle emissioni)?",
            r"\b(source|sector|settore)\b",
            required=True,
        ),
        choice(
            "method",
            _("Method"),
            ResidualMethod,
            r"\b(methods?|offset type|type of (compensation|offset))\b",
            r"\bmetod[oi]\b|\btipo di compensazione\b",
        ),
        number(
            "volume_tco2e",
            _("Volume"),
            TONNES_A_YEAR,
            r"\b(volume|amount|quantity)\b",
            r"\b(quantita|t ?co2e?q?)\b",
            low=0,
        ),
        year("year", _("Year"), r"\byear\b", r"\banno\b"),
        text("standard", _("Standard"), r"\bstandards?\b|\bcertification\b", r"\bcertificazione\b"),
        number("cost_eur", _("Cost"), EURO, r"\bcosts?\b", r"\bcost[oi]\b", low=0),
        choice("state", _("State"), ActionState, r"\b(state|status)\b", r"\bstato\b"),
    ),
)

TABLES = (IMPACT_PATHWAYS, RESIDUAL_EMISSIONS)
