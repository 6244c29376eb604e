"""What the page shows, as HTML: pure functions from values to markup, every piece of a report or a question escaped."""
