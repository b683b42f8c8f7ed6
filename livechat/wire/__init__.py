"""The wire to a browser past NiceGUI: shared elements, encoded once, written to every socket."""
