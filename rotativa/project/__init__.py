"""Settings, addresses of the application, wiring, and the command line."""
