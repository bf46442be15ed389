"""Django's admin: every list and form opens, every save of a public row tells what it did."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.forms import FileField
from django.test import Client
from django.urls import reverse

from core.enums import JobName
from core.fields import TextsFormField
from core.jobs import defer
from core.models import Change, Job, User
from core.services.mail import queue_mail
from tests import factories
from tests.browsers import sign_in
from tests.factories import ActionFactory, ContractVersionFactory, UserFactory

pytestmark = pytest.mark.django_db

READ_ONLY = {
    "apicredential",
    "job",
    "change",
    "mail",
    "finding",
    "progresssnapshot",
    "snapshotchart",
    "snapshotforesight",
    "scenario",
    "datasetload",
    "fieldchange",
    "evidenceevent",
    "portalkey",
    "checkpoint",
    "evidencecheck",
    "section",
    "tablerow",
    "monitoringcampaign",
    "versiontransition",
    "contractversion",
    "frozenpart",
    "correctionrequest",
    "importrun",
    "exportfile",
    "invitation",
    "application",
    "commitmentversion",
    "signingrequest",
    "signaturerecord",
    "sealeddocument",
    "commitmentreport",
    "actionsheet",
    "spreadrun",
}
ON_PAGES_OF_THEIR_OWN = {
    "sectiondraft": "what a person has typed and not saved is theirs alone",
    "sectionpresence": "lives for minutes",
    "comment": "stands beside its section",
    "reviewrequest": "stands beside its section",
    "clause": "a table of the contract",
    "papersignature": "names people; the page of signatures shows it to the city's team",
    "versionapproval": "stands on the page of its version",
    "versionfile": "served by a view that asks for the right",
    "campaignitem": "stands on the page of its campaign",
    "importedtable": "stands on the page of its import",
    "importedrows": "what the import read, shown on its page",
    "evidencehead": "the newest event tells the same",
    "attachment": "served by a view that asks for the right",
    "commitmentnote": "stands on the page of its commitment",
    "mandate": "names people; the pages of organisation and city show it",
    "requestsigner": "names people; the page of the request shows it",
    "identityproof": "holds the digests of codes",
    "instrumentversion": "stands on the page of its policy instrument",
    "moleculephoto": "stands on the page of its molecule",
    "externalsignedfile": "served by a view that asks for the right",
}
OURS = ("core", "contracts", "stakeholders", "molecules", "progress", "exchange")


def registered() -> list[type[models.Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def short(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def admin_url(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def staff() -> Client:
    return sign_in(UserFactory(is_staff=True, is_superuser=True))


@pytest.fixture
def rows() -> None:
    """At least one row of the models that have a factory."""
    for name in factories.__all__:
        if name.endswith("Factory"):
            getattr(factories, name)()
    defer(JobName.RECOMPUTE_ALL, key="all")
    queue_mail(to="new@city.example", subject="Invitation", body="https://portal.example/invito/secret/")


def test_every_model_of_ours_is_there_or_inside_another() -> None:
    inlines = {inline.model for one in admin.site._registry.values() for inline in one.inlines}
    ours = {
        model for model in apps.get_models() if model._meta.app_label in OURS and not model._meta.auto_created
    }
    left = {short(model) for model in ours - set(registered()) - inlines}
    assert left == set(ON_PAGES_OF_THEIR_OWN)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", registered(), ids=short)
def test_list_and_search_open(staff: Client, model: type[models.Model]) -> None:
    url = admin_url(model, "changelist")
    wanted = [{}, {"q": "à la carte 1"}] if admin.site._registry[model].search_fields else [{}]
    assert [staff.get(url, query).status_code for query in wanted] == [200] * len(wanted)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", registered(), ids=short)
def test_form_opens(staff: Client, model: type[models.Model]) -> None:
    row = model.objects.first()  # type: ignore[attr-defined]
    statuses = [] if row is None else [staff.get(admin_url(model, "change", row.pk)).status_code]
    assert [*statuses, staff.get(admin_url(model, "add")).status_code] == [
        *[200 for _ in statuses],
        403 if short(model) in READ_ONLY else 200,
    ]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", [one for one in registered() if short(one) in READ_ONLY], ids=short)
def test_what_the_portal_writes_is_not_edited(staff: Client, model: type[models.Model]) -> None:
    row = model.objects.first()  # type: ignore[attr-defined]
    pk = row.pk if row else "00000000-0000-0000-0000-000000000000"
    before = model.objects.count()  # type: ignore[attr-defined]
    statuses = {staff.post(admin_url(model, page, pk)).status_code for page in ("change", "delete")}
    assert statuses <= {403, 302}
    assert model.objects.count() == before  # type: ignore[attr-defined]


def test_aims_of_a_version_are_not_changed(staff: Client) -> None:
    version = ContractVersionFactory(target_year=2030)
    url = admin_url(type(version), "change", version.pk)
    told = {"target_year": "2035", "number": version.number, "contract": version.contract_id}
    assert (staff.post(url, told).status_code, '<input type="submit"' in staff.get(url).content.decode()) == (
        403,
        False,
    )
    version.refresh_from_db()
    assert (version.target_year, version.revision) == (2030, 1)


@pytest.mark.usefixtures("rows")
def test_mail_hides_its_text(staff: Client) -> None:
    page = staff.get(
        admin_url(queue_mail(to="a@b.example", subject="x", body="/secret/").__class__, "changelist")
    )
    assert "/secret/" not in page.content.decode()


def test_the_admin_runs_under_the_strict_policy(staff: Client) -> None:
    response = staff.get(reverse("admin:index"))
    policy = response["Content-Security-Policy"]
    assert ["script-src 'self'" in policy, "unsafe" in policy, 'style="' in response.content.decode()] == [
        True,
        False,
        False,
    ]


def test_the_admin_signs_in_where_everyone_does(client: Client) -> None:
    response = client.get(reverse("admin:login"), follow=True)
    assert response.redirect_chain[-1][0].split("?")[0] == reverse("account_login")


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send back of an admin form."""
    form, inlines = response.context["adminform"].form, response.context["inline_admin_formsets"]
    forms = [form, *(inline.formset.management_form for inline in inlines)]
    forms += [one for inline in inlines for one in inline.formset.forms]
    data: dict[str, Any] = {}
    for bound in (bound for one in forms for bound in one):
        value = bound.value()
        if isinstance(bound.field, TextsFormField):
            data |= {f"{bound.html_name}_{code}": text for code, text in value.items()}
        elif value is not None and value is not False and not isinstance(bound.field, FileField):
            data[bound.html_name] = value
    return data


