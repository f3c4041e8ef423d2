"""Indexes by which PostgreSQL finds the companies whose names hold a text, be it of two characters."""

from django.db import migrations

from chains.searching import install, remove


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0011_idempotency_keys"),
    ]

    operations = [
        migrations.RunPython(install, remove),
    ]
