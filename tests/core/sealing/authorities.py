"""Authorities and persons of tests: roots, certificates of signers and of time stamps, lists of revoked ones."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.certificates import CertifiedKey, as_pem, make_key, make_root
from core.pdf_signatures.making import Signer, add_seal, as_asn1, pyhanko_signer

NOW = datetime.now(UTC)
TAX_CODE = "RSSMRA80A01H501U"


def make_authority(name: str = "Test authority") -> CertifiedKey:
    return make_root(name=name, now=NOW)


def make_person(authority: CertifiedKey, *, name="Mario Rossi", tax_code=TAX_CODE) -> CertifiedKey:
    """A person's certificate, with the tax code where Italian authorities put it."""
    plain = make_key(name=name, root=authority, now=NOW)
    serial = [x509.NameAttribute(NameOID.SERIAL_NUMBER, f"TINIT-{tax_code}")] if tax_code else []
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), *serial])
    builder = x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=authority.certificate.subject,
        public_key=plain.key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=NOW - timedelta(days=1),
        not_valid_after=NOW + timedelta(days=90),
        extensions=list(plain.certificate.extensions),
    )
    return CertifiedKey(plain.key, builder.sign(authority.key, SHA256()))


def revocation_list(authority: CertifiedKey, *revoked: x509.Certificate) -> str:
    """A list of revoked certificates of today, as PEM."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(NOW - timedelta(hours=1))
        .next_update(NOW + timedelta(days=2))
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for one in revoked:
        row = x509.RevokedCertificateBuilder().serial_number(one.serial_number)
        builder = builder.add_revoked_certificate(row.revocation_date(NOW - timedelta(hours=2)).build())
    return builder.sign(authority.key, SHA256()).public_bytes(Encoding.PEM).decode()


def sign_outside(pdf: bytes, person: CertifiedKey, authority: CertifiedKey, *, field_name="Firma") -> bytes:
    """What a signing program of a citizen makes of a PDF."""
    return add_seal(
        pdf,
        signer=Signer(person.key, person.certificate, (authority.certificate,)),
        field_name=field_name,
        label="Firma",
        reason="Adesione",
        certify=False,
    )


def wrap_outside(document: bytes, person: CertifiedKey, authority: CertifiedKey) -> bytes:
    """The envelope (CAdES, `.p7m`) that a signing program of a citizen puts around a document."""
    signer = pyhanko_signer(Signer(person.key, person.certificate, (authority.certificate,)))
    return asyncio.run(
        signer.async_sign_general_data(document, "sha256", detached=False, use_cades=True)
    ).dump()


class StampAuthority:
    """An authority of time stamps, with an RSA key as pyHanko's test double needs; `mode` is how it misbehaves."""

    def __init__(self, *, mode: str = "honest") -> None:
        self.mode, self.root = mode, make_authority("Time root")
        self.roots = as_pem(self.root.certificate)
        key = rsa.generate_private_key(65537, 2048)
        plain = make_key(name="Time", root=self.root, now=NOW).certificate
        builder = x509.CertificateBuilder(
            subject_name=plain.subject,
            issuer_name=self.root.certificate.subject,
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=NOW - timedelta(days=1),
            not_valid_after=NOW + timedelta(days=90),
            extensions=[one for one in plain.extensions if one.oid != x509.SubjectKeyIdentifier.oid],
        ).add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        told = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self.certificate = as_asn1(builder.sign(self.root.key, SHA256()))
        self.key = asn1_keys.PrivateKeyInfo.load(told)

    def answer(self, asked: tsp.TimeStampReq) -> bytes:
        """The bytes that are sent back."""
        if self.mode == "garbage":
            return b"<html>Service unavailable</html>"
        if self.mode == "refusing":
            return tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
        if self.mode == "other_bytes":
            asked["message_imprint"]["hashed_message"] = bytes(32)
        if self.mode == "other_nonce":
            asked["nonce"] = 1
        late = timedelta(minutes=10) if self.mode == "wrong_clock" else timedelta()
        stamper = DummyTimeStamper(
            self.certificate,
            self.key,
            certs_to_embed=SimpleCertificateStore.from_certs([as_asn1(self.root.certificate)]),
            fixed_dt=datetime.now(UTC) + late,
        )
        return stamper.request_tsa_response(asked).dump()

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Its address on this machine, while it answers."""
        authority = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                if authority.mode == "slow":
                    time.sleep(1.5)
                told = authority.answer(asked)
                self.send_response(500 if authority.mode == "failing" else 200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_told) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def pem_of(certificate: asn1_x509.Certificate | x509.Certificate) -> str:
    """A certificate of either library as PEM."""
    if isinstance(certificate, x509.Certificate):
        return as_pem(certificate)
    return as_pem(x509.load_der_x509_certificate(certificate.dump()))
