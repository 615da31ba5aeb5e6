"""The Telegram door: how the dialogue looks in Telegram, and that no message is lost and none answered twice."""
