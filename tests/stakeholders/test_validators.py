"""Spellings of one name have one key."""

import pytest

from stakeholders.validators import name_key


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("A2A S.p.A.", "A2A"),
        ("ATM S.p.A. (Azienda Trasporti Milanesi)", "ATM"),
        ("S.A.C.B.O. S.p.a.", "SACBO"),
        ("Cinecittà S.p.A.", "Cinecitta"),
        ("Fri-el Geo S.r.l.", "FRI-EL GEO"),
        ("Legami S.p.a. Società Benefit", "Legami"),
        ("Greenpeace Onlus", "greenpeace"),
        ("Coopservice S. Coop. p.A.", "Coopservice"),
    ],
)
def test_spellings_of_one_name_have_one_key(name: str, other: str) -> None:
    assert name_key(name) == name_key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Enel X Italia S.r.l.", "Enel X Way Italia S.r.l."),
        ("Legambiente", "Legambiente Prato"),
        ("Azienda USL di Bologna", "Azienda USL di Imola"),
    ],
)
def test_different_names_have_different_keys(name: str, other: str) -> None:
    assert name_key(name) != name_key(other)


def test_name_that_is_nothing_but_a_legal_form_stays() -> None:
    assert (name_key("SGR"), name_key("(name withheld)")) == ("sgr", "namewithheld")
