"""The family's part in the pause to learn: six short questions in plain words; the young person's with pictures."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.accounts.models import Person
from portal.cycles.learn import reflection_actions
from portal.cycles.learn.models import Reflection
from portal.cycles.learn.prompts import PROMPTS
from portal.cycles.learn.reflection_forms import HELPING, HINDERING, Reflecting, with_pictures
from portal.cycles.learn.reflection_queries import mine
from portal.cycles.models import Cycle
from portal.family import queries
from portal.family.blueprint import bp
from portal.family.forms import OTHER_PARENT
from portal.family.queries import Kid
from portal.family.story import Ask
from portal.thread.queries import Turn
from portal.timeline import audiences
from portal.web.forms import choice, required, several, tick, words
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


class FamilyForm(Reflecting):
    """What a parent or carer has learnt. One answer is enough."""

    first = "helps"

    helps = words(_l("What helps?"), Optional(), rows=3, hint=_l("At home, at school, anywhere."))
    hinders = words(_l("What does not help?"), Optional(), rows=3)
    only_when = words(_l("Does something help only at times? When?"), Optional(), rows=2)
    preferences = words(_l("What do they like?"), Optional(), rows=2)
    motivation = words(_l("What makes them want to try?"), Optional(), rows=2)
    approach = words(_l("How do they learn new things best?"), Optional(), rows=2)
    shared = tick(
        OTHER_PARENT,
        hint=_l(
            "If you tick this, your words can stand on the page “What works”, and the other parent can read them, now or "
            "if they join later. If you do not, only the people who help read them."
        ),
    )


class OwnForm(Reflecting):
    """What the young person has learnt: pictures, words or both."""

    first = "helps"

    helps_pictures = several(_l("What helps me?"), HELPING, Optional())
    helps = words(_l("What helps me, in my words"), Optional(), rows=2)
    hinders_pictures = several(_l("What does not help me?"), HINDERING, Optional())
    hinders = words(_l("What does not help me, in my words"), Optional(), rows=2)
    only_when = words(_l("It helps me when …"), Optional(), rows=2)
    preferences = words(_l("I like …"), Optional(), rows=2)
    motivation = words(_l("I want to try when …"), Optional(), rows=2)
    approach = words(_l("I learn best when …"), Optional(), rows=2)
    may_read = choice(
        _l("Who may see this?"),
        [
            ("helpers", _l("The people who help me")),
            ("family", _l("The people who help me, and my family")),
            ("senco", _l("Only the SENCO and the safeguarding lead at my setting")),
        ],
        required(_l("Choose who may see this")),
    )

    def answers(self) -> dict[str, str]:
        """The answers; a picture is a line with its word."""
        return with_pictures(super().answers(), self.helps_pictures.data, self.hinders_pictures.data)


_MAY_READ = {
    "helpers": audiences.PROFESSIONALS, "family": audiences.FAMILY, "senco": audiences.restricted(),
}  # fmt: skip


@bp.route("/family/<int:pupil>/reflect", methods=["GET", "POST"])
@action("family.write")
def reflect(pupil: int) -> Answer:
    """What the family, or the young person, has learnt about what helps; one answer is enough."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    cycle = in_the_pause(pupil)
    if cycle is None:
        # Whoever follows an old notice is not told that nothing is there: the question has been answered by time.
        return done("family.child", _("Nothing is asked of you here now."), pupil=pupil)
    own = me().role == "young_person"
    given = mine(cycle, me().person)
    standing: dict[str, Any] = {prompt: getattr(given, prompt) for prompt in PROMPTS} if given else {}
    form = (OwnForm if own else FamilyForm)(version=given.version if given else None, **standing)
    if form.validate_on_submit():
        with saving(form, "helps") as saved:
            act = form.act()._replace(setting=kid.setting)
            reflection_actions.reflect(act, cycle, _said(form, kid), form.stands(given) if given else None)
        if saved.ok:
            return done("family.child", _("Thank you. It helps the next plan."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("family/own_reflect.html" if own else "family/reflect.html", form=form, kid=kid, given=given)


def _said(form: FamilyForm | OwnForm, kid: Kid) -> reflection_actions.Said:
    name = Person.get_by_id(me().person).name
    if isinstance(form, OwnForm):
        return reflection_actions.Said("child", name, form.answers(), _MAY_READ[form.may_read.data])
    audience = audiences.FAMILY if form.shared.data else audiences.PROFESSIONALS
    return reflection_actions.Said("family", f"{name}, {kid.relationship}", form.answers(), audience)


def ask(kid: Kid, turn: Turn | None) -> list[Ask]:
    """That we ask for the reader's part while the pause lasts and they have not answered. At most one statement."""
    if turn is None or turn.stage != "learn" or turn.closed_on:
        return []
    given = Reflection.select(Reflection.id).where((Reflection.cycle == turn.id) & (Reflection.by == me().person))
    if given.exists():
        return []
    why = _("What helps %(name)s, and what does not? Six short questions. One answer is enough.", name=kid.forename)
    return [Ask(_("Tell us what you have learnt."), why, _("Tell us now"), url_for("family.reflect", pupil=kid.id))]


def in_the_pause(pupil: int) -> Cycle | None:
    """The child's open cycle while it is in the pause to learn."""
    return Cycle.get_or_none((Cycle.pupil == pupil) & Cycle.closed_on.is_null() & (Cycle.stage == "learn"))
