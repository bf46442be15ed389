"""The portal's keys: `manage.py seal_pki init | rotate PURPOSE | revoke KEY --reason TEXT | reseal | list`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.enums import KeyPurpose, KeyState
from core.key_files import KeyUnusable, private_path
from core.models import PortalKey
from core.sealing import SealRefused, TimestampFailed
from core.services.keys import ensure_keys, revoke_key, rotate_key
from core.services.resealing import reseal_untrusted


class Command(BaseCommand):
    """Makes, renews, revokes and lists the keys that the portal seals and signs with; seals anew after a revocation."""

    help = "Make, renew, revoke or list the keys of the portal; seal anew what a revoked key sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("init", help="make the root and the keys that are missing")
        rotate = acts.add_parser(
            "rotate", help="put a new key in use; the old one only proves what it signed"
        )
        rotate.add_argument("purpose", choices=KeyPurpose.values)
        revoke = acts.add_parser("revoke", help="trust a key no more")
        revoke.add_argument("key_id", metavar="KEY")
        revoke.add_argument("--reason", required=True, help="why; published with the key")
        acts.add_parser(
            "reseal", help="seal anew what needs review: sealed by a revoked key, and not proven to be older"
        )
        acts.add_parser("list", help="all keys, and whether their files are here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except (KeyUnusable, SealRefused, TimestampFailed, ValueError) as reason:
            raise CommandError(str(reason)) from reason

    def _init(self, options: dict[str, Any]) -> None:
        for key in ensure_keys():
            self.stdout.write(f"made {key.purpose} {key.key_id}")
        self._list(options)

    def _rotate(self, options: dict[str, Any]) -> None:
        key = rotate_key(purpose=KeyPurpose(options["purpose"]))
        self.stdout.write(f"in use for {key.purpose}: {key.key_id}")

    def _revoke(self, options: dict[str, Any]) -> None:
        key = revoke_key(key_id=options["key_id"], reason=options["reason"])
        self.stdout.write(f"revoked {key.purpose} {key.key_id}")

    def _reseal(self, options: dict[str, Any]) -> None:
        count = 0
        for told in reseal_untrusted():
            self.stdout.write(told)
            count += 1
        self.stdout.write(f"sealed anew: {count}")

    def _list(self, options: dict[str, Any]) -> None:
        for key in PortalKey.objects.all():
            self.stdout.write(
                f"{key.purpose:<11}{key.key_id}  {key.state:<12}until {key.not_after:%Y-%m-%d}  {_file_of(key)}"
            )


def _file_of(key: PortalKey) -> str:
    """Whether the private half is here; a key that only proves needs none."""
    if private_path(key.key_id).exists():
        return "file here"
    return "FILE MISSING" if key.state == KeyState.ACTIVE else "no file"
