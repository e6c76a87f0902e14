"""Additions to WAF."""

from __future__ import annotations

from harness import Clients

SCOPE = "REGIONAL"


def test_an_ip_set_is_changed_and_deleted_with_the_tokens_that_it_gives(client: Clients) -> None:
    waf = client("wafv2")
    made = waf.create_ip_set(Name="admin", Scope=SCOPE, IPAddressVersion="IPV4", Addresses=[])["Summary"]
    named = {"Name": "admin", "Scope": SCOPE, "Id": made["Id"]}
    changed = waf.update_ip_set(**named, Addresses=["203.0.113.7/32"], LockToken=made["LockToken"])
    assert changed["NextLockToken"] != made["LockToken"]
    found = waf.get_ip_set(**named)
    assert found["IPSet"]["Addresses"] == ["203.0.113.7/32"]
    assert found["LockToken"] == changed["NextLockToken"]
    waf.delete_ip_set(**named, LockToken=found["LockToken"])
    assert waf.list_ip_sets(Scope=SCOPE)["IPSets"] == []


def test_the_protection_of_what_a_web_acl_logs_is_kept_and_goes(client: Clients) -> None:
    waf = client("wafv2")
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": True, "MetricName": "api"}
    acl = {"Name": "api", "Scope": SCOPE, "DefaultAction": {"Allow": {}}, "VisibilityConfig": visible}
    protection = {"DataProtections": [{"Field": {"FieldType": "BODY"}, "Action": "SUBSTITUTION"}]}
    made = waf.create_web_acl(**acl, DataProtectionConfig=protection)["Summary"]
    named = {"Name": "api", "Scope": SCOPE, "Id": made["Id"]}
    found = waf.get_web_acl(**named)
    assert found["WebACL"]["DataProtectionConfig"] == protection
    waf.update_web_acl(**acl, Id=made["Id"], LockToken=found["LockToken"])
    assert "DataProtectionConfig" not in waf.get_web_acl(**named)["WebACL"]
