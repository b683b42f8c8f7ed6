"""Who hears of what happens to a room: everybody if it is public, its members alone if it is private."""

from livechat.events import (
    LOBBY,
    ROOMS,
    MembershipChanged,
    RoomCreated,
    RoomDeleted,
    RoomUpdated,
    room_topic,
    user_topic,
)
from livechat.records import RoomInfo
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub

RoutedEvent = RoomCreated | RoomUpdated | RoomDeleted | MembershipChanged


class RoomEventRouting:
    """Publishes a room's event on every topic where somebody may hear it."""

    def __init__(self, bus: PubSub, directory: Directory) -> None:
        self._bus = bus
        self._directory = directory

    def created(self, room: RoomInfo) -> None:
        self._bus.publish(ROOMS, RoomCreated(room))
        self._publish_outside(room, RoomCreated(room))

    def updated(self, room: RoomInfo, before: RoomInfo) -> None:
        self._bus.publish(ROOMS, RoomUpdated(room))
        self._bus.publish(room_topic(room.id), RoomUpdated(room))
        if room.is_private and not before.is_private:
            self._bus.publish(LOBBY, RoomDeleted(before))
        self._publish_outside(room, RoomUpdated(room))
        if before.is_private and not room.is_private:
            self._publish_to_members(room, RoomUpdated(room))

    def deleted(self, room: RoomInfo) -> None:
        """Call it while the directory still knows the room's members."""
        self._bus.publish(ROOMS, RoomDeleted(room))
        self._bus.publish(room_topic(room.id), RoomDeleted(room))
        self._publish_to_members(room, RoomDeleted(room))
        if not room.is_private:
            self._bus.publish(LOBBY, RoomDeleted(room))

    def membership(self, event: MembershipChanged) -> None:
        self._bus.publish(ROOMS, event)
        self._bus.publish(room_topic(event.room.id), event)
        self._bus.publish(user_topic(event.person.id), event)
        self._publish_outside(event.room, event)

    def _publish_outside(self, room: RoomInfo, event: RoutedEvent) -> None:
        if room.is_private:
            self._publish_to_members(room, event)
        else:
            self._bus.publish(LOBBY, event)

    def _publish_to_members(self, room: RoomInfo, event: RoutedEvent) -> None:
        for person in self._directory.members(room.id):
            self._bus.publish(user_topic(person.id), event)
