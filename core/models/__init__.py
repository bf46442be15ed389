"""Models that every room needs."""

from core.models.base import Revised, Sourced, WithId
from core.models.change import Change
from core.models.dataset import DatasetLoad
from core.models.grant import AccessGrant
from core.models.job import Job
from core.models.mail import Mail
from core.models.user import User

__all__ = ["AccessGrant", "Change", "DatasetLoad", "Job", "Mail", "Revised", "Sourced", "User", "WithId"]
