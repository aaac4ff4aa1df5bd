"""The command line invites the first administrator into an empty house."""

import asyncio

import pytest
from sqlalchemy import select

from config.settings import Settings
from server.domain.session import Role
from server.domain.staff import BadField
from server.invite import invite
from server.stores.database import Database
from server.stores.tables.house import invitations


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "new", origins="https://chat.example.org,http://localhost")


def test_a_link_comes_out_of_nothing(settings):
    link = invite(settings, (Role.ADMINISTRATOR, Role.PEER))
    page, _, token = link.partition("#invitation=")
    assert (page, len(token)) == ("https://chat.example.org/console", 43)
    assert kept(settings) == [("peer", "administrator")]


def test_each_link_is_another(settings):
    assert invite(settings, (Role.PEER,)) != invite(settings, (Role.PEER,))
    assert len(kept(settings)) == 2


def test_nobody_is_invited_as_a_visitor(settings):
    with pytest.raises(BadField):
        invite(settings, (Role.VISITOR,))


def kept(settings):
    async def read():
        url = settings.database_url.get_secret_value()
        async with Database.open(url) as db, db.read() as tx:
            return list(await tx.scalars(select(invitations.c.roles)))

    return asyncio.run(read())
