"""SQLite, with files that nobody but the site's own account reads."""
