"""How an element looks by its own attributes."""

from __future__ import annotations

import pytest

from cleaners.markup import LONG, PLAIN, Appearance, Attributes, appearance

LOOKS: list[tuple[Attributes, Appearance]] = [
    ({}, PLAIN),
    ({"class": "text", "style": "color: red"}, PLAIN),
    ({"hidden": None}, Appearance(hidden=True)),
    ({"class": "box d-none"}, Appearance(hidden=True)),
    ({"class": "is-hidden-never"}, PLAIN),
    ({"style": "Display: none"}, Appearance(hidden=True)),
    ({"style": "font-weight: 700; font-style: italic"}, Appearance(bold=True, italic=True)),
    ({"align": "RIGHT"}, Appearance(side="right")),
    ({"class": "text-center"}, Appearance(side="center")),
    ({"align": "left", "class": "text-center"}, PLAIN),
    ({"align": "right", "style": "text-align: center"}, Appearance(side="center")),
    ({"style": "text-align: justify", "class": "text-right"}, PLAIN),
]


@pytest.mark.parametrize(("attributes", "looks"), LOOKS)
def test_an_element_looks_as_its_attributes_say(attributes: Attributes, looks: Appearance) -> None:
    assert appearance(attributes) == looks
    longer = {**attributes, "class": f"{attributes.get('class') or ''} {'x' * LONG}"}
    assert appearance(longer) == looks, "the same where it is not remembered"
