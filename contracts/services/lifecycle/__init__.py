"""The life of a version: moving it on, approving, freezing, and beginning the next one."""

from contracts.services.lifecycle.approving import approve_version
from contracts.services.lifecycle.freezing import freeze_published, freeze_version
from contracts.services.lifecycle.moving import move_version
from contracts.services.lifecycle.revising import start_revision

__all__ = ["approve_version", "freeze_published", "freeze_version", "move_version", "start_revision"]
