"""Links to the plain pages beside NiceGUI's, such as the one on sign-in and security."""


def full_page_href(path: str) -> str:
    """The path as an `href` that the browser follows by itself.

    `ui.sub_pages` takes over the click on every `href` that begins with a slash, and would look for a screen there. A
    space around an address is allowed in HTML and means nothing.
    """
    return f" {path}"
