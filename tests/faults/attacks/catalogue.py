"""All attacks, by name."""

from collections.abc import Callable, Coroutine

from tests.faults.attacks.attack import Attack
from tests.faults.attacks.connections import CONNECTIONS
from tests.faults.attacks.events import EVENTS
from tests.faults.attacks.requests import REQUESTS
from tests.faults.attacks.verbs import VERBS

MEMBERS = {**VERBS, **EVENTS}
STRANGERS = {**CONNECTIONS, **REQUESTS}
ATTACKS: dict[str, Callable[[Attack], Coroutine[None, None, None]]] = {**MEMBERS, **STRANGERS}
