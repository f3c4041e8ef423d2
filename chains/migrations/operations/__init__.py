"""What migrations run besides Django's own operations, each as ``install`` and ``remove`` for a ``RunPython``.

Migrations import these names from here, wherever the code lives today: an applied migration is never edited, so what it
names must stay. Django takes no package for a migration.
"""
