"""All tables as the migrations 0001 to 0023 leave them, for a database that has none: in a tenth of the time."""

import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import chains.analysis.codes
import chains.models.actors
from chains.migrations.operations import changelog, integrity, search_grams


class Migration(migrations.Migration):
    replaces = [
        ("chains", "0001_vocabulary"),
        ("chains", "0002_integrity_triggers"),
        ("chains", "0003_curation"),
        ("chains", "0004_closed_vocabularies"),
        ("chains", "0005_what_merges_and_errors_leave"),
        ("chains", "0006_importrow_until"),
        ("chains", "0007_gaps_for_leaders"),
        ("chains", "0008_tokens"),
        ("chains", "0009_revisions"),
        ("chains", "0010_ordering_indexes"),
        ("chains", "0011_idempotency_keys"),
        ("chains", "0012_search_grams"),
        ("chains", "0013_names_of_facets"),
        ("chains", "0014_log_by_key"),
        ("chains", "0015_source_of_a_sheet"),
        ("chains", "0016_background_workers"),
        ("chains", "0017_english_names_by_key"),
        ("chains", "0018_readings"),
        ("chains", "0019_undone_undos"),
        ("chains", "0020_founding_dates_that_can_be"),
        ("chains", "0021_notes_on_import_rows"),
        ("chains", "0022_log_ends_with_the_truth"),
        ("chains", "0023_rows_of_running_imports"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(editable=False, null=True, unique=True, verbose_name="number")),
                (
                    "moment",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="moment"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True, verbose_name="name")),
                ("machine", models.CharField(max_length=100, verbose_name="machine")),
                ("process", models.PositiveIntegerField(verbose_name="number of the process")),
                ("started", models.DateTimeField(verbose_name="started")),
                ("heard", models.DateTimeField(verbose_name="last heard of")),
            ],
            options={
                "verbose_name": "background worker",
                "verbose_name_plural": "background workers",
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("companies", "companies with placements"),
                            ("research-bases", "research bases"),
                            ("platforms", "platforms"),
                            ("parks", "parks"),
                            ("technologies", "technologies"),
                            ("assessments", "assessments"),
                            ("supply-shares", "supply shares"),
                        ],
                        max_length=20,
                        verbose_name="kind of sheet",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("headers", models.JSONField(default=dict, verbose_name="headers")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "column mapping",
                "verbose_name_plural": "column mappings",
                "ordering": ("kind", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="columnmapping_name_unique",
                        violation_error_message="There is a mapping of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "companies",
                                    "research-bases",
                                    "platforms",
                                    "parks",
                                    "technologies",
                                    "assessments",
                                    "supply-shares",
                                ],
                            )
                        ),
                        name="columnmapping_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.CharField(max_length=10, verbose_name="first id")),
                ("second", models.CharField(max_length=10, verbose_name="second id")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "the same firm"),
                            ("different", "different firms"),
                            ("later", "decide later"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "decision on look-alikes",
                "verbose_name_plural": "decisions on look-alikes",
                "ordering": ("-decided_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="duplicatedecision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="duplicatedecision_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="duplicatedecision_first_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="duplicatedecision_second_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["same", "different", "later"])),
                        name="duplicatedecision_verdict_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="idempotency_keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("key", models.CharField(max_length=255, verbose_name="key")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("status", models.PositiveSmallIntegerField(default=0, verbose_name="status")),
                ("body", models.JSONField(blank=True, null=True, verbose_name="body")),
                ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                ("created", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "idempotency key",
                "verbose_name_plural": "idempotency keys",
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="idempotencykey_once")],
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("per_chain", models.BooleanField(default=False, verbose_name="given per chain")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
                "ordering": ("order", "slug"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="label_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="label_slug_shape",
                        violation_error_message="This is not a slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "A GB/T 2260 code has six digits, such as 320500."
                            )
                        ],
                        verbose_name="GB/T 2260 code",
                    ),
                ),
                ("full_name", models.CharField(help_text="Such as 江苏省.", max_length=50, verbose_name="full name")),
            ],
            options={
                "verbose_name": "province",
                "verbose_name_plural": "provinces",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="province_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[1-9][0-9]0000$")),
                        name="province_code_shape",
                        violation_error_message="A province code ends in 0000.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        choices=[("companies", "companies"), ("placements", "placements"), ("gaps", "gaps")],
                        max_length=20,
                        verbose_name="list",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "query",
                    models.TextField(
                        help_text="As it stands in the address, such as segment=ic.design.", verbose_name="choice"
                    ),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="shared with all staff")),
                ("is_default", models.BooleanField(default=False, verbose_name="what the list begins with")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ("page", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "page", "name"),
                        name="savedfilter_name_unique",
                        violation_error_message="You have a filter of this name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("user", "page"),
                        name="savedfilter_one_default",
                        violation_error_message="One filter is the default already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("page__in", ["companies", "placements", "gaps"])),
                        name="savedfilter_page_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=80,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publication", "publication"),
                            ("list", "official list"),
                            ("site", "web site"),
                            ("register", "register"),
                        ],
                        default="publication",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="author")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issuer")),
                ("issue", models.CharField(blank=True, max_length=100, verbose_name="issue")),
                (
                    "date",
                    models.DateField(
                        blank=True,
                        help_text="The first of the month where no day is known.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address")),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="retrieved on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ("-date", "slug"),
                "indexes": [
                    models.Index(fields=["date"], name="source_by_date"),
                    models.Index(fields=["title"], name="source_by_title"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="source_slug_shape",
                        violation_error_message="This is not a slug.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["publication", "list", "site", "register"])),
                        name="source_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="source_has_a_title",
                        violation_error_message="A source needs a title.",
                    ),
                    models.UniqueConstraint(
                        fields=("title", "issuer", "issue"),
                        name="source_once",
                        violation_error_message="This source is on record already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("digest", models.CharField(editable=False, max_length=128, unique=True, verbose_name="hash")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("scopes", models.JSONField(verbose_name="scopes")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expiry", models.DateTimeField(verbose_name="expires")),
                ("last_used", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last used")),
            ],
            options={
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
                "ordering": ("-created", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="apitoken_name_once",
                        violation_error_message="You have a token of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="apitoken_has_a_name",
                        violation_error_message="Give the token a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scopes", ["read"])),
                            models.Q(("scopes", ["read", "write"])),
                            models.Q(("scopes", ["read", "import"])),
                            models.Q(("scopes", ["read", "write", "import"])),
                            _connector="OR",
                        ),
                        name="apitoken_scopes_known",
                        violation_error_message="A token may read, and besides write, import, or both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("import", "import"),
                            ("merge", "merge"),
                            ("split", "split"),
                            ("edit", "bulk edit"),
                            ("settle", "bulk verification"),
                            ("review", "review"),
                            ("undo", "undo"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("planned", "planned"),
                            ("queued", "waiting to be committed"),
                            ("committed", "committed"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                            ("undone", "undone"),
                            ("partly-undone", "undone but for later edits"),
                        ],
                        default="committed",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="chains.batch",
                        verbose_name="undoes",
                    ),
                ),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                ("created", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created")),
                ("committed_at", models.DateTimeField(blank=True, null=True, verbose_name="committed at")),
            ],
            options={
                "verbose_name": "batch",
                "verbose_name_plural": "batches",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "undo"), ("undoes__isnull", False)),
                            models.Q(models.Q(("kind", "undo"), _negated=True), ("undoes__isnull", True)),
                            _connector="OR",
                        ),
                        name="batch_undo_names_what_it_undoes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undoes__isnull", True),
                            models.Q(("undoes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="batch_undoes_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["import", "merge", "split", "edit", "settle", "review", "undo"])
                        ),
                        name="batch_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "uploaded",
                                    "planned",
                                    "queued",
                                    "committed",
                                    "failed",
                                    "cancelled",
                                    "undone",
                                    "partly-undone",
                                ],
                            )
                        ),
                        name="batch_status_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "A GB/T 2260 code has six digits, such as 320500."
                            )
                        ],
                        verbose_name="GB/T 2260 code",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cities",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=6, null=True, verbose_name="latitude"),
                ),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ("code",),
                "constraints": [
                    models.UniqueConstraint(fields=("province", "name"), name="city_name_unique_in_province"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[1-9][0-9]{3}00$")),
                        name="city_code_shape",
                        violation_error_message="A city code ends in 00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("code", 2),
                                django.db.models.functions.text.Left("province", 2),
                            )
                        ),
                        name="city_code_in_province",
                        violation_error_message="The first two digits of a city are those of its province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="city_coordinates_on_earth",
                        violation_error_message="Give both longitude (−180 to 180) and latitude (−90 to 90), or neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvinceGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="province_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "province of a curator",
                "verbose_name_plural": "provinces of curators",
                "ordering": ("user", "province"),
                "constraints": [models.UniqueConstraint(fields=("user", "province"), name="provincegrant_once")],
            },
        ),
        migrations.CreateModel(
            name="RecordChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="chains.revision",
                        verbose_name="revision",
                    ),
                ),
                ("list", models.CharField(max_length=20, verbose_name="list")),
                ("key", models.CharField(max_length=101, verbose_name="key in its list")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("changed", "changed"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged into another"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("into", models.CharField(blank=True, max_length=101, verbose_name="merged into")),
            ],
            options={
                "verbose_name": "change of a record",
                "verbose_name_plural": "changes of records",
                "ordering": ("revision__number", "pk"),
                "indexes": [
                    models.Index(fields=["revision", "id"], name="recordchange_in_order"),
                    models.Index(fields=["key", "list"], name="recordchange_of_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["created", "changed", "withdrawn", "merged"])),
                        name="recordchange_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "merged"), models.Q(("into", ""), _negated=True)),
                            models.Q(models.Q(("kind", "merged"), _negated=True), ("into", "")),
                            _connector="OR",
                        ),
                        name="recordchange_merged_into_one",
                        violation_error_message="Only what was merged was merged into something.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "batch_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="chains.batch",
                    ),
                ),
                (
                    "sheet_kind",
                    models.CharField(
                        choices=[
                            ("companies", "companies with placements"),
                            ("research-bases", "research bases"),
                            ("platforms", "platforms"),
                            ("parks", "parks"),
                            ("technologies", "technologies"),
                            ("assessments", "assessments"),
                            ("supply-shares", "supply shares"),
                        ],
                        max_length=20,
                        verbose_name="kind of sheet",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("content", models.BinaryField(verbose_name="content of the file")),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="sheet")),
                ("header_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="header row")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="mapping of the columns")),
                (
                    "new_source",
                    models.CharField(blank=True, max_length=300, verbose_name="source that the commit makes"),
                ),
                ("good_rows", models.BooleanField(default=False, verbose_name="commit the good rows only")),
                ("error", models.JSONField(blank=True, default=dict, verbose_name="error")),
            ],
            options={
                "verbose_name": "import batch",
                "verbose_name_plural": "import batches",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sheet_kind__in",
                                [
                                    "companies",
                                    "research-bases",
                                    "platforms",
                                    "parks",
                                    "technologies",
                                    "assessments",
                                    "supply-shares",
                                ],
                            )
                        ),
                        name="importbatch_sheet_kind_known",
                        violation_error_message="This is none of the values there are.",
                    )
                ],
            },
            bases=("chains.batch",),
        ),
        migrations.CreateModel(
            name="CityGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "cities",
                    models.ManyToManyField(blank=True, related_name="groups", to="chains.city", verbose_name="cities"),
                ),
            ],
            options={
                "verbose_name": "city group",
                "verbose_name_plural": "city groups",
                "ordering": ("slug",),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="citygroup_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="citygroup_slug_shape",
                        violation_error_message="This is not a slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                        db_index=True,
                        default="published",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer")),
                ("legal_name", models.CharField(blank=True, max_length=200, verbose_name="legal name")),
                (
                    "legal_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the legal name"
                    ),
                ),
                (
                    "name_en_key",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=200,
                        verbose_name="normal form of the English name",
                    ),
                ),
                (
                    "uscc",
                    models.CharField(
                        blank=True,
                        help_text="18 characters, such as 91110000600037341L.",
                        max_length=18,
                        validators=[chains.models.actors.validate_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded on")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("description", models.TextField(blank=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "company",
                "verbose_name_plural": "companies",
                "ordering": ("pinyin", "public_id"),
                "indexes": [
                    models.Index(fields=["stage", "pinyin", "public_id"], name="company_in_order"),
                    models.Index(fields=["updated", "id"], name="company_by_updated"),
                    models.Index(
                        condition=models.Q(("name_en_key", ""), _negated=True),
                        fields=["name_en_key"],
                        name="company_by_name_en",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="company_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="company_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="company_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="company_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "review", "published", "arriving"])),
                        name="company_stage_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("uscc__regex", "^[1-9A-HJ-NP-RTUWXY][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"),
                            ("uscc", ""),
                            _connector="OR",
                        ),
                        name="company_uscc_shape",
                        violation_error_message="This is not a credit code.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("uscc", ""), _negated=True), models.Q(("stage", "arriving"), _negated=True)
                        ),
                        fields=("uscc",),
                        name="company_uscc_unique",
                        violation_error_message="Another company has this credit code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="company_has_a_name",
                        violation_error_message="A company needs a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("founded_on", None),
                            ("founded_on__range", (datetime.date(1600, 1, 1), datetime.date(2100, 12, 31))),
                            _connector="OR",
                        ),
                        name="company_founded_when_it_can_be",
                        violation_error_message="A company is founded between 1600 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCityGroup",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical city group",
                "verbose_name_plural": "historical city groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLabel",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("per_chain", models.BooleanField(default=False, verbose_name="given per chain")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical label",
                "verbose_name_plural": "historical labels",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPark",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("park", "park"),
                            ("incubator", "incubator"),
                            ("pilot-zone", "pilot zone"),
                            ("innovation-centre", "innovation centre"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical park",
                "verbose_name_plural": "historical parks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProvince",
            fields=[
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "A GB/T 2260 code has six digits, such as 320500."
                            )
                        ],
                        verbose_name="GB/T 2260 code",
                    ),
                ),
                ("full_name", models.CharField(help_text="Such as 江苏省.", max_length=50, verbose_name="full name")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical province",
                "verbose_name_plural": "historical provinces",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRegion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical region",
                "verbose_name_plural": "historical regions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publication", "publication"),
                            ("list", "official list"),
                            ("site", "web site"),
                            ("register", "register"),
                        ],
                        default="publication",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="author")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issuer")),
                ("issue", models.CharField(blank=True, max_length=100, verbose_name="issue")),
                (
                    "date",
                    models.DateField(
                        blank=True,
                        help_text="The first of the month where no day is known.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address")),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="retrieved on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResearchBase",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "university"),
                            ("laboratory", "laboratory"),
                            ("institute", "research institute"),
                            ("rd-centre", "R&D centre"),
                            ("national-centre", "national manufacturing innovation centre"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical research base",
                "verbose_name_plural": "historical research bases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCompany",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                        db_index=True,
                        default="published",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("legal_name", models.CharField(blank=True, max_length=200, verbose_name="legal name")),
                (
                    "legal_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the legal name"
                    ),
                ),
                (
                    "name_en_key",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=200,
                        verbose_name="normal form of the English name",
                    ),
                ),
                (
                    "uscc",
                    models.CharField(
                        blank=True,
                        help_text="18 characters, such as 91110000600037341L.",
                        max_length=18,
                        validators=[chains.models.actors.validate_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded on")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical company",
                "verbose_name_plural": "historical companies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCity",
            fields=[
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "A GB/T 2260 code has six digits, such as 320500."
                            )
                        ],
                        verbose_name="GB/T 2260 code",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=6, null=True, verbose_name="latitude"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical city",
                "verbose_name_plural": "historical cities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CompanyRedirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=10, unique=True, verbose_name="old id")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        serialize=False,
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redirects",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "redirect of a merged company",
                "verbose_name_plural": "redirects of merged companies",
                "ordering": ("-created",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="companyredirect_public_id_shape",
                        violation_error_message="This is not a public id.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCityGroup_cities",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "citygroup",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.citygroup",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="chains.historicalcitygroup",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalCityGroup_cities",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlatform",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("functional", "functional platform"),
                            ("public-service", "public-service platform"),
                            ("open-innovation", "national open-innovation platform for AI"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="host company",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical platform",
                "verbose_name_plural": "historical platforms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "exchange",
                    models.CharField(
                        choices=[
                            ("sse", "Shanghai Stock Exchange"),
                            ("szse", "Shenzhen Stock Exchange"),
                            ("bse", "Beijing Stock Exchange"),
                            ("hkex", "Hong Kong Exchanges"),
                            ("twse", "Taiwan Stock Exchange"),
                            ("nasdaq", "Nasdaq"),
                            ("nyse", "New York Stock Exchange"),
                            ("krx", "Korea Exchange"),
                            ("tse", "Tokyo Stock Exchange"),
                            ("lse", "London Stock Exchange"),
                        ],
                        max_length=10,
                        verbose_name="exchange",
                    ),
                ),
                (
                    "ticker",
                    models.CharField(
                        db_index=True,
                        help_text="Without a suffix, such as 300236.",
                        max_length=10,
                        verbose_name="ticker",
                    ),
                ),
                ("listed_on", models.DateField(blank=True, null=True, verbose_name="listed on")),
                ("delisted_on", models.DateField(blank=True, null=True, verbose_name="delisted on")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing",
                "verbose_name_plural": "listings",
                "ordering": ("exchange", "ticker"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exchange", "ticker"),
                        name="listing_once",
                        violation_error_message="This ticker is listed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "exchange__in",
                                ["sse", "szse", "bse", "hkex", "twse", "nasdaq", "nyse", "krx", "tse", "lse"],
                            )
                        ),
                        name="listing_exchange_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ticker__regex", "^[0-9A-Z][0-9A-Z.-]{0,9}$")),
                        name="listing_ticker_shape",
                        violation_error_message="This is not a ticker.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exchange__in", ["sse", "szse", "bse"]), _negated=True),
                            ("ticker__regex", "^[0-9]{6}$"),
                            _connector="OR",
                        ),
                        name="listing_mainland_ticker_six_digits",
                        violation_error_message="A ticker in Shanghai, Shenzhen or Beijing has six digits.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delisted_on__isnull", True),
                            ("listed_on__isnull", True),
                            ("delisted_on__gte", models.F("listed_on")),
                            _connector="OR",
                        ),
                        name="listing_ends_after_it_began",
                        violation_error_message="A listing ends after it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalListing",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "exchange",
                    models.CharField(
                        choices=[
                            ("sse", "Shanghai Stock Exchange"),
                            ("szse", "Shenzhen Stock Exchange"),
                            ("bse", "Beijing Stock Exchange"),
                            ("hkex", "Hong Kong Exchanges"),
                            ("twse", "Taiwan Stock Exchange"),
                            ("nasdaq", "Nasdaq"),
                            ("nyse", "New York Stock Exchange"),
                            ("krx", "Korea Exchange"),
                            ("tse", "Tokyo Stock Exchange"),
                            ("lse", "London Stock Exchange"),
                        ],
                        max_length=10,
                        verbose_name="exchange",
                    ),
                ),
                (
                    "ticker",
                    models.CharField(
                        db_index=True,
                        help_text="Without a suffix, such as 300236.",
                        max_length=10,
                        verbose_name="ticker",
                    ),
                ),
                ("listed_on", models.DateField(blank=True, null=True, verbose_name="listed on")),
                ("delisted_on", models.DateField(blank=True, null=True, verbose_name="delisted on")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical listing",
                "verbose_name_plural": "historical listings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCompanyName",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("printed", "as printed"),
                            ("former", "former name"),
                            ("abbreviation", "abbreviation"),
                            ("english", "English name"),
                            ("brand", "brand"),
                        ],
                        default="printed",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical other name",
                "verbose_name_plural": "historical other names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CompanyName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("printed", "as printed"),
                            ("former", "former name"),
                            ("abbreviation", "abbreviation"),
                            ("english", "English name"),
                            ("brand", "brand"),
                        ],
                        default="printed",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "verbose_name_plural": "other names",
                "ordering": ("company", "kind", "pinyin"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "name"),
                        name="companyname_once",
                        violation_error_message="The company already has this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["printed", "former", "abbreviation", "english", "brand"])),
                        name="companyname_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="chains.importbatch",
                        verbose_name="import batch",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("cells", models.JSONField(default=dict, verbose_name="cells")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("unchanged", "unchanged"),
                            ("decision", "needs a decision"),
                            ("duplicate", "duplicate in this file"),
                            ("error", "error"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="changes")),
                ("errors", models.JSONField(blank=True, default=list, verbose_name="errors")),
                ("notes", models.JSONField(blank=True, default=list, verbose_name="notes")),
                ("candidates", models.JSONField(blank=True, default=list, verbose_name="look-alikes")),
                ("target", models.CharField(blank=True, max_length=120, verbose_name="record")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("use", "use this company"), ("new", "make new"), ("skip", "skip")],
                        max_length=4,
                        verbose_name="decision",
                    ),
                ),
                ("decided", models.CharField(blank=True, max_length=10, verbose_name="company decided on")),
                (
                    "until",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="last row of the company"),
                ),
            ],
            options={
                "verbose_name": "import row",
                "verbose_name_plural": "import rows",
                "ordering": ("batch", "number"),
                "indexes": [models.Index(fields=["batch", "outcome", "number"], name="importrow_by_outcome")],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="importrow_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$"), ("decision", "use")
                            ),
                            models.Q(models.Q(("decision", "use"), _negated=True), ("decided", "")),
                            _connector="OR",
                        ),
                        name="importrow_use_names_a_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["new", "changed", "unchanged", "decision", "duplicate", "error"])
                        ),
                        name="importrow_outcome_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["", "use", "new", "skip"])),
                        name="importrow_decision_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "chain",
                "verbose_name_plural": "chains",
                "ordering": ("order", "slug"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="chain_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="chain_slug_shape",
                        violation_error_message="This is not a slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLayer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("code", models.CharField(db_index=True, editable=False, max_length=101, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical layer",
                "verbose_name_plural": "historical layers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Layer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layers",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=101, unique=True, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "layer",
                "verbose_name_plural": "layers",
                "ordering": ("chain", "order", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "name"), name="layer_name_unique_in_chain"),
                    models.UniqueConstraint(fields=("chain", "slug"), name="layer_slug_unique_in_chain"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9]+(-[a-z0-9]+)*[.][a-z0-9]+(-[a-z0-9]+)*$")),
                        name="layer_code_shape",
                        violation_error_message="This is not a code.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Park",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("park", "park"),
                            ("incubator", "incubator"),
                            ("pilot-zone", "pilot zone"),
                            ("innovation-centre", "innovation centre"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("chains", models.ManyToManyField(related_name="parks", to="chains.chain", verbose_name="chains")),
            ],
            options={
                "verbose_name": "park",
                "verbose_name_plural": "parks",
                "ordering": ("pinyin", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("name", "province"), name="park_name_unique_in_province"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="park_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="park_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="park_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="park_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["park", "incubator", "pilot-zone", "innovation-centre"])),
                        name="park_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Platform",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("functional", "functional platform"),
                            ("public-service", "public-service platform"),
                            ("open-innovation", "national open-innovation platform for AI"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="platforms",
                        to="chains.company",
                        verbose_name="host company",
                    ),
                ),
                ("chains", models.ManyToManyField(related_name="platforms", to="chains.chain", verbose_name="chains")),
            ],
            options={
                "verbose_name": "platform",
                "verbose_name_plural": "platforms",
                "ordering": ("pinyin", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="platform_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="platform_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="platform_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="platform_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="platform_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["functional", "public-service", "open-innovation"])),
                        name="platform_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTechnology",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("field", models.CharField(max_length=100, verbose_name="field")),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="group")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical technology",
                "verbose_name_plural": "historical technologies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCompanyLabel",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issuer")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.label",
                        verbose_name="label",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical label of a company",
                "verbose_name_plural": "historical labels of companies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAlliance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("heads_map", models.BooleanField(default=False, verbose_name="heads the map of its chain")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded on")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical alliance",
                "verbose_name_plural": "historical alliances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CompanyLabel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holders",
                        to="chains.label",
                        verbose_name="label",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labels",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issuer")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labels",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "label of a company",
                "verbose_name_plural": "labels of companies",
                "ordering": ("company", "label__order", "year"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("chain__isnull", False)),
                        fields=("company", "label", "chain"),
                        name="companylabel_once_in_chain",
                        violation_error_message="The company already has this label.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("chain__isnull", True)),
                        fields=("company", "label"),
                        name="companylabel_once",
                        violation_error_message="The company already has this label.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__isnull", True), ("year__range", (1949, 2100)), _connector="OR"),
                        name="companylabel_year_plausible",
                        violation_error_message="This is not a plausible year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alliance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alliances",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                ("heads_map", models.BooleanField(default=False, verbose_name="heads the map of its chain")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded on")),
            ],
            options={
                "verbose_name": "alliance",
                "verbose_name_plural": "alliances",
                "ordering": ("pinyin", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="alliance_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="alliance_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="alliance_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="alliance_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="alliance_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heads_map", False), ("chain__isnull", False), _connector="OR"),
                        name="alliance_heads_a_chain",
                        violation_error_message="An alliance that heads a map needs its chain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPark_chains",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.park",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="chains.historicalpark"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalPark_chains",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlatform_chains",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "platform",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.platform",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="chains.historicalplatform",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalPlatform_chains",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "layer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segments",
                        to="chains.layer",
                        verbose_name="layer",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="chains.segment",
                        verbose_name="parent segment",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=101, unique=True, verbose_name="code")),
                ("path", models.CharField(editable=False, max_length=400, unique=True, verbose_name="path")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "segment",
                "verbose_name_plural": "segments",
                "ordering": ("layer__chain__order", "layer__order", "order", "code"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("layer", "name"),
                        name="segment_name_unique_in_layer",
                        violation_error_message="The layer already has a segment of this name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", False)),
                        fields=("parent", "name"),
                        name="segment_name_unique_in_parent",
                        violation_error_message="The parent already has a segment of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="segment_not_its_own_parent",
                        violation_error_message="A segment cannot be its own parent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9]+(-[a-z0-9]+)*[.][a-z0-9]+(-[a-z0-9]+)*$")),
                        name="segment_code_shape",
                        violation_error_message="This is not a code.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                        db_index=True,
                        default="published",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("verified", "verified"),
                            ("disputed", "disputed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        db_index=True,
                        default="reported",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="verified on")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ("segment__path", "province", "id"),
                "indexes": [
                    models.Index(fields=["updated", "id"], name="placement_by_updated"),
                    models.Index(fields=["segment", "province", "company"], name="placement_cell"),
                    models.Index(fields=["province", "segment"], name="placement_by_province"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="placement_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="placement_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="placement_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="placement_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["draft", "review", "published", "arriving"])),
                        name="placement_stage_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["reported", "verified", "disputed", "withdrawn"])),
                        name="placement_status_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("city__isnull", False)),
                        fields=("company", "segment", "city"),
                        name="placement_once_in_city",
                        violation_error_message="The company is already placed in this segment at this place.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("city__isnull", True), ("province__isnull", False)),
                        fields=("company", "segment", "province"),
                        name="placement_once_in_province",
                        violation_error_message="The company is already placed in this segment at this place.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", True)),
                        fields=("company", "segment", "country"),
                        name="placement_once_in_country",
                        violation_error_message="The company is already placed in this segment at this place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verified"), _negated=True),
                            ("verified_on__isnull", False),
                            _connector="OR",
                        ),
                        name="placement_verified_has_date",
                        violation_error_message="A verified placement says when it was verified.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResearchBase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "university"),
                            ("laboratory", "laboratory"),
                            ("institute", "research institute"),
                            ("rd-centre", "R&D centre"),
                            ("national-centre", "national manufacturing innovation centre"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                (
                    "chains",
                    models.ManyToManyField(related_name="research_bases", to="chains.chain", verbose_name="chains"),
                ),
                (
                    "segments",
                    models.ManyToManyField(
                        blank=True, related_name="research_bases", to="chains.segment", verbose_name="segments"
                    ),
                ),
            ],
            options={
                "verbose_name": "research base",
                "verbose_name_plural": "research bases",
                "ordering": ("pinyin", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="researchbase_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="researchbase_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="researchbase_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="researchbase_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="researchbase_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["university", "laboratory", "institute", "rd-centre", "national-centre"])
                        ),
                        name="researchbase_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("text", models.TextField(verbose_name="note")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "verbose_name": "journal note",
                "verbose_name_plural": "journal notes",
                "ordering": ("-created", "-pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", False), ("segment__isnull", True)),
                            models.Q(("company__isnull", True), ("segment__isnull", False)),
                            _connector="OR",
                        ),
                        name="journalnote_on_one_thing",
                        violation_error_message="Choose a company or a segment: one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="journalnote_says_something",
                        violation_error_message="Write something.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSegmentLink",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "upstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="upstream",
                    ),
                ),
                (
                    "downstream",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="downstream",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical segment link",
                "verbose_name_plural": "historical segment links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSegment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("code", models.CharField(db_index=True, editable=False, max_length=101, verbose_name="code")),
                ("path", models.CharField(db_index=True, editable=False, max_length=400, verbose_name="path")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "layer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.layer",
                        verbose_name="layer",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="parent segment",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical segment",
                "verbose_name_plural": "historical segments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlacement",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                        db_index=True,
                        default="published",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("review_note", models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("verified", "verified"),
                            ("disputed", "disputed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        db_index=True,
                        default="reported",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="verified on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical placement",
                "verbose_name_plural": "historical placements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SegmentLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "upstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_down",
                        to="chains.segment",
                        verbose_name="upstream",
                    ),
                ),
                (
                    "downstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_up",
                        to="chains.segment",
                        verbose_name="downstream",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
            ],
            options={
                "verbose_name": "segment link",
                "verbose_name_plural": "segment links",
                "ordering": ("upstream__path", "downstream__path"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upstream", "downstream"),
                        name="segmentlink_once",
                        violation_error_message="This link exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("upstream", models.F("downstream")), _negated=True),
                        name="segmentlink_not_to_itself",
                        violation_error_message="A segment cannot feed itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlists",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="shared with all staff")),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shortlists",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shortlists",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "shortlist",
                "verbose_name_plural": "shortlists",
                "ordering": ("name", "public_id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="shortlist_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="shortlist_name_once",
                        violation_error_message="You have a shortlist of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="shortlist_has_a_name",
                        violation_error_message="Give the shortlist a name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("investor", models.CharField(blank=True, max_length=200, verbose_name="investor as printed")),
                (
                    "investor_company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects",
                        to="chains.company",
                        verbose_name="investor",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="In single yuan or dollars: 100 亿 is 10000000000.",
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("USD", "US dollar"),
                            ("EUR", "euro"),
                            ("HKD", "Hong Kong dollar"),
                            ("JPY", "yen"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[("exact", "exactly"), ("over", "over"), ("about", "about"), ("target", "target")],
                        default="exact",
                        max_length=10,
                        verbose_name="how exactly",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "ordering": ("-year", "pinyin", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="project_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="project_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("province__isnull", False)),
                            models.Q(
                                ("city__isnull", True),
                                ("province__isnull", True),
                                models.Q(("country", ""), _negated=True),
                            ),
                            models.Q(("city__isnull", True), ("country", ""), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="project_place_is_one",
                        violation_error_message="Give either a province (with a city, if known) or a country outside China.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city__isnull", True),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("city", 2),
                                django.db.models.functions.text.Left("province", 2),
                            ),
                            _connector="OR",
                        ),
                        name="project_city_in_province",
                        violation_error_message="The city does not lie in the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""),
                            models.Q(
                                django.db.models.lookups.Regex(
                                    models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                                ),
                                models.Q(("country", "CN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="project_country_is_iso_3166",
                        violation_error_message="A place in China is given by its province, not by a country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("qualifier__in", ["exact", "over", "about", "target"])),
                        name="project_qualifier_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("currency", "")),
                            models.Q(
                                ("amount__gt", 0),
                                ("amount__isnull", False),
                                ("currency__in", ["CNY", "USD", "EUR", "HKD", "JPY"]),
                            ),
                            _connector="OR",
                        ),
                        name="project_amount_has_currency",
                        violation_error_message="Give the amount with its currency, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__isnull", True), ("year__range", (1949, 2100)), _connector="OR"),
                        name="project_year_plausible",
                        violation_error_message="This is not a plausible year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTarget",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "companies",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="companies wanted"
                    ),
                ),
                (
                    "by_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="by the year",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target",
                "verbose_name_plural": "historical targets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSupplyShare",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="share in per cent",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("major", "major"), ("minor", "minor"), ("none", "none"), ("unknown", "unknown")],
                        max_length=10,
                        verbose_name="where no number is known",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical supply share",
                "verbose_name_plural": "historical supply shares",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProject",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("investor", models.CharField(blank=True, max_length=200, verbose_name="investor as printed")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="In single yuan or dollars: 100 亿 is 10000000000.",
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("USD", "US dollar"),
                            ("EUR", "euro"),
                            ("HKD", "Hong Kong dollar"),
                            ("JPY", "yen"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[("exact", "exactly"), ("over", "over"), ("about", "about"), ("target", "target")],
                        default="exact",
                        max_length=10,
                        verbose_name="how exactly",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "investor_company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="investor",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical project",
                "verbose_name_plural": "historical projects",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SupplyShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_shares",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="share in per cent",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("major", "major"), ("minor", "minor"), ("none", "none"), ("unknown", "unknown")],
                        max_length=10,
                        verbose_name="where no number is known",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_shares",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "supply share",
                "verbose_name_plural": "supply shares",
                "ordering": ("segment__path", "-year", "-share", "country"),
                "indexes": [
                    models.Index(fields=["country"], name="supplyshare_by_country"),
                    models.Index(fields=["share"], name="supplyshare_by_share"),
                    models.Index(fields=["year"], name="supplyshare_by_year"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="supplyshare_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("qualifier__in", ["", "major", "minor", "none", "unknown"])),
                        name="supplyshare_qualifier_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.UniqueConstraint(
                        fields=("segment", "country", "year", "source"),
                        name="supplyshare_once",
                        violation_error_message="This source already gives a share of this country in this year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier", ""), ("share__isnull", False)),
                            models.Q(("share__isnull", True), models.Q(("qualifier", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="supplyshare_number_or_words",
                        violation_error_message="Give a number or, where none is known, a word for it: one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__isnull", True), ("share__range", (0, 100)), _connector="OR"),
                        name="supplyshare_is_per_cent",
                        violation_error_message="A share lies between 0 and 100 per cent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Regex(
                                models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                            )
                        ),
                        name="supplyshare_country_is_iso_3166",
                        violation_error_message="This is not the code of a country, such as NL.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1949, 2100))),
                        name="supplyshare_year_plausible",
                        violation_error_message="This is not a plausible year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "companies",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="companies wanted"
                    ),
                ),
                (
                    "by_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="by the year",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ("segment__path", "province"),
                "indexes": [
                    models.Index(fields=["companies"], name="target_by_companies"),
                    models.Index(fields=["by_year"], name="target_by_by_year"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="target_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.UniqueConstraint(
                        fields=("segment", "province"),
                        name="target_once",
                        violation_error_message="There is a target for this segment and province already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("companies__gte", 1)),
                        name="target_wants_a_company",
                        violation_error_message="A target wants one company at least; without one, leave it out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_year__isnull", True), ("by_year__range", (1949, 2100)), _connector="OR"
                        ),
                        name="target_year_plausible",
                        violation_error_message="This is not a plausible year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Technology",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("field", models.CharField(max_length=100, verbose_name="field")),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="group")),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="technologies",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "segments",
                    models.ManyToManyField(
                        blank=True, related_name="technologies", to="chains.segment", verbose_name="segments"
                    ),
                ),
            ],
            options={
                "verbose_name": "technology",
                "verbose_name_plural": "technologies",
                "ordering": ("order", "public_id"),
                "constraints": [
                    models.UniqueConstraint(fields=("field", "group", "name"), name="technology_once_in_group"),
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="technology_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementRedirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=10, unique=True, verbose_name="old id")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        serialize=False,
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redirects",
                        to="chains.placement",
                        verbose_name="placement",
                    ),
                ),
            ],
            options={
                "verbose_name": "redirect of a folded placement",
                "verbose_name_plural": "redirects of folded placements",
                "ordering": ("-created",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="placementredirect_public_id_shape",
                        violation_error_message="This is not a public id.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalResearchBaseMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name as printed")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.researchbase",
                        verbose_name="research base",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "member_base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.researchbase",
                        verbose_name="member that is itself a research base",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical member of a research base",
                "verbose_name_plural": "historical members of research bases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResearchBase_chains",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "researchbase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.researchbase",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.chain",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="chains.historicalresearchbase",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalResearchBase_chains",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ResearchBaseMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="chains.researchbase",
                        verbose_name="research base",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name as printed")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "member_base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="chains.researchbase",
                        verbose_name="member that is itself a research base",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "member of a research base",
                "verbose_name_plural": "members of research bases",
                "ordering": ("base", "order", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("base", "name"), name="researchbasemember_once"),
                    models.CheckConstraint(
                        condition=models.Q(("company__isnull", True), ("member_base__isnull", True), _connector="OR"),
                        name="researchbasemember_is_one_thing",
                        violation_error_message="A member is a company or a research base, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member_base__isnull", True),
                            models.Q(("member_base", models.F("base")), _negated=True),
                            _connector="OR",
                        ),
                        name="researchbasemember_not_itself",
                        violation_error_message="A research base is not its own member.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalResearchBase_segments",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "researchbase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.researchbase",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="chains.historicalresearchbase",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalResearchBase_segments",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ShortlistEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shortlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="chains.shortlist",
                        verbose_name="shortlist",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlist_entries",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("added", models.DateTimeField(auto_now_add=True, verbose_name="added")),
            ],
            options={
                "verbose_name": "company on a shortlist",
                "verbose_name_plural": "companies on shortlists",
                "ordering": ("shortlist", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shortlist", "company"),
                        name="shortlistentry_once",
                        violation_error_message="The company is on this list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                (
                    "printed_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the printed name"
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "placement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.placement",
                        verbose_name="placement",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="chains.placement",
                        verbose_name="placement",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("printed_name", models.CharField(blank=True, max_length=200, verbose_name="name as printed")),
                (
                    "printed_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the printed name"
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source, such as 图1.",
                        max_length=100,
                        verbose_name="locator",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ("placement", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("placement", "source", "printed_name", "locator"),
                        name="evidence_once",
                        violation_error_message="This evidence is on record already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "placement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions",
                        to="chains.placement",
                        verbose_name="placement",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="what is wrong, and what would be right")),
                ("evidence", models.TextField(blank=True, max_length=500, verbose_name="where that can be checked")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="how to reach you")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("declined", "declined")],
                        db_index=True,
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment of the reviewer")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
            ],
            options={
                "verbose_name": "suggested correction",
                "verbose_name_plural": "suggested corrections",
                "ordering": ("-created", "-pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", False), ("segment__isnull", True)),
                            models.Q(("company__isnull", True), ("segment__isnull", False)),
                            _connector="OR",
                        ),
                        name="suggestion_on_one_thing",
                        violation_error_message="Choose a company or a segment: one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="suggestion_says_something",
                        violation_error_message="Write something.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "accepted", "declined"])),
                        name="suggestion_status_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTechnology_segments",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "technology",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.technology",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="chains.historicaltechnology",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalTechnology_segments",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ("slug",),
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="region_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="region_slug_shape",
                        violation_error_message="This is not a slug.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRegionProvince",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical province of a region",
                "verbose_name_plural": "historical provinces of a region",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalChain",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                (
                    "pinyin_override",
                    models.CharField(
                        blank=True,
                        help_text="Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong.",
                        max_length=400,
                        verbose_name="pinyin, if it is read otherwise",
                    ),
                ),
                (
                    "name_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the name"
                    ),
                ),
                ("pinyin", models.CharField(db_index=True, editable=False, max_length=600, verbose_name="pinyin")),
                ("initials", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="initials")),
                ("readings", models.TextField(db_default="", default="", editable=False, verbose_name="readings")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use lower-case letters, digits and single hyphens, such as “g60-corridor”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical chain",
                "verbose_name_plural": "historical chains",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RegionProvince",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "province of a region",
                "verbose_name_plural": "provinces of a region",
                "ordering": ("region", "order", "province"),
                "constraints": [models.UniqueConstraint(fields=("region", "province"), name="regionprovince_once")],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                ("taken_at", models.DateTimeField(db_index=True, verbose_name="taken at")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="snapshots",
                        serialize=False,
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "snapshot",
                "verbose_name_plural": "snapshots",
                "ordering": ("-taken_at", "chain", "public_id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="snapshot_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.UniqueConstraint(fields=("chain", "region", "taken_at"), name="snapshot_once_at_a_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("gap", "gap"), ("weak", "weak"), ("adequate", "adequate"), ("strong", "strong")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("choke_point", models.BooleanField(default=False, verbose_name="choke point")),
                ("import_dependent", models.BooleanField(default=False, verbose_name="import dependent")),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplement", "fill the gap"),
                            ("strengthen", "strengthen"),
                            ("extend", "extend"),
                            ("consolidate", "consolidate"),
                        ],
                        max_length=12,
                        verbose_name="action",
                    ),
                ),
                ("statement", models.TextField(verbose_name="statement")),
                ("statement_en", models.TextField(blank=True, verbose_name="statement in English")),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
                (
                    "date",
                    models.DateField(help_text="The first of the month where no day is known.", verbose_name="date"),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical assessment",
                "verbose_name_plural": "historical assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("gap", "gap"), ("weak", "weak"), ("adequate", "adequate"), ("strong", "strong")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("choke_point", models.BooleanField(default=False, verbose_name="choke point")),
                ("import_dependent", models.BooleanField(default=False, verbose_name="import dependent")),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplement", "fill the gap"),
                            ("strengthen", "strengthen"),
                            ("extend", "extend"),
                            ("consolidate", "consolidate"),
                        ],
                        max_length=12,
                        verbose_name="action",
                    ),
                ),
                ("statement", models.TextField(verbose_name="statement")),
                ("statement_en", models.TextField(blank=True, verbose_name="statement in English")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
                (
                    "date",
                    models.DateField(help_text="The first of the month where no day is known.", verbose_name="date"),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
                "ordering": ("-date", "segment__path", "public_id"),
                "indexes": [models.Index(fields=["date"], name="assessment_by_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="assessment_public_id_shape",
                        violation_error_message="This is not a public id.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["gap", "weak", "adequate", "strong"])),
                        name="assessment_verdict_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["", "supplement", "strengthen", "extend", "consolidate"])),
                        name="assessment_action_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("province__isnull", True), ("region__isnull", False)),
                            models.Q(("province__isnull", False), ("region__isnull", True)),
                            _connector="OR",
                        ),
                        name="assessment_scope_is_one",
                        violation_error_message="An assessment is for a province or for a region: give one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="assessment_has_a_statement",
                        violation_error_message="Say in words what the verdict rests on.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", False)),
                        fields=("segment", "province", "source", "date"),
                        name="assessment_once_in_province",
                        violation_error_message="This source has already been read for this segment and place.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("region__isnull", False)),
                        fields=("segment", "region", "source", "date"),
                        name="assessment_once_in_region",
                        violation_error_message="This source has already been read for this segment and place.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="chains.snapshot",
                        verbose_name="snapshot",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                ("companies", models.PositiveIntegerField(verbose_name="companies")),
                ("dedicated", models.PositiveIntegerField(verbose_name="only in this segment")),
                ("verified", models.PositiveIntegerField(verbose_name="verified")),
                ("listed", models.PositiveIntegerField(verbose_name="listed")),
                (
                    "signal",
                    models.CharField(
                        choices=[
                            ("empty", "empty everywhere"),
                            ("absent", "suspected gap"),
                            ("unlisted", "not listed"),
                            ("single", "single"),
                            ("thin", "thin"),
                            ("cluster", "cluster"),
                            ("present", "present"),
                        ],
                        max_length=10,
                        verbose_name="signal",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("gap", "gap"), ("weak", "weak"), ("adequate", "adequate"), ("strong", "strong")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
            ],
            options={
                "verbose_name": "cell of a snapshot",
                "verbose_name_plural": "cells of snapshots",
                "ordering": ("snapshot", "segment__path", "province"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", False)),
                        fields=("snapshot", "segment", "province"),
                        name="snapshotcell_once_in_province",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", True)),
                        fields=("snapshot", "segment"),
                        name="snapshotcell_once_in_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signal__in", ["empty", "absent", "unlisted", "single", "thin", "cluster", "present"])
                        ),
                        name="snapshotcell_signal_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "gap", "weak", "adequate", "strong"])),
                        name="snapshotcell_verdict_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="chain",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chains",
                to="chains.region",
                verbose_name="region",
            ),
        ),
        migrations.AddField(
            model_name="region",
            name="provinces",
            field=models.ManyToManyField(
                related_name="regions", through="chains.RegionProvince", to="chains.province", verbose_name="provinces"
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(search_grams.install, search_grams.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
