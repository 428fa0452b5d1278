from rotativa.stories.management.commands.publish_scheduled import Command

__all__ = ["Command"]
