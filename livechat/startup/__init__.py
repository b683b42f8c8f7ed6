"""What is looked at before anything runs: settings, secret, certificates, and whose the data directory is."""
