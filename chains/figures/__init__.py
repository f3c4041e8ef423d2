"""Everything on paper: what is drawn where, from measured text, and figures and briefs as files. No ORM."""
