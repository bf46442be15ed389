"""The front-end build: pinned without addresses, and what templates ask for is what it makes."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
VENDOR = ROOT / "static" / "vendor"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ICONS = set(json.loads((ROOT / "static/src/icons.json").read_text()))

built = pytest.mark.skipif(not VENDOR.is_dir(), reason="static/vendor is not built: run `npm run build`")


def read_templates() -> str:
    sources = [path.read_text() for path in TEMPLATES]
    return "\n".join([*sources, (ROOT / "core/templatetags/ui.py").read_text()])


def find_keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(find_keys(inner) for inner in value.values()))
    return set().union(*(find_keys(inner) for inner in value)) if isinstance(value, list) else set()


def test_the_lock_file_carries_no_download_addresses():
    lock = (ROOT / "package-lock.json").read_text()
    assert (
        "resolved" in find_keys(json.loads(lock)),
        re.findall(r"https?://[^\"]*registry[^\"]*", lock),
    ) == (False, [])


def test_every_package_is_pinned_exactly():
    package = json.loads((ROOT / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_icons_of_the_templates_are_in_the_sprite_list():
    used = set(re.findall(r'icon "((?:it|ccc)-[a-z0-9-]+)"', read_templates()))
    assert used - ICONS == set()


@built
def test_every_static_file_of_the_templates_is_built():
    wanted = set(re.findall(r"static[ (]['\"](vendor/[^'\"]+)['\"]", read_templates()))
    assert sorted(name for name in wanted if not (ROOT / "static" / name).is_file()) == []


@built
def test_the_sprite_holds_exactly_the_listed_icons():
    sprite = (VENDOR / "sprite.svg").read_text()
    assert set(re.findall(r'<symbol[^>]*id="([a-z0-9-]+)"', sprite)) == ICONS


@built
def test_every_file_of_a_third_party_is_listed_with_its_licence():
    rows = json.loads((VENDOR / "VENDORED.json").read_text())
    ours = {"VENDORED.json", "charts.js", "editor.js", "favicon.svg"}
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert {row["file"] for row in rows if row["licence"] and row["version"]} == files - ours


@built
def test_the_outline_of_the_countries_is_small_and_rounded():
    text = (VENDOR / "europe.geojson").read_text()
    countries = {feature["properties"]["name"] for feature in json.loads(text)["features"]}
    assert ({"Italy", "France", "Kosovo"} - countries, re.findall(r"\d\.\d{3,}", text)) == (set(), [])
    assert len(text) < 100_000


@built
@pytest.mark.parametrize("name", ["ccc.css", "leaflet.css"])
def test_styles_ask_for_nothing_that_is_not_built(name):
    css = (VENDOR / name).read_text()
    addresses = [url.strip("\"'") for url in re.findall(r"url\(([^)]*?)\)", css)]
    files = {url for url in addresses if not url.startswith(("data:", "#"))}
    assert sorted(url for url in files if not (VENDOR / url).is_file()) == []
