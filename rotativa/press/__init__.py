"""A machine that keeps a tree of files exactly right.

It knows keys, paths and bytes, and nothing of news or of the theme: packages above register what can be printed
(``registry``), facts say what happened (``daybook``), and the press prints what has to change. Nothing is imported
here, so that the server of the tree (``press.serving``) starts without Django.
"""
