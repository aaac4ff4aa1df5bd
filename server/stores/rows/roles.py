"""Who may do what, asked inside a statement."""

from sqlalchemy import ColumnElement, String, type_coerce

from server.domain.session import Role
from server.stores.tables.house import staff


def is_a(role: Role) -> ColumnElement[bool]:
    """Of the staff who still work here."""
    holds = type_coerce(staff.c.roles, String).contains(f'"{role}"', autoescape=True)
    return holds & staff.c.disabled_at.is_(None)
