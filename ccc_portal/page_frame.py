"""The frame around every page: its menus, languages and the notice of a training city."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

PORTAL_NAME = _("Climate City Contracts")
TRAINING_NOTICE = _("Training city: the city, its people and all its figures are invented.")

PUBLIC_MENU = (
    (_("Progress"), "city-dashboard"),
    (_("Actions"), "action-list"),
    (_("Molecules"), "molecule-list"),
    (_("Signatories"), "party-list"),
    (_("Investments"), "investment-list"),
    (_("Data and method"), "city-data"),
)
OFFICE_MENU = (
    (_("My work"), "officer-home"),
    (_("Actions"), "office-action-list"),
    (_("Inventory"), "inventory-list"),
    (_("Leading indicators"), "proxy-list"),
    (_("Assumptions"), "assumptions-edit"),
    (_("Milestones"), "milestone-list"),
    (_("Scenarios"), "scenario-list"),
    (_("Colleagues"), "colleague-list"),
    (_("Public page"), "city-dashboard"),
)


@dataclass(frozen=True)
class MenuItem:
    """An entry of the main menu."""

    label: str | Promise
    url: str
    active: bool


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    label: str
    url: str
    active: bool


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """What templates/base.html needs of every page; what depends on the city is added by the tag `frame`."""
    return {"portal_name": PORTAL_NAME, "languages": list_languages(request)}


def list_languages(request: HttpRequest) -> list[LanguageLink]:
    """This page in each language, under its own name."""
    path, current = request.get_full_path(), get_language()
    return [
        LanguageLink(code, get_language_info(code)["name_local"], translate_url(path, code), code == current)
        for code, _name in settings.LANGUAGES
    ]


def list_menu(city_slug: str, path: str) -> list[MenuItem]:
    """The menu of a city's public pages, or of its officers' pages, with the entry that `path` lies under."""
    words = OFFICE_MENU if _is_office(path) else PUBLIC_MENU
    found = [(label, url) for label, name in words if (url := _reverse(name, city_slug))]
    under = max((url for _label, url in found if path.startswith(url)), key=len, default="")
    return [MenuItem(label, url, url == under) for label, url in found]


def _is_office(path: str) -> bool:
    """Whether the address (`/<language>/ufficio/…`) is one of the officers."""
    return path.split("/")[2:3] == ["ufficio"]


def _reverse(name: str, city_slug: str) -> str:
    """The address of a page, empty where this installation has no such page."""
    try:
        return reverse(name, args=[city_slug])
    except NoReverseMatch:
        return ""
