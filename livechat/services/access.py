"""Who may do what, in one place; a private thing and a missing thing answer alike."""

from livechat.errors import Forbidden, NotFound
from livechat.ids import RoomId, UserId
from livechat.records import Person, RoomInfo
from livechat.services.directory import Directory


class Access:
    """Answers or raises; every verb of `Chat` asks here first, whatever the page has shown."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def may_read(self, user_id: UserId, room: RoomInfo) -> bool:
        person = self._directory.active_person(user_id)
        return not room.is_private or self._directory.member(person.id, room.id) is not None

    def readable_room(self, user_id: UserId, room_id: RoomId) -> RoomInfo:
        """Raises NotFound for a missing room and for a private one of others."""
        room = self._directory.room(room_id)
        if not self.may_read(user_id, room):
            raise NotFound
        return room

    def readable_slug(self, user_id: UserId, slug: str) -> RoomInfo:
        """Raises NotFound as `readable_room` does."""
        return self.readable_room(user_id, self._directory.room_by_slug(slug).id)

    def writable_room(self, user_id: UserId, room_id: RoomId) -> tuple[RoomInfo, Person]:
        """The room and its member who wants to write there. Raises NotFound or Forbidden."""
        room = self.readable_room(user_id, room_id)
        if self._directory.member(user_id, room_id) is None:
            raise Forbidden("Join the room to write in it.")
        return room, self._directory.active_person(user_id)

    def editable_room(self, user_id: UserId, room_id: RoomId) -> RoomInfo:
        """Room administrators edit. Raises NotFound or Forbidden."""
        room = self.readable_room(user_id, room_id)
        if not self._directory.is_room_admin(user_id, room_id):
            raise Forbidden("Only an administrator of the room may change it.")
        return room

    def deletable_room(self, user_id: UserId, room_id: RoomId) -> RoomInfo:
        """Room administrators and the server's delete. Raises NotFound or Forbidden."""
        room = self._directory.room(room_id)
        if not self.may_delete(user_id, room):
            self.readable_room(user_id, room_id)
            raise Forbidden("Only an administrator may delete the room.")
        return room

    def may_edit(self, user_id: UserId, room: RoomInfo) -> bool:
        return self._directory.is_room_admin(user_id, room.id)

    def may_delete(self, user_id: UserId, room: RoomInfo) -> bool:
        person = self._directory.active_person(user_id)
        return person.is_admin or self._directory.is_room_admin(user_id, room.id)
