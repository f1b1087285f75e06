"""Lettering: what users wrote, made fit for print."""

import warnings

from matplotlib.figure import Figure

from ecology.plots.lettering import entry, literal, named, plain, shown, wrapped


def test_plain_has_nothing_hidden_and_single_spaces():
    assert plain("a\x07b\u202ec\n\t d\u2028e \ud800") == "a b c d e"
    assert plain("Théâtre – naïve £") == "Théâtre – naïve £"


def test_shown_keeps_the_beginning_and_the_end():
    assert shown("short") == "short"
    long = "A programme of a very long name indeed, in its round 2"
    # 40 at most: 40 // 3 = 13 from the end, 40 − 13 − 3 = 24 from the beginning
    assert shown(long) == "A programme of a very lo … n its round 2"
    assert len(shown("x" * 1000)) <= 40
    assert len(shown("x" * 1000, 90)) <= 90


def test_a_name_from_right_to_left_keeps_to_itself():
    assert named("مؤسسة") == "\u2068مؤسسة\u2069"
    assert named("enabling") == "enabling"
    # its own marks cannot close or open more than its own
    assert named("\u2069\u2069x\u2068") == "x"


def test_text_is_drawn_as_it_stands():
    assert literal("$a$") == r"\$a\$"
    assert literal("美 and é") == "□ and é"
    figure = Figure()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for text in (r"$\frac{", r"\$x$", "美術館 🎭", "$", r"\\$x$"):
            figure.text(0.5, 0.5, wrapped(text, 40))
        figure.draw_without_rendering()


def test_a_legend_does_not_pass_over_a_name():
    axes = Figure().subplots()
    (line,) = axes.plot([0, 1], label=entry("_hidden", 40))
    assert [text.get_text().strip() for text in axes.legend(handles=[line]).get_texts()] == ["_hidden"]
