"""Who may open the pages of an organisation: its own people; to others it is as if there were no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.access import require
from core.models import User
from stakeholders.models import Organisation
from stakeholders.rules import is_member

Rule = Callable[[Any, Any], bool]
View = Callable[..., HttpResponseBase]


class MemberRequest(HttpRequest):
    """A request of someone who is signed in."""

    user: User


def member_page(rule: Rule = is_member) -> Callable[[View], View]:
    """Give the view the organisation of the address; strangers get 404, members without the right 403.

    The guarded view carries its `rule`, so that a test can prove that every address has one.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def page(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
            organisation = Organisation.objects.filter(pk=pk).first()
            if organisation is None or not is_member(request.user, organisation):
                raise Http404(_("There is no such page."))
            require(rule, request.user, organisation)
            return view(request, organisation, **kwargs)

        page.rule = rule  # type: ignore[attr-defined]  # read by the tests of the house
        return page

    return decorate
