"""Lifecycle rules of buckets."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import REGION, Clients


def put(client: Clients, **rule: Any) -> None:
    client("s3").create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").put_bucket_lifecycle_configuration(
        Bucket="logs", LifecycleConfiguration={"Rules": [{"ID": "alb", "Status": "Enabled", **rule}]}
    )


def test_a_rule_comes_back_as_it_was_put(client: Clients) -> None:
    rule = {
        "Filter": {"Prefix": "alb/"},
        "Expiration": {"Days": 365},
        "Transitions": [{"Days": 90, "StorageClass": "GLACIER_IR"}],
        "NoncurrentVersionExpiration": {"NoncurrentDays": 7},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }
    put(client, **rule)
    (found,) = client("s3").get_bucket_lifecycle_configuration(Bucket="logs")["Rules"]
    assert found == {"ID": "alb", "Status": "Enabled", **rule}


@pytest.mark.parametrize(
    "rule",
    [
        {
            "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 7, "NewerNoncurrentVersions": 2},
        },
        {"Filter": {"And": {"Prefix": "alb/", "ObjectSizeLessThan": 10}}, "Expiration": {"Days": 1}},
    ],
    ids=["newer versions", "and"],
)
def test_what_would_come_back_otherwise_is_said_to_be_lacking(client: Clients, rule: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="not implemented by the emulator") as caught:
        put(client, **rule)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
