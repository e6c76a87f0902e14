"""Errors of Bedrock's runtime, with their HTTP status codes."""

from __future__ import annotations

# https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors
STATUS_BY_CODE = {
    "AccessDeniedException": 403,
    "InternalServerException": 500,
    "ModelErrorException": 424,
    "ModelNotReadyException": 429,
    "ModelTimeoutException": 408,
    "ResourceNotFoundException": 404,
    "ServiceUnavailableException": 503,
    "ThrottlingException": 429,
    "ValidationException": 400,
}


class BedrockError(Exception):
    """An error of the service, with one of the codes above."""

    def __init__(self, message: str, code: str = "ValidationException") -> None:
        super().__init__(message)
        self.code = code

    @property
    def status(self) -> int:
        return STATUS_BY_CODE[self.code]
