"""What the page shows, as HTML: pure functions from values to markup, which htpy escapes."""
