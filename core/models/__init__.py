"""Models that every room needs."""

from core.models.base import Revised, Sourced, WithId
from core.models.change import Change, FieldChange
from core.models.dataset import DatasetLoad
from core.models.evidence import EvidenceEvent, EvidenceHead
from core.models.grant import AccessGrant
from core.models.job import Job
from core.models.keys import Checkpoint, EvidenceCheck, PortalKey
from core.models.mail import Mail
from core.models.user import User

__all__ = [
    "AccessGrant",
    "Change",
    "Checkpoint",
    "DatasetLoad",
    "EvidenceCheck",
    "EvidenceEvent",
    "EvidenceHead",
    "FieldChange",
    "Job",
    "Mail",
    "PortalKey",
    "Revised",
    "Sourced",
    "User",
    "WithId",
]
