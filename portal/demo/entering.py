"""Children put on a register, with a parent who can sign in."""

from datetime import date

from portal.demo.casting import Company, House, someone
from portal.demo.playing import Cast, on
from portal.pupils.models import Guardianship
from portal.register.actions import Informed
from portal.register.adding import NewChild, add_child


def enter(company: Company, house: House, child: NewChild, teacher: str, informed: bool = True) -> int:
    """Add the child on the day `child.since`; returns the child's id."""
    senco = company.senco(house.place.name)
    on(child.since, 9)
    told = Informed(child.since, f"{teacher}", "meeting") if informed else None
    return int(add_child(senco.act(), child._replace(informed=told, lead=senco.person)).pupil_id)


def parent_of(pupil: int, name: str, relationship: str, since: date) -> int:
    """A parent with an account and sight of the child; the person's id."""
    person = someone(name)
    Guardianship.create(pupil=pupil, person=person, relationship=relationship, starts_on=since)
    return person


def cast_at(
    company: Company, house: House, pupil: int, forename: str, teacher: str, family: tuple[str, int | None],
    room: str = "", number: int = 0,
) -> Cast:  # fmt: skip
    """Who plays the child's story at this setting. `room`: where groups are by class; `number`: the child's, among the many."""
    name = house.place.name
    fallback = company.senco(name)
    found = company.players.get(teacher, fallback)
    return Cast(
        pupil=pupil, forename=forename, senco=fallback,
        teacher=found if found.setting == house.id else fallback, family=family, find=company.players.get,
        stock=company.stock, diary=company.diary, room=room, number=number,
    )  # fmt: skip
