"""Packages, what is stated of them, and what was observed."""

from decimal import Decimal

import pytest

from core.fields import Texts
from molecules.models import PackageParameter
from molecules.services.adoption import ObservedShare, fit_package, record_observations
from molecules.services.packages import StatedRange, change_package, create_package
from tests.factories import CityMembershipFactory, PackageFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
SHARES = ("0.02", "0.05", "0.11", "0.21", "0.33", "0.43", "0.50", "0.54", "0.57", "0.58")


@pytest.fixture
def officer():
    return CityMembershipFactory()


def saturation(low, likely, high, source="Survey."):
    return StatedRange(
        name="saturation", low=Decimal(low), likely=Decimal(likely), high=Decimal(high), source=source
    )


def observe(package, officer, shares):
    seen = [
        ObservedShare(year=2015 + place, share=Decimal(share), source="Register.")
        for place, share in enumerate(shares)
    ]
    return record_observations(package_id=package.pk, by=officer.user, observations=seen)


def test_create_package_refuses_every_bad_field_at_once(officer):
    refused = refusals(
        lambda: create_package(
            city=officer.city,
            by=officer.user,
            code="p",
            names=Texts({}),
            sector="buildings",
            stock_figure="dwellings",
            cost_eur=Decimal(1),
            ranges=[saturation("0.5", "0.4", "1.2", "")],
        )
    )
    assert refused == {
        "names": ["required"],
        "cost_source": ["no_source"],
        "saturation_likely": ["range_order"],
        "saturation_high": ["limits"],
        "saturation_source": ["no_source"],
    }


def test_fit_writes_ranges_that_stay_marked_until_they_are_typed_anew(officer):
    package = PackageFactory(city=officer.city)
    observe(package, officer, SHARES)
    found = fit_package(package_id=package.pk, by=officer.user)
    fitted = PackageParameter.objects.filter(package=package, is_fitted=True)
    assert found.fit.is_settled
    assert set(fitted.values_list("name", flat=True)) == {"saturation", "rise_years"}
    change_package(package_id=package.pk, by=officer.user, ranges=[saturation("0.1", "0.2", "0.3")])
    assert not fitted.exists()


def test_fit_is_refused_with_too_few_years(officer):
    package = PackageFactory(city=officer.city)
    observe(package, officer, SHARES[:4])
    refused = refusals(lambda: fit_package(package_id=package.pk, by=officer.user))
    assert refused == {"__all__": ["too_few"]}


def test_observations_are_kept_all_or_none(officer):
    package = PackageFactory(city=officer.city)
    assert refusals(lambda: observe(package, officer, ("0.1", "1.2"))) == {"rows-1-share": ["share"]}
    assert not package.observations.exists()
    assert observe(package, officer, SHARES[:2]) == (2, 0, 0)
    assert observe(package, officer, SHARES[:2]) == (0, 0, 2)
