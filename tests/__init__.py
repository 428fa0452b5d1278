"""What belongs to no single package: the infrastructure of all tests, the laws, and the browser journeys."""
