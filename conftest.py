"""Brings the fixtures of ``tests/support``, and the newsroom of stories, to the tests of every package."""

pytest_plugins = [
    "tests.support.fixtures",
    "tests.support.worlds",
    "tests.support.newsroom",
    "tests.support.browser",
    "rotativa.stories.tests.makers",
]
