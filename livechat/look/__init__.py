"""How everything looks: design tokens and the stylesheets made from them."""
