from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from contracts.enums import CityRole
from contracts.models import Contract
from core.access import Conflict
from core.fields import Texts
from core.models import EvidenceEvent, Mail, User
from stakeholders.enums import ApplicationState, OrganisationRole
from stakeholders.models import Application, Mandate, Organisation, OrganisationMembership
from stakeholders.services import applications, mandates, members
from stakeholders.services.organisations import update_profile
from tests.factories import (
    ApplicationFactory,
    CityMembershipFactory,
    ContractFactory,
    MandateFactory,
    OrganisationMembershipFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nproof\n%%EOF"


def picture(form: str = "PNG", size: tuple[int, int] = (3, 2), **kept: Any) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **kept)
    return written.getvalue()


PNG = picture()


def member(organisation: Organisation, role: str) -> OrganisationMembership:
    return OrganisationMembershipFactory(organisation=organisation, role=role)


def apply(contract: Contract, **changes: Any) -> Application:
    given = {
        "organisation_name": " Verde  21 ",
        "contact_name": "Anna",
        "email": "anna@company.example",
        "text": "Roofs",
    }
    return applications.send_application(contract=contract, **given | changes)


def test_application_is_kept_once_and_told_to_the_officers(contract: Contract, officer: User) -> None:
    made = apply(contract)
    assert (made.organisation_name, made.state) == ("Verde 21", ApplicationState.RECEIVED)
    assert list(Mail.objects.values_list("to", "kind")) == [(officer.email, "application")]
    assert refusals(lambda: apply(contract)) == {"organisation_name": ["unique"]}


def test_accepting_an_application_makes_the_invitation(contract: Contract, officer: User) -> None:
    made = apply(contract)
    answered = applications.accept_application(application_id=made.pk, by=officer)
    assert answered.invitation.email == "anna@company.example"
    assert (answered.state, answered.invitation.organisation.name) == ("accepted", "Verde 21")
    refused = refusals(lambda: applications.accept_application(application_id=made.pk, by=officer))
    assert refused == {"answer": ["answered"]}


def test_refusing_an_application_tells_why(contract: Contract, officer: User) -> None:
    made = ApplicationFactory(contract=contract)
    given = {"application_id": made.pk, "by": officer}
    assert refusals(lambda: applications.refuse_application(answer=" ", **given)) == {"answer": ["required"]}
    applications.refuse_application(answer="Outside the city.", **given)
    mail = Mail.objects.get()
    assert (mail.to, mail.kind, "Outside the city." in mail.body) == (made.email, "application_refused", True)


def test_officer_elsewhere_answers_no_application(contract: Contract) -> None:
    elsewhere = CityMembershipFactory(role=CityRole.LEAD).user
    with pytest.raises(PermissionDenied):
        applications.accept_application(application_id=ApplicationFactory(contract=contract).pk, by=elsewhere)


def test_mandate_counts_once_the_city_has_seen_it(
    contract: Contract, officer: User, organisation: Organisation
) -> None:
    person = member(organisation, OrganisationRole.SIGNATORY).user
    file = SimpleUploadedFile("delega.pdf", PDF)
    mandate = mandates.declare_mandate(
        organisation_id=organisation.pk, by=person, basis="proxy", title="Procuratrice", file=file
    )
    assert (mandate.original_name, len(mandate.sha256), mandate.confirmed_at) == ("delega.pdf", 64, None)
    mandates.confirm_mandate(mandate_id=mandate.pk, contract=contract, by=officer)
    mandate.refresh_from_db()
    assert mandate.confirmed_by == officer
    assert list(EvidenceEvent.objects.values_list("stream", "kind")) == [(contract.pk, "mandate.confirmed")]
    written = Mail.objects.order_by("created_at").values_list("to", "kind")
    assert list(written) == [(officer.email, "mandate_declared"), (mandate.person.email, "mandate_answered")]


def test_proxy_needs_a_proof_that_is_what_it_says(organisation: Organisation) -> None:
    person = member(organisation, OrganisationRole.SIGNATORY).user
    given = {"organisation_id": organisation.pk, "by": person, "basis": "proxy", "title": "X"}
    assert refusals(lambda: mandates.declare_mandate(**given)) == {"file": ["required"]}
    fake = SimpleUploadedFile("delega.pdf", b"MZ")
    assert refusals(lambda: mandates.declare_mandate(file=fake, **given)) == {"file": ["wrong_content"]}
    assert Mandate.objects.count() == 0


