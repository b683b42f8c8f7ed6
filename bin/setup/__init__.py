"""What the commands need to set the checkout up: environment, installers, browser, progress."""
