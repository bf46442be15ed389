"""Settings: safe in production, silent about nothing, the same policy on every answer."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.factories import UserFactory
from tests.house.sources import ROOT, our_files, read_if_text, run_python

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ccc_portal.settings.production",
    "SECRET_KEY": "only-for-this-test-" + "x1Y2z3" * 10,
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "CELERY_BROKER_URL": "redis://localhost/0",
    "ALLOWED_HOSTS": "portale.example",
}
NEEDED = ["SECRET_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "ALLOWED_HOSTS"]
WITHOUT_DEBUG = sorted(
    {path.stem for path in (ROOT / "ccc_portal/settings").glob("[a-z]*.py")} - {"development"}
)
LOAD = "from django.conf import settings; settings.DEBUG"
SECURE = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
POLICY = (
    "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)


def directives(policy: str) -> dict[str, list[str]]:
    """A policy by directive."""
    return {part.split()[0]: sorted(part.split()[1:]) for part in policy.split(";") if part.strip()}


@pytest.mark.parametrize("name", NEEDED)
def test_production_refuses_to_start_without(name: str, tmp_path: Path) -> None:
    env = {key: value for key, value in PRODUCTION.items() if key != name}
    done = run_python(LOAD, **env, CCC_DATA=str(tmp_path))
    assert (done.returncode, f"Set the {name} environment variable" in done.stderr) == (1, True)


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = run_python(code, **PRODUCTION, CCC_DATA=str(tmp_path))
    assert (done.stdout, done.stderr) == ("System check identified no issues (1 silenced).\n", "")


def test_production_cookies_travel_encrypted_only(tmp_path: Path) -> None:
    done = run_python(SECURE, **PRODUCTION, CCC_DATA=str(tmp_path))
    assert set(json.loads(done.stdout).values()) == {True}


@pytest.mark.parametrize("name", WITHOUT_DEBUG)
def test_debug_is_off_whatever_the_environment_says(name: str, tmp_path: Path) -> None:
    code = f"import ccc_portal.settings.{name} as one; print(getattr(one, 'DEBUG', False))"
    done = run_python(code, **PRODUCTION, CCC_DATA=str(tmp_path), DEBUG="1", DJANGO_DEBUG="1")
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_debug_settings_are_chosen_by_nobody() -> None:
    named = [str(path) for path in our_files() if "settings.development" in read_if_text(path)]
    assert named == ["tests/house/test_settings.py"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/it/", 200),
        ("/it/conto/login/", 200),
        ("/it/citta.geojson", 200),
        ("/it/no-such-page/", 404),
        ("/it/ufficio/", 302),
        ("/admin/", 302),
        ("/health", 200),
        ("/ready", 200),
        ("/robots.txt", 200),
        ("/static/no-such-file.css", 404),
    ],
)
def test_every_kind_of_answer_has_the_policy(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, directives(answer["Content-Security-Policy"])) == (status, directives(POLICY))


@pytest.mark.django_db
def test_answers_forbid_frames_and_guessing_of_types(client: Client) -> None:
    answer = client.get("/it/")
    names = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert [answer[name] for name in names] == ["DENY", "nosniff", "same-origin", "same-origin"]


@pytest.mark.django_db
def test_session_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    user = UserFactory()
    client.post("/it/conto/login/", {"login": user.email, "password": "secret-of-tests"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")


@pytest.mark.django_db
def test_a_reader_without_account_gets_no_cookie(client: Client) -> None:
    client.get("/it/")
    assert dict(client.cookies) == {}


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["portale.example"])
def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.get("/it/", headers={"host": "other.example"}).status_code == 400
