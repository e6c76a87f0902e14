"""Calls of one service come one after the other; what runs code does not make others wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, BrokenBarrierError

import pytest
from server.service_locks import ServiceLocks


@dataclass
class FakeCall:
    name: str

    @property
    def service_name(self) -> str:
        return self.name.split(":")[0]


def meet(first: str, second: str, seconds: float) -> bool:
    """Tells whether the two calls are answered at the same time, waiting so long for that."""
    locks, barrier = ServiceLocks(), Barrier(2)

    def answer(name: str) -> bool:
        with locks.of(FakeCall(name)):  # type: ignore[arg-type]
            try:
                barrier.wait(seconds)
            except BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        return all(pool.map(answer, (first, second)))


@pytest.mark.parametrize(
    ("first", "second", "at_once"),
    [
        ("cloudwatch:PutMetricAlarm", "cloudwatch:DescribeAlarms", False),
        ("iam:CreateRole", "iam:CreateRole", False),
        ("iam:CreateRole", "ec2:CreateVpc", True),
        ("lambda:Invoke", "lambda:Invoke", True),
        ("lambda:Invoke", "lambda:GetFunction", True),
        ("bedrock-runtime:Converse", "bedrock-runtime:Converse", True),
    ],
)
def test_who_waits_for_whom(first: str, second: str, at_once: bool) -> None:
    assert meet(first, second, 60 if at_once else 0.5) is at_once
