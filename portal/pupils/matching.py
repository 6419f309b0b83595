"""Might this child be known already? Asked in bulk, in a system scope, by named actions only.

What is found here is never shown to the setting that asks: it becomes the `candidate` of a claim.
Rule: a UPN (or former UPN) together with surname and date of birth names a child; everything else
that looks alike goes to the authority's matching queue (DfE UPN guide: about one mistyped number in
23 passes its check, so a number alone is no proof).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portal.access import sight
from portal.access.scope import OutOfScope
from portal.organisation.names import fold
from portal.pupils.models import Pupil, PupilIdentifier

# Under SQLite's limit for the values of one statement.
_AT_ONCE = 5_000


class Identity(NamedTuple):
    """What identifies a child in somebody else's system."""

    forename: str
    surname: str
    born_on: dt.date
    upn: str = ""
    former_upns: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The UPN and the former ones, as far as there are any."""
        return tuple(number for number in (self.upn, *self.former_upns) if number)


class Known(NamedTuple):
    """A child we have, as far as matching needs it. `numbers` holds UPN and former UPNs."""

    id: int
    forename_fold: str
    surname_fold: str
    born_on: dt.date
    numbers: frozenset[str]


class Match(NamedTuple):
    """Who a child may be. `candidate` is a pupil's id, or None when there is none or no single one.

    `matched_on`: "upn" (number, surname and date of birth agree), "number" (the number agrees, the
    name or date does not), "name" (name and date agree), "several", or "" for nobody.
    """

    candidate: int | None = None
    matched_on: str = ""
    others: tuple[int, ...] = ()


NOBODY = Match()


def candidates(identities: Sequence[Identity], without: frozenset[int] = frozenset()) -> list[Match]:
    """For each identity whom it may be among all children, those of `without` apart.

    Three statements for every 5,000 children. Raises OutOfScope outside a system scope.
    """
    if not sight.required().system:
        raise OutOfScope("Matching looks at every child: open a named system scope.")
    found: list[Match] = []
    for begin in range(0, len(identities), _AT_ONCE):
        part = identities[begin : begin + _AT_ONCE]
        by_number, by_birth = _indexes([known for known in _known(part) if known.id not in without])
        found += [match(identity, by_number, by_birth) for identity in part]
    return found


Numbers = dict[str, list[Known]]
Births = dict[dt.date, list[Known]]


def _indexes(children: Sequence[Known]) -> tuple[Numbers, Births]:
    by_number: Numbers = defaultdict(list)
    by_birth: Births = defaultdict(list)
    for child in children:
        by_birth[child.born_on].append(child)
        for number in child.numbers:
            by_number[number].append(child)
    return by_number, by_birth


def among(identity: Identity, children: Sequence[Known]) -> Match:
    """`candidates` for one identity among given children."""
    return match(identity, *_indexes(children))


def match(identity: Identity, by_number: Numbers, by_birth: Births) -> Match:
    """The rule itself, on children indexed by number and by date of birth."""
    surname, forename = fold(identity.surname), fold(identity.forename)
    numbered = {child.id: child for number in identity.numbers for child in by_number.get(number, ())}
    certain = [
        child.id for child in numbered.values() if child.surname_fold == surname and child.born_on == identity.born_on
    ]
    alike = [
        child.id
        for child in by_birth.get(identity.born_on, ())
        if child.surname_fold == surname and child.forename_fold == forename
    ]
    for kind, ids in (("upn", certain), ("number", list(numbered)), ("name", alike)):
        if len(ids) == 1:
            return Match(ids[0], kind)
        if ids:
            return Match(None, "several", tuple(sorted(ids)))
    return NOBODY


def _known(identities: Sequence[Identity]) -> Iterator[Known]:
    """Every child who shares a number or a date of birth with one of `identities`."""
    numbers = sorted({number for identity in identities for number in identity.numbers})
    births = sorted({identity.born_on for identity in identities})
    earlier: dict[int, set[str]] = defaultdict(set)
    if numbers:
        kept = PupilIdentifier.select(PupilIdentifier.pupil, PupilIdentifier.value)
        for pupil, value in kept.where(
            PupilIdentifier.kind.in_(("upn", "former_upn")) & PupilIdentifier.value.in_(numbers)
        ).tuples():
            earlier[pupil].add(value)
    asked = Pupil.born_on.in_(births)
    if numbers:
        asked |= Pupil.upn.in_(numbers)
    if earlier:
        asked |= Pupil.id.in_(sorted(earlier))
    columns = (Pupil.id, Pupil.forename, Pupil.surname, Pupil.born_on, Pupil.upn)
    rows = Pupil.select(*columns).where(asked & Pupil.joined_to.is_null()).tuples().iterator()
    for pupil, forename, surname, born_on, upn in rows:
        own = earlier[pupil] | ({upn} if upn else set())
        yield Known(pupil, fold(forename), fold(surname), born_on, frozenset(own))
