"""What all tests stand on: databases of their own, folders of their own, and a seed that is printed."""
