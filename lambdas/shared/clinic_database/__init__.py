"""Access to the clinic's database: settings, TLS, credentials and the time left for them.

Every function's package holds a copy.
"""
