"""Packages, what is stated of them, and what was observed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.enums import ChangeVerb
from core.fields import Texts
from core.models import Change
from molecules.models import PackageParameter
from molecules.services.adoption import (
    ObservedShare,
    fit_package,
    record_observations,
    remove_observation,
)
from molecules.services.packages import (
    StatedRange,
    archive_package,
    change_package,
    create_package,
    state_ranges,
)
from tests.factories import CityMembershipFactory, NeighbourhoodFactory, PackageFactory, UserFactory
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


def refuse_observations(package, officer, **changes):
    one = {"year": 2020, "share": Decimal("0.1"), "source": "Register."} | changes
    return refusals(
        lambda: record_observations(
            package_id=package.pk, by=officer.user, observations=[ObservedShare(**one)]
        )
    )


def test_observation_that_cannot_be_is_refused_at_its_cell(officer):
    package = PackageFactory(city=officer.city)
    coming = timezone.localdate().year + 1
    assert refuse_observations(package, officer, year=coming, source=" ") == {
        "rows-0-year": ["future"],
        "rows-0-source": ["required"],
    }
    assert refuse_observations(package, officer, neighbourhood=NeighbourhoodFactory()) == {
        "rows-0-neighbourhood": ["neighbourhood"]
    }


def test_same_year_of_one_place_stands_once_in_a_file(officer):
    package = PackageFactory(city=officer.city)
    rows = [ObservedShare(year=2020, share=Decimal("0.1"), source="Register.")] * 2
    refused = refusals(lambda: record_observations(package_id=package.pk, by=officer.user, observations=rows))
    assert refused == {"rows-1-year": ["repeated"]}


def test_observation_is_taken_out_for_good(officer):
    package = PackageFactory(city=officer.city)
    observe(package, officer, SHARES[:2])
    row = package.observations.order_by("year").first()
    assert remove_observation(observation_id=row.pk, by=officer.user) == package
    assert list(package.observations.values_list("year", flat=True)) == [2016]


def test_observations_are_removed_by_the_citys_team(officer):
    package = PackageFactory(city=officer.city)
    observe(package, officer, SHARES[:1])
    with pytest.raises(PermissionDenied):
        remove_observation(observation_id=package.observations.get().pk, by=UserFactory())


def test_fit_without_any_adoption_is_refused_with_its_reason(officer):
    package = PackageFactory(city=officer.city)
    observe(package, officer, ["0"] * 10)
    assert refusals(lambda: fit_package(package_id=package.pk, by=officer.user)) == {"__all__": ["no_wave"]}


def test_package_is_archived_once(officer):
    package = PackageFactory(city=officer.city)
    first = archive_package(package_id=package.pk, by=officer.user)
    again = archive_package(package_id=package.pk, by=officer.user)
    assert (again.archived_at, again.revision) == (first.archived_at, first.revision)
    assert list(Change.objects.filter(subject_id=package.pk).values_list("verb", flat=True)) == [
        ChangeVerb.ARCHIVED
    ]


def test_package_refuses_a_code_that_is_taken_and_an_unknown_stock(officer):
    PackageFactory(city=officer.city, code="p")
    refused = refusals(
        lambda: create_package(
            city=officer.city,
            by=officer.user,
            code="p",
            names=Texts(it="Un altro"),
            sector="buildings",
            stock_figure="cats",
        )
    )
    assert refused == {"code": ["unique"], "stock_figure": ["stock_figure"]}


def test_package_keeps_a_range_that_is_left_out_and_loses_one_that_is_not_named(officer):
    package = PackageFactory(city=officer.city)
    state_ranges(package_id=package.pk, by=officer.user, ranges=[saturation("0.1", "0.2", "0.3")])
    assert package.parameters.count() == 5
    change_package(
        package_id=package.pk, by=officer.user, ranges=[saturation("0.1", "0.2", "0.3")], note="Only one"
    )
    assert list(package.parameters.values_list("name", flat=True)) == ["saturation"]


def test_packages_are_for_the_citys_team(officer):
    package = PackageFactory(city=officer.city)
    for attempt in (
        lambda: archive_package(package_id=package.pk, by=UserFactory()),
        lambda: create_package(city=officer.city, by=UserFactory(), code="x"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_create_package_states_its_ranges_and_is_told(officer):
    made = create_package(
        city=officer.city,
        by=officer.user,
        code="tetti",
        names=Texts(it="Tetti solari"),
        sector="buildings",
        stock_figure="dwellings",
        ranges=[saturation("0.1", "0.2", "0.3")],
    )
    assert list(made.parameters.values_list("name", "likely", "is_fitted")) == [
        ("saturation", Decimal("0.2"), False)
    ]
    assert [one.verb for one in Change.objects.filter(subject_id=made.pk)] == [ChangeVerb.CREATED]
