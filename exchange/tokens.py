"""Tokens of API credentials: `ccc_<environment>_<public id>_<secret>`, of which the portal keeps the digest alone."""

import re
import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

PREFIX = "ccc"
ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
"""Base32 of RFC 4648 in small letters: nothing that is misread, nothing that must be escaped."""
ID_LENGTH, SECRET_BYTES = 8, 32
TOKEN = re.compile(rf"{PREFIX}_([a-z0-9]+)_([a-z2-7]{{{ID_LENGTH}}})_([A-Za-z0-9_-]{{43}})", re.ASCII)
NO_DIGEST = "0" * 64
"""What the secret of an unknown id is compared with, so that the answer takes as long."""


class Token(NamedTuple):
    """The parts of a token."""

    environment: str
    public_id: str
    secret: str

    def __str__(self) -> str:
        """The whole token: shown once, never stored, never logged."""
        return "_".join((PREFIX, *self))


def make_token(environment: str) -> Token:
    """A new token with a secret of 256 random bits."""
    public_id = "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))
    return Token(environment, public_id, secrets.token_urlsafe(SECRET_BYTES))


def read_token(text: str) -> Token | None:
    """The parts of a token; None where the text is none."""
    found = TOKEN.fullmatch(text)
    return Token(*found.groups()) if found else None


def digest_secret(secret: str) -> str:
    """What is kept of a secret: a fast digest does, for nobody guesses 256 random bits."""
    return sha256(secret.encode()).hexdigest()


def is_secret_of(secret: str, digest: str) -> bool:
    """Whether a secret has this digest, told in constant time."""
    return compare_digest(digest_secret(secret), digest)
