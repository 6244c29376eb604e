"""The HTTP API, the tools for assistants (MCP) and what tells how the service runs: for programs, behind the door."""
