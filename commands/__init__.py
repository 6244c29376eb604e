"""The commands of the command line, each module registering its own on the one application."""
