"""The helpers of this folder and of the one above."""
