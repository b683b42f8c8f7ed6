"""What the server's administrator does for and to accounts; each verb asks the database whether they may."""

from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.db import Database
from livechat.errors import Forbidden, NotFound
from livechat.i18n.text import lazy_gettext
from livechat.ids import UserId
from livechat.records import Account
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.account_changes import AccountChanges
from livechat.services.accounts.one_time_links import OneTimeLinks
from livechat.services.accounts.profile_fields import folded_email
from livechat.services.accounts.session_end_reasons import DEACTIVATED
from livechat.services.accounts.sessions import Sessions
from livechat.services.rate_limits.costs import Cost
from livechat.services.server_zone import ServerZone, chosen_zone
from livechat.store import one_time_links, server_settings, users


class Administration:
    """People, their state, and links that let them in again."""

    def __init__(
        self,
        *,
        db: Database,
        access: Access,
        changes: AccountChanges,
        sessions: Sessions,
        links: OneTimeLinks,
        server_zone: ServerZone,
    ) -> None:
        self.access = access
        self._db = db
        self._changes = changes
        self._sessions = sessions
        self._links = links
        self._server_zone = server_zone

    @allowed(Rule.SERVER_ADMIN, Cost.READ)
    async def list_accounts(self, admin_id: UserId) -> list[Account]:
        """Everybody. Raises Forbidden or Unavailable."""
        async with self._db.read() as tx:
            await _require_admin(tx, admin_id)
            return await users.list_accounts(tx)

    @allowed(Rule.SERVER_ADMIN, Cost.ADMINISTER)
    async def make_sign_in_path(self, admin_id: UserId, user_id: UserId) -> tuple[Account, str]:
        """A one-time link for somebody who cannot sign in. Raises Forbidden, NotFound or Unavailable."""
        async with self._db.write(by=admin_id) as tx:
            await _require_admin(tx, admin_id)
            account = await _account(tx, user_id)
            if not account.is_active:
                raise Forbidden(lazy_gettext("Reactivate the account first."))
            return account, await self._links.make_sign_in_path(tx, user_id)

    @allowed(Rule.SERVER_ADMIN, Cost.ADMINISTER)
    async def deactivate(self, admin_id: UserId, user_id: UserId) -> None:
        """Shut somebody out at once; what they wrote stays. Raises Forbidden, NotFound or Unavailable."""
        async with self._db.write(by=admin_id) as tx:
            await _require_admin(tx, admin_id)
            if admin_id == user_id:
                raise Forbidden(lazy_gettext("You cannot deactivate yourself."))
            await _account(tx, user_id)
            account = await users.update(tx, user_id, is_active=False)
            await one_time_links.delete_sign_in(tx, user_id)
            ended = await self._sessions.remove(tx, user_id)
        self._changes.publish(account)
        self._sessions.publish_ended(ended, DEACTIVATED)

    @allowed(Rule.SERVER_ADMIN, Cost.ADMINISTER)
    async def reactivate(self, admin_id: UserId, user_id: UserId) -> None:
        """Let somebody in again. Raises Forbidden, NotFound or Unavailable."""
        async with self._db.write(by=admin_id) as tx:
            await _require_admin(tx, admin_id)
            await _account(tx, user_id)
            account = await users.update(tx, user_id, is_active=True)
        self._changes.publish(account)

    @allowed(Rule.SERVER_ADMIN, Cost.ADMINISTER)
    async def choose_time_zone(self, admin_id: UserId, name: str) -> None:
        """The server's from now on; that of the settings means to follow them.

        Raises Invalid, Forbidden or Unavailable.
        """
        zone = chosen_zone(name)
        async with self._db.write(by=admin_id) as tx:
            await _require_admin(tx, admin_id)
            if zone == self._server_zone.default:
                await server_settings.drop(tx, server_settings.TIME_ZONE)
            else:
                await server_settings.put(tx, server_settings.TIME_ZONE, zone.key)
        self._server_zone.choose(zone)

    @allowed(Rule.SIGNED_IN, Cost.ADMINISTER)
    async def claim(self, user_id: UserId, secret: str) -> Account:
        """Use up the setup link: the person is the server's administrator. Raises LinkSpent or Unavailable."""
        async with self._db.write(by=user_id) as tx:
            account = await self._links.claim(tx, user_id, secret)
        self._changes.publish(account)
        return account

    @allowed(Rule.OPERATOR, Cost.SHELL)
    async def make_admin(self, email: str) -> Account:
        """For whoever has the server's shell: name an administrator. Raises NotFound or Unavailable."""
        async with self._db.write() as tx:
            account = await _account_by_email(tx, email)
            account = await users.update(tx, account.id, is_admin=True)
            await one_time_links.delete_setup(tx)
        self._changes.publish(account)
        return account

    @allowed(Rule.OPERATOR, Cost.SHELL)
    async def make_sign_in_path_by_email(self, email: str) -> str:
        """For whoever has the server's shell: a one-time link. Raises NotFound or Unavailable."""
        async with self._db.write() as tx:
            account = await _account_by_email(tx, email)
            return await self._links.make_sign_in_path(tx, account.id)


async def _require_admin(tx: AsyncConnection, user_id: UserId) -> None:
    if user_id not in await users.list_admin_ids(tx):
        raise Forbidden(lazy_gettext("Only an administrator of this server may do that."))


async def _account(tx: AsyncConnection, user_id: UserId) -> Account:
    account = await users.find(tx, user_id)
    if account is None:
        raise NotFound(lazy_gettext("There is no such person."))
    return account


async def _account_by_email(tx: AsyncConnection, email: str) -> Account:
    account = await users.find_by_email(tx, folded_email(email))
    if account is None:
        raise NotFound(lazy_gettext("There is no account with the email {email}.", email=email.strip()))
    return account
