"""The published constraints against AWS's own published examples, and where models are ambiguous."""

from __future__ import annotations

import pytest
from botocore.loaders import create_loader
from botocore.model import Shape
from server.constraints import UNCHECKED, check
from server.models import load

# Services of this project whose examples AWS publishes next to the model.
SERVICES = [
    *(
        "acm",
        "apigateway",
        "application-autoscaling",
        "cloudwatch",
        "config",
        "dynamodb",
        "ec2",
        "ecr",
        "ecs",
    ),
    *("elbv2", "iam", "kms", "lambda", "logs", "rds", "route53", "s3", "secretsmanager", "servicediscovery"),
    *("sns", "sqs", "ssm", "sts", "wafv2"),
]
# Examples that AWS's models refuse with good reason, by the member at fault.
FAULTY_EXAMPLES = {"excessCapacityTerminationPolicy", "uUID", "cloudHsmClusterId"}


def string(**traits: object) -> Shape:
    return Shape("Name", {"type": "string", **traits})


@pytest.mark.parametrize("service", SERVICES)
def test_examples_of_aws_raise_no_false_alarm(service: str) -> None:
    model = load(service)
    examples = create_loader().load_service_model(service, "examples-1")["examples"]
    for name, items in examples.items():
        shape = model.operation_model(name).input_shape
        for item in items if shape else []:
            found = check(shape, item.get("input") or {})
            # The examples write blobs as text.
            found = [p for p in found if "base64" not in p.constraint and p.path not in FAULTY_EXAMPLES]
            assert found == [], name


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("[a-z]+", "abc", True),
        ("[a-z]+", "abc1", False),
        ("^arn:", "arn:aws:s3:::x", True),
        ("^arn:aws$", "arn:aws:s3", False),
        (r"[\p{L}\p{Z}]*", "Größe X", True),
        (r"[ -~\uD800\uDC00-\uDBFF\uDFFF]*", "text 😀", True),
        (r"[ -~\uD800\uDC00-\uDBFF\uDFFF]*", "é", False),
        ("[unreadable", "anything", True),
    ],
)
def test_patterns(pattern: str, value: str, fits: bool) -> None:
    assert (check(string(pattern=pattern), value) == []) is fits


def test_long_values_are_cut() -> None:
    (problem,) = check(string(max=3), "x" * 5000)
    assert len(str(problem)) < 400


def test_values_that_were_not_read_are_not_judged() -> None:
    assert check(string(max=3), UNCHECKED) == []
