"""Words that imports and exports store."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", pgettext_lazy("import", "uploaded")
    RECOGNISED = "recognised", pgettext_lazy("import", "read, waiting for your choice")
    REFUSED = "refused", pgettext_lazy("import", "refused")
    APPLYING = "applying", pgettext_lazy("import", "being applied")
    APPLIED = "applied", pgettext_lazy("import", "applied")
    UNDONE = "undone", pgettext_lazy("import", "undone")


class NumberFormat(models.TextChoices):
    """How numbers are written in a file."""

    AUTO = "auto", _("find out")
    ITALIAN = "it", _("1.234,5 (Italian)")
    ENGLISH = "en", _("1,234.5 (English)")


class ExportKind(models.TextChoices):
    """A form in which a version leaves the portal."""

    XLSX = "xlsx", _("Climate City Contract Tables (XLSX)")
    CSV = "csv", _("all tables as CSV (ZIP)")
    JSON = "json", _("JSON")
    PDF = "pdf", _("the contract as PDF")
    DOCX = "docx", _("the texts as DOCX")


class ExportState(models.TextChoices):
    """Where an export stands."""

    WAITING = "waiting", pgettext_lazy("export", "being made")
    READY = "ready", pgettext_lazy("export", "ready")
    FAILED = "failed", pgettext_lazy("export", "failed")


SHEET_MARK = "ccc-table/1"
"""What stands, hidden, on every sheet of our own workbooks, before the table's key and the language of the sheet.

Beside it stand the names of the columns, so that the sheet is read again without any guessing.
"""
CONTINUES = "~"
"""Between the name of a column and the number of the part, where texts are too long for one cell of a spreadsheet."""
GOES_ON = "→"
"""Where a text is cut, at the end of one cell and at the beginning of the next, so that blanks there are kept."""
NO_TABLE = "-"
"""In place of the key, on sheets that hold no table."""


class ApiScope(models.TextChoices):
    """What an API credential may be used for; none of them lets anyone sign or approve."""

    CONTRACTS_READ = "contracts:read", pgettext_lazy("scope", "read the contract")
    CONTRACTS_WRITE = "contracts:write", pgettext_lazy("scope", "change the contract")
    ACTIONS_READ = "actions:read", pgettext_lazy("scope", "read actions")
    ACTIONS_WRITE = "actions:write", pgettext_lazy("scope", "change actions")
    COMMITMENTS_READ = "commitments:read", pgettext_lazy("scope", "read commitments")
    COMMITMENTS_WRITE = "commitments:write", pgettext_lazy("scope", "change drafts of commitments")
    MOLECULES_READ = "molecules:read", pgettext_lazy("scope", "read molecules")
    MOLECULES_WRITE = "molecules:write", pgettext_lazy("scope", "change molecules")
    INVENTORIES_READ = "inventories:read", pgettext_lazy("scope", "read inventories")
    INVENTORIES_WRITE = "inventories:write", pgettext_lazy("scope", "change inventories")
    PROGRESS_READ = "progress:read", pgettext_lazy("scope", "read progress")
    PROGRESS_WRITE = "progress:write", pgettext_lazy("scope", "report progress")
    EXPORTS_CREATE = "exports:create", pgettext_lazy("scope", "ask for exports")
    IMPORTS_CREATE = "imports:create", pgettext_lazy("scope", "send files to import")
    WEBHOOKS_MANAGE = "webhooks:manage", pgettext_lazy("scope", "manage webhooks")
    SHARES_MANAGE = "shares:manage", pgettext_lazy("scope", "share drafts with partner cities")

    @classmethod
    def reading(cls) -> list["ApiScope"]:
        """Those that change nothing."""
        return [scope for scope in cls if scope.value.endswith(":read")]


class CredentialStanding(models.TextChoices):
    """Whether an API credential opens the portal now, and why not."""

    ACTIVE = "active", pgettext_lazy("credential", "in use")
    REPLACED = "replaced", pgettext_lazy("credential", "replaced, works until its end")
    UNANSWERED = "unanswered", pgettext_lazy("credential", "nobody answers for it: it does not work")
    EXPIRED = "expired", pgettext_lazy("credential", "ended")
    REVOKED = "revoked", pgettext_lazy("credential", "revoked")

    @classmethod
    def kept(cls) -> list["CredentialStanding"]:
        """Those of credentials that may still be changed."""
        return [cls.ACTIVE, cls.REPLACED, cls.UNANSWERED]
