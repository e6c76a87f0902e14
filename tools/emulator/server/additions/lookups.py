"""Lookups that moto makes anew for every request or model, though their results never change.

Here each is made once. Listing moto's folder and the methods of its classes takes a third of the time of a
request, and listing the folders of all services two thirds of that of a service's model.
"""

from __future__ import annotations

from functools import cache

from moto import backends
from moto.core import responses, utils

_MODULES = tuple(backends.list_of_moto_modules())

backends.list_of_moto_modules = lambda: _MODULES
responses.method_names_from_class = cache(responses.method_names_from_class)
utils.create_loader = cache(utils.create_loader)
