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


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                "indexes": [],
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
                "indexes": [],
            },
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
                "indexes": [],
            },
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
                "indexes": [],
            },
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
                "indexes": [],
            },
        ),
        migrations.AddField(
            model_name="region",
            name="provinces",
            field=models.ManyToManyField(
                related_name="regions", through="chains.RegionProvince", to="chains.province", verbose_name="provinces"
            ),
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
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chains",
                        to="chains.region",
                        verbose_name="region",
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
                "indexes": [],
            },
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
                "indexes": [],
            },
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
                "indexes": [],
            },
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
                "indexes": [],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="source_slug_shape",
                        violation_error_message="This is not a slug.",
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
                "indexes": [],
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
                ("legal_name", models.CharField(blank=True, max_length=200, verbose_name="legal name")),
                (
                    "legal_key",
                    models.CharField(
                        db_index=True, editable=False, max_length=200, verbose_name="normal form of the legal name"
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
                        condition=models.Q(
                            ("uscc__regex", "^[1-9A-HJ-NP-RTUWXY][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"),
                            ("uscc", ""),
                            _connector="OR",
                        ),
                        name="company_uscc_shape",
                        violation_error_message="This is not a credit code.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("uscc", ""), _negated=True),
                        fields=("uscc",),
                        name="company_uscc_unique",
                        violation_error_message="Another company has this credit code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="company_has_a_name",
                        violation_error_message="A company needs a name.",
                    ),
                ],
                "indexes": [],
            },
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
                    )
                ],
                "indexes": [],
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
                "indexes": [],
            },
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
                "indexes": [],
            },
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
                "indexes": [],
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
                "indexes": [],
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
                ],
                "indexes": [],
            },
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
                "indexes": [],
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
                ],
                "indexes": [],
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
                ],
                "indexes": [],
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
                "indexes": [],
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
                "indexes": [],
            },
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                        name="assessment_public_id_shape",
                        violation_error_message="This is not a public id.",
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
                "indexes": [],
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
                "indexes": [],
            },
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country, if outside China"
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("history_change_reason", models.CharField(max_length=100, null=True)),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                "indexes": [],
                "constraints": [],
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
                "indexes": [],
                "constraints": [],
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
