//! Slows one moment down: ten steps from the cue to the need, and their way back into the loop.

use super::completion::folded;
use super::cycle_map::{PHRASE_LETTERS, end_of_layer};
use super::{Edit, EditError, MapEdit, seen, tidy};
use crate::model::audience::Room;
use crate::model::{
    Case, CycleMap, Element, ElementId, Layer, MapId, Ownership, PartnerId,
};

/// The order inside one partner: what shows down to the move, then below the line what stays
/// hidden (EFT model, 2.1).
pub const STEPS: [Layer; 10] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
    Layer::Behaviour,
    Layer::Primary,
    Layer::Fear,
    Layer::Need,
];

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// One moment of one partner, from a behaviour. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    pub map: MapId,
    pub partner: PartnerId,
    /// The behaviour that is slowed down.
    pub from: ElementId,
    /// The step that is asked now; past the last one the moment is whole.
    pub at: usize,
    pub answers: [Answer; STEPS.len()],
    /// With whom alone a session runs now: what that partner said alone may be seen.
    pub alone: Option<PartnerId>,
}

/// What belongs to this moment in one layer. Empty is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Phrases that stand on the map already.
    pub picked: Vec<ElementId>,
    /// Words as they are being typed.
    pub words: String,
    pub is_own_words: bool,
    /// Nothing of this is taken, though it may have been typed.
    pub is_left_open: bool,
}

impl Answer {
    /// The typed words as they will be kept, and whether they are the client's own; words in
    /// quotation marks are.
    ///
    /// # Errors
    /// None typed, or more than fit.
    pub fn said(&self) -> Result<(String, bool), EditError> {
        let words = tidy(&self.words, PHRASE_LETTERS)?;
        let bare = words.trim_matches(QUOTES).trim();
        if bare.is_empty() {
            return Err(EditError::Empty);
        }
        Ok((bare.to_owned(), self.is_own_words || bare.len() < words.len()))
    }

    pub fn is_empty(&self) -> bool {
        self.is_left_open || self.picked.is_empty() && self.words.trim().is_empty()
    }
}

impl Walk {
    /// A new walk from a behaviour on the map; none from anything else.
    pub fn from_behaviour(map: &CycleMap, from: ElementId) -> Option<Self> {
        let (partner, _, element) = map.find(from)?;
        if element.layer != Layer::Behaviour {
            return None;
        }
        let mut answers: [Answer; STEPS.len()] = Default::default();
        let steps = STEPS.iter().zip(&mut answers);
        for (_, answer) in steps.filter(|(layer, _)| **layer == Layer::Behaviour) {
            answer.picked.push(from);
        }
        Some(Self { map: map.id, partner, from, at: 0, answers, alone: None })
    }

    /// The layer that is asked now; none once the moment is whole.
    pub fn layer(&self) -> Option<Layer> {
        STEPS.get(self.at).copied()
    }

    pub fn answer(&self) -> Option<&Answer> {
        self.answers.get(self.at)
    }

    pub fn answer_mut(&mut self) -> Option<&mut Answer> {
        self.answers.get_mut(self.at)
    }

    /// Takes what was answered here, and goes on. Words that stand on the map are picked there.
    ///
    /// # Errors
    /// Too many letters; the step and its words stay.
    pub fn keep(&mut self, map: &CycleMap) -> Result<(), EditError> {
        if let Some(answer) = self.answer_mut() {
            answer.is_left_open = false;
        }
        self.pick_what_is_there(map);
        self.go_to(self.at + 1)
    }

    fn pick_what_is_there(&mut self, map: &CycleMap) {
        let said = self.answer().and_then(|answer| answer.said().ok());
        let (Some((words, _)), Some(layer)) = (said, self.layer()) else { return };
        let words = folded(&words);
        let there = self.on_the_map(map, layer);
        let there = there.iter().find(|(_, old)| folded(&old.words) == words);
        let Some(id) = there.map(|(_, old)| old.id) else { return };
        let Some(answer) = self.answer_mut() else { return };
        answer.words.clear();
        answer.is_own_words = false;
        if !answer.picked.contains(&id) {
            answer.picked.push(id);
        }
    }

    /// Takes nothing here, and goes on. What was typed is still there on the way back.
    pub fn leave_open(&mut self) {
        if let Some(answer) = self.answer_mut() {
            answer.is_left_open = true;
        }
        self.at = (self.at + 1).min(STEPS.len());
    }

