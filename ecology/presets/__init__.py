"""Presets: the policies, sectors and scenarios that come with the package, and the user's own by path."""
