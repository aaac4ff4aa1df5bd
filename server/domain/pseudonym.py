"""Names for visitors who must not use their own."""

from typing import Final

FIRST: Final = (
    "Amber", "Blue", "Calm", "Clear", "Coral", "Deep", "Early", "Fair", "Gentle", "Golden",
    "Green", "Hazel", "Indigo", "Ivory", "Jade", "Kind", "Late", "Light", "Lilac", "Mild",
    "Misty", "Olive", "Pale", "Plain", "Quiet", "Rosy", "Silver", "Slow", "Soft", "Still",
    "Warm", "Wide",
)  # fmt: skip
SECOND: Final = (
    "Acorn", "Alder", "Ash", "Bay", "Birch", "Brook", "Cedar", "Cloud", "Cove", "Dune",
    "Elm", "Fern", "Field", "Harbour", "Heron", "Hill", "Island", "Lake", "Larch", "Leaf",
    "Maple", "Meadow", "Moss", "Otter", "Pebble", "Pine", "Reed", "River", "Robin", "Shore",
    "Willow", "Wren",
)  # fmt: skip


def pseudonym(number: int) -> str:
    """One of 1,024 names, the same for the same number."""
    return f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST) % len(SECOND)]}"
