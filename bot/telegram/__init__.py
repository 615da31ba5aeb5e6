"""The door to Telegram: what comes in, what goes out, and how a turn of the dialogue looks there."""
