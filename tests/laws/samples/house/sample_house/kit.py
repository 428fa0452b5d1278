from sample_house.stories import STORY as STORY
