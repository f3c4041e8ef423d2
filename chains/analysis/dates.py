"""Plausible dates: databases fill in a missing date with the first or the last that they can store. No ORM."""

from datetime import date

#: The oldest firm of the trade began in 1668. What lies beyond (0001-01-01, 9999-12-31) stands for “not known”.
EARLIEST, LATEST = date(1600, 1, 1), date(2100, 12, 31)
