"""Answering a claim: is the child who came to a setting the child whom another one knows?

Answered by the present setting, by the family with a code, or by the authority. "Same" joins the record to the thread;
"different" leaves everything as it is and leaves no trace in the claimed record.
"""

import hashlib
import secrets

from flask_babel import gettext as _

from portal import clock
from portal.access import sight
from portal.access.acting import Act, Refused
from portal.access.permissions import AUTHORITY
from portal.db import database
from portal.pupils.models import Claim, Pupil
from portal.pupils.responsibility import decides_for
from portal.register.joining import join
from portal.timeline.record import Story, record

# Without letters and numbers that look alike on paper.
_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
_LENGTH = 10


def digest(code: str) -> str:
    """What the table keeps of a code; spaces, hyphens and case do not count."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def make_code(act: Act, pupil: int) -> str:
    """A new code with which the family can answer the claim on a child that this setting added.

    A code is made whether or not anybody knows the child, so that it tells nothing. Raises Refused for another's child.
    """
    claim = Claim.select().where((Claim.pupil == pupil) & (Claim.setting == act.setting)).first()
    if claim is None:
        raise Refused(_("There is no code to give for this child."))
    code = "".join(secrets.choice(_LETTERS) for _place in range(_LENGTH))
    claim.code_hash = digest(code)
    record(act, Story("claim_made", "Code for the family made", audience="setting"), claim, pupil=pupil)
    return f"{code[:5]}-{code[5:]}"


def possible(claim: Claim) -> list[int]:
    """The children whom the claim may mean."""
    found = [claim.candidate_id, *claim.details.get("others", ())]
    return [pupil for pupil in dict.fromkeys(found) if pupil]


def answer(act: Act, claim: Claim, thread: int | None, dual: bool = False) -> None:
    """The answer of a setting or of the authority: `thread` is the same child, or None for a different one.

    The claim was read in the answerer's own sight. Raises Refused when it was answered meanwhile, is one's own, or
    names a child whom it cannot mean.
    """
    if act.role not in AUTHORITY and claim.setting_id == act.setting:
        raise Refused(_("Your own setting asked this: the other setting, the family or the authority answers."))
    if thread is not None and thread not in possible(claim):
        raise Refused(_("Choose one of the children shown."))
    with sight.system("claim"), database.atomic():
        # Read again inside the transaction: the authority and a setting may answer at the same moment.
        standing = Claim.get_by_id(claim.id)
        if standing.state != "waiting":
            raise Refused(_("This was answered already."))
        _answered(act, standing, thread, dual)


def answer_as_family(act: Act, code: str, pupil: int, same: bool) -> str:
    """The family's answer with the code from the new setting, about one of their children; returns that setting's name.

    Raises Refused with the same sentence for a code that is wrong, used up or about another child.
    """
    wrong = Refused(_("This code does not fit. Check it, or ask the setting for a new one."))
    with sight.system("claim"), database.atomic():
        claim = Claim.get_or_none((Claim.code_hash == digest(code)) & (Claim.state == "waiting"))
        if claim is None or pupil not in possible(claim) or not decides_for(act.person, pupil, act.today):
            raise wrong
        _answered(act, claim, pupil if same else None, dual=False)
        return str(claim.setting.name)


def _answered(act: Act, claim: Claim, thread: int | None, dual: bool) -> None:
    claim.state = "different" if thread is None else "same"
    claim.answered_by, claim.answered_as, claim.answered_at = act.person, act.role, clock.now()
    if thread is not None:
        join(act, claim, Pupil.get_by_id(thread), dual)
        return
    # Of the answering setting's own record: on neither child, so that neither page shows that anybody asked.
    story = Story("claim_answered", "Another child: records left apart", audience="setting", data={"claim": claim.id})
    record(act, story, claim, pupil=None)
