"""Sealed as RFC 8291 says, to the letter of its own example; signed as RFC 8292 says."""

import json
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from server.domain.push import PushSubscription, may_push_to
from server.transport.paging.push_sealing import point, proof, sealed, text

# RFC 8291, Appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)


def raw(said):
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


def test_the_example_of_the_standard_comes_out_to_the_letter():
    theirs = PushSubscription("mona", "https://push.example", raw(THEIRS), raw(AUTH))
    own = ec.derive_private_key(int.from_bytes(raw(OURS)), ec.SECP256R1())
    assert text(sealed(theirs, WORDS, salt=raw(SALT), own=own)) == SEALED


def test_no_two_are_sealed_alike():
    theirs = PushSubscription("mona", "https://push.example", raw(THEIRS), raw(AUTH))
    assert sealed(theirs, WORDS) != sealed(theirs, WORDS)


def test_a_key_that_is_no_point_of_the_curve_is_refused():
    with pytest.raises(ValueError):
        sealed(PushSubscription("mona", "https://push.example", bytes(65), raw(AUTH)), WORDS)


def test_the_proof_is_for_one_service_for_some_hours_and_signed_by_our_key():
    key = ec.generate_private_key(ec.SECP256R1())
    said = proof(key, "https://push.example:8443/send/x", "mailto:a@b.example", 1000.0)
    token, _, ours = said.removeprefix("vapid t=").partition(", k=")
    head, claims, mark = token.split(".")
    assert json.loads(raw(head)) == {"alg": "ES256"}
    assert json.loads(raw(claims)) == {
        "aud": "https://push.example:8443",
        "exp": 1000 + 12 * 3600,
        "sub": "mailto:a@b.example",
    }
    assert raw(ours) == point(key)
    r, s = (int.from_bytes(part) for part in (raw(mark)[:32], raw(mark)[32:]))
    signed = f"{head}.{claims}".encode()
    key.public_key().verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))


@pytest.mark.parametrize(
    ("endpoint", "may"),
    [
        ("https://push.example/x", True),
        ("https://eu.push.example/x", True),
        ("https://push.example.evil.example/x", False),
        ("https://evilpush.example/x", False),
        ("http://push.example/x", False),
        ("http://127.0.0.1:80/x", False),
        ("https://push.example@10.0.0.1/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_we_push_only_to_services_that_the_operator_knows(endpoint, may):
    assert may_push_to(endpoint, ["push.example"]) is may
