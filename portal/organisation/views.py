"""The blueprint of the organisation's pages: settings, rules, calendar.

The pages stand in slices below, which may record what they change (docs/house.md).
"""

from flask import Blueprint

bp = Blueprint("organisation", __name__)
