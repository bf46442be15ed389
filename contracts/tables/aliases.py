"""Other words that contracts print for the words of a vocabulary, as patterns of plain words."""

from django.db import models

from contracts import enums

ALIASES: dict[type[models.Choices], dict[str, str]] = {
    enums.Sector: {
        "buildings": (
            r"buildings?\b|stationary|built environment|edific|edilizia|stazionari|residen[tz]ial"
            r"|tertiary|terziari|heating|riscaldament|lighting|illuminazione"
        ),
        "transport": r"tran?sport|mobilit|traffic|freight",
        "waste": r"\bwaste|rifiut|circular|acque reflue|wastewater",
        "ippu": r"\bippu\b|industrial process|processi industriali|product use|uso (dei|di) prodotti",
        "afolu": (
            r"\bafolu\b|agricult|agricolt|forest|land use|uso del suolo|lulucf|\bgreen\b|\bverd[ei]\b"
            r"|nature-based"
        ),
        "energy_systems": (
            r"energy system|energy (generation|supply|production)|sistem[ai] energetic"
            r"|produzione di energia|^energ(y|ia)$"
        ),
        "cross_cutting": r"cross[ -]?(cutting|sector)|trasversal|intersettorial",
        "behavioural": r"behaviou?r|comportament",
    },
    enums.Flow: {"source": r"source|emission|sorgent|fonte", "sink": r"sink|removal|absor|assorbiment|pozz"},
    enums.BoundaryCoverage: {
        "included": r"^(is )?(included?|yes|si|x|v|✓|✔|inclus[oaie]|compres[oaie]|in)$",
        "not_included": r"^(not included|excluded|no|non inclus[oaie]|esclus[oaie]|non compres[oaie]|out)$",
        "not_applicable": r"^(not applicable|n\.?/?a\.?|non applicabil[ei]|not occurring|no occurring)$",
    },
    enums.Gas: {
        "CO2": r"^(co2|carbon dioxide|anidride carbonica)$",
        "CH4": r"^(ch4|methane|metano)$",
        "N2O": r"^(n2o|nitrous oxide|protossido d'azoto)$",
        "HFC": r"^(hfcs?|f-?gas(es)?)$",
        "PFC": r"^pfcs?$",
        "SF6": r"^sf6$",
        "NF3": r"^nf3$",
    },
    enums.FactorApproach: {"ipcc": r"ipcc|combust|standard", "lca": r"\blca\b|life[ -]cycle|ciclo di vita"},
    enums.Level: {
        "high": r"^(high|very high|h|alt[oai]|elevat[oai]|molto alt[oai])$",
        "medium": r"^(medium|moderate|mid|m|med|medi[oae]|moderat[oa])$",
        "low": r"^(low|l|bass[oai]|scars[oa])$",
    },
    enums.Typology: {
        "MOL": r"^mol\b|molecol|molecule",
        "NET": r"^net\b|network|infrastructure|^rete\b|infrastruttur",
        "PRJ": r"^(prj|pri)\b|^(small )?project|^progett",
        "ENB": r"^enb\b|enabling|abilitant",
        "STR": r"^str\b|^strateg",
        "MACRO": r"^macro(-?action|-?azione)?$",
        "MACRO-COMP": r"^macro-?comp|component",
        "LEVER": r"^lev(er|a)$",
    },
    enums.Maturity: {
        "project": r"^(project|progett)",
        "strategy": r"^strateg",
        "enabling": r"enabling|abilitant",
        "not_stated": r"not stated|non indicat",
    },
    enums.Materiality: {
        "material": r"^(material[ei]?|hard)$",
        "immaterial": r"^(immaterial[ei]?|soft|enabling)$",
    },
    enums.Lever: {
        "technology": r"technolog|tecnolog",
        "governance": r"governance|policy|politic",
        "social_innovation": r"social innovation|innovazione sociale",
        "participation": r"democra|participat|partecipaz",
        "finance": r"financ|funding|finanz",
        "learning": r"learning|capabilit|apprendiment|competenz",
    },
    enums.Quantification: {
        "quantified": r"^(quantified|quantificat[ao])$",
        "not_estimated": (
            r"^(not( yet)? (estimated|quantified)|non( ancora)? (stimat|quantificat)[oa]"
            r"|to be estimated( later)?)$"
        ),
        "not_quantifiable": (
            r"no direct (impact|effect)|not quantifiable|non quantificabil|nessun (effetto"
            r"|impatto) diretto|enabling|abilitant"
        ),
        "included_in": r"^(included in|inclus[oa] in)",
        "confidential": r"confidential|riservat",
    },
    enums.PromoterType: {
        "municipality": r"municipal|^comune|city|comunal",
        "stakeholder": r"stakeholder|signator|firmatar|portator|private|privat",
    },
    enums.ActionState: {
        "idea": r"^idea",
        "proposed": r"^propos",
        "accepted": r"^(accept|accett|approved|approvat)",
        "planned": r"^(planned|planning|pianificat|programmat|in programma)",
        "in_progress": r"^(in progress|ongoing|on-going|started|implementation|in corso|avviat|in attuazione)",
        "completed": r"^(complet|finished|done|conclus|terminat|realizzat)",
        "on_hold": r"^(on hold|postponed|paused|sospes|rinviat)",
        "cancelled": r"^(cancel|abandoned|annullat|abbandonat)",
    },
    enums.ActionScale: {
        "building": r"building|edific",
        "district": r"district|neighbou?rhood|quartier|distrett",
        "network": r"network|\bret[ei]\b",
        "city": r"city|citta|municipal|comunal",
    },
    enums.FieldOfAction: {
        "energy_systems": (
            r"energy (system|generation|supply|production)|sistem[ai] energetic|produzione di energia"
            r"|^energ(y|ia)$|renewable"
        ),
        "built_environment": r"built environment|building|stationary|stazionari|ambiente costruito|edific|edilizia",
        "mobility": r"mobilit|tran?sport",
        "green": r"green|nature-based|\bnbs\b|verd[ei]|soluzioni basate sulla natura",
        "circular_economy": r"waste|circular|rifiut|circolare",
        "land_use": r"land use|uso del suolo|afolu|agricult|agricolt",
        "other": r"^(other|others|altr[oi]|cross-cutting|trasversale)$",
    },
    enums.PolicyType: {
        "regulation": r"regulation|law|directive|ordinance|regolament|legge|normativ|direttiv|delibera",
        "policy": r"^polic|politic|^agreement|accordo",
        "strategy": r"strateg",
        "action_plan": r"\bplan\b|\bplans\b|\bpian[oi]\b|programm",
    },
    enums.PolicyLevel: {
        "local": r"\blocal|municipal|\bcity\b|comunal|metropolit",
        "regional": r"region|provinc",
        "national": r"(?<!inter)national|(?<!inter)nazional|\bstat[oe]\b",
        "eu": r"\beu\b|\bue\b|europ",
    },
    enums.BarrierType: {
        "technical": r"techn|tecn|infrastr",
        "regulatory": r"regulat|legal|normativ|regolament|giuridic|policy|legislat",
        "financial": r"financ|econom|finanz",
        "institutional": (
            r"institution|capacity|governance|istituzional|capacita|organi[sz]|administrat"
            r"|amministrat"
        ),
        "social": r"social|behaviou?r|cultural|comportament",
        "data": r"\bdat[ai]\b",
    },
    enums.ResidualMethod: {
        "natural_sink": r"natural|forest|natur|verde",
        "technological_sink": r"technolog|ccs|ccu|daccs|beccs|capture|tecnolog|cattura",
        "offsets": r"offset|credit|compensaz",
        "regional_projects": r"region",
    },
    enums.InvestmentBarrierType: {
        "funding": r"fund|financ|finanz",
        "capacity": r"capacit",
        "governance": r"governance|regulat|regolament|normativ|legal",
        "economic": r"econom",
        "structural": r"struct|struttur",
    },
    enums.CapitalKind: {"public": r"public|pubblic", "private": r"privat"},
    enums.FinanceForm: {
        "non_reimbursable": r"non-?[ -]?reimburs|grant|fondo perduto|non rimborsabil|subsid|contribut",
        "with_return": r"\breturn|loan|equity|bond|prestit|rendiment|mutu[oi]",
        "blended": r"blend|mixed|mist[oa]",
        "other": r"^(other|altro)$",
    },
    enums.CostBearer: {
        "municipality": r"municipal|comune|comunal",
        "city": r"^(whole |all )?(city|citta)|total|everyone|tutti|tutta",
    },
    enums.PartyRole: {
        "promoter": r"promot",
        "signatory": r"signator|firmatar|sottoscritt|aderent",
        "main partner": r"main partner|partner principale",
        "supporter": r"support|sostenitor",
    },
    enums.IndicatorDirection: {
        "increase": r"increas|rise|\bup\b|aument|cresc|salire",
        "decrease": r"decreas|fall|\bdown\b|diminu|decresc|ridu|scendere",
        "range": r"range|stay|interval|restare",
    },
    enums.IndicatorAggregation: {
        "latest": r"latest|last|ultim",
        "sum": r"^(sum|somma)$",
        "mean": r"mean|average|medi[ao]",
        "cumulative": r"cumul|counts up",
    },
}
