"""What people change of their own account. Whoever sits at an open screen must know the password, too."""

from sqlalchemy.exc import IntegrityError

from livechat.db import Database
from livechat.errors import Invalid, LinkSpent
from livechat.i18n.text import lazy_gettext
from livechat.ids import UserId
from livechat.records import Account
from livechat.services.access import Access, Rule, allowed
from livechat.services.accounts.account_changes import AccountChanges
from livechat.services.accounts.one_time_links import OneTimeLinks
from livechat.services.accounts.passwords import Passwords
from livechat.services.accounts.profile_fields import clean_about, clean_display_name, clean_email
from livechat.services.accounts.session_end_reasons import PASSWORD_CHANGED
from livechat.services.accounts.sessions import Sessions
from livechat.services.accounts.sign_in_limits import SignInLimits
from livechat.services.rate_limits.costs import Cost
from livechat.store import one_time_links, users


class OwnAccount:
    """Email, password, and what one is called."""

    def __init__(
        self,
        *,
        db: Database,
        access: Access,
        changes: AccountChanges,
        sign_in_limits: SignInLimits,
        passwords: Passwords,
        sessions: Sessions,
        links: OneTimeLinks,
    ) -> None:
        self.access = access
        self._db = db
        self._changes = changes
        self._limits = sign_in_limits
        self._passwords = passwords
        self._sessions = sessions
        self._links = links

    @allowed(Rule.SIGNED_IN, Cost.READ)
    async def get(self, user_id: UserId) -> Account:
        """The account as its owner sees it. Raises Unavailable."""
        async with self._db.read() as tx:
            return await users.get(tx, user_id)

    @allowed(Rule.SIGNED_IN, Cost.CHANGE_PERSON)
    async def change_profile(self, user_id: UserId, *, display_name: str, about: str) -> Account:
        """What the others see. Raises Invalid or Unavailable."""
        return await self._change(user_id, display_name=clean_display_name(display_name), about=clean_about(about))

    @allowed(Rule.SIGNED_IN, Cost.CHANGE_PERSON)
    async def change_avatar(self, user_id: UserId, avatar_url: str) -> Account:
        """The address of the picture, empty for initials. Raises Unavailable."""
        return await self._change(user_id, avatar_url=avatar_url)

    @allowed(Rule.SIGNED_IN, Cost.PASSWORD)
    async def change_email(self, user_id: UserId, email: str, current_password: str) -> Account:
        """How one signs in from now on. Raises Invalid, RateLimited or Unavailable."""
        email = clean_email(email)
        await self._prove(user_id, current_password, field="password")
        try:
            return await self._change(user_id, email=email)
        except IntegrityError:
            raise Invalid("email", lazy_gettext("Somebody else has an account with this email.")) from None

    @allowed(Rule.SIGNED_IN, Cost.PASSWORD)
    async def change_password(self, user_id: UserId, current_password: str, new_password: str) -> None:
        """A new password; every session ends, so open a new one for this browser.

        Raises Invalid, RateLimited or Unavailable.
        """
        self._passwords.check(new_password, field="new_password")
        proved = await self._prove(user_id, current_password)
        hashed = await self._passwords.hash(new_password)
        async with self._db.write(by=user_id) as tx:
            if await users.get_hashed_password(tx, user_id) != proved:  # another change came first
                raise Invalid("current_password", lazy_gettext("The password was changed elsewhere just now."))
            await users.update(tx, user_id, hashed_password=hashed)
            await one_time_links.delete_sign_in(tx, user_id)
            ended = await self._sessions.remove(tx, user_id)
        self._sessions.publish_ended(ended, PASSWORD_CHANGED)

    @allowed(Rule.ANYONE, Cost.COMES_IN)
    async def set_password_by_link(self, secret: str, new_password: str) -> UserId:
        """Use up a sign-in link for a new password; whose it is. Every session ends.

        Raises Invalid, LinkSpent or Unavailable.
        """
        if await self._links.signs_in(secret) is None:
            raise LinkSpent
        self._passwords.check(new_password, field="new_password")
        hashed = await self._passwords.hash(new_password)
        async with self._db.write(by=("link", secret)) as tx:
            user_id = await self._links.spend_sign_in(tx, secret)
            await users.update(tx, user_id, hashed_password=hashed)
            ended = await self._sessions.remove(tx, user_id)
        self._sessions.publish_ended(ended, PASSWORD_CHANGED)
        return user_id

    async def _prove(self, user_id: UserId, password: str, *, field: str = "current_password") -> str:
        with self._limits.proof(user_id):
            async with self._db.read() as tx:
                hashed = await users.get_hashed_password(tx, user_id)
            if not await self._passwords.matches(hashed, password):
                raise Invalid(field, lazy_gettext("That is not your current password."))
        return hashed

    async def _change(self, user_id: UserId, **values: str) -> Account:
        async with self._db.write(by=user_id) as tx:
            account = await users.update(tx, user_id, **values)
        self._changes.publish(account)
        return account
