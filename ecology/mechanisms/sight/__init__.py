"""What is seen, asked, and said behind backs."""
