"""What Alembic runs for each migration, on the connection and in the transaction that it is handed."""

from alembic import context

from bot.session_rows import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
