"""Pages of the admin that belong to no single model, such as imports and worklists.

A module of the admin makes its pages known with :func:`work_page`; the site serves them and shows on its front
page those that are ``on_front``, with the number of things that wait there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page: its path below ``/admin/``, its name in ``reverse("admin:…")``, who may see it, and what waits on it."""

    path: str
    name: str
    view: View
    title: Any = ""
    description: Any = ""
    #: Whether this user may see it; the view asks the service again.
    allowed: Callable[[AbstractBaseUser], bool] = lambda user: user.is_staff
    #: How many things wait there for this user; None where there is nothing to count.
    waiting: Callable[[AbstractBaseUser], int | None] = lambda user: None

    @property
    def on_front(self) -> bool:
        """Whether the index of the admin links to it: only pages with a title."""
        return bool(self.title)


WORK: list[WorkPage] = []


def work_page(path: str, name: str, **about: Any) -> Callable[[View], View]:
    """Register the decorated view as a page of the admin; ``about`` is what :class:`WorkPage` tells of it.

    The view gets the request, whatever its path captures, and answers with :func:`django.shortcuts.render`; the
    request carries ``request.current_app``. Staff only: everybody else is asked to log in.
    """

    def register(view: View) -> View:
        WORK.append(WorkPage(path, name, view, **about))
        return view

    return register


def allowed_pages(request: HttpRequest) -> list[WorkPage]:
    """Return the pages that the front page leads this user to, in the order of their registration."""
    return [page for page in WORK if page.on_front and page.allowed(request.user)]
