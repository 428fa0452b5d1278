from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "rotativa.reader"
    label = "reader"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Plugs the theme into the press, and its preview into the stories."""
        # Models are loaded only now, and these modules need them.
        from rotativa.kit import problems  # noqa: PLC0415
        from rotativa.press.registry import Files, registry  # noqa: PLC0415
        from rotativa.reader import assets, build, checks, preview  # noqa: PLC0415
        from rotativa.reader.surfaces import MONTHLY, all_surfaces  # noqa: PLC0415
        from rotativa.stories import ports  # noqa: PLC0415

        for surface in all_surfaces():
            registry.surface(surface, monthly=isinstance(surface, MONTHLY))
        registry.public_files(Files(assets.PREFIX, assets.read))
        registry.build = build.build
        problems.register("reader", checks.problems)
        ports.set_preview(preview.preview, preview.preview_blocks)
