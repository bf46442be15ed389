"""Merkle trees after RFC 6962: one root over many leaves, and short proofs that a leaf is under it."""

from collections.abc import Sequence
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
"""Prefixes of RFC 6962, section 2.1: no leaf can pass for a node, nor a node for a leaf."""


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The root of the tree over the leaves in their order; that of no leaves is the digest of nothing.

    >>> merkle_root([b""])
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'
    """
    if not leaves:
        return sha256(b"").hexdigest()
    level = [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _level_above(level)
    return level[0].hex()


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[str]:
    """The digests that lead from the leaf at `index` to the root, from below; raises `IndexError` for no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"The tree has {len(leaves)} leaves, none is number {index}.")
    path, level = [], [_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        if (sibling := index ^ 1) < len(level):  # the last node of an odd level goes up alone
            path.append(level[sibling].hex())
        index, level = index // 2, _level_above(level)
    return path


def _level_above(level: list[bytes]) -> list[bytes]:
    pairs = [_node(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    return pairs + level[len(pairs) * 2 :]


def _leaf(leaf: bytes) -> bytes:
    return sha256(LEAF + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
