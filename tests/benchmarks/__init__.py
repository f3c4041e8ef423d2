"""What speed rests on, measured side by side in one run: ``make bench``. No tests, and no part of the test run."""
