"""What the model can have done: each tool one fixed statement with checked values."""
