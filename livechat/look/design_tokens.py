"""Design tokens: every colour, size and radius by name, in both themes, as CSS custom properties."""

LIGHT = {
    "canvas": "#f6f4ef",
    "surface": "#fffdf9",
    "sunken": "#efebe3",
    "raised": "#ffffff",
    "line": "#ddd7cb",
    "control-line": "#8b8475",
    "ink": "#23211c",
    "ink-soft": "#57524a",
    "ink-faint": "#6b655a",
    "accent": "#0b6a62",
    "accent-hover": "#08544e",
    "accent-subtle": "#dcebe6",
    "on-accent": "#ffffff",
    "own-bubble": "#e0eee9",
    "highlight": "#fff1c9",
    "mark": "#ffe38a",
    "danger": "#b3261e",
    "danger-hover": "#8f1d17",
    "on-danger": "#ffffff",
    "success": "#276b2b",
    "warning": "#8a5a00",
    "code-keyword": "#7a3f7d",
    "code-string": "#276b2b",
    "code-number": "#8f4510",
    "code-name": "#2b5c8a",
    "online": "#2a8a4a",
    "offline": "#8b8475",
    "shadow": "0 1px 2px rgb(60 50 30 / 8%), 0 8px 24px rgb(60 50 30 / 12%)",
}

DARK = {
    "canvas": "#171a1a",
    "surface": "#1d2121",
    "sunken": "#141717",
    "raised": "#252a2a",
    "line": "#343a3a",
    "control-line": "#7a8482",
    "ink": "#e8e6e1",
    "ink-soft": "#b5b7b3",
    "ink-faint": "#989d9a",
    "accent": "#5cc4b4",
    "accent-hover": "#7ad5c7",
    "accent-subtle": "#1f3a37",
    "on-accent": "#08211e",
    "own-bubble": "#20332f",
    "highlight": "#3d3618",
    "mark": "#6b5a12",
    "danger": "#ff8a80",
    "danger-hover": "#ffa79f",
    "on-danger": "#3a0703",
    "success": "#7fc98a",
    "warning": "#e3b261",
    "code-keyword": "#d7a3dc",
    "code-string": "#8fce97",
    "code-number": "#e8b07c",
    "code-name": "#8fc1ea",
    "online": "#5dbb7a",
    "offline": "#7a8482",
    "shadow": "0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 45%)",
}

SHARED = {
    "space-1": "4px",
    "space-2": "8px",
    "space-3": "12px",
    "space-4": "16px",
    "space-5": "24px",
    "space-6": "32px",
    "space-7": "48px",
    "radius-small": "6px",
    "radius": "10px",
    "radius-large": "16px",
    "radius-full": "999px",
    "text-tiny": "12px",
    "text-small": "14px",
    "text": "15px",
    "text-large": "18px",
    "text-title": "22px",
    "text-display": "28px",
    "weight": "400",
    "weight-medium": "500",
    "weight-strong": "650",
    "sans": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
    "mono": 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
    "motion": "120ms ease-out",
}

QUASAR = {"q-primary": "accent", "q-negative": "danger", "q-positive": "success", "q-warning": "warning"}


THEME_ATTRIBUTE = "data-theme"  # of a page's root: a `livechat.preferences.choices.Theme`
DARK_PAGES = f':root:has(> body.body--dark), :root[{THEME_ATTRIBUTE}="dark"]:not(:has(> body.body--light))'
SYSTEM_PAGES = f':root[{THEME_ATTRIBUTE}="system"]:not(:has(> body.body--light))'


def tokens_css() -> str:
    """All tokens as a stylesheet.

    A page's root says what its reader prefers, from the first byte on; its body says what is so once NiceGUI runs, also
    when the reader changes their mind.
    """
    root = _rule(":root", SHARED | LIGHT)
    quasar = _rule("body", {name: f"var(--{token}) !important" for name, token in QUASAR.items()})
    dark = _rule(DARK_PAGES, DARK)
    system = f"@media (prefers-color-scheme: dark) {{ {_rule(SYSTEM_PAGES, DARK)} }}"
    return "\n".join((root, quasar, dark, system))


def _rule(selector: str, tokens: dict[str, str]) -> str:
    declarations = "".join(f"--{name}:{value};" for name, value in tokens.items())
    return f"{selector}{{{declarations}}}"
