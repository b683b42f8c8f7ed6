"""Where a request comes from: an address and a browser, as far as they tell."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from livechat.services.secret_tokens import digest


@dataclass(frozen=True, slots=True)
class RequestSource:
    """`device_secret` is the long-lived cookie of a browser in which somebody has signed in, if there is one.

    `session_secret` is the cookie of the session that the browser has so far: the next one takes its place.
    """

    address: str = ""
    device_secret: str = ""
    device_name: str = ""
    session_secret: str = ""

    @property
    def network(self) -> str:
        """The address as limits count it: whoever has one IPv6 address has 2^64 of them."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(address, IPv6Address):
            mapped = address.ipv4_mapped
            return str(mapped) if mapped else f"{IPv6Address(int(address) >> 64 << 64)}/64"
        return str(address)

    @property
    def by_address(self) -> str:
        return f"address:{self.network}"

    @property
    def by_device(self) -> str | None:
        return f"device:{digest(self.device_secret).hex()}" if self.device_secret else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The names under which an account remembers where it has signed in."""
        return (self.by_address, self.by_device) if self.by_device else (self.by_address,)


NO_SOURCE = RequestSource()
