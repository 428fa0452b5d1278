"""A passkey in software: what a browser hands over when one is added, and when one answers."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from rotativa.daybook.writing import transaction
from rotativa.staff.models import User
from rotativa.staff.tests.makers import ACTOR

FLAG = AuthenticatorData.FLAG
HOST = "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Key:
    """One passkey of one person."""

    user: User
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = b"a-key-of-somebody"
    origin: str = f"https://{HOST}"
    """Of the page on which it is asked."""

    def made(self, challenge: str = "AAAA") -> dict[str, Any]:
        """What is handed over where it is added."""
        public = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(Aaguid(bytes(16)), self.credential_id, public)
        data = AuthenticatorData.create(_host(), FLAG(PRESENT | VERIFIED | ATTESTED), 0, attested)
        response = {
            "clientDataJSON": websafe_encode(_client_data("webauthn.create", challenge, self.origin)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._whole(response)

    def answer(self, challenge: str, flags: int) -> str:
        """What it answers to a question."""
        data = AuthenticatorData.create(_host(), FLAG(flags), 1)
        client_data = _client_data("webauthn.get", challenge, self.origin)
        signature = self.private.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.user).encode()),
        }
        return json.dumps(self._whole(response))

    def _whole(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def key_of(user: User) -> Key:
    """A passkey that this person has added."""
    key = Key(user)
    with transaction(ACTOR):
        data = {"name": "Key", "credential": key.made()}
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    return key


def _host() -> bytes:
    return hashlib.sha256(HOST.encode()).digest()


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    return CollectedClientData.create(kind, challenge, origin)
