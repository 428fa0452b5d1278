"""The menu of blocks on a phone: Wagtail's markup under its styles and ours."""

from pathlib import Path

import wagtail.admin
from playwright.sync_api import Browser

import rotativa

STYLES = (
    Path(wagtail.admin.__file__).parent / "static" / "wagtailadmin" / "css" / "core.css",
    Path(rotativa.__file__).parent / "desk" / "static" / "desk" / "desk.css",
)
MENU = """\
<div class="w-combobox-container"><div class="w-combobox">
    <div class="w-combobox__field"><input role="combobox" type="text" size="40"></div>
    <div class="w-combobox__menu"><div class="w-combobox__optgroup">
        <b>Interrogationsprotokoll</b><b>Hintergrundstücke</b>
    </div></div>
</div></div>
"""


def test_its_field_ends_where_it_ends(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.set_content(MENU)
    for style in STYLES:
        page.add_style_tag(content=style.read_text(encoding="utf-8"))
    ends = "all => all.map(one => one.getBoundingClientRect().right)"
    menu, field = (page.locator(each).evaluate_all(ends) for each in (".w-combobox-container", ".w-combobox input"))
    page.close()
    assert field[0] < menu[0]
