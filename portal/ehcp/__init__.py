"""Education, health and care plans: Sections E and F, the annual review, and what only the authority may change."""
