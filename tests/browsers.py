"""Browsers of people."""

from django.test import Client

from core.models import User


def sign_in(user: User) -> Client:
    """A browser in which someone is signed in."""
    browser = Client()
    browser.force_login(user)
    return browser
