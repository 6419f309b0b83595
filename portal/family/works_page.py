"""What works for the child, in the words of the family, and what they can take from it at home."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.learn.prompts import MINE
from portal.family import queries
from portal.family.blueprint import bp
from portal.profile.queries import works_of
from portal.profile.reader_queries import readers_of
from portal.web.page import Answer, page


@bp.route("/family/<int:pupil>/what-works")
@action("family.see")
def what_works(pupil: int) -> Answer:
    """The same page that every adult reads: the child's own words first, what helps, what does not, what helps at home."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family")
    own = me().role == "young_person"
    readers = readers_of(pupil, kid.setting)
    return page(
        "family/what_works.html",
        kid=kid,
        own=own,
        title=_("What works for me") if own else _("What works for %(name)s", name=kid.forename),
        works=works_of(pupil),
        prompts=MINE,
        done=sum(one.done for one in readers),
        readers=len(readers),
    )
