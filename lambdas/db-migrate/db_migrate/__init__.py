"""Migrates the database and makes its application users; Terraform invokes it once the cluster is there."""
