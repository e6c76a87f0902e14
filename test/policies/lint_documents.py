"""Holds policy documents against what AWS documents of every action, resource and condition key.

Reads a JSON list of ``{address, attribute, kind, document}`` from standard input and prints a JSON list of
``{address, attribute, issue, detail}``.
"""

import json
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from parliament import analyze_policy_string
from parliament.finding import Finding

ROLE = "arn:aws:iam::123456789012:role/trusted"

MODEL = re.compile(
    r"arn:aws:bedrock:([a-z0-9-]+|[*])::foundation-model/([a-z0-9.:-]+|[*])"
    r"|arn:aws:bedrock:[a-z0-9-]+:[0-9]{12}:(application-)?inference-profile/[a-z0-9.:*-]+"
)

GITHUB = "token.actions.githubusercontent.com"

UNKNOWN_KEYS = {
    # https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
    "kms:ResourceAliases",
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
    "aws:ViaAWSService",
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
    f"{GITHUB}:aud",
    f"{GITHUB}:job_workflow_ref",
    f"{GITHUB}:sub",
}
"""Condition keys that AWS documents, and parliament does not have."""


def overlap(one: str, other: str) -> bool:
    """Tells whether two ARN patterns can mean the same resource, by the part behind the account."""
    first, second = (pattern.split(":", 5)[-1] for pattern in (one, other))
    return fnmatchcase(first.replace("*", "x"), second) or fnmatchcase(second.replace("*", "x"), first)


def is_named_elsewhere(mismatch: dict[str, str], document: dict[str, Any]) -> bool:
    """Tells whether the document's Allow statements give the action this resource in another place.

    An action may need several resources, and the document may name each under another condition.
    """
    if mismatch["required_format"].startswith("arn:*:elasticloadbalancing:") and "/net/" in str(mismatch):
        # AWS marks each type of load balancer as one that may be needed; ours are of the type `app`.
        return True
    return any(
        fnmatchcase(mismatch["action"], action) and overlap(resource, mismatch["required_format"])
        for statement in document["Statement"]
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
        for resource in statement.get("Resource", [])
    )


def is_false_alarm(finding: Finding, kind: str, text: str) -> bool:
    """Tells whether a finding is wrong or another rule's. Each case is as narrow as it can be."""
    if finding.issue == "RESOURCE_STAR":
        # The rule policy-has-no-wildcard-resource says the same, and knows where AWS takes only a wildcard.
        return True
    if kind == "identity" and str(finding.detail).startswith("Unknown condition lambda:SourceFunctionArn "):
        # Lambda puts this key into every call of a function's code, whatever the action.
        # https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
        return True
    if finding.issue == "UNKNOWN_CONDITION_FOR_ACTION" and str(finding.detail).split()[2] in UNKNOWN_KEYS:
        return True
    if kind == "trust" and finding.issue == "UNKNOWN_FEDERATION_SOURCE":
        # It knows those that are a name. The rule github-role-requires-known-subject says which ones we have.
        return str(finding.detail).endswith(f":oidc-provider/{GITHUB}")
    if finding.issue == "RESOURCE_POLICY_PRIVILEGE_ESCALATION":
        # Whoever applies an environment writes the policies of its buckets; of which ones, the rule
        # apply-role-stays-within-environment says. A boundary lets nobody do anything.
        own = re.search(r" on arn:aws:s3:::petclinic-[a-z0-9]+-\* ", finding.detail)
        return kind == "boundary" or own is not None
    if finding.issue == "MISMATCHED_TYPE_BUT_USABLE" and "iam:PermissionsBoundary" in text:
        # AWS's own example compares it so.
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
        statement = json.JSONDecoder().raw_decode(text[finding.location["column"] - 1 :])[0]
        return list(statement) == ["iam:PermissionsBoundary"]
    if finding.issue == "RESOURCE_MISMATCH" and all(
        is_named_elsewhere(mismatch, json.loads(text)) for mismatch in finding.detail
    ):
        return True
    if kind in ("identity", "boundary") and finding.issue == "RESOURCE_MISMATCH":
        # AWS marks every type of model as one that InvokeModel may need, and every type with tags for actions
        # on tags; parliament takes it that each has to be named, and no colon in a model's id.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
        statement = json.JSONDecoder().raw_decode(text[finding.location["column"] - 1 :])[0]
        return all(action.startswith("bedrock:") for action in statement["Action"]) and all(
            MODEL.fullmatch(resource) for resource in statement["Resource"]
        )
    if kind != "key" or not finding.issue.startswith(("MISMATCHED_TYPE", "UNKNOWN_CONDITION")):
        return False
    # CloudWatch Logs: AWS's own policy compares an encryption context as an ARN, for kms:Describe* too.
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    condition = json.JSONDecoder().raw_decode(text[finding.location["column"] - 1 :])[0]
    return list(condition) == ["kms:EncryptionContext:aws:logs:arn"] and finding.detail in (
        "Type mismatch: ArnLike requires a value of type Arn but given String",
        "Unknown condition kms:EncryptionContext:aws:logs:arn for action kms:DescribeKey",
    )


def findings(policy: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Parliament's findings in one document, without the false alarms."""
    document = policy["document"]
    if policy["kind"] == "trust":
        # Its resource is the role it belongs to and may not be said, but parliament stops without one.
        statements = [{**each, "Resource": ROLE} for each in document["Statement"]]
        document = {**document, "Statement": statements}
    text = json.dumps(document)
    for finding in analyze_policy_string(text).findings:
        if not is_false_alarm(finding, policy["kind"], text):
            yield {
                "address": policy["address"],
                "attribute": policy["attribute"],
                "issue": finding.issue,
                "detail": finding.detail,
            }


if __name__ == "__main__":
    json.dump([found for policy in json.load(sys.stdin) for found in findings(policy)], sys.stdout)