    /// Goes to another step; what was typed here stays here.
    ///
    /// # Errors
    /// Too many letters; the step and its words stay.
    pub fn go_to(&mut self, at: usize) -> Result<(), EditError> {
        if let Some(Err(error @ EditError::TooLong { .. })) =
            self.answer().map(Answer::said)
        {
            return Err(error);
        }
        self.at = at.min(STEPS.len());
        Ok(())
    }

    /// Makes a phrase of the map this moment's, or no longer.
    pub fn switch_pick(&mut self, id: ElementId) {
        let Some(answer) = self.answer_mut() else { return };
        answer.is_left_open = false;
        match answer.picked.iter().position(|picked| *picked == id) {
            Some(place) => drop(answer.picked.remove(place)),
            None => answer.picked.push(id),
        }
    }

    /// The phrases that stand on the map for a layer. To a cue belong the other's moves: they
    /// are stored once.
    ///
    /// What one partner said alone is left out until it is shared: the other may be looking on.
    pub fn on_the_map<'a>(
        &self,
        map: &'a CycleMap,
        layer: Layer,
    ) -> Vec<(PartnerId, &'a Element)> {
        let moves = (layer == Layer::Cue)
            .then(|| map.cues_from_partner(self.partner))
            .into_iter();
        let moves = moves.flatten().map(|element| (self.partner.other(), element));
        let own = map.layer(self.partner, layer).map(|element| (self.partner, element));
        moves.chain(own).filter(|(_, element)| self.may_see(element)).collect()
    }

    /// Those of them that are offered by name: the screen is read with the couple.
    pub fn offered<'a>(
        &self,
        map: &'a CycleMap,
        layer: Layer,
    ) -> Vec<(PartnerId, &'a Element)> {
        let there = self.on_the_map(map, layer).into_iter();
        there.filter(|(_, element)| self.may_be_read(element)).collect()
    }

    /// True if more stands there that nobody has shared yet, or that is still a guess.
    pub fn keeps_back(&self, map: &CycleMap, layer: Layer) -> bool {
        self.on_the_map(map, layer).len() > self.offered(map, layer).len()
    }

    /// What this partner has said in a layer of any loop, for completion.
    pub fn earlier_words<'a>(&self, case: &'a Case, layer: Layer) -> Vec<&'a str> {
        let elements = case.maps.iter().flat_map(|map| map.layer(self.partner, layer));
        elements
            .filter(|element| self.may_be_read(element))
            .map(|element| element.words.as_str())
            .collect()
    }

    /// What belongs to the moment in a layer: picked phrases, then the words just said.
    pub fn moment(&self, map: &CycleMap, layer: Layer) -> Vec<(PartnerId, Element)> {
        let Some(answer) = self.answer_of(layer) else { return Vec::new() };
        let mut moment: Vec<(PartnerId, Element)> = answer
            .picked
            .iter()
            .filter_map(|id| map.find(*id))
            .map(|(partner, _, element)| (partner, element.clone()))
            .collect();
        moment.extend(new_element(answer, layer).map(|element| (self.partner, element)));
        moment
    }

    fn may_see(&self, element: &Element) -> bool {
        element.id == self.from || Room::with(self.alone).may_show_phrase(element)
    }

    fn may_be_read(&self, element: &Element) -> bool {
        element.id == self.from || Room::with(self.alone).may_read_phrase(element)
    }

    fn answer_of(&self, layer: Layer) -> Option<&Answer> {
        let mut steps = STEPS.iter().zip(&self.answers);
        let (_, answer) = steps.find(|(step, _)| **step == layer)?;
        (!answer.is_left_open).then_some(answer)
    }

    /// The phrases that the loop does not have yet, in the order of the steps.
    pub fn new_phrases(&self, map: &CycleMap) -> Vec<Element> {
        let said = STEPS.iter().filter_map(|layer| {
            let element = new_element(self.answer_of(*layer)?, *layer)?;
            let words = folded(&element.words);
            let there = self.on_the_map(map, *layer);
            let is_there = there.iter().any(|(_, old)| folded(&old.words) == words);
            (!is_there).then_some(element)
        });
        said.collect()
    }

    /// The one change that brings the moment into the loop; none if all of it stands there.
    pub fn merge(&self, map: &CycleMap) -> Option<Edit> {
        let mut side = map.side(self.partner).clone();
        let mut edits = Vec::new();
        for element in self.new_phrases(map) {
            let at = end_of_layer(&side, element.layer);
            side.elements.insert(at.min(side.elements.len()), element.clone());
            let add = MapEdit::Add { partner: self.partner, at, element };
            edits.push(Edit::Map(map.id, add));
        }
        (!edits.is_empty()).then_some(Edit::Several(edits))
    }

    /// The same, and while a session runs the phrases of the moment were seen in it.
    pub fn into_loop(&self, map: &CycleMap) -> Option<Edit> {
        let taken = self.answers.iter().filter(|answer| !answer.is_left_open);
        let picked = taken.flat_map(|answer| &answer.picked);
        let mut seen: Vec<ElementId> = picked.chain([&self.from]).copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let mut edits: Vec<Edit> = self.merge(map).into_iter().collect();
        edits.extend(seen.into_iter().filter_map(|id| seen::touch(map, id)));
        (!edits.is_empty()).then_some(Edit::Several(edits))
    }
}

