"""What the page is made of: addresses, cards, charts, tabs, and what it takes along."""
