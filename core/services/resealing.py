"""What becomes of sealed documents when the key that sealed them is trusted no more: found here, sealed anew above.

The rooms above register what they seal; the command `seal_pki reseal` and the self test ask all of them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID


class SealedKind(NamedTuple):
    """How documents of one kind are found whose seal a person must look at, and how one is sealed anew.

    `reseal` returns what the command prints, and raises what keeps it from being sealed.
    """

    find: Callable[[], list[UUID]]
    reseal: Callable[[UUID], str]


_kinds: dict[str, SealedKind] = {}


def register_sealed(name: str, kind: SealedKind) -> None:
    """Let documents of a kind be watched; upper rooms register in `AppConfig.ready`."""
    _kinds[name] = kind


def count_untrusted() -> int:
    """How many documents carry a seal of a revoked key, without a testimony from before its revocation."""
    return sum(len(kind.find()) for kind in _kinds.values())


def reseal_untrusted() -> Iterator[str]:
    """Seal each of them anew with the key in use, one after the other; those that are done stay done."""
    for kind in _kinds.values():
        for key in kind.find():
            yield kind.reseal(key)