def test_saving_counts_up_tells_and_asks_for_a_recomputation(staff: Client) -> None:
    action = ActionFactory()
    url = admin_url(type(action), "change", action.pk)
    data = form_data(staff.get(url)) | {"typology": "STR", "code": "Coal 7"}
    assert staff.post(url, data).status_code == 302
    action.refresh_from_db()
    assert (action.revision, action.maturity, action.code_key) == (2, "strategy", "COAL7")
    change = Change.objects.get()
    assert (change.verb, change.city_slug) == ("changed", action.contract.city.slug)
    assert list(Job.objects.values_list("key", flat=True)) == [str(action.contract_id)]


def test_deleting_tells_and_asks_for_a_recomputation(staff: Client) -> None:
    first, second = ActionFactory.create_batch(2)
    assert staff.post(admin_url(type(first), "delete", first.pk), {"post": "yes"}).status_code == 302
    selected = {"action": "delete_selected", "_selected_action": [str(second.pk)], "post": "yes"}
    assert staff.post(admin_url(type(second), "changelist"), selected).status_code == 302
    keys = {str(first.contract_id), str(second.contract_id)}
    assert set(Job.objects.values_list("key", flat=True)) == keys
    assert (type(first).objects.count(), Change.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("InventoryFactory", "series.city.contract"),
        ("CommitmentFactory", "contract"),
        ("MoleculeFactory", "city.contract"),
        ("MilestoneFactory", "city.contract"),
        ("FundingLineFactory", "contract"),
    ],
)
def test_rows_of_every_room_ask_for_a_recomputation(staff: Client, name: str, key: str) -> None:
    row = getattr(factories, name)()
    if key.endswith("city.contract"):
        city = row.series.city if key.startswith("series") else row.city
        expected = str(factories.ContractFactory(city=city).pk)
    else:
        expected = str(row.contract_id)
    url = admin_url(type(row), "change", row.pk)
    assert staff.post(url, form_data(staff.get(url))).status_code == 302
    assert list(Job.objects.values_list("key", flat=True)) == [expected]


@pytest.mark.parametrize("name", ["OrganisationFactory", "CityFactory"])
def test_rows_without_a_contract_ask_for_nothing(staff: Client, name: str) -> None:
    row = getattr(factories, name)()
    url = admin_url(type(row), "change", row.pk)
    assert staff.post(url, form_data(staff.get(url))).status_code == 302
    assert (Job.objects.count(), Change.objects.count()) == (0, 1)


def test_people_are_added_by_address(staff: Client) -> None:
    data = {
        "email": "Added@City.Example",
        "name": "Added",
        "usable_password": "true",
        "password1": "a long winter in Valdoria",
        "password2": "a long winter in Valdoria",
    }
    assert staff.post(admin_url(User, "add"), data).status_code == 302
    assert User.objects.get(name="Added").check_password("a long winter in Valdoria")
