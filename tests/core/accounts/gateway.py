"""A city's gateway on this machine: OpenID Connect as providers of SPID and CIE speak it, with every fault at hand."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "portal"
JSON = ("Content-Type", "application/json")


class Quiet(WSGIRequestHandler):
    """A server that writes no log."""

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


class Gateway:
    """Knows one person at a time; `claims` are said of them, `signed_by` signs."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.signed_by = self.key
        self.address = ""
        self.codes: dict[str, dict[str, str]] = {}

    def authorise(self, url: str) -> dict[str, str]:
        """What the gateway leads back with when a person has shown who they are."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.codes["one-code"] = asked
        return {"code": "one-code", "state": asked["state"]}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """The server's side of the protocol."""
        path = environ["PATH_INFO"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        answer = {
            "/.well-known/openid-configuration": self._configuration,
            "/jwks": self._keys,
            "/userinfo": lambda: {name: self.claims.get(name) for name in ("sub", "email", "email_verified")},
            "/token": lambda: self._token({name: one[0] for name, one in parse_qs(body).items()}),
        }[path]()
        start_response("200 OK" if answer else "400 Bad Request", [JSON])
        return [json.dumps(answer).encode()]

    def _configuration(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
        }
        found = {name: f"{self.address}/{path}" for name, path in names.items()}
        return {
            "issuer": self.address,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | found

    def _keys(self) -> dict[str, Any]:
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [told | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def _token(self, sent: dict[str, str]) -> dict[str, Any]:
        asked = self.codes.pop(sent["code"], {})
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
            return {}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
        }
        token = jwt.encode(claims | self.claims, self.signed_by, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "for-userinfo", "token_type": "Bearer", "id_token": token}


@contextmanager
def run_gateway() -> Iterator[Gateway]:
    """A gateway that answers on a port of this machine."""
    gateway = Gateway()
    with make_server("127.0.0.1", 0, gateway, handler_class=Quiet) as server:
        gateway.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join()
