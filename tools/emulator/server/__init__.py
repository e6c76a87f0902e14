"""An AWS emulator for Terraform: moto, behind a check of every request against AWS's service models."""
