"""Lambda functions, really run: the deployed package, in its own process, under AWS's Python runtime client.

`service` is the front door. What Lambda guarantees about an execution environment, and where it is described:
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""
