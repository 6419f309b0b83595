"""One `Pupil` element of a Common Transfer File, read into an `IncomingPupil`."""

import datetime as dt
from xml.etree.ElementTree import Element  # nosec B405

from flask_babel import gettext as _

from portal.exchange import dates, uln
from portal.exchange.checks import birth_problems, name_problems, upn_problems
from portal.exchange.incoming import Contact, IncomingPupil, Need, SchoolSpell, SenPeriod, in_order
from portal.exchange.problems import Problem
from portal.exchange.safe_xml import text
from portal.pupils import census_codes
from portal.pupils.year_groups import year_group

_MAX_CONTACTS = 20
_SEXES = {"M": "M", "F": "F", "1": "M", "2": "F", "MALE": "M", "FEMALE": "F"}


def read_pupil(element: Element, place: int, today: dt.date) -> IncomingPupil:
    """The child at `place` (1, 2, 3) of the file, with everything that is wrong about it."""
    problems: list[Problem] = []
    surname, forename = text(element, "Surname"), text(element, "Forename")
    problems += name_problems(surname, forename, place)
    born = dates.from_iso(text(element, "DOB"))
    problems += birth_problems(text(element, "DOB"), born, today, place)
    upn, upn_found = upn_problems(text(element, "UPN"), place)
    problems += upn_found
    basic = element.find("BasicDetails")
    periods, found = _periods(element, place)
    problems += found
    needs, found = _needs(element, place)
    problems += found
    former, found = _former_upns(basic, upn, place)
    problems += found
    learner, found = _uln(element, place)
    problems += found
    return IncomingPupil(
        line=place,
        surname=surname,
        forename=forename,
        born=born,
        upn=upn,
        former_upns=former,
        uln=learner,
        preferred_forename=text(basic, "PreferredForename")[:100],
        preferred_surname=text(basic, "PreferredSurname")[:100],
        middle_names=text(basic, "MiddleNames")[:100],
        former_surname=text(basic, "FormerSurname")[:100],
        sex=_SEXES.get((text(element, "Sex") or text(element, "Gender")).upper(), ""),
        year_group=year_group(text(basic, "NCyearActual")),
        looked_after=_flag(text(element, "LookedAfter/InCare")),
        periods=periods,
        needs=needs,
        schools=_schools(element),
        contacts=_contacts(element),
        problems=tuple(problems),
    )


def _flag(written: str) -> bool | None:
    return {"true": True, "1": True, "y": True, "false": False, "0": False, "n": False}.get(written.lower())


def _former_upns(basic: Element | None, upn: str, place: int) -> tuple[tuple[str, ...], list[Problem]]:
    """Former numbers that are well formed; a bad one is left out with a note, as it is only a key."""
    kept: list[str] = []
    problems: list[Problem] = []
    for element in basic.findall("FormerUPN") if basic is not None else ():
        value, found = upn_problems(text(element), place)
        if value and not found:
            kept.append(value)
        elif value:
            problems += [Problem("former-upn", problem.sentence, place) for problem in found]
            if not any(problem.refuses for problem in found):
                kept.append(value)
    return tuple(dict.fromkeys(number for number in kept if number != upn)), problems


def _uln(element: Element, place: int) -> tuple[str, list[Problem]]:
    written = uln.normalise(text(element, "UniqueLearnerNumber"))
    reason = uln.reason(written) if written else ""
    return ("" if reason else written), ([Problem("uln", reason, place)] if reason else [])


def _periods(element: Element, place: int) -> tuple[tuple[SenPeriod, ...], list[Problem]]:
    periods: list[SenPeriod] = []
    problems: list[Problem] = []
    for sen in element.findall("SENhistory/SEN"):
        written, start = text(sen, "SENprovision"), dates.from_iso(text(sen, "StartDate"))
        reading = census_codes.provision(written)
        if not reading.code:
            sentence = _("The SEN provision “%(code)s” is not K, E or N, so this part was left out.", code=written[:20])
            problems.append(Problem("provision", sentence, place))
            continue
        if reading.note:
            problems.append(Problem("old-provision", reading.note, place))
        if start is None:
            sentence = _("The SEN provision %(code)s has no start date that we can read.", code=reading.code)
            problems.append(Problem("undated-provision", sentence, place))
        periods.append(SenPeriod(reading.code, start))
    return in_order(periods), problems


def _needs(element: Element, place: int) -> tuple[tuple[Need, ...], list[Problem]]:
    needs: list[Need] = []
    problems: list[Problem] = []
    for order, found in enumerate(element.findall("SENhistory/SENneeds/SENneed"), 1):
        written, rank = text(found, "SENtype"), text(found, "SENtypeRank")
        code = census_codes.need(written).code
        if not code:
            sentence = _("“%(code)s” is not a type of need we know, so it was left out.", code=written[:60])
            problems.append(Problem("need", sentence, place))
            continue
        if code in {need.code for need in needs}:
            continue
        ends = dates.from_iso(text(found, "NeedEndDate"))
        number = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 3 else order
        needs.append(Need(code, number, dates.from_iso(text(found, "NeedStartDate")), ends))
    ordered = sorted(needs, key=lambda need: (need.end is not None, need.rank))
    return tuple(need._replace(rank=rank) for rank, need in enumerate(ordered, 1)), problems


def _schools(element: Element) -> tuple[SchoolSpell, ...]:
    return tuple(
        SchoolSpell(
            text(school, "LEA")[:3],
            text(school, "Estab")[:4],
            text(school, "SchoolName")[:200],
            dates.from_iso(text(school, "EntryDate")),
            dates.from_iso(text(school, "LeavingDate")),
        )
        for school in element.findall("SchoolHistory/School")
    )


def _contacts(element: Element) -> tuple[Contact, ...]:
    contacts: list[Contact] = []
    for place, found in enumerate(element.findall("Contacts/Contact")[:_MAX_CONTACTS], 1):
        order = text(found, "Order")
        contacts.append(
            Contact(
                order=int(order) if order.isascii() and order.isdigit() and len(order) < 4 else place,
                title=text(found, "Title")[:40],
                surname=text(found, "Surname")[:100],
                forename=text(found, "Forename")[:100],
                relationship=text(found, "Relationship")[:40],
                responsibility=bool(_flag(text(found, "Responsibility"))),
                phones=tuple(text(phone, "PhoneNo")[:40] for phone in found.findall("Phones/Phone"))[:6],
                email=text(found, "Email")[:254],
            )
        )
    return tuple(contacts)
