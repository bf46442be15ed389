"""What the keys of a commitment's canonical text are called."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "action": _("Action"),
    "actions": _("Actions it covers"),
    "city": _("City"),
    "contract": _("Contract"),
    "edition": _("edition"),
    "end_year": _("Until"),
    "factors": _("Factors it was computed with"),
    "id": _("Identifier"),
    "investment_eur": _("Investment"),
    "is_public_body": _("Public body"),
    "language": _("Language"),
    "latitude": _("latitude"),
    "legal_form": _("Legal form"),
    "longitude": _("longitude"),
    "materiality": _("Kind of commitment"),
    "name": _("Name"),
    "number": _("Number"),
    "place": _("Place"),
    "reduction": _("Computed reduction"),
    "reduction_tco2e": _("Reduction a year"),
    "schema": _("Form of the text"),
    "side": _("Side"),
    "slug": _("short name in web addresses"),
    "start_year": _("From"),
    "statement": _("Statement"),
    "tax_code": _("Tax code or VAT number"),
    "title": _("Title"),
    "variant": _("Cluster"),
    "version": _("version"),
}


def label_of(key: str) -> str:
    """The name of a key in the active language; an unknown key as it is."""
    return str(LABELS.get(key, key))
