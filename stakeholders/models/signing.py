"""What is signed, who is asked, how they proved who they are, and what the portal recorded and sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import ContractVersion
from core.models import WithId
from stakeholders.enums import (
    ProofMethod,
    RequestKind,
    RequestState,
    Side,
    SignatureRoute,
    SignerState,
    Verdict,
)
from stakeholders.models.commitment import Commitment
from stakeholders.models.organisation import Organisation
from stakeholders.models.people import Mandate


class CommitmentVersion(WithId):
    r"""The exact text of a commitment at one moment, as canonical JSON; never changed (triggers refuse it).

    `sha256` is `sha256("CCC-COMMITMENT-v1\0" + canonical)`. `clause_hashes` are the clauses of the contract that it
    accepts, by key: when one of them changes, its parties are asked again. `withheld` opens the answers that the text
    holds only as digests.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    canonical = models.TextField(_("canonical text"))
    sha256 = models.CharField(_("digest"), max_length=64)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    contract_version = models.ForeignKey(
        ContractVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    clause_hashes = models.JSONField(_("clauses"), default=dict, blank=True)
    withheld = models.JSONField(_("withheld answers"), null=True, blank=True, editable=False)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("frozen"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a commitment")
        verbose_name_plural = _("versions of commitments")
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment}, {self.number}"


class SigningRequest(WithId):
    """Signatures are asked for one version of a commitment, in steps; the city's own is the last step."""

    version = models.ForeignKey(CommitmentVersion, models.PROTECT, related_name="requests")
    kind = models.CharField(_("kind"), max_length=12, choices=RequestKind, default=RequestKind.SIGN)
    minimum_route = models.CharField(
        _("least route"), max_length=10, choices=SignatureRoute, default=SignatureRoute.PORTAL
    )
    state = models.CharField(_("state"), max_length=12, choices=RequestState, default=RequestState.COLLECTING)
    expires_at = models.DateTimeField(_("open until"))
    reason = models.TextField(_("reason"), blank=True)
    effect_on = models.DateField(_("takes effect on"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for signatures")
        verbose_name_plural = _("requests for signatures")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"],
                condition=Q(state=RequestState.COLLECTING),
                name="one_open_request_a_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_kind_display()}"


class RequestSigner(WithId):
    """One person's slot in a request; signers of a step act side by side, the next step opens when all signed."""

    request = models.ForeignKey(SigningRequest, models.PROTECT, related_name="signers")
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    side = models.CharField(_("side"), max_length=12, choices=Side, default=Side.ORGANISATION)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="signing_slots"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signing_slots")
    role_title = models.CharField(_("office held"), max_length=200)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="signing_slots")
    state = models.CharField(_("state"), max_length=12, choices=SignerState, default=SignerState.WAITING)
    token_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("document opened"), null=True, blank=True)
    checked_at = models.DateTimeField(_("data confirmed"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    next_reminder_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    declined_reason = models.TextField(_("why it was declined"), blank=True)
    ended_at = models.DateTimeField(_("signed, declined or ended"), null=True, blank=True)
    handed_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="handed_to"
    )

    class Meta:
        verbose_name = _("signer of a request")
        verbose_name_plural = _("signers of requests")
        ordering = ["request", "step", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person", "organisation"], name="signer_once"),
            models.CheckConstraint(
                condition=Q(side=Side.CITY, organisation__isnull=True)
                | Q(side=Side.ORGANISATION, organisation__isnull=False),
                name="signer_of_one_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"


class IdentityProof(WithId):
    """How a signer proved who they are; a code is kept as its HMAC, works once, and for ten minutes."""

    signer = models.ForeignKey(RequestSigner, models.PROTECT, related_name="proofs")
    method = models.CharField(_("method"), max_length=12, choices=ProofMethod)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    signed_in_at = models.DateTimeField(_("last sign-in"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    level = models.CharField(_("level of assurance"), max_length=120, blank=True)
    subject_sha256 = models.CharField(max_length=64, blank=True)
    code_hmac = models.CharField(max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    consumed_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("proof of identity")
        verbose_name_plural = _("proofs of identity")
        ordering = ["signer", "made_at"]

    def __str__(self) -> str:
        return f"{self.signer}: {self.get_method_display()}"


class SignatureRecord(WithId):
    """A signature: the statement as canonical JSON, signed by the portal's key; never changed (triggers refuse it)."""

    signer = models.OneToOneField(RequestSigner, models.PROTECT, related_name="signature")
    route = models.CharField(_("route"), max_length=10, choices=SignatureRoute)
    statement = models.TextField(_("statement"))
    statement_sha256 = models.CharField(max_length=64)
    proof = models.OneToOneField(IdentityProof, models.PROTECT, related_name="signature")
    key_id = models.CharField(_("key"), max_length=32)
    portal_signature = models.TextField(_("signature of the portal (base64)"))
    signed_at = models.DateTimeField(_("signed"))
    idempotency_key = models.CharField(max_length=64, unique=True)
    event_seq = models.PositiveIntegerField(_("number in the evidence log"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at"]

    def __str__(self) -> str:
        return f"{self.signer.person}: {self.signed_at:%Y-%m-%d %H:%M}"


class ExternalSignedFile(WithId):
    """A file signed outside, as it came, and what its check found; never altered."""

    signer = models.ForeignKey(RequestSigner, models.PROTECT, related_name="external_files")
    file = models.FileField(_("file"), upload_to="signed/%Y/%m/")
    original_name = models.CharField(_("name of the file"), max_length=200)
    size_bytes = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField(max_length=64)
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict)
    report = models.JSONField(_("report"), default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_reason = models.TextField(_("why it was accepted"), blank=True)

    class Meta:
        verbose_name = _("file signed outside")
        verbose_name_plural = _("files signed outside")
        ordering = ["signer", "uploaded_at"]

    def __str__(self) -> str:
        return f"{self.original_name}: {self.get_verdict_display()}"


class SealedDocument(WithId):
    """The PDF of a signed version with the portal's seal, as it was delivered to every party."""

    request = models.ForeignKey(SigningRequest, models.PROTECT, related_name="documents")
    generation = models.PositiveSmallIntegerField(_("generation"), default=1)
    file = models.FileField(_("file"), upload_to="sealed/%Y/%m/")
    source_sha256 = models.CharField(max_length=64)
    sealed_sha256 = models.CharField(max_length=64, db_index=True)
    level = models.CharField(_("level"), max_length=8)
    key_id = models.CharField(_("key"), max_length=32)
    verify_code = models.CharField(_("verification code"), max_length=40, unique=True)
    made_at = models.DateTimeField(_("sealed"), auto_now_add=True)

    class Meta:
        verbose_name = _("sealed document")
        verbose_name_plural = _("sealed documents")
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["request", "generation"], name="sealed_once")]

    def __str__(self) -> str:
        return self.verify_code
