"""Mails to people of the newsroom: put down in the act, sent after it, tried again, and said where they do not go."""
