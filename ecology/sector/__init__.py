"""State: people, organisations, funders, ties and partnerships as columns."""