def test_reader_declares_no_mandate_and_another_city_confirms_none(organisation: Organisation) -> None:
    reader = member(organisation, OrganisationRole.READER).user
    with pytest.raises(PermissionDenied):
        mandates.declare_mandate(
            organisation_id=organisation.pk, by=reader, basis="legal_representative", title="X"
        )
    other = ContractFactory()
    lead = CityMembershipFactory(city=other.city, role=CityRole.LEAD).user
    mandate = MandateFactory(organisation=organisation)
    refused = refusals(lambda: mandates.confirm_mandate(mandate_id=mandate.pk, contract=other, by=lead))
    assert refused == {"state": ["contract"]}


def test_only_signatories_make_signatories(organisation: Organisation) -> None:
    editor, reader = member(organisation, "editor"), member(organisation, "reader")
    signatory = member(organisation, "signatory")
    given = {"membership_id": reader.pk, "role": OrganisationRole.SIGNATORY}
    assert refusals(lambda: members.change_member_role(by=editor.user, **given)) == {"role": ["role"]}
    assert members.change_member_role(by=signatory.user, **given).role == "signatory"
    with pytest.raises(PermissionDenied):
        members.change_member_role(
            membership_id=editor.pk, by=member(organisation, "reader").user, role="reader"
        )


def test_organisation_keeps_somebody_who_manages_it(organisation: Organisation) -> None:
    only = member(organisation, "editor")
    assert refusals(lambda: members.remove_member(membership_id=only.pk, by=only.user)) == {
        "role": ["last_manager"]
    }
    member(organisation, "signatory")
    members.remove_member(membership_id=only.pk, by=only.user)
    assert organisation.memberships.count() == 1


def test_mandates_end_with_the_role(organisation: Organisation) -> None:
    signatory = member(organisation, "signatory")
    member(organisation, "editor")
    mandate = MandateFactory(organisation=organisation, person=signatory.user)
    members.remove_member(membership_id=signatory.pk, by=signatory.user)
    mandate.refresh_from_db()
    assert mandate.ended_at is not None


def test_profile_is_saved_with_its_logo(organisation: Organisation) -> None:
    editor = member(organisation, "editor").user
    saved = update_profile(
        organisation_id=organisation.pk,
        by=editor,
        revision=organisation.revision,
        name="Forno  Nuovo",
        website="https://forno.example",
        about=Texts(it="Pane", en="Bread"),
        logo=SimpleUploadedFile("logo.jpg", picture("JPEG", (1600, 800), comment=b"taken by nobody")),
    )
    assert (saved.name, saved.revision, str(saved.about)) == ("Forno Nuovo", 2, "Pane")
    assert saved.logo.name.startswith("logos/")
    with saved.logo.open("rb") as kept:
        assert (kept.read(4), Image.open(kept).size) == (b"\x89PNG", (800, 400))
    assert saved.aliases.filter(key="fornonuovo").count() == 1
    with pytest.raises(Conflict):
        update_profile(organisation_id=organisation.pk, by=editor, revision=1, name="Forno")


def test_profile_refuses_other_addresses_and_files(organisation: Organisation) -> None:
    editor, given = member(organisation, "editor").user, {"organisation_id": organisation.pk}

    def change(**fields: Any) -> dict[str, list[str | None]]:
        return refusals(lambda: update_profile(by=editor, **given, **fields))

    assert change(website="ftp://forno.example") == {"website": ["scheme"]}
    assert change(logo=SimpleUploadedFile("logo.pdf", PDF)) == {"logo": ["wrong_type"]}
    broken = SimpleUploadedFile("logo.png", PNG[:40])
    assert change(logo=broken) == {"logo": ["broken"]}
    wide = SimpleUploadedFile("logo.png", picture(size=(25_001, 1_000)))
    assert change(logo=wide) == {"logo": ["pixels"]}
    large = SimpleUploadedFile("logo.png", PNG + bytes(1024 * 1024))
    assert change(logo=large) == {"logo": ["too_large"]}
    assert change(name=" ") == {"name": ["required"]}
