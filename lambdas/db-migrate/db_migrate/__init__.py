"""Migrations of the database and its application users, at Terraform's request."""
