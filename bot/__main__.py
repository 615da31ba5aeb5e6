"""`python -m bot` is `trialfit`."""

from bot.cli import main

raise SystemExit(main())
