"""Every page and file of the portal, read from its resolver, with sample arguments to open it.

Addresses of the API are no pages: tests/exchange/api asks each of them as everyone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

API = settings.API_PREFIX.removeprefix("/")


@dataclass(frozen=True)
class Address:
    """A named address below the language prefix, with the arguments it takes."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def url(self, samples: Mapping[str, Any], language: str = "it") -> str:
        """The address filled from samples: `city-dashboard:name` wins over `name`."""
        values = {key: samples.get(f"{self.name}:{key}", samples.get(key)) for key in self.arguments}
        assert None not in values.values(), f"no sample for {self.name} in {sorted(values)}"
        with translation.override(language):
            return reverse(self.name, kwargs=values)

    @property
    def is_admin(self) -> bool:
        """Whether Django's admin guards it."""
        return self.route.startswith("admin/")


def all_addresses() -> list[Address]:
    """Every pattern of the resolver; an address without a name is refused, because no test could speak of it."""
    return [one for one in _walk(get_resolver().url_patterns, "", "") if not one.route.startswith(API)]


def _walk(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inside)
        elif here.startswith("admin/"):
            yield Address(f"{namespace}{pattern.name}", here, tuple(pattern.pattern.regex.groupindex))
        else:
            assert pattern.name, f"the address {here} has no name"
            yield Address(f"{namespace}{pattern.name}", here, _arguments(pattern, here))


def _arguments(pattern: URLPattern, route: str) -> tuple[str, ...]:
    """The names in the whole route, those of the including patterns too."""
    outer = re.findall(r"<\w+:(\w+)>", route)
    return tuple(dict.fromkeys((*outer, *pattern.pattern.regex.groupindex)))
