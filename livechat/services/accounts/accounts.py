"""Accounts: register, sign in, change what one is called and how one signs in."""

import asyncio

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from livechat.clock import Clock
from livechat.config import Settings
from livechat.db import Database
from livechat.errors import Forbidden, Invalid
from livechat.i18n.text import lazy_gettext
from livechat.ids import UserId
from livechat.preferences.choices import NEW_DEVICE, DevicePreferences
from livechat.records import Account, Session
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.account_changes import AccountChanges
from livechat.services.accounts.administration import Administration
from livechat.services.accounts.one_time_links import OneTimeLinks
from livechat.services.accounts.own_account import OwnAccount
from livechat.services.accounts.passwords import Passwords
from livechat.services.accounts.profile_fields import clean_display_name, clean_email, folded_email
from livechat.services.accounts.request_source import NO_SOURCE, RequestSource
from livechat.services.accounts.session_upkeep import SessionUpkeep
from livechat.services.accounts.sessions import Sessions
from livechat.services.accounts.sign_in_limits import SignInLimits
from livechat.services.directory import Directory
from livechat.services.pubsub import PubSub
from livechat.services.rate_limits.costs import Cost
from livechat.services.server_zone import ServerZone
from livechat.store import sign_in_sources, users

WRONG = lazy_gettext("Email or password is wrong.")
NOBODY = (UserId(0), None)  # looked at like anybody: the time of an answer does not tell whose email is known


class Accounts:
    """The verbs on accounts; `sessions`, `links` and `administration` are parts with verbs of their own."""

    def __init__(
        self,
        *,
        settings: Settings,
        db: Database,
        bus: PubSub,
        access: Access,
        directory: Directory,
        clock: Clock,
        server_zone: ServerZone,
    ) -> None:
        self.access = access
        self._settings = settings
        self._db = db
        self._clock = clock
        self._changes = AccountChanges(db, bus, directory)
        self._limits = SignInLimits(settings, clock)
        self.passwords = Passwords(min_characters=settings.password_min_characters)
        self.sessions = Sessions(db, bus, access, clock)
        self.links = OneTimeLinks(db, clock)
        self.own = OwnAccount(
            db=db,
            access=access,
            changes=self._changes,
            sign_in_limits=self._limits,
            passwords=self.passwords,
            sessions=self.sessions,
            links=self.links,
        )
        self.administration = Administration(
            db=db,
            access=access,
            changes=self._changes,
            sessions=self.sessions,
            links=self.links,
            server_zone=server_zone,
        )

    async def run(self) -> None:
        """Follow what time and the command line do to accounts, for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(SessionUpkeep(self.sessions, self._clock).run(), name="sessions")
            tasks.create_task(self._changes.poll_for_new_admins(self._clock), name="people")

    def close(self) -> None:
        self.passwords.close()

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def register(
        self, email: str, display_name: str, password: str, *, source: RequestSource = NO_SOURCE, setup: str = ""
    ) -> Account:
        """Make an account; with the setup link's secret its owner is the server's administrator.

        Raises Invalid, LinkSpent, Forbidden, RateLimited or Unavailable.
        """
        if not setup and self._settings.registration != "open":
            raise Forbidden(lazy_gettext("This server is by invitation: ask the person who runs it."))
        email, display_name = clean_email(email), clean_display_name(display_name)
        self.passwords.check(password)
        self._limits.count_registration(source)
        hashed = await self.passwords.hash(password)
        try:
            account = await self._insert(email, hashed, display_name, setup)
        except IntegrityError:
            self._limits.count_taken_email(source)
            raise Invalid("email", lazy_gettext("This email has an account already. Log in instead.")) from None
        self._changes.publish(account)
        return account

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def sign_in(
        self, email: str, password: str, *, remember: bool = False, source: RequestSource = NO_SOURCE, setup: str = ""
    ) -> tuple[str, Session]:
        """The new session, in the place of the browser's earlier one, and the secret that opens it.

        With the setup link's secret the person is the server's administrator from now on.
        Raises Invalid, LinkSpent, Forbidden, RateLimited or Unavailable.
        """
        user_id, hashed = await self._prove(folded_email(email), password, source)
        renewed = await self.passwords.hash(password) if self.passwords.is_outdated(hashed) else hashed
        async with self.sessions.replacing(source.session_secret, by=user_id) as tx:
            await self._renew_password(tx, user_id, hashed, renewed)
            claimed = await self.links.claim(tx, user_id, setup) if setup else None
            opened = await self._open(tx, user_id, remember, source, NEW_DEVICE)
        if claimed is not None:
            self._changes.publish(claimed)
        return opened

    @allowed(Rule.SIGNED_IN, Cost.COMES_IN)
    async def open_session(
        self,
        user_id: UserId,
        *,
        remember: bool = False,
        source: RequestSource = NO_SOURCE,
        preferences: DevicePreferences = NEW_DEVICE,
    ) -> tuple[str, Session]:
        """A session for somebody who has just proved who they are, in the place of the browser's earlier one.

        With the `preferences` of the device, where they are known. Raises Forbidden or Unavailable.
        """
        async with self.sessions.replacing(source.session_secret, by=user_id) as tx:
            return await self._open(tx, user_id, remember, source, preferences)

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def sign_out(self, secret: str) -> None:
        """End the session that the secret opens, if there is one, also while the disk refuses. Raises Unavailable."""
        session = await self.sessions.find(secret)
        if session is not None:
            await self.sessions.end_at_once(session.user_id, session)

    async def _insert(self, email: str, hashed_password: str, display_name: str, setup: str) -> Account:
        values = {"email": email, "hashed_password": hashed_password, "display_name": display_name}
        async with self._db.write(by=("registration", email)) as tx:
            if setup:
                await self.links.spend_setup(tx, setup)
            return await users.insert(tx, **values, is_admin=bool(setup), inserted_at=self._clock.now())

    async def _prove(self, email: str, password: str, source: RequestSource) -> tuple[UserId, str]:
        """Whose email and password these are, and the password's hash."""
        async with self._db.read() as tx:
            user_id, hashed = await users.find_credentials(tx, email) or NOBODY
            known = await sign_in_sources.find_known(tx, user_id, source.labels)
        with self._limits.attempt(email, source, known):
            if not await self.passwords.matches(hashed, password) or hashed is None:
                raise Invalid("password", WRONG)
        return user_id, hashed

    async def _renew_password(self, tx: AsyncConnection, user_id: UserId, hashed: str, renewed: str) -> None:
        """Raises Invalid when the password was changed while it was compared."""
        if await users.get_hashed_password(tx, user_id) != hashed:
            raise Invalid("password", WRONG)
        if renewed != hashed:
            await users.update(tx, user_id, hashed_password=renewed)

    async def _open(
        self,
        tx: AsyncConnection,
        user_id: UserId,
        remember: bool,
        source: RequestSource,
        preferences: DevicePreferences,
    ) -> tuple[str, Session]:
        if not (await users.get(tx, user_id)).is_active:
            raise Forbidden(lazy_gettext("This account is deactivated. Ask an administrator of this server."))
        await sign_in_sources.remember(tx, user_id, source.labels, self._clock.now())
        await users.note_seen(tx, [(user_id, self._clock.now())])
        return await self.sessions.start(tx, user_id, source, remember=remember, preferences=preferences)
