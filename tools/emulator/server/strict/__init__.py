"""Refuses what AWS refuses, so that a green deployment says something about AWS."""
