"""Who reads, in which language, and from which address: what shaping an answer needs to know of a request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from contracts.models import City

BASE = "/api/v1"


@dataclass(frozen=True)
class Reader:
    """Whoever asks: a person, or the person that a credential acts for. `origin` is scheme and host of the portal."""

    user: Any
    language: str
    origin: str
    wants_all_languages: bool = False

    @cached_property
    def own_cities(self) -> frozenset[UUID]:
        """The cities to whose team the reader belongs; no query for who is signed out."""
        if not self.user.is_authenticated:
            return frozenset()
        return frozenset(City.objects.with_office_for(self.user).values_list("pk", flat=True))

    def address_of(self, resource: str) -> str:
        """The absolute address of a resource."""
        return f"{self.origin}{BASE}/{resource}"
