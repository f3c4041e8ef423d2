"""No column of a closed vocabulary holds anything else; an undo undoes another batch; decisions are on public ids."""

from django.db import migrations, models

from chains.migrations.operations.integrity import install, remove


class Migration(migrations.Migration):
    dependencies = [("chains", "0003_curation")]

    operations = [
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["gap", "weak", "adequate", "strong"])),
                name="assessment_verdict_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["", "supplement", "strengthen", "extend", "consolidate"])),
                name="assessment_action_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undoes__isnull", True), models.Q(("undoes", models.F("id")), _negated=True), _connector="OR"
                ),
                name="batch_undoes_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["import", "merge", "split", "edit", "settle", "review", "undo"])),
                name="batch_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="columnmapping",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["draft", "review", "published"])),
                name="company_stage_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companyname",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["printed", "former", "abbreviation", "english", "brand"])),
                name="companyname_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="duplicatedecision_first_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("second__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="duplicatedecision_second_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["same", "different", "later"])),
                name="duplicatedecision_verdict_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
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
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["new", "changed", "unchanged", "decision", "duplicate", "error"])),
                name="importrow_outcome_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["", "use", "new", "skip"])),
                name="importrow_decision_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exchange__in", ["sse", "szse", "bse", "hkex", "twse", "nasdaq", "nyse", "krx", "tse", "lse"])
                ),
                name="listing_exchange_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["park", "incubator", "pilot-zone", "innovation-centre"])),
                name="park_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["draft", "review", "published"])),
                name="placement_stage_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["reported", "verified", "disputed", "withdrawn"])),
                name="placement_status_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="platform",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["functional", "public-service", "open-innovation"])),
                name="platform_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("qualifier__in", ["exact", "over", "about", "target"])),
                name="project_qualifier_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="researchbase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["university", "laboratory", "institute", "rd-centre", "national-centre"])
                ),
                name="researchbase_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(
                condition=models.Q(("page__in", ["companies", "placements", "gaps"])),
                name="savedfilter_page_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["publication", "list", "site", "register"])),
                name="source_kind_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "accepted", "declined"])),
                name="suggestion_status_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("qualifier__in", ["", "major", "minor", "none", "unknown"])),
                name="supplyshare_qualifier_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        # Altering a table on SQLite drops its triggers.
        migrations.RunPython(install, remove),
    ]
