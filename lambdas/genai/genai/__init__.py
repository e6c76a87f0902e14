"""The clinic's chat assistant: Bedrock finds the words, this function alone touches the database."""
