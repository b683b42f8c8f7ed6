"""Where messages are written: a field that loses no key, and the queue that sends what was written."""
