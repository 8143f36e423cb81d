//! The walk round the loop with the couple: which words have come, and which come next.

use super::client_view::{ClientPhrase, ClientView};
use super::{ElementId, Layer, PartnerId};

/// A phrase's place in what the couple may see. It holds no word, and means the same phrase
/// whatever comes or goes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RevealPlace {
    pub partner: PartnerId,
    pub layer: Layer,
    pub id: ElementId,
}

/// How far the walk has come, in the order in which the words came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reveal {
    shown: Vec<RevealPlace>,
}

/// Between a move of one and a move of the other: the cue first, the urge last.
const ABOVE: [Layer; 6] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
];
const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];

impl RevealPlace {
    /// The phrase that stands there, if it is still for the couple.
    pub fn phrase(self, view: &ClientView) -> Option<&ClientPhrase> {
        view.side(self.partner).layer(self.layer).find(|phrase| phrase.id == self.id)
    }

    /// Every place of a side, one layer after the other.
    pub fn all(view: &ClientView, partner: PartnerId, layers: &[Layer]) -> Vec<Self> {
        let places = layers.iter().flat_map(|layer| {
            let phrases = view.side(partner).layer(*layer);
            phrases.map(|phrase| Self { partner, layer: *layer, id: phrase.id })
        });
        places.collect()
    }

    /// True for what shows, false for what stays hidden.
    pub fn is_above(self) -> bool {
        self.layer == Layer::Behaviour || ABOVE.contains(&self.layer)
    }
}

impl Reveal {
    /// Every place, in the order of the walk: a move of `first`, what it does in the other, the
    /// other's move and what that does; then what lies hidden in both.
    pub fn order(view: &ClientView, first: PartnerId) -> Vec<RevealPlace> {
        let both = [first, first.other()];
        let moves = both.iter().flat_map(|partner| {
            let own = RevealPlace::all(view, *partner, &[Layer::Behaviour]);
            own.into_iter().chain(RevealPlace::all(view, partner.other(), &ABOVE))
        });
        let hidden = both
            .iter()
            .flat_map(|partner| RevealPlace::all(view, partner.other(), &BELOW));
        moves.chain(hidden).collect()
    }

    /// What comes next; none when everything is there.
    pub fn next(&self, view: &ClientView, first: PartnerId) -> Option<RevealPlace> {
        Self::order(view, first).into_iter().find(|place| !self.shown.contains(place))
    }

    /// One more phrase; false when everything is there.
    pub fn step(&mut self, view: &ClientView, first: PartnerId) -> bool {
        let next = self.next(view, first);
        self.shown.extend(next);
        next.is_some()
    }

    /// The phrase that came last goes again; false when nothing is there.
    pub fn back(&mut self) -> bool {
        self.shown.pop().is_some()
    }

    /// Everything at once.
    pub fn show_all(&mut self, view: &ClientView, first: PartnerId) {
        while self.step(view, first) {}
    }

    /// What is no longer for the couple leaves the walk: if it comes back, it has to be shown
    /// anew.
    pub fn forget_gone(&mut self, view: &ClientView) {
        self.shown.retain(|place| place.phrase(view).is_some());
    }

    /// Back to the loop without words.
    pub fn clear(&mut self) {
        self.shown.clear();
    }

    /// When it came, counted from 0; none if it has not.
    pub fn came(&self, place: RevealPlace) -> Option<usize> {
        self.shown.iter().position(|shown| *shown == place)
    }

    /// Where the walk is.
    pub fn last(&self) -> Option<RevealPlace> {
        self.shown.last().copied()
    }

    /// What has come on one side, in the order of the loop, that is above or under the line.
    pub fn shown(&self, view: &ClientView, partner: PartnerId) -> Vec<RevealPlace> {
        let all = RevealPlace::all(view, partner, &[Layer::Behaviour]);
        let all = all.into_iter().chain(RevealPlace::all(view, partner, &ABOVE));
        let all = all.chain(RevealPlace::all(view, partner, &BELOW));
        all.filter(|place| self.shown.contains(place)).collect()
    }

