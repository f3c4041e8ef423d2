"""Root URLs: the admin, the language switch, the health check, and the chains for the rest."""

from django.contrib import admin
from django.urls import include, path

from ecosystem.health import HealthView

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", HealthView.as_view(), name="healthz"),
    path("", include("chains.urls")),
]

handler400 = "chains.views.errors.bad_request"
handler403 = "chains.views.errors.permission_denied"
handler404 = "chains.views.errors.page_not_found"
handler500 = "chains.views.errors.server_error"
