"""What the first pages share: the blueprint."""

from flask import Blueprint

bp = Blueprint("home", __name__)
