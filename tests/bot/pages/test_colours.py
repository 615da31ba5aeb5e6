"""Words can be read on their ground, also by weak eyes and on a grey print."""

from __future__ import annotations

import pytest

from bot.pages.colours import BAND, INK, OF_VERDICT, PALE, QUIET, SHADES, SIGNS, WHITE

READABLE = 4.5  # the contrast that WCAG 2.2 asks for (level AA)
GROUNDS = [WHITE, PALE, *(shades.ground for shades in SHADES.values())]


def brightness(colour: str) -> float:
    """The relative luminance of WCAG."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", GROUNDS)
def test_words_stand_out_from_every_ground(ground: str) -> None:
    assert contrast(INK, ground) >= READABLE
    assert contrast(QUIET, ground) >= READABLE


@pytest.mark.parametrize("shades", SHADES.values(), ids=SHADES)
def test_a_status_stands_out_from_its_own_ground_and_white_from_it(shades: tuple[str, str]) -> None:
    assert contrast(*shades) >= READABLE
    assert contrast(WHITE, shades[0]) >= READABLE


def test_headings_stand_out() -> None:
    assert contrast(BAND, WHITE) >= READABLE
    assert contrast(BAND, PALE) >= READABLE


def test_every_status_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS) == len(SHADES)
    assert set(OF_VERDICT.values()) == set(SHADES)
