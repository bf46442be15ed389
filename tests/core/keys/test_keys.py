"""Keys of the portal: what is made, what signs, what a rotated and a revoked key still prove."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from core.certificates import key_id_of, read_pem
from core.enums import KeyPurpose, KeyStanding, KeyState
from core.key_files import KeyUnusable, certificate_path, private_path, read_private
from core.models import EvidenceEvent, PortalKey
from core.services.evidence import check_evidence
from core.services.key_register import key_standing
from core.services.keys import (
    KEYS_STREAM,
    active_key,
    check_signature,
    ensure_keys,
    revoke_key,
    rotate_key,
    sign_bytes,
)

pytestmark = pytest.mark.django_db
TEXT = b"what was agreed"


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path) -> Path:
    """A folder of keys of its own for each test."""
    settings.KEY_DIR = tmp_path / "keys"
    return settings.KEY_DIR


@pytest.fixture
def keys() -> list[PortalKey]:
    return ensure_keys()


def events() -> list[tuple[str, dict[str, str]]]:
    told = EvidenceEvent.objects.filter(stream=KEYS_STREAM).order_by("seq")
    return [(event.kind, json.loads(event.payload)) for event in told]


def test_ensure_keys_makes_one_key_a_purpose_and_no_more(keys):
    assert [(key.purpose, key.state) for key in keys] == [(one.value, "active") for one in KeyPurpose]
    assert ensure_keys() == []
    assert [kind for kind, _payload in events()] == ["key.made"] * 3


def test_certificates_lead_to_a_root_that_signs_nothing_further(keys):
    key = active_key(KeyPurpose.SEAL)
    certificate, root = read_pem(key.certificate), read_pem(key.chain)
    certificate.verify_directly_issued_by(root)
    limits = [
        one.extensions.get_extension_for_class(x509.BasicConstraints).value for one in (certificate, root)
    ]
    assert [(one.ca, one.path_length) for one in limits] == [(False, None), (True, 0)]
    assert (key.not_after - key.not_before).days == 1096
    assert key_id_of(certificate) == key.key_id


def test_private_halves_are_encrypted_and_for_their_owner_only(key_folder, keys):
    files = sorted(key_folder.rglob("*.key"))
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o400"}
    assert {file.read_text().splitlines()[0] for file in files} == {"-----BEGIN ENCRYPTED PRIVATE KEY-----"}
    assert {file.stem for file in files} == {"root", *(key.key_id for key in keys)}
    assert oct(key_folder.stat().st_mode & 0o777) == "0o700"


def test_sign_bytes_is_checked_by_the_key_that_signed(keys):
    signed = sign_bytes(KeyPurpose.STATEMENT, TEXT)
    assert signed.key_id == active_key(KeyPurpose.STATEMENT).key_id
    assert check_signature(signed.key_id, TEXT, signed.signature_base64) is True


@pytest.mark.parametrize("signature", ["", "%%%", "AAAA"])
def test_check_signature_refuses_what_is_no_signature(keys, signature):
    assert check_signature(active_key(KeyPurpose.SEAL).key_id, TEXT, signature) is False


def test_check_signature_refuses_other_bytes_other_keys_and_unknown_ones(keys):
    signed = sign_bytes(KeyPurpose.STATEMENT, TEXT)
    others = [active_key(KeyPurpose.CHECKPOINT).key_id, "0" * 32]
    assert check_signature(signed.key_id, TEXT + b".", signed.signature_base64) is False
    assert [check_signature(key_id, TEXT, signed.signature_base64) for key_id in others] == [False, False]


def test_rotated_key_proves_and_signs_no_more(keys):
    before = sign_bytes(KeyPurpose.STATEMENT, TEXT)
    new = rotate_key(purpose=KeyPurpose.STATEMENT)
    assert sign_bytes(KeyPurpose.STATEMENT, TEXT).key_id == new.key_id != before.key_id
    assert check_signature(before.key_id, TEXT, before.signature_base64) is True
    assert PortalKey.objects.get(key_id=before.key_id).state == KeyState.VERIFY_ONLY
    assert key_standing(before.key_id) is KeyStanding.GOOD
    assert events()[-1] == ("key.rotated", {"key": new.key_id, "instead_of": before.key_id})


def test_revoked_key_stands_by_what_others_testify(keys):
    signed = sign_bytes(KeyPurpose.STATEMENT, TEXT)
    revoked = revoke_key(key_id=signed.key_id, reason="The disk was stolen.")
    hour = timedelta(hours=1)
    assert revoked.revoked_at is not None
    assert key_standing(signed.key_id) is KeyStanding.NEEDS_REVIEW
    assert [
        key_standing(signed.key_id, proven_at=revoked.revoked_at + late) for late in (-hour, 0 * hour, hour)
    ] == [KeyStanding.SIGNED_BEFORE_REVOCATION, KeyStanding.NEEDS_REVIEW, KeyStanding.NEEDS_REVIEW]
    with pytest.raises(KeyUnusable):
        sign_bytes(KeyPurpose.STATEMENT, TEXT)
    assert rotate_key(purpose=KeyPurpose.STATEMENT).state == KeyState.ACTIVE


def test_revocation_is_told_once_and_names_nobody(keys):
    key = active_key(KeyPurpose.SEAL)
    first = revoke_key(key_id=key.key_id, reason=" Someone copied it. ")
    again = revoke_key(key_id=key.key_id, reason="Another reason.")
    assert (again.revoked_at, again.revoked_reason) == (first.revoked_at, "Someone copied it.")
    told = [payload for kind, payload in events() if kind == "key.revoked"]
    assert [sorted(payload) for payload in told] == [["key", "reason_sha256"]]


@pytest.mark.parametrize(("key_id", "reason"), [("0" * 32, "Lost."), (None, "  ")])
def test_revoke_key_refuses_unknown_keys_and_no_reason(keys, key_id, reason):
    with pytest.raises(ValueError, match="key"):
        revoke_key(key_id=key_id or keys[0].key_id, reason=reason)


def test_key_standing_of_a_foreign_key_is_unknown():
    assert key_standing("0" * 32) is KeyStanding.UNKNOWN


def hide(path: Path) -> None:
    path.rename(path.with_suffix(".hidden"))


def open_to_all(path: Path) -> None:
    path.chmod(0o444)


def swap(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"no key")
    path.chmod(0o400)


@pytest.mark.parametrize("harm", [hide, open_to_all, swap])
def test_sign_bytes_says_what_is_wrong_with_the_file(keys, harm):
    harm(private_path(active_key(KeyPurpose.SEAL).key_id))
    with pytest.raises(KeyUnusable):
        sign_bytes(KeyPurpose.SEAL, TEXT)


@pytest.mark.parametrize(
    ("password", "reason"),
    [("", "CCC_KEY_PASSWORD is not set"), ("another", "does not open with the password")],
)
def test_keys_need_their_password(keys, settings, password, reason):
    settings.KEY_PASSWORD = password
    with pytest.raises(KeyUnusable, match=reason):
        sign_bytes(KeyPurpose.SEAL, TEXT)


def test_expired_key_signs_nothing_and_still_proves(keys):
    signed = sign_bytes(KeyPurpose.SEAL, TEXT)
    PortalKey.objects.update(not_after=timezone.now())
    with pytest.raises(KeyUnusable, match="does not hold today"):
        sign_bytes(KeyPurpose.SEAL, TEXT)
    assert check_signature(signed.key_id, TEXT, signed.signature_base64) is True


def test_keys_are_not_made_under_a_root_whose_private_half_is_elsewhere(keys):
    hide(private_path("root"))
    with pytest.raises(KeyUnusable):
        rotate_key(purpose=KeyPurpose.SEAL)
    assert active_key(KeyPurpose.SEAL) == keys[0]


def test_the_root_is_kept_over_rotations(keys):
    assert read_pem(rotate_key(purpose=KeyPurpose.SEAL).chain) == read_pem(
        certificate_path("root").read_text()
    )
    assert read_private("root").public_key() == read_pem(keys[0].chain).public_key()


def test_the_log_tells_a_swapped_certificate_and_an_undone_revocation(keys):
    revoke_key(key_id=keys[0].key_id, reason="Lost.")
    PortalKey.objects.filter(pk=keys[0].pk).update(state=KeyState.VERIFY_ONLY)
    PortalKey.objects.filter(pk=keys[1].pk).update(certificate=keys[2].certificate)
    PortalKey.objects.filter(pk=keys[2].pk).delete()
    assert [(fault.kind, fault.fault) for fault in check_evidence().faults] == [
        ("key.made", "the key has another certificate or purpose than it was made with"),
        ("key.made", "the key that was made is missing"),
        ("key.revoked", "the key is no longer revoked as it was"),
    ]


def test_a_whole_life_of_keys_leaves_a_whole_log(keys):
    rotate_key(purpose=KeyPurpose.SEAL)
    revoke_key(key_id=keys[0].key_id, reason="Lost.")
    assert check_evidence().faults == ()


def run(*arguments: str) -> list[str]:
    told = StringIO()
    call_command("seal_pki", *arguments, stdout=told)
    return told.getvalue().splitlines()


def test_seal_pki_makes_rotates_revokes_and_lists():
    assert [line.split()[0] for line in run("init")] == ["made"] * 3 + ["checkpoint", "seal", "statement"]
    old = active_key(KeyPurpose.SEAL).key_id
    assert run("rotate", "seal") == [f"in use for seal: {active_key(KeyPurpose.SEAL).key_id}"]
    assert run("revoke", old, "--reason", "Lost.") == [f"revoked seal {old}"]
    hide(private_path(active_key(KeyPurpose.SEAL).key_id))
    endings = [line.split("  ")[-1] for line in run("list")]
    assert endings == ["file here", "FILE MISSING", "file here", "file here"]


def test_seal_pki_says_why_it_cannot(settings):
    settings.KEY_PASSWORD = ""
    with pytest.raises(CommandError, match="CCC_KEY_PASSWORD is not set"):
        run("init")


def test_migrate_makes_keys_where_the_settings_say_so(settings):
    settings.KEYS_AT_MIGRATE = True
    call_command("migrate", verbosity=0)
    assert PortalKey.objects.filter(state=KeyState.ACTIVE).count() == 3


def test_migrate_goes_on_without_keys_where_they_cannot_be_made(settings):
    settings.KEYS_AT_MIGRATE, settings.KEY_PASSWORD = True, ""
    call_command("migrate", verbosity=0)
    assert PortalKey.objects.count() == 0


def test_the_register_is_public_and_holds_nothing_private(keys):
    revoke_key(key_id=keys[0].key_id, reason="Lost.")
    response = Client().get("/.well-known/ccc-seal-keys.json")
    told = {key["key_id"]: key for key in response.json()["keys"]}
    assert response["Content-Type"] == "application/json"
    assert {key_id: key["state"] for key_id, key in told.items()} == {
        keys[0].key_id: "revoked",
        keys[1].key_id: "active",
        keys[2].key_id: "active",
    }
    assert told[keys[0].key_id]["revoked_reason"] == "Lost."
    assert key_id_of(read_pem(told[keys[1].key_id]["certificate"])) == keys[1].key_id
    assert "PRIVATE" not in response.content.decode()


def test_web_server_signs_statements_without_any_other_key(keys, key_folder):
    """The folder within is all that docker-compose.yml gives to the web server."""
    for path in key_folder.glob("*.key"):
        path.unlink()
    signed = sign_bytes(KeyPurpose.STATEMENT, TEXT)
    assert check_signature(signed.key_id, TEXT, signed.signature_base64)
    for purpose in (KeyPurpose.SEAL, KeyPurpose.CHECKPOINT):
        with pytest.raises(KeyUnusable, match="cannot be read"):
            sign_bytes(purpose, TEXT)


def test_key_of_statements_made_before_it_had_a_folder_still_signs(keys, key_folder):
    key = active_key(KeyPurpose.STATEMENT)
    (key_folder / "statements" / f"{key.key_id}.key").rename(key_folder / f"{key.key_id}.key")
    assert sign_bytes(KeyPurpose.STATEMENT, TEXT).key_id == key.key_id
