"""Search over what organisations promise."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.selectors.search import HITS_A_KIND, Hit, excerpt_of, in_texts


def search_commitments(contract: Contract, text: str) -> Iterator[Hit]:
    """Commitments of the contract whose title, statement or organisation holds the words, in one query."""
    words = Q(organisation__name__icontains=text) | in_texts("title", text) | in_texts("statement", text)
    for commitment in contract.commitments.filter(words).select_related("organisation")[:HITS_A_KIND]:
        url = reverse("organisation-detail", args=[contract.city.slug, commitment.organisation_id])
        yield Hit(_("Commitment"), str(commitment), excerpt_of(str(commitment.statement), text), url)
