"""Who the made-up team is, and the rooms it talks in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person; the first of the team is the server's administrator."""

    first_name: str
    display_name: str
    about: str
    types_lower_case: bool = False

    @property
    def email(self) -> str:
        return f"{self.first_name.lower()}@lindhaven.example"


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """A made-up room; `key` names the file of its talk, and the first member made the room."""

    key: str
    name: str
    description: str
    members: tuple[str, ...]  # first names
    share: float  # of all messages
    is_private: bool = False


TEAM = (
    Someone("Ines", "Ines Albers", "Harbour office, and Harbour Day since it was three tables and a grill."),
    Someone("Tomasz", "Tomasz Wójcik", "Boatbuilder. In the shed until five; after that, on the water."),
    Someone("Leila", "Leila Haddad", "Tickets, pages, maps. Write to me about anything that looks odd."),
    Someone("Jonas", "Jonas Petersen", "radios, cables, permits, the trailer", types_lower_case=True),
    Someone("Maren", "Maren Voss", "I count: volunteers, tables, money. In this order."),
    Someone("Yusuf", "Yusuf Demir", "Stage and sound. Never louder than the gulls."),
)

DEMO_ROOMS = (
    DemoRoom(
        "general",
        "General",
        "Everything without a room of its own, and lunch.",
        ("Ines", "Tomasz", "Leila", "Jonas", "Maren", "Yusuf"),
        share=0.25,
    ),
    DemoRoom(
        "harbour-day",
        "Harbour Day",
        "The festival: stalls, stage, permits, volunteers. Decisions go here.",
        ("Ines", "Tomasz", "Leila", "Jonas", "Maren", "Yusuf"),
        share=0.30,
    ),
    DemoRoom(
        "boatyard",
        "Boatyard",
        "Who works on which boat, what is missing, when the crane comes.",
        ("Tomasz", "Jonas", "Ines", "Maren", "Yusuf"),
        share=0.25,
    ),
    DemoRoom(
        "website",
        "Website and tickets",
        "harbourday.example.org: what is new, what is broken.",
        ("Leila", "Ines", "Jonas", "Maren", "Yusuf"),
        share=0.14,
    ),
    DemoRoom(
        "money",
        "Money",
        "Budget, invoices, sponsors. Stays in here.",
        ("Maren", "Ines", "Jonas"),
        share=0.06,
        is_private=True,
    ),
)
