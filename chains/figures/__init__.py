"""Figures and briefs as files: layout from measured text, SVG, PDF, PNG and DOCX. No ORM."""
