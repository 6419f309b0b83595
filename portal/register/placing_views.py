"""A child who has a place here and is not on the register: for early notes."""

from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import action
from portal.register import adding, queries
from portal.register.blueprint import bp
from portal.register.forms import PlaceForm
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/children/new", methods=["GET", "POST"])
@action("register.write")
def place() -> Answer:
    """Add a child without putting them on the register, and write the first note."""
    today = clock.today()
    form = PlaceForm(data={"starts_on": today})
    form.room.choices = [*form.room.choices, *queries.rooms(me().setting)]
    pupil = None
    if form.validate_on_submit():
        with saving(form) as saved:
            pupil = adding.place_child(
                form.act(),
                adding.NewChild(
                    forename=form.forename.data, surname=form.surname.data, born_on=form.born_on.data,
                    starts_on=form.starts_on.data, since=min(form.starts_on.data, today),
                    room=int(form.room.data) if form.room.data else None,
                ),
            )  # fmt: skip
        if saved.ok:
            # None after a second click: the first one added the child.
            return done("noticing.new", _("Added."), pupil=pupil.id) if pupil else done("noticing.notice")
    return (invalid if form.is_submitted() else page)("register/place.html", form=form)
