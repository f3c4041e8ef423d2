"""Indexes by which PostgreSQL finds the companies whose names hold a text, be it of two characters.

They are of what is searched, and made anew by the migration that changes that: the newest one makes them.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0011_idempotency_keys"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    ]
