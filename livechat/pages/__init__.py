"""The pages that a signed-in person sees: one frame, in which screens are switched without loading a page."""
