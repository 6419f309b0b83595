"""Who an entry is for: the four audiences and how a restricted one names its roles."""

FAMILY = "family"
PROFESSIONALS = "professionals"
SETTING = "setting"

# May always read a restricted entry of their setting.
ALWAYS = ("senco", "dsl")


def restricted(*roles: str) -> str:
    """The audience of named roles (with SENCO and DSL always): `restricted,senco,dsl,head,`."""
    named = [*ALWAYS, *(role for role in roles if role not in ALWAYS)]
    return f"restricted,{','.join(named)},"


def roles_of(audience: str) -> tuple[str, ...]:
    """The roles that a restricted audience names; empty for the others."""
    return tuple(filter(None, audience.split(",")[1:]))
