"""The pages of papers, by room."""

from portal.documents import one_page_views, pack_views, sample_views
from portal.documents.blueprint import bp

__all__ = ["bp", "one_page_views", "pack_views", "sample_views"]
