"""The trial and the day of the scripts in these tests."""

from datetime import date

TRIAL, TODAY = "NCT07089121", date(2026, 11, 22)
