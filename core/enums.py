"""Words that core stores."""

from enum import Enum, StrEnum

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Withheld(Enum):
    """What stands in the place of a figure that its reader may not see: never empty, never zero.

    The value is what tables for machines say; people read it in their language.
    """

    NOT_PUBLIC = "not public"
    TOO_FEW = "too few"

    def __str__(self) -> str:
        """The words of the active language."""
        return gettext("not public") if self is Withheld.NOT_PUBLIC else gettext("not shown: too few actions")


class JobName(StrEnum):
    """Every kind of background work; the value is the name of its Celery task (tests/house proves it)."""

    SEND_MAIL = "core.send_mail"
    RECOMPUTE_CONTRACT = "progress.recompute_contract"
    RECOMPUTE_CHUNK = "progress.recompute_chunk"
    RECOMPUTE_ALL = "progress.recompute_all"
    RECOMPUTE_SCENARIO = "progress.recompute_scenario"
    SEND_DIGESTS = "contracts.send_digests"
    RUN_CAMPAIGNS = "contracts.run_campaigns"
    RUN_INVITATIONS = "stakeholders.run_invitations"
    SEAL_REQUEST = "stakeholders.seal_request"
    COMPUTE_SPREAD = "molecules.compute_spread"
    READ_IMPORT = "exchange.read_import"
    APPLY_IMPORT = "exchange.apply_import"
    MAKE_EXPORT = "exchange.make_export"
    WARN_OF_CREDENTIALS = "exchange.warn_of_credentials"
    MAKE_CHECKPOINT = "core.make_checkpoint"
    CHECK_EVIDENCE = "core.check_evidence"


class JobState(models.TextChoices):
    """Where a job stands in its life."""

    PENDING = "pending", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    MERGED = "merged", _("done together with a later job")
    FAILED = "failed", _("failed")

    @classmethod
    def open(cls) -> list["JobState"]:
        """The states in which work is still to be done."""
        return [cls.PENDING, cls.RUNNING]


class ChangeVerb(models.TextChoices):
    """What happened to a public thing."""

    CREATED = "created", pgettext_lazy("change", "created")
    CHANGED = "changed", pgettext_lazy("change", "changed")
    PUBLISHED = "published", pgettext_lazy("change", "published")
    ARCHIVED = "archived", pgettext_lazy("change", "archived")
    RESTORED = "restored", pgettext_lazy("change", "restored")
    REMOVED = "removed", pgettext_lazy("change", "removed")
    IMPORTED = "imported", pgettext_lazy("change", "imported")
    UNDONE = "undone", pgettext_lazy("change", "undone")


class KeyPurpose(models.TextChoices):
    """What a key of the portal is for: one key does one thing."""

    SEAL = "seal", _("seal of documents")
    STATEMENT = "statement", _("signature of statements")
    CHECKPOINT = "checkpoint", _("signature of checkpoints")


class KeyState(models.TextChoices):
    """Whether a key still signs, only proves what it signed, or is not to be trusted."""

    ACTIVE = "active", pgettext_lazy("key", "in use")
    VERIFY_ONLY = "verify_only", pgettext_lazy("key", "only for checking")
    REVOKED = "revoked", pgettext_lazy("key", "revoked")


class KeyStanding(models.TextChoices):
    """What something that a key of the portal signed is worth today."""

    GOOD = "good", pgettext_lazy("key", "the key is trusted")
    SIGNED_BEFORE_REVOCATION = (
        "signed_before_revocation",
        pgettext_lazy("key", "signed before the key was revoked, as others testify"),
    )
    NEEDS_REVIEW = "needs_review", pgettext_lazy("key", "the key was revoked: a person must look at this")
    UNKNOWN = "unknown", pgettext_lazy("key", "not a key of this portal")


class UploadVerdict(models.TextChoices):
    """What the check of a file that was signed outside came to; only a person accepts an indeterminate one."""

    PASSED = "passed", pgettext_lazy("signed file", "passed")
    INDETERMINATE = "indeterminate", pgettext_lazy("signed file", "a person must decide")
    FAILED = "failed", pgettext_lazy("signed file", "failed")


class UploadReason(models.TextChoices):
    """Why a file that was signed outside did not pass."""

    UNREADABLE = (
        "unreadable",
        _("The file cannot be read as a PDF or as a signed envelope (.p7m), or is encrypted."),
    )
    NOT_SIGNED = "not_signed", _("The file carries no signature.")
    BROKEN = "broken", _("A signature does not fit the file: the file was changed after it was signed.")
    CHANGED_AFTER = "changed_after", _("Something was added to the file after the last signature.")
    TEXT_CHANGED = "text_changed", _("More than signatures was added to the document that was offered.")
    ACTIVE_CONTENT = "active_content", _("The file contains scripts, programs or other files.")
    UNTRUSTED = "untrusted", _("The certificate of the signature is not from a trusted authority.")
    REVOKED = "revoked", _("The certificate of the signature was revoked.")
    WRONG_USAGE = "wrong_usage", _("The certificate is not meant for signing.")
    WRONG_PERSON = "wrong_person", _("The signature is by another person than the one who was invited.")
    REWRITTEN = (
        "rewritten",
        _("The signing program wrote the document anew: compare the texts of both files."),
    )
    OTHER_CONTENT = (
        "other_content",
        _("The envelope (.p7m) holds another file than the one that was offered."),
    )
    NO_ROOTS = "no_roots", _("This portal has no list of trusted authorities to check the certificate with.")
    ROOTS_OLD = "roots_old", _("The list of trusted authorities is older than 7 days, or has no date.")
    REVOCATION_UNKNOWN = "revocation_unknown", _("It is not known whether the certificate was revoked.")
    EXPIRED = "expired", _("The certificate has expired, and no trusted time stamp proves when it was used.")
    NAME_DIFFERS = (
        "name_differs",
        _("The name in the certificate differs from that of the person who was invited."),
    )
    PERSON_UNCHECKED = "person_unchecked", _("Who signed was not compared with who was invited.")

    @classmethod
    def fatal(cls) -> set["UploadReason"]:
        """The reasons for which a file failed; the others leave it to a person."""
        indeterminate = {cls.REWRITTEN, cls.NO_ROOTS, cls.ROOTS_OLD, cls.REVOCATION_UNKNOWN, cls.EXPIRED}
        return set(cls) - indeterminate - {cls.NAME_DIFFERS, cls.PERSON_UNCHECKED}


class MailState(models.TextChoices):
    """Where a mail stands on its way; `MAYBE_SENT` was being handed over when its worker died."""

    WAITING = "waiting", pgettext_lazy("mail", "waiting")
    CLAIMED = "claimed", pgettext_lazy("mail", "being sent")
    SENT = "sent", pgettext_lazy("mail", "sent")
    MAYBE_SENT = "maybe_sent", pgettext_lazy("mail", "perhaps sent")
    FAILED = "failed", pgettext_lazy("mail", "failed")


class GrantRole(models.TextChoices):
    """A right given to one person on one thing, across rooms."""

    REVIEWER = "reviewer", _("reviewer")
