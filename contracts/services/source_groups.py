"""One spelling for each shared source of a city."""

from contracts.models import City
from contracts.selectors.office import source_groups


def settle_source_group(name: str, *, city: City) -> str:
    """The name with single spaces, in the spelling that the city uses already.

    "District heating" and "district  Heating" are one source; were they two, actions would seem to add up.
    """
    wanted = " ".join(name.split())
    if not wanted:
        return ""
    known = {one.casefold(): one for one in source_groups(city)}
    return known.get(wanted.casefold(), wanted)
