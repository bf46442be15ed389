"""Action plan, parts A-2 and A-3: policies, the emissions gap, systems and barriers."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import BarrierType, Level, PolicyLevel, PolicyType
from contracts.tables.columns import TONNES_A_YEAR, both, choice, number, sector, swapped, text, texts
from contracts.tables.spec import TableSpec

POLICIES = TableSpec(
    key="policies",
    section="plan.policies",
    title=_("Relevant policies, strategies and regulations"),
    numbers=both("A-2.1"),
    patterns=(
        (
            r"\b(list of )?(relevant |existing |current )?(policies|strategies|regulations)(,| and| &)?"
            r" ?(policies|strategies|regulations|plans)?((,| and| &)+"
            r" ?(regulations|strategies|plans|initiatives))*( list| in place)?"
        ),
        r"\bpolic(y|ies) list\b",
        (
            r"\b(elenco (delle |di )?)?(politiche|strategie|normative|regolamenti|piani)(,? (e |ed )?(le"
            r" |i )?(politiche|strategie|normative|regolamenti|piani|norme)?)*( esistenti| rilevanti|"
            r" pertinenti| in vigore| vigenti)+"
        ),
        (
            r"\belenco (delle|dei) (politiche|strategie|piani)(,? e?"
            r" ?(strategie|regolamenti|piani|normative))*"
        ),
    ),
    identity=("name",),
    columns=(
        choice(
            "policy_type", _("Type"), PolicyType, r"\btype\b( of (policy|document))?", r"\b(tipo|tipologia)\b"
        ),
        choice("level", _("Level"), PolicyLevel, r"\blevel\b", r"\b(livello|scala)\b"),
        texts(
            "name",
            _("Name"),
            r"\b(name|title)\b( (and|&) title)?( of (the )?policy)?",
            r"\b(nome|titolo|denominazione)\b",
            r"^(polic(y|ies)|strateg(y|ies)|politic[ah]e?|strumento)$",
            required=True,
        ),
        texts(
            "description",
            _("Description"),
            r"\b(descriptions?|content)\b",
            r"\b(descrizion[ei]|contenut[oi])\b",
        ),
        texts(
            "relevance",
            _("Relevance to climate neutrality"),
            r"\brelevan(ce|t)\b",
            r"\b(rilevanza|pertinenza|contributo)\b",
        ),
        texts(
            "need_for_action",
            _("Need for action"),
            r"\bneed (for|of) action\b",
            r"\baction needed\b",
            r"\b(necessita|bisogno|esigenz[ae]) (di|d'|per l')? ?(azion[ei]|interventi?o?)\b",
        ),
    ),
    hint=_("What is in force already; what needs action leads to part C."),
)

EMISSIONS_GAP = TableSpec(
    key="emissions_gap",
    section="plan.gap",
    title=_("Emissions gap"),
    numbers=swapped("A-2.3", "A-2.1"),
    patterns=(
        r"\b(ghg )?emissions?[ -]gap( (analysis|by sector|to (20\d\d|climate neutrality)))*",
        r"\b(divario|gap)( (di|delle|nelle))? (emissiv[oi]|emission[ie])( (per settore|al 20\d\d))*",
        r"\b(divario|gap) emissivo",
        r"\bscostamento (delle )?emissi(oni|vo)",
    ),
    store="gap",
    identity=("sector", "label"),
    total_row=True,
    columns=(
        sector(hint=_("Empty in the total row.")),
        text("label", _("Row, as printed"), r"^(row|label|item)\b", r"^(voce|riga)\b"),
        number(
            "baseline_tco2e",
            _("Baseline emissions"),
            TONNES_A_YEAR,
            r"\bbaseline( (ghg )?emissions?)?\b",
            r"\b(bau|business as usual)( emissions?)?( \(?20\d\d)?",
            r"\bemissioni (di (base|partenza|riferimento)|(alla |della )?baseline|iniziali|base)\b",
            r"\b(linea di base|scenario di base)\b",
            r"\bemissioni (al|nel)? ?20(0|1|2[0-4])\d\b",
        ),
        number(
            "target_reduction_tco2e",
            _("Target reduction"),
            TONNES_A_YEAR,
            r"\b(emissions? )?reductions? target\b",
            r"\btarget( emissions?)? reductions?\b",
            r"\b(emissions?|ghg) reductions? (required|needed|target|to (be )?achieve)",
            r"\btargets? emissions? reductions?\b",
            r"^target\b",
            r"\b(obiettivo|target) di riduzione( delle emissioni)?\b",
            (
                r"\briduzion[ei]( (delle |di )?emissioni)?( gas serra)?"
                r" (target|obiettivo|prefissat[ae]|prevista|richiesta)\b"
            ),
            r"\briduzione (obiettivo|target|prevista al 2030|richiesta|necessaria)\b",
            low=None,
        ),
        number(
            "existing_plan_tco2e",
            _("Reduction by existing strategies"),
            TONNES_A_YEAR,
            r"\b(emissions? )?reductions?( (by|through|from|in|of|due to))?( other)? existing\b",
            r"\bexisting (action plans?|strateg(y|ies)|policies|plans?|measures?)\b",
            r"\bother (action plans?|strateg(y|ies)|plans)\b",
            r"\b(strategie|piani|politiche|misure)( (gia )?(esistenti|in essere|vigenti|in corso|in atto))",
            r"\baltri piani\b",
        ),
        number(
            "gap_tco2e",
            _("Emissions gap"),
            TONNES_A_YEAR,
            r"\b(emissions?[ -])?gap\b",
            r"\b(divario|scostamento)\b( emissivo| di emissioni| delle emissioni)?",
        ),
        number(
            "portfolio_tco2e",
            _("Reduction by the contract's portfolio"),
            TONNES_A_YEAR,
            (
                r"\b(reductions? (by|through|from|of|in|to address the gap with) )?(the )?(ccc|climate city"
                r" contract|contract'?s?)( action)?( plan| portfolio| actions?)?\b"
            ),
            r"\baction portfolios?\b",
            r"\bportafoglio( (di|delle) azioni)?\b",
            r"\briduzion[ei].*\b(ccc|contratto|azioni del piano|nuove azioni)\b",
            r"\breductions?.*\b(action plan|portfolio)\b(?!.*existing)",
            r"\bto address (the )?gap\b",
        ),
        number(
            "residual_tco2e",
            _("Residual emissions"),
            TONNES_A_YEAR,
            r"\bresidual( ghg)?( emissions?)?\b",
            r"\b(emissioni )?residu[eai]\b",
            r"\boffset(ting)?\b",
        ),
    ),
    hint=_(
        "Unknown amounts stay empty; the gap is the target reduction less what existing strategies bring."
    ),
)

SYSTEMS = TableSpec(
    key="systems",
    section="plan.systems",
    title=_("Systems and stakeholder mapping"),
    numbers=swapped("A-3.1", "A-3.2"),
    patterns=(
        r"\b(systems?( and| &)? )?stakeholders? (mapping|map|analysis)",
        r"\bsystems? (and|&) stakeholders?( mapping| map)?",
        (
            r"\bmappa(tura)? (dei sistemi e )?(degli |dei )?(stakeholder|portatori d'?"
            r" ?i?n?t?e?r?e?s?s?e?)( e dei sistemi)?"
        ),
        r"\bsistemi e (stakeholder|portatori d)",
    ),
    identity=("system", "stakeholder"),
    columns=(
        text("system", _("System"), r"\bsystems?\b( description)?", r"\bsistem[ai]\b"),
        text(
            "stakeholder",
            _("Stakeholder"),
            r"\bstakeholders?\b( involved)?",
            r"\b(attor[ei]|portator[ei] d'? ?i?nteress[ei]|soggett[oi])\b",
            required=True,
        ),
        text("network", _("Network or cluster"), r"\b(networks?|clusters?)\b", r"\bret[ei]\b"),
        choice("influence", _("Influence"), Level, r"\binfluence\b", r"\binfluenza\b"),
        texts("interest", _("Interest"), r"\binterests?\b", r"^interess[ei]\b"),
    ),
)

BARRIERS = TableSpec(
    key="barriers",
    section="plan.barriers",
    title=_("Systemic barriers and opportunities"),
    numbers=swapped("A-3.2", "A-3.1"),
    patterns=(
        r"\b(systemic )?barriers?( (and|&|/) ?(opportunities|enablers))\b( to 20\d\d climate neutrality)?",
        r"\bsystemic barriers?\b",
        (
            r"\b(barriere|ostacoli)( sistemic[hei]+)?( e(d)? (le )?(opportunita|fattori abilitanti))("
            r" sistemiche)?"
        ),
        r"\bbarriere sistemiche\b",
    ),
    identity=("system", "barrier_type", "description"),
    columns=(
        text(
            "system",
            _("System"),
            r"\bsystems?\b( description)?",
            r"\bsistem[ai]\b",
            r"^sectors?$",
            r"^settor[ei]$",
        ),
        choice(
            "barrier_type",
            _("Type of barrier"),
            BarrierType,
            r"\b(type|typology|category|kind)\b( of barriers?)?",
            r"\bbarriers? (type|typology|category)\b",
            r"\b(tipo|tipologia|categoria)\b( di barriera)?",
        ),
        texts(
            "description",
            _("Description of the barrier"),
            r"\bdescriptions?\b( of (the )?barriers?)?",
            r"\bdescrizion[ei]\b",
            r"^(systemic )?barriers?$",
            r"^(barrier[ae]|ostacol[oi])\b",
            required=True,
        ),
        texts(
            "opportunity",
            _("Opportunity"),
            r"\bopportunit(y|ies)\b",
            r"\b(enablers?|solutions?)\b",
            r"\bopportunita\b",
            r"\b(leve|soluzioni)\b",
        ),
        text(
            "linked_priority",
            _("Linked priority"),
            r"\b(linked )?priorit(y|ies)\b",
            r"\bpriorita\b( collegat[ae])?",
        ),
    ),
)

TABLES = (POLICIES, EMISSIONS_GAP, SYSTEMS, BARRIERS)
