"""What was run changes what is run next: signals in the log, and a small state machine for each family of sessions."""
