"""The pages of papers, by room."""

from portal.documents import pack_views
from portal.documents.blueprint import bp

__all__ = ["bp", "pack_views"]
