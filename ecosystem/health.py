"""``/healthz``, for load balancers and monitors."""

from django.http import HttpRequest, HttpResponse
from health_check.views import HealthCheckView


class HealthView(HealthCheckView):
    """Answers 200, or 500 when the database or the cache fails, with a line for each in plain text.

    A further line says how the background worker is, in words of its own.
    """

    checks = ("health_check.checks.Database", "health_check.checks.Cache", "chains.views.health.Worker")

    async def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Return ``database: ok`` or ``failed``, and so on, whatever the client says it accepts.

        Why something failed is in the log alone: the message of a driver names hosts and users.
        """
        with self.get_executor() as executor:
            results = [await check.get_result(executor) for check in self.get_checks()]
        told = [(each, "failed" if each.error else getattr(each.check, "words", "ok")) for each in results]
        lines = [f"{type(each.check).__name__.lower()}: {words}\n" for each, words in told]
        status = 500 if any(each.error for each in results) else 200
        return HttpResponse("".join(lines), status=status, content_type="text/plain; charset=utf-8")
