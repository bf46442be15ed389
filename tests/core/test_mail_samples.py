"""The pages that show every mail: where the portal is tried out, nowhere else."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.emails import MAIL_KINDS
from tests.house.sources import run_python
from tests.house.test_settings import PRODUCTION

pytestmark = pytest.mark.django_db


def sample_url(kind: str, code: str) -> str:
    return reverse("mail-sample", kwargs={"kind": kind, "code": code})


def test_list_leads_to_every_mail_in_both_languages(client: Client) -> None:
    page = client.get("/it/posta/").content.decode()
    missing = [
        (kind, code) for kind in MAIL_KINDS for code in ("it", "en") if sample_url(kind, code) not in page
    ]
    assert missing == []


@pytest.mark.parametrize("code", ["it", "en"])
@pytest.mark.parametrize("kind", sorted(MAIL_KINDS))
def test_sample_opens_as_page_and_as_it_travels(client: Client, kind: str, code: str) -> None:
    url = sample_url(kind, code)
    page, letter = client.get(url), client.get(url, {"html": ""})
    assert (page.status_code, letter.status_code) == (HTTPStatus.OK, HTTPStatus.OK)
    assert letter.content.decode().startswith("<!doctype html>")


@pytest.mark.parametrize(("kind", "code"), [("nothing", "it"), ("welcome", "de")])
def test_sample_that_is_not_there_is_not_found(client: Client, kind: str, code: str) -> None:
    assert client.get(sample_url(kind, code)).status_code == HTTPStatus.NOT_FOUND


def test_nothing_is_shown_where_samples_are_off(client: Client, settings: Any) -> None:
    settings.MAIL_SAMPLES = False
    urls = ["/it/posta/", sample_url("welcome", "it")]
    assert [client.get(url).status_code for url in urls] == [HTTPStatus.NOT_FOUND] * 2


@pytest.mark.parametrize(("name", "expected"), [("production", "False\n"), ("embedded", "True\n")])
def test_samples_are_off_in_production(name: str, expected: str, tmp_path: Any) -> None:
    code = f"import ccc_portal.settings.{name} as one; print(one.MAIL_SAMPLES)"
    done = run_python(code, **PRODUCTION, CCC_DATA=str(tmp_path))
    assert (done.stdout, done.stderr) == (expected, "")
