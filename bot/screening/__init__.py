"""Screening of whole lists: every patient of a table or of health records against one trial."""
