"""Who may do what: small questions about a person and a thing, never about a request."""

from typing import Any

from contracts.enums import CityRole, VersionState


def has_city_role(user: Any, city: Any, *roles: str) -> bool:
    """Whether `user` holds one of `roles` in `city`; platform administrators hold all.

    Whoever acts through an API credential has their roles in the credential's city alone.
    """
    if not user.is_authenticated or not user.is_active or not user.acts_for(city):
        return False
    return user.is_superuser or city.memberships.filter(user=user, role__in=roles).exists()


def can_edit_city(user: Any, city: Any) -> bool:
    """Officers and leads change the contract, its actions, inventories and milestones."""
    return has_city_role(user, city, CityRole.LEAD, CityRole.OFFICER)


def can_enter_office(user: Any, city: Any) -> bool:
    """Every member of the team sees the officers' pages."""
    return has_city_role(user, city, *CityRole.values)


def can_invite_colleague(user: Any, city: Any) -> bool:
    """Only a lead brings new people in."""
    return has_city_role(user, city, CityRole.LEAD)


def can_see_contract(user: Any, contract: Any) -> bool:
    """Public versions are everyone's; earlier states are the team's."""
    if contract.versions.filter(is_current=True, state__in=VersionState.public()).exists():
        return True
    return can_enter_office(user, contract.city)


def can_see_action(user: Any, action: Any) -> bool:
    """An archived action is seen by the city's team only."""
    if action.is_archived:
        return can_enter_office(user, action.contract.city)
    return can_see_contract(user, action.contract)


def can_edit_action(user: Any, action: Any) -> bool:
    """Whoever may edit the city's contract."""
    return can_edit_city(user, action.contract.city)


def can_see_milestone(user: Any, milestone: Any) -> bool:
    """Milestones of the Mission are everyone's, a city's follow its contract, an action's the action."""
    if milestone.city is None:
        is_administrator = user.is_authenticated and user.is_active and user.is_superuser
        return milestone.action is None or is_administrator
    if milestone.action is not None and milestone.action.is_archived:
        return can_enter_office(user, milestone.city)
    contract = getattr(milestone.city, "contract", None)
    return can_enter_office(user, milestone.city) or (
        contract is not None and can_see_contract(user, contract)
    )


def can_edit_milestone(user: Any, milestone: Any) -> bool:
    """Whoever may edit the city's contract; milestones of the whole Mission belong to no city."""
    return milestone.city is not None and can_edit_city(user, milestone.city)


def can_answer_review(user: Any, review: Any) -> bool:
    """Only who was asked answers, as long as they belong to the team."""
    return review.reviewer_id == user.pk and can_enter_office(user, review.section.version.contract.city)


def can_resolve_comment(user: Any, comment: Any) -> bool:
    """Whoever may edit the contract, and who wrote the comment."""
    city = comment.version.contract.city
    if comment.author_id is not None and comment.author_id == user.pk:
        return can_enter_office(user, city)
    return can_edit_city(user, city)


def can_create_contract(user: Any, _city: Any = None) -> bool:
    """Only platform administrators bring a new city into the portal."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)
