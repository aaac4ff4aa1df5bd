"""Words that are planted in the running service, and in which fields of the contract they were."""

import asyncio
import secrets
from urllib.error import HTTPError

import msgspec
import pytest
from msgspec import inspect

from server.contract import schemas
from server.contract.requests import REQUESTS
from tests.journeys.people import post

ANY_WORDS = (None, r"\S")  # any other pattern leaves no room for a sentence

# Fields that take words and hold none of a visitor's: each with where it is looked after instead.
SPARED = {
    "kept as a hash or sealed, and planted by hand": {
        *(f"{kind}.password" for kind in ("SignIn", "AcceptInvitation", "Prove")),
        *("ChangePassword.password", "UseWayBack.password"),
        *(f"{kind}.token" for kind in ("LookAtInvitation", "AcceptInvitation")),
        *(f"{kind}.token" for kind in ("ShowApplication", "Agree", "TakeInvitation")),
        *(f"{kind}.token" for kind in ("WithdrawApplication", "LookAtReference", "GiveReference")),
        *("LookAtWayBack.token", "UseWayBack.token"),
        *("SignIn.code", "Prove.code", "ConfirmAuthenticator.code"),
    },
    "read by the library for passkeys, which keeps keys and counters of it": {
        *("AddPasskey.credential", "SignInWithPasskey.credential", "ProveWithPasskey.credential"),
        "DropPasskey.passkey",
    },
    "the team's names, which its tables hold in plain": {"AcceptInvitation.name"},
    "the house's own rules, which its tables hold in plain": {
        *(f"AddOwnPhrase.draft.{name}" for name in ("phrase", "reason", "source", "note")),
    },
    "has to be a pseudonym that we gave": {
        *(f"{kind}.member" for kind in ("TakeAside", "BringBack", "Mute", "RemoveMember")),
        "LowerHand.member",
    },
    "has to be the agreement's own version": {"Agree.version", "AgreeAgain.version"},
}


class Canaries:
    """A word that nothing else holds, for each input."""

    def __init__(self):
        self.planted = {}

    def __call__(self, where):
        return self.planted.setdefault(where, f"canary{secrets.token_hex(8)}")

    def named(self, name):
        """A name that is the team's own, with a word in it."""
        return f"{name} {self(f'name of {name}')}"

    def sung(self, found):
        """Which of them are in these bytes."""
        return {where for where, word in self.planted.items() if word.encode() in found}

    def fields(self, asked):
        """The fields in which one of them was sent."""
        sent = (found for one in asked for found in _texts(msgspec.to_builtins(one), _name(one)))
        return {field for field, text in sent if self.sung(text.encode())}


class Asking:
    """The requests of the console, each written down."""

    def __init__(self, origin):
        self.origin, self.asked = origin, []

    async def __call__(self, request, cookie=""):
        self.asked.append(request)
        body = msgspec.to_builtins(request)
        return (await asyncio.to_thread(post, self.origin, request.path, body, cookie))[0]

    async def refused(self, request):
        with pytest.raises(HTTPError) as refusal:
            await self(request)
        refusal.value.close()


def wordy():
    """Every field of a command or a request that takes a sentence, as `Say.text`."""
    kinds = [*schemas.commands(), *REQUESTS]
    return {field for kind in kinds for field in _wordy(inspect.type_info(kind), kind.__name__)}


def spared():
    return set().union(*SPARED.values())


def _wordy(kind, name):
    if isinstance(kind, inspect.AnyType | inspect.RawType):
        raise TypeError(f"{name} may hold anything")
    if isinstance(kind, inspect.StrType) and kind.pattern in ANY_WORDS:
        yield name
    for part, inner in _parts(kind):
        yield from _wordy(inner, f"{name}{part}")


def _parts(kind):
    match kind:
        case inspect.StructType():
            return [(f".{field.encode_name}", field.type) for field in kind.fields]
        case inspect.UnionType():
            return [("", one) for one in kind.types]
        case inspect.TupleType():
            return [("", one) for one in kind.item_types]
        case inspect.DictType():
            return [("", kind.key_type), ("", kind.value_type)]
        case inspect.CollectionType():
            return [("", kind.item_type)]
    return []


def _texts(value, name):
    match value:
        case str():
            yield name, value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, f"{name}.{key}")
        case list() | tuple():
            for inner in value:
                yield from _texts(inner, name)


def _name(one):
    return type(one).__name__
