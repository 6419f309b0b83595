"""The blueprint that the pages of scores, instruments and figures share."""

from flask import Blueprint

bp = Blueprint("assessments", __name__)
