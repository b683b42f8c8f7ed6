"""The endings under which a bare `name.ending` is taken for an address."""

_GENERIC = "aero asia biz com coop edu gov info museum name net org pro shop web xxx рф"
GENERIC = frozenset(_GENERIC.split())

_COUNTRIES = """
acdefgilmnoqrstuwxz abdefghijmnorstvwyz acdfghiklmnoruvwxyz ejkmoz cegrstu ijkmor abdefghilmnpqrstuwy kmnrtu delmnoqrst
emop eghimnprwyz abcikrstuvy acdeghklmnopqrstuvwxyz acefgilopruz m aefghklmnrstwy a eosuw abcdeghijklmnortuvxyz
cdfghjklmnortvwz agksyz aceginu fs - et amw
"""
COUNTRIES = frozenset(
    chr(ord("a") + number) + second for number, seconds in enumerate(_COUNTRIES.split()) for second in seconds
)


def is_top_level_domain(label: str) -> bool:
    """Whether names that end so are known; those of other scripts are told by their encoded form."""
    label = label.lower()
    return label in GENERIC or label in COUNTRIES or (label.startswith("xn--") and len(label) > 4)
