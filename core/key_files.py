"""Private keys as files: encrypted, readable by their owner only, written whole or not at all."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

ROOT_NAME = "root"
FOR_WEB = "statements"
"""Folder of the only keys that a web server needs: it may have this one and not the folder around it."""
OTHERS_MAY = 0o077


class KeyUnusable(Exception):
    """A key of the portal cannot sign now; the message tells an administrator why."""


def private_path(name: str) -> Path:
    """Where the private half of a key lies; `name` is its key id, or `root`."""
    for_web = Path(settings.KEY_DIR) / FOR_WEB / f"{name}.key"
    return for_web if for_web.exists() else Path(settings.KEY_DIR) / for_web.name


def certificate_path(name: str) -> Path:
    """Where a certificate lies; only that of the root is a file, the others are rows."""
    return Path(settings.KEY_DIR) / f"{name}.pem"


def write_private(name: str, key: ec.EllipticCurvePrivateKey, *, folder: str = "") -> None:
    """Keep a private key, in a folder within that of the keys.

    Raises `KeyUnusable` without a password, or where the folder cannot be written.
    """
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_password()))
    write_whole(Path(settings.KEY_DIR) / folder / f"{name}.key", content, mode=0o400)


def write_whole(path: Path, content: bytes, *, mode: int) -> None:
    """Write a new file of the folder of keys so that it is there whole, on the disk, or not at all."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise KeyUnusable(f"{path} cannot be written: {error.strerror}.") from error


def read_private(name: str) -> ec.EllipticCurvePrivateKey:
    """The private half of a key; raises `KeyUnusable` where it is missing, open to others or does not open."""
    path = private_path(name)
    try:
        if path.stat().st_mode & OTHERS_MAY:
            raise KeyUnusable(f"{path} may be read by others than its owner: chmod 0400, and rotate the key.")
        key = load_pem_private_key(path.read_bytes(), _password())
    except OSError as error:
        raise KeyUnusable(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError) as error:
        raise KeyUnusable(f"{path} does not open with the password of the keys.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyUnusable(f"{path} is no key on the curve P-256.")
    return key


def _password() -> bytes:
    if not settings.KEY_PASSWORD:
        raise KeyUnusable("CCC_KEY_PASSWORD is not set.")
    return str(settings.KEY_PASSWORD).encode()
