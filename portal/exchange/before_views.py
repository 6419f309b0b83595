"""Page: carry in by hand what was done for a child before the portal."""

from datetime import date

from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.permissions import action
from portal.exchange import earlier_work
from portal.exchange.forms import BeforeForm
from portal.exchange.imports_views import bp
from portal.pupils.queries import child_or_404
from portal.register.models import Registration
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/children/<int:pupil>/before", methods=["GET", "POST"])
@action("cycle.open")
def before(pupil: int) -> Answer:
    """Earlier cycles and the plan that runs, kept on paper until now."""
    child = child_or_404(pupil)
    audit.looked(pupil, "before")
    form = BeforeForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            earlier_work.carry_in(form.act(), child.pupil, form.work(), _since(pupil))
        if saved.ok:
            return done("pupils.child", _("Carried in. The thread goes on from here."), pupil=pupil)
    return (invalid if form.is_submitted() else page)("exchange/before.html", form=form, child=child)


def _since(pupil: int) -> date:
    """On the register since then; today for a child who is not."""
    row = (
        Registration.select(Registration.starts_on).where(Registration.pupil == pupil).order_by(Registration.starts_on)
    )
    first = row.first()
    return first.starts_on if first else clock.today()