    /// How many have come, of how many.
    pub fn count(&self, view: &ClientView, first: PartnerId) -> (usize, usize) {
        let order = Self::order(view, first);
        let shown = order.iter().filter(|place| self.shown.contains(place)).count();
        (shown, order.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Element, Ownership, Pair, Visibility};
    use chrono::NaiveDate;

    fn case() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let words = |layer, words: &str, ownership, visibility| Element {
            ownership,
            visibility,
            ..Element::new(layer, words)
        };
        let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let (owned, shared) = (Ownership::Owned, Visibility::Shareable { on });
        let map = &mut case.maps[0];
        map.sides.a.elements = vec![
            words(Layer::Behaviour, "asks again", owned, shared),
            words(Layer::Need, "to know he is there", owned, shared),
            words(Layer::Fear, "kept to herself", owned, Visibility::Private),
        ];
        map.sides.b.elements = vec![
            words(Layer::Body, "band round the chest", owned, shared),
            words(Layer::Behaviour, "goes quiet", owned, shared),
            words(Layer::Primary, "a guess", Ownership::Guess, shared),
        ];
        case
    }

    fn words(case: &Case) -> Vec<String> {
        let view = ClientView::of(case, &case.maps[0], None);
        let order = Reveal::order(&view, PartnerId::A);
        let read = |place: RevealPlace| place.phrase(&view).map(|it| it.words.clone());
        order.into_iter().filter_map(read).collect()
    }

    #[test]
    fn a_move_of_one_comes_before_what_it_does_in_the_other() {
        let case = case();
        let expected =
            ["asks again", "band round the chest", "goes quiet", "to know he is there"];
        assert_eq!(words(&case), expected);
    }

    #[test]
    fn every_step_can_be_taken_back() {
        let case = case();
        let view = ClientView::of(&case, &case.maps[0], None);
        let mut reveal = Reveal::default();
        while reveal.step(&view, PartnerId::B) {}
        assert_eq!(reveal.count(&view, PartnerId::B), (4, 4));
        while reveal.back() {}
        assert_eq!(reveal, Reveal::default());
    }

    #[test]
    fn a_word_that_is_taken_back_brings_no_other_in_its_place() {
        let mut case = case();
        let side = &mut case.maps[0].sides.a;
        let second = Element {
            words: "slams the door".to_owned(),
            ..Element::clone(&side.elements[0])
        };
        side.elements.push(Element { id: ElementId::new(), ..second });
        let mut reveal = Reveal::default();
        let seen = |reveal: &Reveal, case: &Case| {
            let view = ClientView::of(case, &case.maps[0], None);
            let places = reveal.shown(&view, PartnerId::A).into_iter();
            places
                .filter_map(|it| it.phrase(&view).map(|it| it.words.clone()))
                .collect::<Vec<_>>()
        };
        reveal.step(&ClientView::of(&case, &case.maps[0], None), PartnerId::A);
        assert_eq!(seen(&reveal, &case), ["asks again"]);
        case.maps[0].sides.a.elements.reverse();
        assert_eq!(seen(&reveal, &case), ["asks again"], "another order");
        let elements = &mut case.maps[0].sides.a.elements;
        let taken = elements.iter_mut().find(|it| it.words == "asks again").unwrap();
        let shared = std::mem::replace(&mut taken.visibility, Visibility::Private);
        assert_eq!(seen(&reveal, &case), [""; 0], "taken back");
        reveal.forget_gone(&ClientView::of(&case, &case.maps[0], None));
        for element in &mut case.maps[0].sides.a.elements {
            element.visibility = shared;
        }
        assert_eq!(
            seen(&reveal, &case),
            [""; 0],
            "shared again, and not yet shown again"
        );
    }
}
