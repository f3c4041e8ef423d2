"""The Django project around the chains: settings, URLs, server and logs."""
