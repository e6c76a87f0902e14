"""A stand-in for Bedrock's runtime: Converse and Titan's embeddings, in their wire format.

What it says comes from a few rules, and says so. A test may put answers of its own in their place.
"""