/// A phrase from a joint session, the therapist's guess unless the client says it so.
fn new_element(answer: &Answer, layer: Layer) -> Option<Element> {
    let (words, own_words) = answer.said().ok()?;
    let ownership = if own_words { Ownership::Owned } else { Ownership::Guess };
    Some(Element { own_words, ownership, ..Element::new(layer, words) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, Source};

    fn map() -> (CycleMap, ElementId) {
        let mut map = CycleMap::new(CycleKind::Emotional);
        let garage = Element::new(Layer::Behaviour, "goes to the garage");
        let id = garage.id;
        let alone = Element {
            source: Source::IndividualB,
            ..Element::new(Layer::Primary, "shame")
        };
        map.sides.b.elements = vec![garage, alone];
        map.sides.a.elements = vec![Element::new(Layer::Behaviour, "asks again")];
        (map, id)
    }

    #[test]
    fn only_a_behaviour_is_slowed_down() {
        let (map, id) = map();
        let shame = map.sides.b.elements[1].id;
        assert!(Walk::from_behaviour(&map, id).is_some());
        assert_eq!(Walk::from_behaviour(&map, shame), None);
    }

    #[test]
    fn the_others_move_is_offered_as_the_cue_and_nothing_said_alone_is_offered() {
        let (map, id) = map();
        let walk = Walk::from_behaviour(&map, id).unwrap();
        let cue = walk.on_the_map(&map, Layer::Cue);
        assert_eq!(cue[0].0, PartnerId::A);
        assert_eq!(cue[0].1.words, "asks again");
        assert!(walk.on_the_map(&map, Layer::Primary).is_empty());
    }

    #[test]
    fn what_was_left_open_is_not_taken_but_is_there_on_the_way_back() {
        let (map, id) = map();
        let mut walk = Walk::from_behaviour(&map, id).unwrap();
        walk.answer_mut().unwrap().words = "her sharp tone".to_owned();
        walk.leave_open();
        assert_eq!(walk.merge(&map), None);
        walk.go_to(0).unwrap();
        assert_eq!(walk.answer().unwrap().words, "her sharp tone");
        walk.keep(&map).unwrap();
        assert_eq!(walk.new_phrases(&map).len(), 1);
    }

    #[test]
    fn words_that_stand_on_the_map_are_picked_there() {
        let (map, id) = map();
        let mut walk = Walk::from_behaviour(&map, id).unwrap();
        walk.answer_mut().unwrap().words = "“Asks again”".to_owned();
        walk.keep(&map).unwrap();
        assert_eq!(walk.answers[0].picked, [map.sides.a.elements[0].id]);
        assert_eq!(walk.merge(&map), None);
    }

    #[test]
    fn too_many_letters_stay_where_they_are() {
        let (map, id) = map();
        let mut walk = Walk::from_behaviour(&map, id).unwrap();
        walk.answer_mut().unwrap().words = "word ".repeat(100);
        assert!(matches!(walk.keep(&map), Err(EditError::TooLong { .. })));
        assert_eq!((walk.at, walk.merge(&map)), (0, None));
    }

    #[test]
    fn words_in_quotation_marks_are_owned_and_others_are_a_guess() {
        let (map, id) = map();
        let mut walk = Walk::from_behaviour(&map, id).unwrap();
        walk.answers[1].words = "“drowning and smiling”".to_owned();
        walk.answers[2].words = "I always get it wrong".to_owned();
        let new = walk.new_phrases(&map);
        assert_eq!(
            (new[0].words.as_str(), new[0].own_words),
            ("drowning and smiling", true)
        );
        let owned: Vec<_> = new.iter().map(|element| element.ownership).collect();
        assert_eq!(owned, [Ownership::Owned, Ownership::Guess]);
    }
}
