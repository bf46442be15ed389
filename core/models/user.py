"""People who sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
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

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]

    def __str__(self) -> str:
        return gettext("erased person") if self.erased_at else self.name or self.email

    def get_full_name(self) -> str:
        """The name shown in pages and mails."""
        return str(self)
