"""Who may do what, and where: declared once, held by tests at every door, and written down in docs/permissions.md."""
