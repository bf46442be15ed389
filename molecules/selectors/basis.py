"""What the outline of a molecule rests on, as readers are told it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from molecules.models import Molecule

BASIS_WORDS: dict[str, Promise] = {
    "official_eoi_area__illustrative_nil_polygon": _(
        "The area is named in the city's expression of interest; the polygon is illustrative: "
        "the whole neighbourhood (NIL) that contains it."
    ),
    "official_mol_action__illustrative_nil_polygon": _(
        "Actions of the contract are called molecules here; the polygon is illustrative: "
        "the whole neighbourhood (NIL) that contains them."
    ),
    "replication__neighbourhood_polygon": _(
        "A candidate of the replication planner; the polygon is that of the whole neighbourhood."
    ),
    "illustrative_polygon": _("The place and its polygon are invented."),
}


def basis_words(molecule: Molecule) -> str:
    """What the polygon rests on; what the team wrote itself is told as it stands."""
    if molecule.has_official_polygon:
        own = str(_("The polygon is the city's own."))
        return f"{own} {molecule.basis}".strip()
    known = BASIS_WORDS.get(molecule.basis)
    return str(known) if known else molecule.basis or str(_("The polygon is illustrative."))
