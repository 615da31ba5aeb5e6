"""The tables of the session store, version after version (Alembic); `bot.database` brings a database up to date.

There is no way back: an older trialfit says that the database is from a newer one.
"""
