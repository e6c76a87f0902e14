"""The wire protocols of AWS: requests into values, refusals into responses."""
