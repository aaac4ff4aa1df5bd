"""All tables together, for whoever must see them whole: migrations and their tests."""

from typing import Final

from server.stores import house_tables, tables, talk_tables

EVERY: Final = (tables, house_tables, talk_tables)
METADATA: Final = tables.metadata
