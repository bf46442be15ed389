"""The text of a version on the pages of its signature, with a link to each annex that the portal still has."""

from typing import Any

from django.urls import reverse

from stakeholders.models import CommitmentVersion
from stakeholders.selectors.agreed_text import annexes_of, promise_in_short


def annex_rows(version: CommitmentVersion, token: str) -> list[dict[str, str]]:
    """The annexes of the text; the file of each is found by the digest that the text gives it."""
    known = set(version.commitment.attachments.values_list("sha256", flat=True))
    return [
        {
            "name": one.name,
            "sha256": one.sha256,
            "url": reverse("signing-annex", args=[token, one.sha256]) if one.sha256 in known else "",
        }
        for one in annexes_of(version)
    ]


def short_rows(version: CommitmentVersion) -> list[dict[str, Any]]:
    """What is promised, from when until when, how much, for the list of terms on the second page."""
    return [{"term": line.label, "text": line.text} for line in promise_in_short(version)]
