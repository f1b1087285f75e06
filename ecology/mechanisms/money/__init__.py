"""Grants, accounts and what funders make of them."""
