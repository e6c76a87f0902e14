"""IAM actions in AWS's service authorization reference, as parliament holds it.

Reads a JSON list of actions such as ``s3:GetObject`` from standard input. Prints a JSON object that has, for
each action that AWS has, ``level``, such as ``Read`` or ``Write``, and ``namesResource``, whether a policy
can name what it is about.
"""

import json
import sys
from typing import Any

from parliament import iam_definition


def known_actions() -> dict[str, dict[str, Any]]:
    """Every action that AWS has. Where a prefix has two tables (API Gateway), the later one counts."""
    return {
        f"{service['prefix']}:{privilege['privilege']}": {
            "level": privilege["access_level"],
            "namesResource": any(each["resource_type"] for each in privilege["resource_types"]),
        }
        for service in iam_definition
        for privilege in service["privileges"]
    }


if __name__ == "__main__":
    known = known_actions()
    json.dump({action: known[action] for action in json.load(sys.stdin) if action in known}, sys.stdout)
