"""The frame around every page: its menus, languages and the notice of a training city."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from core.services.evidence import is_log_sound

PORTAL_NAME = _("Climate City Contracts")
TRAINING_NOTICE = _("Training city: the city, its people and all its figures are invented.")

SOUND_KEY, SOUND_SECONDS = "log-is-sound", 60
"""Every page of the officers asks whether the evidence log is whole; each process asks the database once a minute."""


@dataclass(frozen=True)
class Entry:
    """A word of a menu: its page, or the pages that stand under it as tabs, the first one being its own."""

    label: Promise
    page: str
    tabs: tuple[tuple[Promise, str], ...] = ()


PUBLIC_MENU = (
    Entry(
        _("Progress"),
        "city-dashboard",
        (
            (_("Progress"), "city-dashboard"),
            (_("Staged path"), "staged-path"),
        ),
    ),
    Entry(_("Actions"), "action-list"),
    Entry(
        _("Molecules"),
        "molecule-list",
        (
            (_("Molecules"), "molecule-list"),
            (_("From the nucleus to the city"), "city-spread"),
            (_("Molecules side by side"), "molecule-comparison"),
            (_("Acceleration index"), "molecule-acceleration"),
            (_("Policy instruments"), "city-instruments"),
        ),
    ),
    Entry(
        _("Signatories"),
        "party-list",
        (
            (_("Signatories"), "party-list"),
            (_("Promises by sector and molecule"), "promise-coverage"),
        ),
    ),
    Entry(_("Investments"), "investment-list"),
    Entry(
        _("Data and method"),
        "city-data",
        (
            (_("Data"), "city-data"),
            (_("Indicators"), "city-indicators"),
            (_("Contract"), "contract-document"),
        ),
    ),
)
OFFICE_MENU = (
    Entry(_("My work"), "officer-home"),
    Entry(
        _("Contract"),
        "contract-home",
        (
            (_("Sections"), "contract-home"),
            (_("Check"), "contract-check"),
            (_("Versions"), "contract-version-list"),
            (_("Signatures"), "signature-list"),
            (_("Import"), "import-list"),
            (_("Export"), "export-list"),
            (_("History"), "contract-history"),
        ),
    ),
    Entry(_("Actions"), "office-action-list"),
    Entry(_("Inventory"), "inventory-list"),
    Entry(
        _("Molecules"),
        "office-molecule-list",
        (
            (_("Molecules"), "office-molecule-list"),
            (_("Packages"), "package-list"),
            (_("From the nucleus to the city"), "office-spread"),
            (_("Acceleration index"), "office-acceleration"),
            (_("Planner of replications"), "office-replication"),
            (_("Instruments"), "instrument-list"),
            (_("With and without"), "instrument-workbench"),
        ),
    ),
    Entry(
        _("Monitoring"),
        "milestone-list",
        (
            (_("Milestones"), "milestone-list"),
            (_("Indicators"), "indicator-list"),
            (_("Campaigns"), "campaign-list"),
            (_("Leading indicators"), "proxy-list"),
            (_("Hints of readers"), "correction-list"),
        ),
    ),
    Entry(
        _("Scenarios"),
        "scenario-list",
        ((_("Scenarios"), "scenario-list"), (_("Assumptions"), "assumptions-edit")),
    ),
    Entry(
        _("Organisations"),
        "organisation-list",
        (
            (_("Organisations"), "organisation-list"),
            (_("Invitations"), "invitation-list"),
            (_("Requests to take part"), "application-list"),
            (_("Mandates"), "mandate-list"),
            (_("Reports"), "office-report-list"),
        ),
    ),
    Entry(
        _("Commitments"),
        "commitment-office-list",
        (
            (_("Commitments"), "commitment-office-list"),
            (_("Requests for signatures"), "request-list"),
            (_("Changed clauses"), "clause-changes"),
        ),
    ),
    Entry(
        _("Colleagues"),
        "colleague-list",
        ((_("Colleagues"), "colleague-list"), (_("API credentials"), "credential-list")),
    ),
    Entry(_("Public page"), "city-dashboard"),
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
    entries = OFFICE_MENU if _is_office(path) else PUBLIC_MENU
    active = _entry_of(entries, city_slug, path)
    return [
        MenuItem(entry.label, url, entry is active)
        for entry in entries
        if (url := _reverse(entry.page, city_slug))
    ]


def list_tabs(city_slug: str, path: str) -> list[MenuItem]:
    """The pages beside this one under the same entry of the menu; none where the entry is one page."""
    entry = _entry_of(OFFICE_MENU if _is_office(path) else PUBLIC_MENU, city_slug, path)
    if entry is None or not entry.tabs:
        return []
    found = [(label, url) for label, page in entry.tabs if (url := _reverse(page, city_slug))]
    under = _longest_start([url for _label, url in found], path)
    return [MenuItem(label, url, url == under) for label, url in found] if len(found) > 1 else []


def find_search(city_slug: str, path: str) -> str:
    """The address of the search of this part of the portal; empty where it has none."""
    return _reverse("office-search", city_slug) if _is_office(path) else ""


def find_correction(city_slug: str, path: str) -> str:
    """Where a reader of a public page of a city tells that a figure on it looks wrong; empty elsewhere."""
    url = _reverse("correction-send", city_slug)
    is_public_page = path.startswith(_reverse("city-dashboard", city_slug)) and not path.startswith(url)
    return f"{url}?{urlencode({'da': path})}" if is_public_page else ""


def is_alarm_shown(path: str) -> bool:
    """Whether this is a page of the officers, and the newest check of the evidence log found a fault."""
    return _is_office(path) and not caches["pages"].get_or_set(SOUND_KEY, is_log_sound, SOUND_SECONDS)


def _entry_of(entries: tuple[Entry, ...], city_slug: str, path: str) -> Entry | None:
    """The entry that has the page, or the tab, which `path` lies under."""
    pages = [(entry, page) for entry in entries for page in (entry.page, *(page for _l, page in entry.tabs))]
    found = {url: entry for entry, page in reversed(pages) if (url := _reverse(page, city_slug))}
    return found.get(_longest_start(found, path))


def _longest_start(urls: Iterable[str], path: str) -> str:
    """The longest of the addresses that `path` lies under; empty where there is none."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _is_office(path: str) -> bool:
    """Whether the address (`/<language>/ufficio/…`) is one of the officers."""
    return path.split("/")[2:3] == ["ufficio"]


def _reverse(name: str, city_slug: str) -> str:
    """The address of a page, empty where this installation has no such page."""
    try:
        return reverse(name, args=[city_slug])
    except NoReverseMatch:
        return ""
