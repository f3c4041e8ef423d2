"""The other ways to serve the same rows, as strong as they come: kept here, measured beside the site, never shipped."""
