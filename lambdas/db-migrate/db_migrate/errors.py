"""The failure that a person can mend."""


class MigrationError(Exception):
    """End of the run. The message says what is wrong, where, and what to do.

    Terraform shows it, so no secret is in it.
    """
