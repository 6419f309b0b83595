"""The blueprint on which the pages of the register stand."""

from flask import Blueprint

bp = Blueprint("register", __name__)
