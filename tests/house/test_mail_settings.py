"""Where mails go is said by the environment."""

import json
from pathlib import Path

import pytest

from tests.house.sources import run_python

CODE = """
import json
from django.conf import settings
names = ["BACKEND", "HOST", "PORT", "HOST_USER", "USE_TLS", "USE_SSL", "TIMEOUT"]
told = {name: getattr(settings, f"EMAIL_{name}") for name in names}
print(json.dumps(told | {"lease": settings.MAIL_LEASE_SECONDS, "reply": settings.REPLY_TO}))
"""
SMTP, DJANGO = "core.smtp.EmailBackend", "django.core.mail.backends"


def told(folder: Path, **env: str) -> dict[str, object]:
    done = run_python(
        CODE, DJANGO_SETTINGS_MODULE="ccc_portal.settings.embedded", CCC_DATA=str(folder), **env
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example:25", [SMTP, "mail.example", 25, "", False, False]),
        ("smtp+tls://u:p@mail.example:587", [SMTP, "mail.example", 587, "u", True, False]),
        ("smtp+ssl://u:p@mail.example:465", [SMTP, "mail.example", 465, "u", False, True]),
        ("consolemail://", [f"{DJANGO}.console.EmailBackend", None, None, "", False, False]),
        ("filemail:///somewhere", [f"{DJANGO}.filebased.EmailBackend", None, None, "", False, False]),
    ],
)
def test_email_url_chooses_the_way(url: str, expected: list[object], tmp_path: Path) -> None:
    found = told(tmp_path, EMAIL_URL=url)
    names = ("BACKEND", "HOST", "PORT", "HOST_USER", "USE_TLS", "USE_SSL")
    assert [found[name] or "" if name == "HOST_USER" else found[name] for name in names] == expected


def test_demonstration_writes_its_mails_into_files(tmp_path: Path) -> None:
    assert told(tmp_path)["BACKEND"] == f"{DJANGO}.filebased.EmailBackend"


def test_worker_is_given_more_time_than_a_slow_server_takes(tmp_path: Path) -> None:
    found = told(tmp_path, EMAIL_TIMEOUT="7", REPLY_TO="clima@city.example")
    assert (found["TIMEOUT"], found["lease"], found["reply"]) == (7, 140, "clima@city.example")
