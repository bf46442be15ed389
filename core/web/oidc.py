"""Sign-in by the city's OpenID Connect gateway, with the checks that django-allauth leaves to its providers.

django-allauth sends state and PKCE. Added here: a nonce, the signature of the token whatever way it came, one subject
in token and userinfo, the level of assurance (acr), and no parameter of the request that reaches the gateway.
"""

import secrets
from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
KEPT_CLAIMS = ("iss", "sub", "acr", "auth_time")
"""What is kept of a token: who vouched, for whom, how surely and when; no further personal data."""
LEEWAY_SECONDS = 30


class GatewayAdapter(OpenIDConnectOAuth2Adapter):
    """Reads what the gateway answers."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The sign-in that the gateway vouches for; raises `OAuth2Error` when something of it does not fit."""
        claims = self.read_identity(app, kwargs["response"].get("id_token") or "")
        data = {"id_token": claims}
        if app.settings.get("fetch_userinfo", True):
            data["userinfo"] = self._fetch_user_info(token.token)
            if data["userinfo"].get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo speaks of someone else")
        return self.get_provider().sociallogin_from_response(request, data)

    def read_identity(self, app: Any, id_token: str) -> dict[str, Any]:
        """The claims of an identity token that is signed, of this sign-in, for this portal and sure enough."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._find_key(id_token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the identity token is not valid") from error
        if not self.nonce or not secrets.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("the identity token belongs to another sign-in")
        if isinstance(claims["aud"], list) and claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the identity token was given to another portal")
        levels = app.settings.get("required_acr")
        if levels and claims.get("acr") not in levels:
            raise OAuth2Error("the level of assurance is too low")
        return claims

    def _find_key(self, id_token: str) -> jwt.PyJWK:
        header = jwt.get_unverified_header(id_token)
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json())
        found = [key for key in keys.keys if key.key_id == header.get("kid")]
        if not found:
            raise jwt.InvalidKeyError("no such key")
        return found[0]


class GatewayProvider(OpenIDConnectProvider):
    """The city's gateway for SPID and CIE, or any other OpenID Connect provider of the settings."""

    pkce_enabled_default = True
    oauth2_adapter_class = GatewayAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the gateway with a nonce that the session remembers."""
        nonce = secrets.token_urlsafe(24)
        kwargs |= {"nonce": nonce, "auth_params": self.get_auth_params() | {"nonce": nonce}}
        answer: HttpResponse = super().redirect(request, process, next_url, data, **kwargs)
        return answer

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """The scope of the settings, whatever the address asks for."""
        scope: list[str] = self.get_scope()
        return scope

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """The parameters of the settings, whatever the address asks for."""
        parameters: dict[str, Any] = self.get_auth_params()
        return parameters

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep the proof, not the person's data: name, birth date and tax number stay with the gateway."""
        return {"id_token": {name: data["id_token"].get(name) for name in KEPT_CLAIMS}}


class GatewayCallback(OAuth2CallbackView):
    """Where the gateway leads back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the gateway."""
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the gateway."""
    return _answer(GatewayCallback, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(GatewayAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return answer
