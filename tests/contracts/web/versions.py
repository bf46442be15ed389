"""What tests of the pages of versions share."""

from typing import Any

from django.urls import reverse

from contracts.models import ContractVersion


def at(version: ContractVersion, state: str) -> ContractVersion:
    ContractVersion.objects.filter(pk=version.pk).update(state=state)
    version.refresh_from_db()
    return version


def address(name: str, *arguments: Any, version: int | None = None) -> str:
    url = reverse(name, args=["valdoria", *arguments])
    return url if version is None else f"{url}?version={version}"


def told(response: Any) -> list[str]:
    """The messages that the next page will show."""
    return [str(one) for one in response.wsgi_request._messages]
