"""Tokens of links, kept by the portal only as their digest, and codes that stand on sealed documents: all random."""

import re
import secrets
from hashlib import sha256

TOKEN_BYTES = 32
VERIFY_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Base32 of RFC 4648: without 0, 1, 8 and 9."""
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})
VERIFY_LENGTH, VERIFY_GROUP, VERIFY_LONGEST = 25, 5, 80


def make_token() -> str:
    """A new random token of 256 bits, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_token(token: str) -> str:
    """What the portal keeps of a token: enough to know it again, not enough to use it."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def make_verify_code() -> str:
    """A new code under which anyone finds a sealed document: 125 random bits in five groups, easy to type."""
    return group_verify_code("".join(secrets.choice(VERIFY_ALPHABET) for _ in range(VERIFY_LENGTH)))


def read_verify_code(text: str) -> str:
    """A code as it is kept, from whatever a person typed; empty where it cannot be one."""
    plain = re.sub(r"[\s\-–—_.]", "", text[:VERIFY_LONGEST]).upper().translate(MISREAD)
    if len(plain) != VERIFY_LENGTH or set(plain) - set(VERIFY_ALPHABET):
        return ""
    return group_verify_code(plain)


def group_verify_code(plain: str) -> str:
    """The signs of a code in groups of five."""
    return "-".join(plain[start : start + VERIFY_GROUP] for start in range(0, len(plain), VERIFY_GROUP))
