"""The page of permissions is fresh and says what the tables say."""

from server.contract import permissions, schemas
from server.contract.namespaces import NAMESPACES, WHILE_LOCKED
from server.contract.requests import REQUESTS
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES

PAGE = permissions.TARGET.read_text(encoding="utf-8")


def marks(name):
    """The marked columns of the row with this name."""
    [row] = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
    return [at for at, cell in enumerate(row.split("|")[2:-1]) if cell.strip() == "✓"]


def test_the_page_is_fresh():
    assert permissions.page() == PAGE, "run `python -m server.contract.protocol`"


def test_every_command_has_its_row():
    roles = list(NAMESPACES)
    for command in schemas.commands():
        may = [roles.index(role) for role in roles if command in NAMESPACES[role].commands]
        locked = [len(roles)] if command in WHILE_LOCKED else []
        assert marks(command.event) == may + locked


def test_every_request_has_its_row():
    columns = ["anybody", *STAFF_ROLES]
    for request, asking in REQUESTS.items():
        may = ["anybody"] if asking.roles is None else asking.roles or STAFF_ROLES
        proof = [len(columns)] if asking.proof else []
        locked = [len(columns) + 1] if asking.roles is None or asking.while_locked else []
        assert marks(request.path) == [columns.index(one) for one in may] + proof + locked


def test_a_moderator_s_cards_reach_moderators_alone():
    told = permissions.TOLD
    reach = {name: [told[at - 1] for at in marks(name)] for name in ("FlagCard", "Team", "Line")}
    assert reach == {
        "FlagCard": [Role.MODERATOR],
        "Team": [Role.ADMINISTRATOR],
        "Line": [Role.VISITOR, Role.PEER, Role.MODERATOR, Role.COACH],
    }
