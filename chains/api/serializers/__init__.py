"""The shapes of the answers, by domain."""
