"""The pages of this slice: importing them registers their addresses."""

from portal.exchange import before_views, people_views, settings_views
from portal.exchange.imports_views import bp

__all__ = ["before_views", "bp", "people_views", "settings_views"]
