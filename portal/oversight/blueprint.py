"""The blueprint on which the authority's pages stand."""

from flask import Blueprint

bp = Blueprint("oversight", __name__)
