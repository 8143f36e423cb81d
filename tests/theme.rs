//! Every word can be read and every ribbon seen, in light and in dark rooms.

use holdfast::drawing::Ink::{
    self, A, AInk, AWash, Accent, AccentFill, AccentWash, Alarm, B, BInk, BWash, Chevron,
    Control, Deep, Ink2, Ink3, LobeDeep, Ok, OnAccent, Paper, Sunk, Surface,
};
use holdfast::drawing::Theme;
use holdfast::drawing::theme::contrast;

const GROUNDS: [Ink; 5] = [Paper, Surface, Sunk, Deep, LobeDeep];
const WORDS: [Ink; 8] = [Ink::Ink, Ink2, Ink3, AInk, BInk, Accent, Alarm, Ok];
/// Words on grounds that only some of them ever stand on.
const WORDS_ON: [(Ink, Ink); 10] = [
    (OnAccent, AccentFill),
    (Ink::Ink, AccentWash),
    (Ink2, AccentWash),
    (Ink3, AccentWash),
    (Accent, AccentWash),
    (AInk, AWash),
    (BInk, BWash),
    (Ink::Ink, Control),
    (Ink2, Control),
    (Ink2, AWash),
];

fn assert_contrast(theme: &Theme, (upper, ground): (Ink, Ink), least: f32) {
    let found = contrast(theme.rgb(upper), theme.rgb(ground));
    assert!(found >= least, "{upper:?} on {ground:?}: {found:.2}, wanted {least}");
}

#[test]
fn every_word_can_be_read_on_every_ground() {
    for theme in [Theme::light(), Theme::dark()] {
        let everywhere =
            WORDS.into_iter().flat_map(|ink| GROUNDS.map(|ground| (ink, ground)));
        for pair in everywhere.chain(WORDS_ON) {
            assert_contrast(&theme, pair, 4.5);
        }
    }
}

#[test]
fn the_ribbons_and_their_arrows_can_be_seen() {
    for theme in [Theme::light(), Theme::dark()] {
        for pair in [A, B].into_iter().flat_map(|ink| GROUNDS.map(|ground| (ink, ground)))
        {
            assert_contrast(&theme, pair, 3.0);
        }
        for ribbon in [A, B] {
            assert_contrast(&theme, (Chevron, ribbon), 3.0);
        }
    }
}

#[test]
fn the_two_ribbons_differ_in_grey() {
    for theme in [Theme::light(), Theme::dark()] {
        assert_contrast(&theme, (A, B), 1.4);
    }
}

#[test]
fn names_on_paper_can_be_read() {
    let theme = Theme::paper();
    for ink in [Ink::Ink, Ink2, Ink3, AInk, BInk, Accent, Alarm, Ok] {
        for ground in [Paper, LobeDeep] {
            assert_contrast(&theme, (ink, ground), 4.5);
        }
    }
}
