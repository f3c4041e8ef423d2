"""What only a browser shows; one Chromium and its sites serve the whole package."""
