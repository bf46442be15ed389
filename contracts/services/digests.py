"""The daily e-mail with what waits for a person; who has nothing open gets none."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from contracts.emails import digest_text
from contracts.models import City
from contracts.selectors.open_work import list_open_work
from core.models import User
from core.services.mail import queue_text


def send_digests(*, today: date) -> int:
    """Write once a day to every member of a team who wants it and has open work; return how many were written."""
    people = User.objects.filter(is_active=True, wants_digest=True, city_memberships__isnull=False)
    waiting = people.exclude(digest_on=today).distinct().order_by("pk")
    return sum(_send_digest(user_id=pk, today=today) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _send_digest(*, user_id: UUID, today: date) -> bool:
    """Write one digest with its mark, both or neither, so that a repeated run sends no second one."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.digest_on == today:
        return False
    User.objects.filter(pk=user.pk).update(digest_on=today)
    with override(user.language):
        cities = City.objects.with_office_for(user).filter(memberships__user=user).order_by("slug")
        work = [
            (city, reverse("officer-home", args=[city.slug]), list_open_work(user, city)) for city in cities
        ]
        filled = [(city, url, items) for city, url, items in work if items]
        if not filled:
            return False
        mail = digest_text(user=user, work=filled, today=today)
    queue_text(to=user.email, text=mail)
    return True
