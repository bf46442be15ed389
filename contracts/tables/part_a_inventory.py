"""Action plan, target and part A-1: the boundary of the target and the greenhouse-gas inventory."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import BoundaryCoverage, FactorApproach, Flow, Gas
from contracts.tables.columns import (
    TONNES_A_YEAR,
    both,
    choice,
    choices,
    data_quality,
    data_source,
    number,
    scope_pattern,
    scopes,
    sector,
    swapped,
    text,
    year,
    yes_no,
)
from contracts.tables.spec import Column, Generation, TableSpec, Text


def _coverage(name: str, label: Text) -> Column:
    return choice(f"scope_{name}", label, BoundaryCoverage, scope_pattern(name))


def _gas(key: str, label: Text, *patterns: str) -> Column:
    return number(key, label, "", *patterns, notation=True, low=0)


TARGET_BOUNDARY = TableSpec(
    key="target_boundary",
    section="plan.target",
    title=_("Climate neutrality target by 2030"),
    numbers={Generation.V2: "I-1.1"},
    patterns=(
        r"\b(20\d\d )?climate[ -]neutrality target( by 20\d\d)?( boundar(y|ies))?",
        r"\b(system |target |inventory )boundar(y|ies)( of the target)?",
        r"\b(sectors|scopes)( and (scopes|sectors|gases))? (included|covered)( in the target)?",
        r"\b(obiettivo|target) di neutralita climatica( al| entro il)?( 20\d\d)?",
        r"\b(confini|perimetro)( del sistema| dell'obiettivo| dell'inventario| del target)",
        r"\b(settori|ambiti) inclusi( nell'obiettivo)?",
    ),
    store="boundary",
    identity=("sector",),
    columns=(
        sector(required=True),
        _coverage("1", _("Scope 1")),
        _coverage("2", _("Scope 2")),
        _coverage("3", _("Scope 3")),
        choices(
            "gases",
            _("Gases included"),
            Gas,
            r"\b(ghg|gas(es)?|greenhouse gas(es)?)\b",
            r"\bgas (serra|climalteranti|inclusi)\b",
        ),
        text(
            "note",
            _("Reason or note"),
            r"\b(notes?|comments?|remarks?)\b",
            r"\b(reasons?|justification|explanation)\b",
            r"\b(motivazion[ei]|giustificazion[ei]|osservazioni|commenti)\b",
            hint=_("Say why a sector or scope is not included."),
        ),
    ),
    hint=_("One row per sector: what the target covers, and why something is left out."),
)

ENERGY_USE = TableSpec(
    key="energy_use",
    section="plan.energy",
    title=_("Final energy use by source sectors"),
    numbers=both("A-1.1"),
    patterns=(
        r"\b(final )?energy (use|consumption|demand)( by (source )?sectors?)?( and (energy )?carriers?)?",
        r"\b(final )?energy by (source )?sectors?",
        (
            r"\b(consum[oi]|us[oi]|impieg[ohi]+|fabbisogn[oi]) (finali? )?(di energia|energetic[oi])("
            r" finali?)?( per settor[ei]( di (origine|emissione|provenienza))?)?"
        ),
    ),
    identity=("sector", "subsector", "carrier", "use_note"),
    total_row=True,
    columns=(
        sector(required=True),
        text(
            "subsector", _("Sub-sector"), r"\bsub-?sectors?\b", r"\bsotto-?settor[ei]\b", r"\bcategor(y|ia)\b"
        ),
        text(
            "carrier",
            _("Energy carrier or fuel"),
            r"\b((energy )?carriers?|fuels?|energy (source|type))\b( type)?",
            r"\b(vettor[ei]( energetic[oi])?|combustibil[ei]|fonte energetica|carburant[ei])\b",
        ),
        text("use_note", _("Use"), r"^(use|end use|purpose)$", r"^(uso|uso finale|impiego)$", r"^notes?$"),
        *scopes("MWh/a"),
        text("included_in_note", _("Included in"), r"\bincluded (in|elsewhere)\b", r"\binclus[oa] in\b"),
        yes_no(
            "counts_toward_total",
            _("Counts toward the total"),
            r"\bcounts? toward",
            r"\b(conta|compreso) nel totale\b",
            hint=_("No for fuel of plants whose heat is listed too; only one side may enter the total."),
        ),
        data_source(),
        data_quality(),
    ),
    hint=_("In MWh a year of the base year. Rows that repeat another row do not count toward the total."),
)

EMISSION_FACTORS = TableSpec(
    key="emission_factors",
    section="plan.factors",
    title=_("Emission factors applied"),
    numbers=both("A-1.2"),
    patterns=(
        (
            r"\b(ghg )?emissions? factors?( (applied|used))?( by (fuel|carrier|energy source|source"
            r" sector)s?)?"
        ),
        (
            r"\bfattor[ei] di emissione?i?( (applicati|utilizzati|adottati|usati|impiegati))?( per"
            r" (vettore|combustibile|fonte)( energetic[oa])?)?"
        ),
        r"\bfattori emissivi( (applicati|utilizzati|adottati))?",
    ),
    identity=("carrier", "applies_to", "year", "unit"),
    columns=(
        text(
            "carrier",
            _("Carrier or source"),
            r"\b(primary energy|(energy )?carriers?|fuels?|energy (source|type))\b",
            r"\b(vettor[ei]( energetic[oi])?|combustibil[ei]|fonte (energetica|di energia))\b",
            required=True,
        ),
        text(
            "applies_to", _("Applies to"), r"\b(applies to|sectors?|use)\b", r"\b(si applica a|settore|uso)\b"
        ),
        number(
            "total",
            _("Total, CO₂e"),
            "",
            r"\bco2[ -]?(e|eq|equivalent[ei]?)\b",
            r"\bghg\b",
            r"\b(total|totale)\b",
            r"\b(emission factor|fattore di emissione|ef|fe)\b",
            notation=True,
            low=0,
        ),
        _gas("co2", "CO₂", r"\b(co2|carbon dioxide|anidride carbonica)\b(?! ?-?eq?)"),
        _gas("ch4", "CH₄", r"\b(ch4|methane|metano)\b"),
        _gas("n2o", "N₂O", r"\b(n2o|nitrous oxide|protossido d'?i? ?azoto)\b"),
        _gas("f_gases", _("F-gases"), r"\bf-?gas(es)?\b", r"\b(hfc|pfc)s?\b", r"\bgas fluorurati\b"),
        _gas("sf6", "SF₆", r"\b(sf6|sulphur hexafluoride|sulfur hexafluoride|esafluoruro di zolfo)\b"),
        _gas("nf3", "NF₃", r"\b(nf3|nitrogen trifluoride|trifluoruro di azoto)\b"),
        text("unit", _("Unit"), r"^units?\b", r"^unita( di misura)?\b", r"^(u\.? ?m\.?)$", required=True),
        text("method", _("Method"), r"\bmethod(ology)?\b", r"\bmetod(o|ologia)\b", r"\bapproach\b"),
        choice(
            "approach",
            _("What the factor counts"),
            FactorApproach,
            r"\b(lca|life[ -]cycle)\b",
            r"\bciclo di vita\b",
        ),
        text("gwp_set", _("GWP set"), r"\bgwp\b"),
        year("year", _("Year"), r"\b(reference )?year\b", r"\banno\b"),
        data_source(),
    ),
    hint=_("Units may differ from row to row; a factor never changes, a new edition is a new row."),
)

ACTIVITY = TableSpec(
    key="activity",
    section="plan.activity",
    title=_("Activity by source sectors"),
    numbers=swapped("A-1.3", "A-1.4"),
    patterns=(
        r"\bactivit(y|ies)( data)? (by|per) (source )?sectors?",
        r"\bactivity data\b",
        r"\b(attivita|dati di attivita)( per settor[ei]( di (origine|emissione|provenienza))?)",
        r"\bdati di attivita\b",
    ),
    identity=("sector", "activity"),
    columns=(
        sector(required=True),
        text(
            "activity",
            _("Activity"),
            r"\bactivit(y|ies)\b( type| data)?",
            r"\battivita\b",
            r"\b(description|descrizione|voce)\b",
            required=True,
        ),
        *scopes(""),
        text("unit", _("Unit"), r"^units?\b", r"^unita( di misura)?\b", r"^(u\.? ?m\.?)$"),
        data_source(),
    ),
    hint=_(
        "The quantity behind the emissions, in the unit of its row: vehicle-kilometres, MWh, tonnes of waste."
    ),
)

EMISSIONS = TableSpec(
    key="emissions",
    section="plan.emissions",
    title=_("GHG emissions by source sectors"),
    numbers=swapped("A-1.4", "A-1.3"),
    patterns=(
        (
            r"\b(ghg|greenhouse[ -]gas|co2(e|eq)?|baseline ghg) emissions?( inventory)? (by|per) ((source"
            r" )?sectors?|scopes?)( and (scope|sector)s?)?"
        ),
        r"\b(ghg|greenhouse[ -]gas|emissions?) inventory( by (source )?sectors?)?",
        r"\bemissions? (by|per) (source )?sectors?",
        (
            r"\bemissioni( totali| complessive)?( annue)?( di)?( (gas serra|ghg|gas climalteranti|co2"
            r" ?(e|eq)?|gas a effetto serra))?,? (per|suddivise per|ripartite per)"
            r" (settor[ei]|ambit[oi]|scop[eo])( (di|della) (origine|fonte|emissione|sorgente))?"
        ),
        r"\binventario( base)?( (delle|di base delle))? emissioni( di gas serra)?( per settore)?",
    ),
    store="emissions",
    identity=("sector", "label", "flow"),
    total_row=True,
    edit_url="inventory-list",
    columns=(
        sector(required=True),
        text(
            "label",
            _("Sub-sector, as printed"),
            r"\bsub-?sectors?\b",
            r"\bsotto-?settor[ei]\b",
            r"\bcategor(y|ia)\b",
        ),
        choice(
            "flow",
            _("Source or sink"),
            Flow,
            r"\bsources?( ?(/|or) ?)sinks?\b",
            r"^flow$",
            r"\bsorgent[ei]\b.*\b(pozz|assorb)",
        ),
        *scopes(TONNES_A_YEAR),
        yes_no(
            "counts_toward_total",
            _("Counts toward the total"),
            r"\bcounts? toward",
            r"\b(conta|compreso) nel totale\b",
            hint=_("No for a row that is a detail of another: its tonnes are in the total once."),
        ),
    ),
    hint=_("Inventory of the baseline year. A removal is a row of the kind sink, written without a minus."),
)

TABLES = (TARGET_BOUNDARY, ENERGY_USE, EMISSION_FACTORS, ACTIVITY, EMISSIONS)
