"""A newsroom as files: what ``rotativa backup`` writes and ``rotativa restore`` reads.

A backup is a folder that is named by its moment: ``manifest.json`` with the name, length and hash of every file beside
it, the database, the media, the wordmarks. It is made in ``.unfinished`` and gets its name when it is whole. What lets
anybody log in is not in it, but in the keys, one file, kept elsewhere.
"""
