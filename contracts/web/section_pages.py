"""What the pages of a section share: which section of which version, in which language and template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import City, Contract, ContractVersion, Section
from contracts.rules import can_edit_city
from contracts.selectors.versions import working_version
from contracts.selectors.workspace import DEFAULT_GENERATION, SectionStatus, sections_in_order
from contracts.services.sections import ensure_sections
from contracts.tables import Generation, Part, SectionSpec, find_section
from contracts.web.guards import contract_of
from contracts.web.pages import Crumb

LANGUAGE, GENERATION = "lingua", "modello"
"""Names in the address: the language of the text, and the generation of the template."""


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """Where a request about a section stands."""

    city: City
    contract: Contract
    version: ContractVersion
    spec: SectionSpec
    section: Section
    language: str
    generation: str
    can_edit: bool

    @property
    def may_write(self) -> bool:
        """Whether the person may change the text and the tables now."""
        return self.can_edit and self.version.is_editable

    @property
    def is_stored(self) -> bool:
        """Whether the section is in the database: one of a closed version that nobody opened is not."""
        return not self.section._state.adding

    @property
    def neighbours(self) -> tuple[str, str]:
        """Keys of the sections before and after this one, empty at the ends."""
        keys = ["", *(spec.key for spec in sections_in_order(self.generation)), ""]
        here = keys.index(self.spec.key)
        return keys[here - 1], keys[here + 1]

    @property
    def part(self) -> str:
        """The document that the section belongs to."""
        return str(Part(self.spec.part).label)

    @property
    def title(self) -> str:
        """Number and name of the section."""
        return f"{self.spec.number(self.generation)} {self.spec.title}".strip()

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """The way to the section's page."""
        return (contract_crumb(self.city, self.version),)

    @property
    def way_back(self) -> tuple[Crumb, ...]:
        """The way to a page below the section's own."""
        return (*self.crumbs, (self.title, self.url()))

    def url(self, name: str = "section-edit", *args: Any, fragment: str = "", **query: str) -> str:
        """The address of a page of this section, in the same template; `query` adds to it."""
        return section_url(
            self.city, self.spec.key, name, *args, generation=self.generation, fragment=fragment, **query
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in a list of contents."""

    name: str
    url: str
    status: SectionStatus


def find_place(request: HttpRequest, city: City, key: str) -> SectionPlace:
    """The section of the address in the working version; 404 where there is none."""
    contract = contract_of(city)
    version = working_version(contract)
    if version is None:
        raise Http404(_("The contract has no version to work on."))
    version.contract = contract
    contract.city = city
    try:
        spec = find_section(key)
    except KeyError as error:
        raise Http404(_("The contract has no such section.")) from error
    section = _find_section(version, spec)
    return SectionPlace(
        city=city,
        contract=contract,
        version=version,
        spec=spec,
        section=section,
        language=_language(request, section),
        generation=read_generation(request),
        can_edit=can_edit_city(request.user, city),
    )


def section_url(
    city: City,
    key: str,
    name: str = "section-edit",
    *args: Any,
    generation: str = DEFAULT_GENERATION,
    fragment: str = "",
    **query: str,
) -> str:
    """The address of a page of a section; the template is named only where it is not the usual one."""
    asked = query | ({} if generation == DEFAULT_GENERATION else {GENERATION: str(generation)})
    path = reverse(name, args=[city.slug, key, *args])
    return path + (f"?{urlencode(asked)}" if asked else "") + (f"#{fragment}" if fragment else "")


def contract_crumb(city: City, version: ContractVersion) -> Crumb:
    """The way to the contract's own page."""
    words = _("Contract, version %(number)s") % {"number": version.number}
    return words, reverse("contract-home", args=[city.slug])


def read_generation(request: HttpRequest) -> str:
    """The generation of the template that the address asks for."""
    asked = request.GET.get(GENERATION, "")
    return asked if asked in list(Generation) else DEFAULT_GENERATION


def section_entry(city: City, key: str, generation: str) -> tuple[str, str]:
    """Name and address of a section; both empty where there is none."""
    if not key:
        return "", ""
    spec = find_section(key)
    name = f"{spec.number(generation)} {spec.title}".strip()
    return name, section_url(city, key, generation=generation)


def contents(
    statuses: Iterable[SectionStatus], city: City, generation: str
) -> list[tuple[str, list[tuple[str, list[Entry]]]]]:
    """Sections below their part and group, for a list of contents."""
    parts: dict[str, dict[str, list[Entry]]] = {}
    for one in statuses:
        groups = parts.setdefault(str(Part(one.spec.part).label), {})
        name, url = section_entry(city, one.spec.key, generation)
        groups.setdefault(str(one.spec.group), []).append(Entry(name, url, one))
    return [(part, list(groups.items())) for part, groups in parts.items()]


def _find_section(version: ContractVersion, spec: SectionSpec) -> Section:
    """The stored section; one that was never opened is made, unless the version does not change any more."""
    section = version.sections.select_related("assigned_to", "changed_by").filter(key=spec.key).first()
    if section is None and version.is_editable:
        section = ensure_sections(version)[spec.key]
    section = section or Section(version=version, key=spec.key, visibility=spec.visibility)
    section.version = version
    return section


def _language(request: HttpRequest, section: Section) -> str:
    """The language that is asked for, else the reader's own where it has a text, else the original's."""
    asked = request.GET.get(LANGUAGE, "")
    if asked in dict(settings.LANGUAGES):
        return asked
    own = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return own if section.body.get(own) or not section.body else section.source_language
