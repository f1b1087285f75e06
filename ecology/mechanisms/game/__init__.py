"""What partners do and make: stakes, effort and choice."""
