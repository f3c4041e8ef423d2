"""The structure of a chain: layers, the tree of segments, and what feeds what."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import CODE_PATTERN, SLUG_PATTERN
from chains.querysets import SegmentQuerySet

from .base import Named, Record, RecordManager, shape_constraint, validate_slug
from .geography import Region
from .history import History


class Chain(Named, Record):
    """An industry chain 产业链, mapped over one region by default."""

    SHORT_FORMS: ClassVar = ("slug",)

    slug = models.CharField(_("slug"), max_length=50, unique=True, validators=[validate_slug])
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("region"), related_name="chains")
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        ordering = ("order", "slug")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="chain_name_unique"),
            shape_constraint("chain_slug_shape", "slug", SLUG_PATTERN, _("This is not a slug.")),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the chain's map."""
        return reverse("chain", args=[self.slug])


class Layer(Named, Record):
    """An ordered band 层 of a chain; ``code`` is chain.slug, such as ``ai.product``."""

    NATURAL_KEY: ClassVar = ("code",)
    DERIVED: ClassVar = Named.DERIVED | {"slug": ("code",), "chain": ("code",)}

    chain = models.ForeignKey(Chain, models.PROTECT, verbose_name=_("chain"), related_name="layers")
    slug = models.CharField(_("slug"), max_length=50, validators=[validate_slug])
    code = models.CharField(_("code"), max_length=101, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("layer")
        verbose_name_plural = _("layers")
        ordering = ("chain", "order", "code")
        constraints = (
            models.UniqueConstraint(fields=["chain", "name"], name="layer_name_unique_in_chain"),
            models.UniqueConstraint(fields=["chain", "slug"], name="layer_slug_unique_in_chain"),
            shape_constraint("layer_code_shape", "code", CODE_PATTERN, _("This is not a code.")),
        )

    def __str__(self) -> str:
        return f"{self.chain.name} · {self.name}" if self.chain_id else self.name

    def derive(self) -> None:
        """Set the code as well as what the name gives."""
        super().derive()
        self.code = f"{self.chain.slug}.{self.slug}"

    def get_absolute_url(self) -> str:
        """Return the path of the layer on its chain's map."""
        return f"{reverse('chain', args=[self.chain.slug])}#{self.slug}"


class Segment(Named, Record):
    """A step or product class 环节 in a layer; a tree, whose top level makes the columns of the map.

    ``code`` (``ic.equipment``) is unique everywhere. ``path`` holds the slugs from the chain down, each closed
    by a slash (``ic/equipment/lithography/``), so that a subtree is a prefix; it follows from the parent.
    """

    NATURAL_KEY: ClassVar = ("code",)
    SHORT_FORMS: ClassVar = ("slug", "code")
    DERIVED: ClassVar = Named.DERIVED | {
        "slug": ("code", "path"),
        "layer": ("code", "path"),
        "parent": ("path",),
    }

    layer = models.ForeignKey(Layer, models.PROTECT, verbose_name=_("layer"), related_name="segments")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent segment"),
        null=True,
        blank=True,
        related_name="children",
    )
    slug = models.CharField(_("slug"), max_length=50, validators=[validate_slug])
    code = models.CharField(_("code"), max_length=101, unique=True, editable=False)
    path = models.CharField(_("path"), max_length=400, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()
    objects = RecordManager.from_queryset(SegmentQuerySet)()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ("layer__chain__order", "layer__order", "order", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["layer", "name"],
                condition=models.Q(parent__isnull=True),
                name="segment_name_unique_in_layer",
                violation_error_message=_("The layer already has a segment of this name."),
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=models.Q(parent__isnull=False),
                name="segment_name_unique_in_parent",
                violation_error_message=_("The parent already has a segment of this name."),
            ),
            models.CheckConstraint(
                name="segment_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                violation_error_message=_("A segment cannot be its own parent."),
            ),
            shape_constraint("segment_code_shape", "code", CODE_PATTERN, _("This is not a code.")),
        )

    def derive(self) -> None:
        """Set code and path as well as what the name gives."""
        super().derive()
        chain = self.layer.chain.slug
        self.code = f"{chain}.{self.slug}"
        self.path = f"{self.parent.path if self.parent else chain + '/'}{self.slug}/"

    def clean(self) -> None:
        """Refuse a parent of another layer and a cycle, in words; the database refuses the cycle as well."""
        super().clean()
        if not self.parent_id:
            return
        if self.layer_id and self.parent.layer_id != self.layer_id:
            raise ValidationError({"parent": _("The parent must be a segment of the same layer.")})
        ancestor: Segment | None = self.parent
        while ancestor is not None:
            if ancestor == self:
                raise ValidationError({"parent": _("A segment cannot stand below itself.")})
            ancestor = ancestor.parent

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, and give the descendants their new paths where this one's has changed."""
        before = Segment.objects.filter(pk=self.pk).values_list("path", flat=True).first() if self.pk else None
        super().save(*args, update_fields=update_fields, **kwargs)
        if before is not None and before != self.path:
            self.follow_with_children()

    def follow_with_children(self) -> None:
        """Give the descendants the paths that follow from this one's."""
        for child in self.children.all():
            child.parent = self
            child.save()

    @property
    def depth(self) -> int:
        """0 for a column of the map, 1 for its sub-segments, and so on."""
        return self.path.count("/") - 2

    def get_absolute_url(self) -> str:
        """Return the path of the segment's page."""
        return reverse("segment", args=[self.code])


class SegmentLink(Record):
    """One segment feeds another 上下游 (原材料→制造); never to be mixed with the tree, which says *is a*."""

    NATURAL_KEY: ClassVar = ("upstream__code", "downstream__code")

    upstream = models.ForeignKey(Segment, models.CASCADE, verbose_name=_("upstream"), related_name="links_down")
    downstream = models.ForeignKey(Segment, models.CASCADE, verbose_name=_("downstream"), related_name="links_up")
    note = models.CharField(_("note"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("segment link")
        verbose_name_plural = _("segment links")
        ordering = ("upstream__path", "downstream__path")
        constraints = (
            models.UniqueConstraint(
                fields=["upstream", "downstream"],
                name="segmentlink_once",
                violation_error_message=_("This link exists already."),
            ),
            models.CheckConstraint(
                name="segmentlink_not_to_itself",
                condition=~models.Q(upstream=models.F("downstream")),
                violation_error_message=_("A segment cannot feed itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.upstream} → {self.downstream}"
