"""Action plan, part B-2.1: the action portfolio."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionState,
    Flow,
    Materiality,
    Maturity,
    PromoterType,
    Quantification,
    Sector,
    Typology,
)
from contracts.tables.action_columns import (
    action_code,
    action_title,
    end_year,
    field_of_action,
    reduction,
    start_year,
    timeline,
)
from contracts.tables.columns import (
    SHARE,
    both,
    choice,
    choices,
    number,
    sector,
    text,
    texts,
    yes_no,
)
from contracts.tables.spec import TableSpec

ACTION_PORTFOLIO = TableSpec(
    key="action_portfolio",
    section="plan.portfolio",
    title=_("Action portfolio"),
    numbers=both("B-2.1"),
    patterns=(
        r"\b(description of )?(the )?actions? portfolios?\b( summary| description)?",
        r"\bportfolios? of (actions|interventions|projects)\b",
        r"\blist of actions\b",
        r"\bportafogli?o? (di|delle|degli) (azion[ei]|interventi)\b",
        r"\belenco (delle|degli) (azioni|interventi)\b",
    ),
    store="actions",
    identity=("code",),
    edit_url="office-action-list",
    columns=(
        action_code(),
        action_title(required=True),
        texts(
            "description",
            _("Description"),
            r"\bdescriptions?\b( of (the )?(action|intervention|project)s?)?",
            r"\bdescrizion[ei]\b( (sintetica|breve|dell'azione))*",
        ),
        field_of_action(),
        sector(required=True),
        choices("other_sectors", _("Other sectors"), Sector, r"\bother sectors?\b", r"\baltri settori\b"),
        text(
            "subcategory",
            _("Sub-category"),
            r"\bsub-?(category|domain|field|sector)\b",
            r"\bsotto-?(categoria|ambito|settore)\b",
            r"^(portfolio|portafoglio)\b",
        ),
        choice(
            "typology",
            _("Typology"),
            Typology,
            r"\btypolog(y|ies)\b",
            r"\b(action )?types?\b( of action)?",
            r"\btipologi[ae]\b|\btipo\b",
        ),
        choice("maturity", _("Maturity"), Maturity, r"\bmaturity\b", r"\bmaturita\b"),
        choice(
            "materiality",
            _("Material or immaterial"),
            Materiality,
            r"\b(im)?material\b",
            r"\b(im)?material[ei]\b",
        ),
        text(
            "pathway",
            _("Pathway"),
            r"\b(impact )?pathways?\b",
            r"\bpercors[oi]\b",
            hint=_("Code of the pathway."),
        ),
        choice(
            "flow", _("Source or sink"), Flow, r"\bsources?( ?(/|or) ?)sinks?\b", r"\bflow\b", r"\bflusso\b"
        ),
        choice(
            "quantification",
            _("Quantification"),
            Quantification,
            r"\bquantification\b",
            r"\bquantificazione\b",
        ),
        reduction(),
        text(
            "reduction_note",
            _("Reduction, as printed"),
            r"\breduction.*(note|as printed)",
            r"\bnot[ae] (sulla|alla) riduzione\b",
            r"\briduzione.*(stampat|nota)",
        ),
        text(
            "included_in",
            _("Included in"),
            r"\bincluded in\b",
            r"\binclus[oa] in\b",
            hint=_("Code of the action whose tonnes hold this one's."),
        ),
        text(
            "source_group",
            _("Shared source"),
            r"\b(shared |emission )source( group)?\b",
            r"\bfonte condivisa\b",
        ),
        number(
            "cut_share",
            _("Cut of the shared source"),
            SHARE,
            r"\bcut of the shared source\b",
            r"\btaglio della fonte\b",
            low=0,
            high=1,
        ),
        yes_no(
            "in_existing_plan",
            _("Already in an existing plan"),
            r"\b(already )?in an? existing plan\b",
            r"\bexisting plan\b",
            r"\bpiano esistente\b",
        ),
        start_year(),
        end_year(),
        timeline(),
        text(
            "promoter",
            _("Promoter"),
            r"\b(promoter|proponent|owner)s?\b(?! type)",
            r"\b(promotor[ei]|proponent[ei]|soggetto attuatore|titolare)\b",
        ),
        choice(
            "promoter_type",
            _("Kind of promoter"),
            PromoterType,
            r"\b(owner|promoter|proponent) type\b",
            r"\b(type|kind) of (owner|promoter|proponent)\b",
            r"\btip[oa]\w* (di )?(promotore|proponente|titolare|soggetto)\b",
        ),
        text(
            "location_note",
            _("Place"),
            r"\b(place|location|where|area)\b",
            r"\b(luogo|localizzazione|ubicazione)\b",
        ),
        choice(
            "state",
            _("State"),
            ActionState,
            r"\b(state|status|implementation phase)\b",
            r"\bstato\b( di (attuazione|avanzamento))?",
        ),
    ),
    hint=_("One row per action; what is not estimated stays empty and is never zero."),
)

TABLES = (ACTION_PORTFOLIO,)
