"""One city and one organisation with a row for every address, and everyone who may or may not open them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from contracts.enums import CityRole, Visibility
from contracts.models import Contract, ContractVersion, ReviewRequest
from core.models import User
from core.services.checkpoints import make_checkpoint
from core.services.evidence import append_event
from core.services.keys import ensure_keys
from stakeholders.enums import (
    CommitmentState,
    NoteKind,
    OrganisationRole,
    ReportState,
    RequestState,
    Side,
    SignerState,
    Verdict,
)
from stakeholders.models import (
    Commitment,
    CommitmentNote,
    ExternalSignedFile,
    Organisation,
    RequestSigner,
)
from stakeholders.tokens import digest_token
from tests.addresses import all_addresses
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    CommentFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    ContractFactory,
    InvitationFactory,
    MandateFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    SectionFactory,
    SnapshotFactory,
    TableRowFactory,
)
from tests.factories.sheets import AttachmentFactory
from tests.factories.signing import (
    CommitmentVersionFactory,
    RequestSignerFactory,
    SealedDocumentFactory,
    SignatureRecordFactory,
    SigningRequestFactory,
)
from tests.house.world import make_samples

PDF = b"%PDF-1.4 a file"

ADDRESSES = {address.name: address for address in all_addresses()}
OF_ORGANISATION = ("organizzazione/<uuid:pk>/", "organizzazioni/<uuid:pk>/", "/firmatari/<uuid:pk>/")
OF_COMMITMENT = ("ufficio/<slug:city>/impegni/<uuid:pk>/",)
SIGNED_ONLY = ("commitment-withdraw", "commitment-amend", "report-create")


@dataclass(frozen=True, slots=True)
class Realm:
    """A city with an organisation that promises something to it: the rows of their addresses, and their people."""

    samples: Mapping[str, Any]
    people: Mapping[str, User]


def make_realm(contract: Contract | None = None) -> Realm:
    """A published contract, an organisation with people of each role, and everything that they may have written."""
    contract = contract or ContractFactory()
    organisation = OrganisationFactory()
    people = {
        role: OrganisationMembershipFactory(organisation=organisation, role=role).user
        for role in OrganisationRole.values
    }
    team = {
        f"city {role}": CityMembershipFactory(city=contract.city, role=role).user for role in CityRole.values
    }
    SnapshotFactory(contract=contract)
    append_event(stream=contract.pk, kind="contract.opened", payload={})
    ensure_keys()
    make_checkpoint()
    samples = make_samples(contract) | make_own_samples(contract, organisation, people["signatory"])
    return Realm(samples | _make_section(contract.versions.get(), team["city officer"]), people | team)


def _make_section(version: ContractVersion, officer: User) -> dict[str, Any]:
    """A section with a row, a comment, and a review that was asked of an officer."""
    section = SectionFactory(version=version, key="plan.policies")
    review = ReviewRequest.objects.create(section=section, reviewer=officer, requested_by=officer)
    comment = CommentFactory(version=version, section_key=section.key)
    row = TableRowFactory(version=version, table="policies")
    return (
        {"comment-resolve:pk": comment.pk}
        | {f"review-{step}:pk": review.pk for step in ("answer", "withdraw")}
        | {f"row-{step}:pk": row.pk for step in ("edit", "delete")}
    )


def make_own_samples(contract: Contract, organisation: Organisation, person: User) -> dict[str, Any]:
    """Samples in which all rows of stakeholders are those of one organisation."""
    draft = _make_draft(contract, organisation)
    signed = CommitmentFactory(
        contract=contract, organisation=organisation, actions=[ActionFactory(contract=contract)]
    )
    own = {f"{name}:pk": organisation.pk for name in _names_below(*OF_ORGANISATION)}
    own |= {f"{name}:commitment": draft["commitment"] for name in _names_below(*OF_ORGANISATION)}
    own |= {f"{name}:commitment": signed.pk for name in SIGNED_ONLY}
    own |= {f"{name}:pk": draft["commitment"] for name in _names_below(*OF_COMMITMENT)}
    return (
        own
        | {key: value for key, value in draft.items() if key != "commitment"}
        | {"commitment-office:pk": signed.pk, "request-create:pk": signed.pk, "request-amend:pk": signed.pk}
        | {f"request-{act}:pk": signed.pk for act in ("refuse", "withdraw")}
        | _make_people(contract, organisation, person)
        | _make_reports(signed)
        | _make_sealed(signed)
        | _make_signing(contract, organisation, person)
    )


def _names_below(*starts: str) -> list[str]:
    """The addresses that lie below one of these."""
    return [name for name, one in ADDRESSES.items() if any(start in one.route for start in starts)]


def _make_draft(contract: Contract, organisation: Organisation) -> dict[str, Any]:
    file = AttachmentFactory(
        sheet__commitment__contract=contract, sheet__commitment__organisation=organisation
    )
    draft: Commitment = file.commitment
    for number in (1, 2):
        CommitmentVersionFactory(commitment=draft, number=number)
    note = CommitmentNote.objects.create(
        commitment=draft, kind=NoteKind.CHANGE_REQUEST, side=Side.ORGANISATION, text="Say which roofs."
    )
    return {
        "commitment": draft.pk,
        "sheet": file.sheet_id,
        "attachment": file.pk,
        "note": note.pk,
        "commitment-move:to": CommitmentState.SUBMITTED,
        "office-commitment-move:to": CommitmentState.SUBMITTED,
    }


def _make_people(contract: Contract, organisation: Organisation, person: User) -> dict[str, Any]:
    mandate = MandateFactory(
        organisation=organisation,
        person=person,
        file=ContentFile(PDF, "proof.pdf"),
        original_name="proof.pdf",
    )
    invitation = InvitationFactory(contract=contract, organisation=organisation)
    return (
        {"member": OrganisationMembershipFactory(organisation=organisation).pk, "mandate": mandate.pk}
        | {f"mandate-{step}:pk": mandate.pk for step in ("proof", "confirm", "refuse")}
        | {f"invitation-{step}:pk": invitation.pk for step in ("resend", "revoke")}
        | {"invitation-open:token": invitation.email}
    )


def _make_reports(signed: Commitment) -> dict[str, Any]:
    evidence = AttachmentFactory(sheet=None, commitment=signed, visibility=Visibility.PUBLIC)
    given = {"commitment": signed, "action": signed.actions.get(), "evidence": evidence}
    report = CommitmentReportFactory(**given)
    accepted = CommitmentReportFactory(**given, state=ReportState.ACCEPTED)
    return {
        "report-review:pk": report.pk,
        "report-evidence:pk": report.pk,
        "report-file:report": report.pk,
        "organisation-evidence:report": accepted.pk,
        "organisation-file:file": evidence.pk,
    }


def _make_sealed(signed: Commitment) -> dict[str, Any]:
    in_force = SigningRequestFactory(version__commitment=signed, state=RequestState.IN_FORCE)
    sealed = SealedDocumentFactory(request=in_force, file=ContentFile(PDF, "sealed.pdf"))
    slot = RequestSignerFactory(request=in_force, state=SignerState.SIGNED)
    file = _make_file(slot, Verdict.PASSED)
    SignatureRecordFactory(signer=slot, statement=f'{{"details":{{"file":"{file.pk}"}}}}')
    return {f"sealed-{name}:pk": sealed.pk for name in ("file", "text", "outside")} | {
        "sealed-outside:file": file.pk,
        "verify-code:code": sealed.verify_code,
    }


def _make_file(slot: RequestSigner, verdict: Verdict) -> ExternalSignedFile:
    return ExternalSignedFile.objects.create(
        signer=slot,
        file=ContentFile(PDF, "signed.pdf"),
        original_name="signed.pdf",
        size_bytes=len(PDF),
        sha256="0" * 64,
        verdict=verdict,
        uploaded_by=slot.person,
    )


def _make_signing(contract: Contract, organisation: Organisation, person: User) -> dict[str, Any]:
    text = CommitmentVersionFactory(
        commitment__contract=contract,
        commitment__organisation=organisation,
        commitment__state=CommitmentState.READY_TO_SIGN,
    )
    link = f"link-{organisation.pk}"
    slot = RequestSignerFactory(request__version=text, person=person, token_sha256=digest_token(link))
    file = _make_file(slot, Verdict.INDETERMINATE)
    steps = ("detail", "extend", "cancel", "resend", "accept", "signed-file", "paper", "hand-over")
    return (
        {f"request-{step}:pk": slot.request_id for step in steps}
        | {f"request-{step}:signer": slot.pk for step in ("resend", "paper", "hand-over")}
        | {f"request-{step}:file": file.pk for step in ("accept", "signed-file")}
        | {f"signing-{step}:token": link for step in SIGNING_STEPS}
    )


SIGNING_STEPS = (
    "read", "text", "annex", "check", "code", "send-code", "receipt", "decline", "hand-over", "outside", "offer",
)  # fmt: skip
