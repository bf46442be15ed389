"""Mails in the admin: how far each is and why one failed, never what it says."""

import pytest
from django.test import Client
from django.urls import reverse

from core.enums import MailState
from core.models import Job, Mail
from core.services.mail import queue_mail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/core/mail/"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True, language="en"))
    return client


@pytest.fixture
def failed() -> Mail:
    mail = queue_mail(
        to="a@b.example", subject="News", body="/secret/", html="<p>/secret/</p>", kind="welcome"
    )
    Job.objects.all().delete()
    Mail.objects.update(state=MailState.FAILED, attempts=30, error="SMTPDataError: 554 not wanted")
    mail.refresh_from_db()
    return mail


def test_form_tells_why_and_not_what(staff: Client, failed: Mail) -> None:
    page = staff.get(reverse("admin:core_mail_change", args=[failed.pk])).content.decode()
    assert ["554 not wanted" in page, "/secret/" in page] == [True, False]


def test_list_tells_states_in_words_and_filters_by_them(staff: Client, failed: Mail) -> None:
    queue_mail(to="c@d.example", subject="x", body="y")
    answer = staff.get(LIST, {"state__exact": MailState.FAILED})
    assert list(answer.context["cl"].queryset) == [failed]
    assert f'<td class="field-state">{failed.get_state_display()}</td>' in answer.content.decode()


def test_failed_mails_are_sent_again_on_request(staff: Client, failed: Mail) -> None:
    sent = queue_mail(to="c@d.example", subject="x", body="y")
    Mail.objects.filter(pk=sent.pk).update(state=MailState.SENT)
    Job.objects.all().delete()
    chosen = {"action": "try_again", "_selected_action": [str(failed.pk), str(sent.pk)]}
    assert staff.post(LIST, chosen).status_code == 302
    assert list(Job.objects.values_list("key", flat=True)) == [str(failed.pk)]
    assert sorted(Mail.objects.values_list("state", "attempts")) == [("sent", 0), ("waiting", 0)]
