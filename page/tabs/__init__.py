"""The tabs of the page, a module each: what one asks with, and what it answers."""
