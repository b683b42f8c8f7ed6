"""The parts of plain HTML pages: layout and forms."""
