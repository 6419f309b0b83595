"""Who decides for a child: parental responsibility (Children Act 1989 s3), or the young person themselves."""

from datetime import date

from portal.pupils.models import Guardianship


def decides_for(person: int | None, pupil: int, on: date) -> bool:
    """Whether somebody has parental responsibility for the child, and may see them, on that day. One statement."""
    kept = Guardianship.select().where(
        (Guardianship.pupil == pupil)
        & (Guardianship.person == person)
        & Guardianship.may_see
        & Guardianship.parental_responsibility
        & (Guardianship.starts_on <= on)
        & (Guardianship.ends_on.is_null() | (Guardianship.ends_on >= on))
    )
    return bool(kept.exists())
