STORY = "a story"
