"""Time stamps of an authority (RFC 3161): asked for over HTTP, and believed only after they were checked."""

from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

SECONDS = 15
LARGEST_BYTES = 100_000
DRIFT = timedelta(seconds=120)
"""How far the authority's clock may be from ours."""
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class TimestampFailed(Exception):
    """The authority gave no time stamp that can be believed; the message tells an administrator why."""


class CheckedTimeStamper(TimeStamper):
    """Asks an authority, and takes its answer only when it is for these bytes, now, and by whom it should be."""

    def __init__(self, url: str, roots: list[asn1_x509.Certificate], *, seconds: int = SECONDS) -> None:
        super().__init__()
        self.url, self.roots, self.seconds = url, roots, seconds

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The checked token over a digest; raises `TimestampFailed`."""
        nonce, request = self.request_cms(message_digest, md_algorithm)
        try:
            token = _granted(self._send(request))
            told = token["content"]["encap_content_info"]["content"].parsed
            if told["nonce"].native != nonce:
                raise TimestampFailed("The authority answered another request.")
            drift = abs(datetime.now(UTC) - told["gen_time"].native)
            await self._check_signature(token, message_digest)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise TimestampFailed(f"The authority's answer cannot be read: {error}") from error
        if drift > DRIFT:
            raise TimestampFailed(f"The authority's clock and ours differ by {drift.total_seconds():.0f} s.")
        return token

    async def _check_signature(self, token: cms.ContentInfo, digest: bytes) -> None:
        """Whether the token is whole, over this digest, and by a certificate that leads to the roots given."""
        context = ValidationContext(trust_roots=self.roots, allow_fetching=False, revocation_mode="soft-fail")
        found = await validate_tst_signed_data(token["content"], context, lambda _algorithm: digest)
        if not (found["intact"] and found["valid"]):
            raise TimestampFailed("The time stamp is not over what was sent, or is damaged.")
        if self.roots and found["trust_problem_indic"] is not None:
            raise TimestampFailed("The time stamp is by a certificate that does not lead to TSA_ROOTS.")

    def _send(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked = Request(self.url, data=request.dump(), headers=HEADERS)  # noqa: S310 - an address of the settings
        try:
            with urlopen(asked, timeout=self.seconds) as answer:  # noqa: S310 - the same
                return tsp.TimeStampResp.load(answer.read(LARGEST_BYTES))
        except HTTPError as error:
            with error:  # it holds the connection
                raise TimestampFailed(f"The authority does not answer: {error}") from error
        except (URLError, HTTPException, OSError) as error:
            raise TimestampFailed(f"The authority does not answer: {error}") from error


def _granted(answer: tsp.TimeStampResp) -> cms.ContentInfo:
    status = answer["status"]["status"].native
    if status not in ("granted", "granted_with_mods"):
        raise TimestampFailed(f"The authority refused: {status}.")
    return answer["time_stamp_token"]
