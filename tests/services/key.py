"""A passkey in software: it signs as WebAuthn says, so that a test can also sign wrongly."""

import hashlib
import json
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

HERE = "https://chat.example.org"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class Key:
    def __init__(self, host="chat.example.org"):
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(str(id(self)).encode()).digest()
        self.host = host
        self.signs = 0
        self.flags = PRESENT | VERIFIED
        self.origin = HERE

    def made(self, options):
        """The answer to an offer."""
        client = self._client("webauthn.create", options)
        data = self._data(self.flags | HAS_KEY) + self._public()
        made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(clientDataJSON=client, attestationObject=made)

    def signed(self, options):
        """The answer to a question."""
        self.signs += 1
        client, data = self._client("webauthn.get", options), self._data(self.flags)
        signature = self.secret.sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._credential(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind, options):
        challenge = json.loads(options)["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, flags):
        host = hashlib.sha256(self.host.encode()).digest()
        return host + struct.pack(">BI", flags, self.signs)

    def _public(self):
        point = self.secret.public_key().public_numbers()
        x, y = (each.to_bytes(32) for each in (point.x, point.y))
        key = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + key

    def _credential(self, **response):
        name = bytes_to_base64url(self.id)
        parts = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
