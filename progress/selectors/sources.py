"""Where the figures of a city come from."""

from contracts.models import Contract, ContractVersion


def list_sources(contract: Contract, version: ContractVersion | None) -> tuple[str, ...]:
    """Every source named on the city's own figures, once, in five queries at most."""
    city = contract.city
    found = {city.source, version.source if version else ""}
    found.update(city.populations.order_by().values_list("source", flat=True).distinct())
    found.update(contract.actions.order_by().values_list("source", flat=True).distinct())
    found.update(contract.funding_lines.order_by().values_list("source", flat=True).distinct())
    found.update(city.molecules.published().order_by().values_list("source", flat=True).distinct())
    if version is not None:
        found.update(version.gap_rows.order_by().values_list("source", flat=True).distinct())
    return tuple(sorted(source for source in found if source))
