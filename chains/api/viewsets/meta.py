"""The root of the API, its schema and docs, and 404 below `/api/`."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..backends import refuse_unknown
from ..errors import problem
from ..quotas import Metered
from .base import Surface


class RootView(Surface, APIView):
    """The endpoints

    Each with its address; braces hold what is to be filled in.
    """

    follows_log = False

    described_as = {"type": "object", "additionalProperties": {"type": "string"}}
    #: Name → path below this one.
    endpoints: ClassVar[Mapping[str, str]] = {}

    @extend_schema(operation_id="root")
    def get(self, request: Request) -> Response:
        """Answer with the addresses."""
        refuse_unknown(request)
        root = request.build_absolute_uri(request.path)
        return Response({name: root + path for name, path in self.endpoints.items()})


class NothingView(Surface, APIView):
    """What answers under an address that the API does not have."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404, whatever the method."""
        super().initial(request, *args, **kwargs)
        raise NotFound(self.missing(request))

    def missing(self, request: Request) -> str:
        """Return what is not there, and where to look."""
        return _("The API has no such address. /api/v1/ lists those it has.")


class SlashlessView(NothingView):
    """What answers under an address without the slash at its end: it leads readers on, and who writes nowhere.

    A client would follow a redirect with a GET, and take what it reads for the answer to what it wrote.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on where there is something to read."""
        if request.method in SAFE_METHODS and is_valid_path(f"{request.path_info}/"):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        return super().dispatch(request, *args, **kwargs)

    def missing(self, request: Request) -> str:
        """Return the address that is meant, if there is one."""
        path = f"{request.path_info}/"
        if not is_valid_path(path) or getattr(resolve(path).func, "cls", None) is NothingView:
            return super().missing(request)
        address = request.build_absolute_uri(request.get_full_path(force_append_slash=True))
        return _("Addresses end with a slash here: send it to %(address)s. Nothing was done.") % {"address": address}


class OnceGenerator(SchemaGenerator):
    """Writes the description once per language and process: it takes a second, and never comes out differently.

    One at a time, too: the library keeps the view that it is looking at on an object that all threads share,
    so that two readers at once would end in an error for one of them.
    """

    _writing: ClassVar[Lock] = Lock()
    _written: ClassVar[dict[str | None, dict[str, Any]]] = {}

    def get_schema(self, request: Request | None = None, public: bool = False) -> dict[str, Any]:
        """Return the description in the current language; one that is not public depends on who asks."""
        with self._writing:
            if not public:
                return _in_order(super().get_schema(request, public))
            language = get_language()
            if language not in self._written:
                self._written[language] = _in_order(super().get_schema(request, public))
            return self._written[language]


def _in_order(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the description with the methods of each address in one order: the library takes them from a set."""
    paths = {path: dict(sorted(methods.items())) for path, methods in schema["paths"].items()}
    return schema | {"paths": paths}


class SchemaView(Metered, SpectacularAPIView):
    """The description of the API in OpenAPI: YAML, or JSON for `Accept: application/json`."""

    generator_class = OnceGenerator

    def get_exception_handler(self) -> Callable[..., Response]:
        """Return what turns an exception into a problem body."""
        return problem

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Write a problem as JSON, whatever the description would have been written in."""
        if response.exception:
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
        return super().finalize_response(request, response, *args, **kwargs)
