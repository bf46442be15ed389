"""`manage.py messages [--check]`: collect what people read, in code and templates, into the catalogues.

Django's own `makemessages` needs the gettext programs; Babel needs nothing beside Python. Templates are turned into
Python-like text by Django itself (`templatize`) and read by Babel's Python extractor.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

ROOMS = ("ccc_portal", "contracts", "core", "exchange", "molecules", "progress", "stakeholders")
NO_LINE = 0
"""Line numbers are left out of the catalogue: they would change with every commit."""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "translate_now": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Command(BaseCommand):
    """Update the catalogues, or say what they lack."""

    requires_system_checks = []
    help = "Collect messages into locale/*/LC_MESSAGES/django.po; --check refuses missing translations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when something is missing"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        """Read code and templates and bring every catalogue up to date."""
        template = collect_messages(settings.BASE_DIR)
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
            catalog = read_catalog(path)
            before = _as_bytes(catalog)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            missing = missing_translations(catalog)
            if not check:
                path.write_bytes(_as_bytes(catalog))
                self.stdout.write(f"{catalog.locale}: {len(catalog)} messages, {len(missing)} not translated")
            elif missing or _as_bytes(catalog) != before:
                raise CommandError(
                    f"{catalog.locale}: {len(missing)} not translated, or not up to date "
                    f"(run manage.py messages): {missing[:5]}"
                )


def collect_messages(root: Path) -> Catalog:
    """Every message of the rooms and templates with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for path in _sources(root):
        for _line, message, comments, context in extract(
            "python", BytesIO(_as_python(path)), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            place = [(path.relative_to(root).as_posix(), NO_LINE)]
            catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def read_catalog(path: Path) -> Catalog:
    """The catalogue of one language."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parts[-3])


def missing_translations(catalog: Catalog) -> list[str]:
    """The messages that a reader would see in the wrong language."""
    return [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not _is_translated(message.string))
    ]


def _is_translated(string: str | Sequence[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


def _sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted(p for p in (root / room).rglob("*.py") if "migrations" not in p.parts)
    yield from sorted(p for p in (root / "templates").rglob("*.*") if p.suffix in (".html", ".txt"))


def _as_python(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    # What templatize leaves of HTML is indented as the HTML was, which Python's tokenizer would take for blocks.
    return "\n".join(line.strip() for line in templatize(text).splitlines()).encode()


def _as_bytes(catalog: Catalog) -> bytes:
    """The catalogue as it stands in git: sorted, with places but no dates."""
    buffer = BytesIO()
    pofile.write_po(buffer, catalog, sort_output=True, omit_header=False, include_lineno=False, width=110)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith((b'"POT-Creation', b'"PO-Revision')))
