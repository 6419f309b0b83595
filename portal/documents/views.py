"""The pages of papers, by room."""

from portal.documents import sample_views, pack_views
from portal.documents.blueprint import bp

__all__ = ["bp", "sample_views", "pack_views"]
