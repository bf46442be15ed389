"""Templates compile, are used, carry no inline code, and parts say what they take."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.template import Engine
from django.template.library import import_library
from django.template.utils import get_app_template_dirs

from tests.house.sources import ROOMS, files_under, python_files, read

TEMPLATES = [*files_under("templates", suffix=".html"), *files_under("templates", suffix=".txt")]
NAMES = [path.relative_to("templates").as_posix() for path in TEMPLATES]
FOUND_BY_NAME = {
    "400.html": "Django asks for it",
    "403.html": "Django asks for it",
    "404.html": "Django asks for it",
    "500.html": "Django asks for it",
}
FOUND_BY_ALLAUTH = ("account/", "mfa/", "allauth/", "socialaccount/", "usersessions/")
INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on|hx-vals\s*=\s*[\"']js:",
    re.IGNORECASE,
)
OPENS = re.compile(r"(\{% extends [^%]+%\}\s*)?\{% comment %\}(?P<told>.*?)\{% endcomment %\}", re.DOTALL)
PARAMETERS = re.compile(r"Parameters?:|Context:|No parameters")


@cache
def quoted_names() -> frozenset[str]:
    """Every string in quotes that looks like a template, in code and in templates."""
    sources = [read(path) for path in [*python_files(*ROOMS), *TEMPLATES]]
    return frozenset(re.findall(r"[\"']([\w/.-]+\.(?:html|txt))[\"']", "\n".join(sources)))


def is_overriding(name: str) -> bool:
    """Whether a template takes the place of one that comes with allauth."""
    return name.startswith(FOUND_BY_ALLAUTH) and any(
        (Path(folder) / name).is_file()
        for folder in Engine.get_default().dirs + list(get_app_template_dirs("templates"))
        if "site-packages" in str(folder)
    )


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert Engine.get_default().get_template(name).name == name


def test_every_template_is_used() -> None:
    unused = [
        name
        for name in NAMES
        if name not in quoted_names() | FOUND_BY_NAME.keys() and not is_overriding(name)
    ]
    assert unused == []


def test_every_named_template_exists() -> None:
    others = {"robots.txt"}  # an address
    theirs = {name for name in quoted_names() if name.startswith(("admin/", *FOUND_BY_ALLAUTH))}
    assert quoted_names() - theirs - others - set(NAMES) == set()


def test_no_template_carries_inline_code() -> None:
    found = {str(path): hits for path in TEMPLATES if (hits := INLINE.findall(read(path)))}
    assert found == {}


def test_every_part_opens_with_its_parameters() -> None:
    parts = [path for path in TEMPLATES if path.parts[1] == "components" or path.name.startswith("_")]
    silent = [
        str(path)
        for path in parts
        if not (opening := OPENS.match(read(path))) or not PARAMETERS.search(opening["told"])
    ]
    assert silent == []


def test_every_tag_and_filter_of_ours_is_used() -> None:
    text = "\n".join(read(path) for path in TEMPLATES)
    ours = [path.stem for path in python_files(*ROOMS) if path.parent.name == "templatetags" and read(path)]
    paths = {name: path for name, path in Engine.get_default().libraries.items() if name in ours}
    libraries = {name: import_library(path) for name, path in paths.items()}
    tags = {f"{name}: {tag}" for name, library in libraries.items() for tag in library.tags}
    filters = {f"{name}: |{one}" for name, library in libraries.items() for one in library.filters}
    unused = {one for one in tags if not re.search(rf"{{% {one.split(': ')[1]}\b", text)}
    unused |= {one for one in filters if not re.search(rf"\|{one.split('|')[1]}\b", text)}
    assert unused == set()
