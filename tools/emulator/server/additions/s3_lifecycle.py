"""S3: lifecycle rules."""

from __future__ import annotations

from typing import Any

from moto.s3.models import FakeBucket

from .patching import Function, mend


@mend(FakeBucket, "set_lifecycle")
def put_bucket_lifecycle(original: Function, bucket: FakeBucket, rules: list[dict[str, Any]]) -> None:
    """PutBucketLifecycleConfiguration: what stock moto does not give back as it came, for which the provider
    would wait three minutes.
    """
    for rule in rules:
        if "NewerNoncurrentVersions" in (rule.get("NoncurrentVersionExpiration") or {}):
            raise NotImplementedError("NewerNoncurrentVersions in the expiration of a lifecycle rule")
        if "And" in (rule.get("Filter") or {}):
            raise NotImplementedError("And in the filter of a lifecycle rule")
    original(bucket, rules)
