"""What things are numbered by. A type for each, so that no room is taken for a person.

Where a call names several, they come in this order: who does it, in which room, to which message.
"""

from typing import NewType

UserId = NewType("UserId", int)
RoomId = NewType("RoomId", int)
MessageId = NewType("MessageId", int)
