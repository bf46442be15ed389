"""The Commitments document: its sections, its signatories and the clauses they sign."""

from django.utils.translation import gettext_lazy as _

from contracts.enums import PartyRole, Visibility
from contracts.tables.columns import both, choice, integer, text, texts
from contracts.tables.spec import Part, SectionSpec, TableSpec

_GROUP = _("Commitments")

SECTIONS = (
    SectionSpec(
        "commitments.introduction",
        Part.COMMITMENTS,
        _GROUP,
        _("Introduction"),
        both("1"),
        hint=_("Why the city takes part, what it has promised before, what this version is for."),
    ),
    SectionSpec(
        "commitments.goal",
        Part.COMMITMENTS,
        _GROUP,
        _("Goal: climate neutrality by 2030"),
        both("2"),
        required=True,
        why=_("Signatories must read in one place what they help to reach: target, sectors and boundary."),
        hint=_("Ambition for 2030, sectors and scopes covered, boundary, target."),
    ),
    SectionSpec(
        "commitments.priorities",
        Part.COMMITMENTS,
        _GROUP,
        _("Key priorities and strategic interventions"),
        both("3"),
        required=True,
        why=_("Reviewers ask for at least three or four systemic priorities that the actions follow."),
        hint=_("Name at least three or four systemic priorities."),
    ),
    SectionSpec(
        "commitments.principles",
        Part.COMMITMENTS,
        _GROUP,
        _("Principles and process"),
        both("4"),
        hint=_("Mandate, governance, co-creation, learning."),
    ),
    SectionSpec(
        "commitments.signatories",
        Part.COMMITMENTS,
        _GROUP,
        _("Signatories"),
        both("5"),
        tables=("signatories",),
        required=True,
        why=_("Without signatories nobody has promised anything."),
    ),
    SectionSpec(
        "commitments.contract",
        Part.COMMITMENTS,
        _GROUP,
        _("Contract with signatures"),
        both("6"),
        tables=("clauses",),
        required=True,
        why=_("These are the words that parties sign; they are kept with their digest."),
    ),
    SectionSpec(
        "commitments.appendix",
        Part.COMMITMENTS,
        _GROUP,
        _("Appendix: commitments of single signatories"),
        hint=_("Letters, resolutions and the text of individual commitments."),
    ),
)

SIGNATORIES = TableSpec(
    key="signatories",
    section="commitments.signatories",
    title=_("Signatories"),
    numbers=both("5"),
    patterns=(
        r"\b(list of )?(the )?signator(y|ies)\b( table| list)?",
        r"\b(list of )?(co-?)?signing (parties|organi[sz]ations|stakeholders)\b",
        r"\b(elenco (dei |delle )?)?(soggetti |parti |enti )?(firmatar|sottoscrittor|aderent)[ie]\b",
    ),
    store="parties",
    identity=("organisation_name",),
    columns=(
        integer(
            "position", _("No."), r"^(no|nr|num|n|#)\.?$", r"^(order )?number$", r"^numero( d'?ordine)?$"
        ),
        text(
            "organisation_name",
            _("Name of the institution"),
            r"\bname of (the )?(institution|organi[sz]ation|entity|stakeholder|signatory|company)\b",
            (
                r"\b(nome|denominazione|ragione sociale) ?(dell?['ao]?"
                r" ?(istituzione|ente|organizzazione|azienda|firmatario|soggetto))?"
            ),
            r"\b(institution|organi[sz]ation|signatory|ente|organizzazione|istituzione|firmatario)\b",
            required=True,
        ),
        choice(
            "role",
            _("Role"),
            PartyRole,
            r"^role( in the contract)?$",
            r"^ruolo( nel contratto)?$",
            required=True,
        ),
        text(
            "category",
            _("Cluster"),
            r"\b(cluster|category|group)\b",
            r"\b(categoria|gruppo|raggruppamento|tipologia)\b",
        ),
        text("level", _("Level of operation"), r"\blevel( of operation)?\b", r"\blivello\b"),
        text(
            "legal_form", _("Legal form"), r"\blegal (form|status|nature)\b", r"\b(forma|natura) giuridica\b"
        ),
        text(
            "scope_of_action",
            _("Sector and area"),
            r"\bsectors?( ?/ ?| and | or )areas?\b",
            r"\b(sector|area|domain|field) ?(of (operation|action|activity|intervention))?\b",
            r"\b(settore|ambito|area|campo)\b",
        ),
        text(
            "person_names",
            _("Name of the responsible person"),
            r"\bname of (the )?(responsible|contact|signing|legal) (person|representative)s?\b",
            r"\b(responsible|signing|contact) persons?\b",
            r"\b(legal )?representative\b",
            (
                r"\b(nome (e cognome )?(del |della |dell')?)?(persona )?(referente|responsabile|(legale"
                r" )?rappresentante)\b"
            ),
            visibility=Visibility.INTERNAL,
            hint=_("Several people are separated by semicolons."),
        ),
        text(
            "person_positions",
            _("Position of the responsible person"),
            (
                r"\b(position|function|title|role) of (the )?(responsible|contact|signing|legal)"
                r" (person|representative)\b"
            ),
            r"^(position|function|job title|title)\b",
            r"\b(posizione|carica|qualifica|funzione)\b",
            hint=_("In the order of the people, separated by semicolons."),
        ),
        text(
            "contact_email",
            _("E-mail of whoever reports for it"),
            r"\be-?mail\b",
            r"\bposta elettronica\b",
            visibility=Visibility.INTERNAL,
        ),
        text(
            "printed_state", _("State, as printed"), r"\b(state|status|stato)\b( of signature| della firma)?"
        ),
    ),
    hint=_("One row per organisation; an organisation may have several people who sign."),
)

CLAUSES = TableSpec(
    key="clauses",
    section="commitments.contract",
    title=_("Clauses that parties sign"),
    numbers=both("6"),
    patterns=(
        r"\bclauses?\b( that parties sign)?",
        r"\b(contract|commitment) (text|articles)\b",
        r"\b(clausol[ae]|articoli del contratto|testo degli impegni)\b",
    ),
    store="clauses",
    identity=("key",),
    columns=(
        text("key", _("Key"), r"^(key|clause|article|id)$", r"^(chiave|clausola|articolo)$", required=True),
        integer("position", _("Position"), r"^(position|order|no\.?|n\.?)$", r"^(posizione|ordine|numero)$"),
        text(
            "party",
            _("Binds only"),
            r"\b(binds( only)?|party|signatory)\b",
            r"\b(vincola( solo)?|parte|firmatario)\b",
            hint=_("Name of the organisation; empty where the clause binds all parties."),
        ),
        texts("text", _("Text"), r"^(text|wording)( of the clause)?$", r"^testo\b", required=True),
    ),
)

TABLES = (SIGNATORIES, CLAUSES)
