"""Search over the urban nuclei of a city."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.selectors.search import HITS_A_KIND, Hit, in_texts


def search_molecules(city: City, text: str) -> Iterator[Hit]:
    """Molecules whose name or code holds the words, in one query."""
    found = city.molecules.filter(archived_at=None).filter(Q(code__icontains=text) | in_texts("names", text))
    for molecule in found[:HITS_A_KIND]:
        url = reverse("molecule-detail", args=[city.slug, molecule.pk])
        yield Hit(_("Molecule"), str(molecule), molecule.get_kind_display(), url)
