"""Papers that people take away: one page, plan, review record, evidence pack; as HTML and as tagged PDF."""
