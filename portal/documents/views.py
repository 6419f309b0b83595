"""The pages of papers, by room."""

from portal.documents.blueprint import bp

__all__ = ["bp"]
