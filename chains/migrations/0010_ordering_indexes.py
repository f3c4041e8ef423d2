"""Every order that a list offers begins an index, so that a keyset page costs the same at any depth."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0009_revisions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["stage", "pinyin", "public_id"], name="company_in_order"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["date"], name="assessment_by_date"),
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["updated", "id"], name="company_by_updated"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["updated", "id"], name="placement_by_updated"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["date"], name="source_by_date"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["title"], name="source_by_title"),
        ),
        migrations.AddIndex(
            model_name="supplyshare",
            index=models.Index(fields=["country"], name="supplyshare_by_country"),
        ),
        migrations.AddIndex(
            model_name="supplyshare",
            index=models.Index(fields=["share"], name="supplyshare_by_share"),
        ),
        migrations.AddIndex(
            model_name="supplyshare",
            index=models.Index(fields=["year"], name="supplyshare_by_year"),
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["companies"], name="target_by_companies"),
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["by_year"], name="target_by_by_year"),
        ),
    ]
