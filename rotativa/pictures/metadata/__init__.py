"""What a file tells of itself: read to be offered to people, never taken over silently, and never let out.

Own small readers, because they must do little (eight words in three notations), must be bounded, and must not raise on
rubbish; the libraries that do all of it are large programs, or under terms that bind who ships them.
"""
