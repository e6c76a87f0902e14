"""A request to each of PROBE_PATHS, a JSON list, below PROBE_URL, as any caller on the internet sends it.

An invocation fails, so that its error is counted, unless every URL answers 200 within the timeout.
"""

from __future__ import annotations

import json
import os
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

TIMEOUT_SECONDS = 10
# AWS's common rule set blocks requests without a user agent.
HEADERS = {"User-Agent": "petclinic-probe"}


class ProbeError(Exception):
    """The URLs that did not answer 200, each with its answer or the reason for none."""


def handler(event: dict[str, Any], context: object) -> None:
    urls = [os.environ["PROBE_URL"] + path for path in json.loads(os.environ["PROBE_PATHS"])]
    with ThreadPoolExecutor(len(urls)) as pool:
        failures = [failure for failure in pool.map(failure_of, urls) if failure]
    if failures:
        raise ProbeError("; ".join(failures))


def failure_of(url: str) -> str | None:
    try:
        request = urllib.request.Request(url, headers=HEADERS)
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return None if answer.status == 200 else f"{url}: {answer.status}"
    except OSError as error:
        return f"{url}: {error}"
