"""The pages of this slice: importing them registers their addresses."""

from portal.exchange import people_views, settings_views
from portal.exchange.imports_views import bp

__all__ = ["bp", "people_views", "settings_views"]
