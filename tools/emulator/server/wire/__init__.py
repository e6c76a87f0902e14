"""The wire protocols of AWS: requests into values, answers into responses.

Answers are written by moto's serializers. Requests are read here: moto's parsers drop what the service model
does not know and turn values into Python's, so neither could be refused as AWS does. CBOR moto lacks.
"""
