"""Money and printed totals of the portfolio."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.models.contract import Contract
from core.fields import euro_field, tonnes_field
from core.models import Sourced, WithId


class FundingLine(Sourced, WithId):
    """An investment of the contract by category, as printed."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="funding_lines")
    scheme = models.CharField(_("table"), max_length=200)
    category = models.CharField(_("category"), max_length=200)
    amount_eur = euro_field(_("amount, EUR"))
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        ordering = ["contract", "position"]

    def __str__(self) -> str:
        return f"{self.category}: {self.amount_eur}"


class PortfolioCategory(Sourced, WithId):
    """A printed total of the portfolio by category, for cities whose action rows are incomplete."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="portfolio_categories")
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    category = models.CharField(_("category"), max_length=200)
    printed_action_count = models.PositiveSmallIntegerField(_("actions, as printed"), null=True, blank=True)
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))

    class Meta:
        verbose_name = _("category of the portfolio")
        verbose_name_plural = _("categories of the portfolio")
        ordering = ["contract", "sector", "category"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "sector", "category"], name="portfolio_category_once")
        ]

    def __str__(self) -> str:
        return self.category
