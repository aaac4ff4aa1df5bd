"""Passkeys: made, used to sign in and to show again that it is you, and taken away.

What browsers call options and credentials travels as the JSON text of the WebAuthn standard
(`PublicKeyCredential.parse…FromJSON` and `toJSON`), level 3, section 5.1.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Request

Credential = Annotated[str, Meta(min_length=2, max_length=8000)]
PasskeyId = Annotated[str, Meta(min_length=1, max_length=1400)]


class OfferPasskey(Request, frozen=True):
    """What a browser needs to make a passkey for you."""

    path = "/api/account/passkey/offer"


class AddPasskey(Request, frozen=True):
    """The passkey that it made. From now on a password alone does not let you in."""

    path = "/api/account/passkey/add"
    credential: Credential


class DropPasskey(Request, frozen=True):
    """It opens nothing any more."""

    path = "/api/account/passkey/drop"
    passkey: PasskeyId


class AskForPasskey(Request, frozen=True):
    """What a browser needs to let somebody choose a passkey for coming in."""

    path = "/api/passkey"


class SignInWithPasskey(Request, frozen=True):
    """Come in with a passkey, in place of name, password and code."""

    path = "/api/sign-in/passkey"
    credential: Credential


class AskForProof(Request, frozen=True):
    """What a browser needs to let you show by a passkey that it is you."""

    path = "/api/prove/passkey/ask"


class ProveWithPasskey(Request, frozen=True):
    """Show again that it is you. It unlocks the session."""

    path = "/api/prove/passkey"
    credential: Credential


class PasskeyOptions(Body, frozen=True):
    """JSON text for the browser. Good for five minutes and one answer."""

    options: str


class PasskeyCard(Body, frozen=True):
    """One of your passkeys. Nothing is known of what keeps it."""

    id: str
    made_at: datetime
    used_at: datetime | None = None
