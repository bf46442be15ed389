"""Who promised: organisations, their people, their commitments, what they signed and what they report."""

from stakeholders.models.commitment import Commitment
from stakeholders.models.organisation import (
    ActionParty,
    Organisation,
    OrganisationAlias,
    OrganisationMembership,
)
from stakeholders.models.people import Application, Invitation, Mandate
from stakeholders.models.report import CommitmentReport
from stakeholders.models.sheet import ActionSheet, Attachment, CommitmentNote
from stakeholders.models.signing import (
    CommitmentVersion,
    ExternalSignedFile,
    IdentityProof,
    RequestSigner,
    SealedDocument,
    SignatureRecord,
    SigningRequest,
)

__all__ = [
    "ActionParty",
    "ActionSheet",
    "Application",
    "Attachment",
    "Commitment",
    "CommitmentNote",
    "CommitmentReport",
    "CommitmentVersion",
    "ExternalSignedFile",
    "IdentityProof",
    "Invitation",
    "Mandate",
    "Organisation",
    "OrganisationAlias",
    "OrganisationMembership",
    "RequestSigner",
    "SealedDocument",
    "SignatureRecord",
    "SigningRequest",
]
