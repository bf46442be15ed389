"""How often one address of the net may do what costs the server something, or could be used to guess."""

from django.core.cache import cache
from django.http import HttpRequest

from core.web.client_address import client_address


def is_too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one try of this address; whether there were more than `most` since the first of the last `seconds`.

    The cache is shared by all processes of the server.
    """
    key = f"tries:{what}:{client_address(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # the time ended just now
        return False
