"""Pages of the pause to learn: saying what one learnt, why somebody did not, asking again."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess.views import speaker
from portal.cycles.learn import reflection_actions as actions
from portal.cycles.learn.models import Reflection
from portal.cycles.learn.prompts import PROMPTS
from portal.cycles.learn.reflection_forms import AbsentForm, AskAgainForm, ChildForm, ReflectionForm
from portal.cycles.learn.reflection_queries import mine
from portal.cycles.models import Cycle
from portal.timeline.audiences import FAMILY

# Whose words somebody in a role writes first of all.
_OWN = {
    "ta": "support_staff", "cover": "support_staff", "senco": "senco", "childminder": "teacher",
    "professional": "professional", "area_senco": "professional",
}  # fmt: skip
_OTHERS = ("child", "family")


@bp.route("/cycles/<int:cycle>/learn/reflect", methods=["GET", "POST"])
@action("view.give")
def reflect(cycle: int) -> Answer:
    """What the reader learnt about the child; or, as told by them, what child or family say."""
    found = load(cycle)
    own = _OWN.get(me().role, "teacher")
    whose = request.args.get("whose", own)
    if whose not in (own, *_OTHERS) or (whose in _OTHERS and not may(me().role, "cycle.reports")):
        abort(404)
    given = mine(found, me().person, whose)
    form = (ChildForm if whose == "child" else ReflectionForm)(**_standing(found, whose, given))
    form.whose.choices = [one for one in form.whose.choices if one.value == whose]
    if me().role == "ta":
        # Who reads it is for the teacher to release.
        del form.audience
    return saved(
        form,
        found,
        lambda: actions.reflect(form.act(), found, _said(form), form.stands(given) if given else None),
        field="preferences",
        to="cycles.learn",
        title=_TITLES[whose]() if whose in _OTHERS else _("What did you learn?"),
        lead=_("Answer what you can: one answer is enough."),
        template="cycles/learn/reflect.html",
        message=_("Thank you. Your words are kept."),
        waits=me().role == "ta",
        free_text=True,
    )


_TITLES = {
    "child": lambda: _("What the child says"),
    "family": lambda: _("What the family says"),
}


def _standing(cycle: Cycle, whose: str, given: Reflection | None) -> dict[str, Any]:
    """What the form begins with: what was said before, or who speaks."""
    if given is None:
        return {"whose": whose, "name": speaker(cycle, whose), "audience": FAMILY}
    answers = {prompt: getattr(given, prompt) for prompt in PROMPTS}
    return {"version": given.version, "whose": whose, "name": given.name, "audience": given.audience, **answers}


def _said(form: ReflectionForm) -> actions.Said:
    audience = form.audience.data if "audience" in form else FAMILY
    return actions.Said(form.whose.data, form.name.data, form.answers(), audience)


@bp.route("/cycles/<int:cycle>/learn/absent", methods=["GET", "POST"])
@action("cycle.write")
def learn_absent(cycle: int) -> Answer:
    """Why the child or the family did not take part in the pause."""
    found = load(cycle)
    form = AbsentForm(version=found.version, whose=request.args.get("whose"))
    return saved(
        form,
        found,
        lambda: actions.explain_absence(form.act(), form.stands(found), form.whose.data, form.reason.data),
        to="cycles.learn",
        title=_("They could not take part"),
        lead=_("The pause counts more with them: ask again where you can."),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/learn/asked", methods=["GET", "POST"])
@action("cycle.write")
def ask_reflections(cycle: int) -> Answer:
    """Ask again everybody who has not said what they learnt."""
    found = load(cycle)
    form = AskAgainForm()
    return saved(
        form,
        found,
        lambda: actions.ask_again(form.act(), found),
        to="cycles.learn",
        title=_("Ask again"),
        lead=_("Everybody who worked on this cycle, the family and the child: those who have not answered are told."),
        button=_("Ask them again"),
        message=_("They are told."),
    )
