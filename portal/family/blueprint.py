"""The blueprint on which the pages of the family stand."""

from flask import Blueprint

bp = Blueprint("family", __name__)
