"""A middleware that fails, to see what an error leaves behind."""


def break_on_demand(get_response):
    """Raise an error that quotes the visitor, at ``/break/``."""

    def answer(request):
        if request.path == "/break/":
            raise ValueError("typed by somebody: " + request.GET["q"])
        return get_response(request)

    return answer
