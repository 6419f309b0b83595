"""The pages of papers, by room."""

from portal.documents import keeping, kept_views, one_page_views, pack_views, record_views, sample_views
from portal.documents.blueprint import bp

__all__ = ["bp", "keeping", "kept_views", "one_page_views", "pack_views", "record_views", "sample_views"]
