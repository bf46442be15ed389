"""People who sign in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models.base import WithId


class UserManager(BaseUserManager["User"]):
    """Creates people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password nobody can sign in as them yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a platform administrator."""
        return self.create_user(email, password, **fields, is_staff=True, is_superuser=True)


@dataclass(frozen=True, slots=True)
class Delegation:
    """What a person lets a machine do in their name: under which label, and for which city or organisation alone."""

    label: str
    within: UUID


class User(WithId, AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address; roles are memberships in the rooms above."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    wants_digest = models.BooleanField(_("daily e-mail with open work"), default=True)
    digest_on = models.DateField(_("last daily e-mail"), null=True, blank=True, editable=False)
    calendar_key = models.CharField(
        _("secret of the calendar address"), max_length=64, blank=True, editable=False
    )
    is_staff = models.BooleanField(_("platform administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    delegation: Delegation | None = None
    """Set on the person of one request, never stored: a machine acts in their name (`delegate_to`)."""

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]

    def __str__(self) -> str:
        return gettext("erased person") if self.erased_at else self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the account; a machine never changes that of the person in whose name it acts."""
        if self.delegation is not None:
            raise PermissionDenied("delegation")
        super().save(*args, **kwargs)

    def delegate_to(self, label: str, *, within: UUID) -> None:
        """Let a machine act as this person, with their rights in one city or organisation and no others.

        The rights of a platform administrator are not lent.
        """
        self.delegation = Delegation(label, within)
        self.is_staff = self.is_superuser = False

    def acts_for(self, owner: Any) -> bool:
        """Whether the roles that this person has in a city or organisation count in this request."""
        return self.delegation is None or self.delegation.within == owner.pk

    def get_full_name(self) -> str:
        """The name shown in pages and mails."""
        return str(self)
