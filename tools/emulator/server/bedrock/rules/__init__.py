"""The stand-in's own words: a few rules on the clinic's tools, the same answer to the same conversation."""
