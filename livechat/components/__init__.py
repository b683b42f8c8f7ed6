"""What a person sees: markup that is shared by everybody, and the elements that are a viewer's own."""
