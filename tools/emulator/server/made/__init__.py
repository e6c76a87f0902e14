"""What Terraform's runs make, so that what a killed run made, and no state knows, can be taken back."""
