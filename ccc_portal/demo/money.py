"""Investments and printed totals of the portfolio."""

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.sources import Dataset
from contracts.models import FundingLine, PortfolioCategory


def build_funding_lines(data: Dataset) -> list[FundingLine]:
    """Investments by category, as printed, in the order of the tables."""
    return [
        FundingLine(
            id=demo_id(city, f"funding:{row['scheme']}:{row['category']}"),
            contract_id=demo_id(city, "contract"),
            scheme=row["scheme"],
            category=row["category"],
            amount_eur=row["amount_eur"],
            reduction_tco2e=row["ghg_reduction_tco2e_per_year"],
            position=position,
            source=row["source"],
            note=row["note"],
        )
        for city, rows in data.by_city("investments").items()
        for position, row in enumerate(rows, start=1)
    ]


def build_portfolio_categories(data: Dataset) -> list[PortfolioCategory]:
    """Printed totals by category, for a city whose rows of actions are incomplete."""
    return [
        PortfolioCategory(
            id=demo_id(row["city_id"], f"category:{row['sector']}:{row['category']}"),
            contract_id=demo_id(row["city_id"], "contract"),
            sector=row["sector"],
            category=row["category"],
            printed_action_count=row["n_actions"],
            reduction_tco2e=row["reduction_tco2e_per_year"],
            source=row["source"],
        )
        for row in data.rows("portfolio_categories")
    ]
