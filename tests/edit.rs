//! Every change can be taken back, and a refused change changes nothing.

use crate::random_case::{self, File};
use chrono::NaiveDate;
use holdfast::edit::cycle_map::{
    Direction, PHRASE_LETTERS, drop_into, end_of_layer, step,
};
use holdfast::edit::dialogue::{DialogueEdit, put};
use holdfast::edit::listed::ListEdit;
use holdfast::edit::phrase::{Sharing, Signer, share_for_certain, switch_sharing};
use holdfast::edit::{CaseEdit, Edit, EditError, History, MapEdit, apart, tray};
use holdfast::model::Note;
use holdfast::model::event::Event;
use holdfast::model::{
    Case, CaseStatus, Centre, ClientModel, CycleKind, CycleMap, CyclePattern, Dialogue,
    DialogueId, Element, ElementId, Layer, MapLink, MapStatus, Pair, Partner, PartnerId,
    Position, SecretsPolicy, Source, TrayPhrase,
};
use proptest::prelude::*;
use strum::VariantArray as _;

/// A change whose targets are chosen by number from what the case holds at that time.
#[derive(Debug, Clone)]
pub struct Wish {
    which: usize,
    target: usize,
    partner: PartnerId,
    layer: Layer,
    at: usize,
    element: Element,
    words: String,
    dialogue: Dialogue,
    file: File,
}

pub fn wish() -> impl Strategy<Value = Wish> {
    (
        0usize..46,
        any::<usize>(),
        random_case::partner(),
        random_case::layer(),
        0usize..30,
        random_case::element(),
        random_case::words(),
        random_case::dialogue(),
        random_case::file(),
    )
        .prop_map(
            |(which, target, partner, layer, at, element, words, dialogue, file)| Wish {
                which,
                target,
                partner,
                layer,
                at,
                element,
                words,
                dialogue,
                file,
            },
        )
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn signer() -> Signer<'static> {
    Signer { on: today(), by: "Dr. Weiss" }
}

fn pick<T: Copy>(from: &[T], at: usize) -> T {
    from[at % from.len()]
}

impl Wish {
    pub fn edit(&self, case: &Case) -> Option<Edit> {
        let map = case.maps.get(self.target % case.maps.len())?;
        let elements: Vec<&Element> = map.elements().map(|(_, e)| e).collect();
        let chosen = || elements.get(self.target % elements.len().max(1)).copied();
        let partner = self.partner;
        let map_edit = match self.which {
            0 | 1 => MapEdit::Add { partner, at: self.at, element: self.element.clone() },
            2 => MapEdit::Remove(chosen()?.id),
            3 => MapEdit::Replace(Element { id: chosen()?.id, ..self.element.clone() }),
            4 => MapEdit::Replace(Element {
                words: self.words.clone(),
                ..chosen()?.clone()
            }),
            5 => MapEdit::Move {
                id: chosen()?.id,
                partner,
                layer: self.layer,
                at: self.at,
            },
            6 => step(map, chosen()?.id, Direction::Up)?,
            7 => MapEdit::Name(self.words.clone()),
            8 => MapEdit::Kind(pick(CycleKind::VARIANTS, self.at)),
            9 => MapEdit::Pattern(pick(CyclePattern::VARIANTS, self.at)),
            10 => MapEdit::Status(MapStatus::Confirmed),
            11 => MapEdit::Position(partner, pick(Position::VARIANTS, self.at)),
            12 => MapEdit::Left(partner),
            13 => MapEdit::Centre(Centre {
                shared_emotion: self.words.clone(),
                ..Centre::default()
            }),
            36.. => return self.edit_of_file(case).map(Edit::Case),
            24.. => return self.edit_beside(case, map),
            20 | 21 => return Some(tray::put(map, self.tray_phrase())),
            22 => return tray::remove(map, self.in_tray(map)?),
            23 => return tray::sort(map, self.in_tray(map)?, (partner, self.layer)),
            _ => return Some(Edit::Case(self.case_edit(case, map))),
        };
        Some(Edit::Map(map.id, map_edit))
    }

    /// Changes to agreements, plan, events and notes.
    fn edit_of_file(&self, case: &Case) -> Option<CaseEdit> {
        let note = || self.file.notes.first().cloned().map(Box::new);
        let event = || self.file.events.first().cloned().map(Box::new);
        let note_there =
            || Some(case.notes.get(self.target % case.notes.len().max(1))?.id);
        let event_there =
            || Some(case.events.get(self.target % case.events.len().max(1))?.id);
        Some(match self.which {
            36 => CaseEdit::Note(ListEdit::Add(note()?)),
            37 => CaseEdit::Note(ListEdit::Remove(note_there()?)),
            38 => {
                let id = note_there()?;
                CaseEdit::Note(ListEdit::Replace(Box::new(Note { id, ..*note()? })))
            }
            39 => CaseEdit::Event(ListEdit::Add(event()?)),
            40 => CaseEdit::Event(ListEdit::Remove(event_there()?)),
            41 => {
                let id = event_there()?;
                CaseEdit::Event(ListEdit::Replace(Box::new(Event { id, ..*event()? })))
            }
            42 => CaseEdit::Plan(Box::new(self.file.plan.clone())),
            43 => {
                let file = self.file.private.of(self.partner).clone();
                CaseEdit::Private(self.partner, Box::new(file))
            }
            44 => {
                let consent = Box::new(self.file.consents.first()?.clone());
                CaseEdit::Consent(ListEdit::Add(consent))
            }
            _ => CaseEdit::PolicyWords(self.words.clone()),
        })
    }

    /// Changes to what stands beside the loop.
    fn edit_beside(&self, case: &Case, map: &CycleMap) -> Option<Edit> {
        let elements: Vec<&Element> = map.elements().map(|(_, e)| e).collect();
        let chosen = || elements.get(self.target % elements.len().max(1)).copied();
        let partner = self.partner;
        let map_edit = match self.which {
            24 => MapEdit::PatternWords(self.words.clone()),
            25 => MapEdit::NewLoopName(self.words.clone()),
            26 => {
                let all = holdfast::model::Strategy::VARIANTS;
                MapEdit::Strategy(partner, Some(pick(all, self.at)))
            }
            27 => MapEdit::Links(vec![MapLink { to: map.id, how: self.words.clone() }]),
            28 => MapEdit::PrintAgreed(partner, Some(today())),
            29 => return Some(put(map, self.dialogue.clone())),
            30 => MapEdit::Dialogue(DialogueEdit::Remove(self.dialogue_of(map)?)),
            31 => MapEdit::Dialogue(DialogueEdit::Replace(Dialogue {
                id: self.dialogue_of(map)?,
                ..self.dialogue.clone()
            })),
            32 => return share_for_certain(map, chosen()?.id, signer()),
            33 => match switch_sharing(map, chosen()?.id, signer())? {
                Sharing::Change(edit) => return Some(edit),
                Sharing::AskAgain => return None,
            },
            34 => {
                let mut session = case.sessions.first()?.clone();
                session.stop = session.start.take();
                session.sheet.moments.pop();
                return Some(Edit::Case(CaseEdit::Session(Box::new(session))));
            }
            35 => {
                let own = self.at.is_multiple_of(2).then(Box::default);
                return Some(Edit::Case(CaseEdit::OwnLoop(own)));
            }
            _ => return None,
        };
        Some(Edit::Map(map.id, map_edit))
    }

    fn tray_phrase(&self) -> TrayPhrase {
        let own_words = self.at.is_multiple_of(2);
        TrayPhrase {
            id: self.element.id,
            own_words,
            ..TrayPhrase::new(self.words.clone())
        }
    }

    fn dialogue_of(&self, map: &CycleMap) -> Option<DialogueId> {
        let place = self.target % map.dialogues.len().max(1);
        map.dialogues.get(place).map(|dialogue| dialogue.id)
    }

    fn in_tray(&self, map: &CycleMap) -> Option<ElementId> {
        let place = self.target % map.tray.len().max(1);
        map.tray.get(place).map(|phrase| phrase.id)
    }

    fn case_edit(&self, case: &Case, map: &CycleMap) -> CaseEdit {
        match self.which {
            14 => CaseEdit::CodeName(self.words.clone()),
            15 => CaseEdit::Status(pick(CaseStatus::VARIANTS, self.at)),
            16 => CaseEdit::ClientModel(Some(pick(ClientModel::VARIANTS, self.at))),
            17 => CaseEdit::SecretsPolicy(Some(pick(SecretsPolicy::VARIANTS, self.at))),
            18 => CaseEdit::Partner(
                self.partner,
                Box::new(Partner { name: self.words.clone(), ..Partner::default() }),
            ),
            _ if self.at.is_multiple_of(2) || case.maps.len() == 1 => CaseEdit::AddMap {
                at: self.at,
                map: Box::new(CycleMap::new(CycleKind::Sexual)),
            },
            _ => CaseEdit::RemoveMap(map.id),
        }
    }
}

proptest! {
    #[test]
    fn any_changes_undone_to_the_end_give_back_the_case(
        case in random_case::case(),
        wishes in prop::collection::vec((wish(), 0u64..1_500), 1..60),
    ) {
        let (mut now, mut changed, mut history) = (0, case.clone(), History::default());
        for (wish, pause) in &wishes {
            now += pause;
            let before = changed.clone();
            if let Some(edit) = wish.edit(&changed)
                && history.make(edit, &mut changed, now).is_err()
            {
                prop_assert_eq!(&before, &changed);
            }
        }
        // What was said alone is never shareable without its recorded act.
        for map in &changed.maps {
            prop_assert_eq!(map.shared_without_act(), None);
        }
        let last = changed.clone();
        while history.undo(&mut changed).unwrap() {}
        prop_assert_eq!(&case, &changed);
        while history.redo(&mut changed).unwrap() {}
        prop_assert_eq!(last, changed);
    }

    #[test]
    fn several_changes_are_all_made_or_none(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 1..8),
    ) {
        let mut tried = case.clone();
        let mut edits: Vec<Edit> = wishes.iter().filter_map(|wish| wish.edit(&case)).collect();
        let missing = holdfast::model::ElementId::new();
        edits.push(Edit::Map(case.maps[0].id, MapEdit::Remove(missing)));
        prop_assert!(Edit::Several(edits).apply(&mut tried).is_err());
        prop_assert_eq!(case, tried);
    }
}

proptest! {
    #[test]
    fn a_session_marks_what_is_said_and_no_trace_of_one_alone_is_left_for_both(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 1..30),
    ) {
        let (mut changed, mut history) = (case.clone(), History::default());
        let Some(session) = case.running().cloned() else { return Ok(()) };
        let wishes = wishes.iter().filter(|wish| !matches!(wish.which, 3 | 34));
        for wish in wishes {
            if let Some(edit) = wish.edit(&changed) {
                history.make(edit, &mut changed, 0).ok();
            }
        }
        for map in &changed.maps {
            let before = case.map(map.id);
            for (_, element) in map.elements() {
                let old = before.and_then(|map| map.find(element.id)).map(|it| it.2);
                let was_caught = before
                    .is_some_and(|map| map.tray.iter().any(|it| it.id == element.id));
                if old.is_none() && !was_caught {
                    prop_assert_eq!(element.first_seen, Some(session.id));
                }
                if session.kind.alone().is_some() && old.is_none() && !was_caught {
                    prop_assert!(element.source != Source::Joint);
                }
                let is_marked = element.last_seen == Some(session.id);
                if let (Some(old), Some(partner)) = (old, session.kind.alone()) {
                    let is_theirs = old.source.individual() == Some(partner);
                    prop_assert!(!is_marked || is_theirs);
                }
            }
        }
        while history.undo(&mut changed).unwrap() {}
        prop_assert_eq!(case, changed);
    }

    #[test]
    fn a_change_on_what_is_shown_does_the_same_to_the_whole_couple(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 1..20),
    ) {
        let mut whole = case;
        for wish in &wishes {
            let shown = whole.in_the_room();
            let Some(edit) = wish.edit(&shown) else { continue };
            if matches!(edit, Edit::Case(_)) {
                continue;
            }
            let mut wanted = shown.clone();
            let is_made = edit.clone().apply(&mut wanted).is_ok();
            let hidden = |case: &Case| -> Vec<Element> {
                let elements = case.maps.iter().flat_map(CycleMap::elements);
                let apart = |it: &&Element| case.keeps_apart(it.source, it.visibility);
                elements.map(|(_, it)| it).filter(apart).cloned().collect()
            };
            let apart = hidden(&whole);
            let wanted_apart = hidden(&wanted);
            if apart::whole(edit, &shown, &whole).apply(&mut whole).is_ok() {
                prop_assert!(is_made);
                prop_assert_eq!(&whole.in_the_room().maps, &wanted.in_the_room().maps);
                prop_assert_eq!(hidden(&whole).len(), apart.len() + wanted_apart.len());
            }
        }
    }
}

fn couple() -> Case {
    Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
}

fn add(case: &mut Case, history: &mut History, layer: Layer, words: &str) -> Element {
    let element = Element::new(layer, words);
    let map = &case.maps[0];
    let at = end_of_layer(map.side(PartnerId::A), layer);
    let edit = MapEdit::Add { partner: PartnerId::A, at, element: element.clone() };
    history.make(Edit::Map(map.id, edit), case, 0).unwrap();
    element
}

#[test]
fn typing_in_one_phrase_is_one_step_until_a_pause() {
    let (mut case, mut history) = (couple(), History::default());
    let element = add(&mut case, &mut history, Layer::Body, "tight");
    let map = case.maps[0].id;
    for (now, words) in [(5_000, "tight s"), (5_300, "tight stomach"), (9_000, "a knot")]
    {
        let edit =
            MapEdit::Replace(Element { words: words.to_owned(), ..element.clone() });
        history.make(Edit::Map(map, edit), &mut case, now).unwrap();
    }
    history.undo(&mut case).unwrap();
    assert_eq!(case.maps[0].find(element.id).unwrap().2.words, "tight stomach");
    history.undo(&mut case).unwrap();
    assert_eq!(case.maps[0].find(element.id).unwrap().2.words, "tight");
}

#[test]
fn a_phrase_steps_past_its_neighbour_in_the_same_layer_only() {
    let (mut case, mut history) = (couple(), History::default());
    let first = add(&mut case, &mut history, Layer::Body, "tight stomach");
    add(&mut case, &mut history, Layer::Fear, "being left");
    let second = add(&mut case, &mut history, Layer::Body, "hot face");
    let edit = step(&case.maps[0], second.id, Direction::Up).unwrap();
    let map = case.maps[0].id;
    history.make(Edit::Map(map, edit), &mut case, 0).unwrap();
    let body = |case: &Case| {
        case.maps[0].layer(PartnerId::A, Layer::Body).map(|e| e.id).collect::<Vec<_>>()
    };
    assert_eq!(body(&case), [second.id, first.id]);
    assert_eq!(step(&case.maps[0], second.id, Direction::Up), None);
}

#[test]
fn a_phrase_is_dropped_before_another_one_or_at_the_end_of_a_layer() {
    let (mut case, mut history) = (couple(), History::default());
    let one = add(&mut case, &mut history, Layer::Body, "tight stomach");
    let two = add(&mut case, &mut history, Layer::Body, "hot face");
    let fear = add(&mut case, &mut history, Layer::Fear, "being left");
    let map = case.maps[0].id;
    let body = (PartnerId::A, Layer::Body);
    let edit = drop_into(&case.maps[0], fear.id, body, Some(two.id)).unwrap();
    history.make(Edit::Map(map, edit), &mut case, 0).unwrap();
    let words = |case: &Case, partner| -> Vec<String> {
        case.maps[0].layer(partner, Layer::Body).map(|e| e.words.clone()).collect()
    };
    assert_eq!(words(&case, PartnerId::A), ["tight stomach", "being left", "hot face"]);
    assert_eq!(drop_into(&case.maps[0], two.id, body, None), None);
    let edit =
        drop_into(&case.maps[0], one.id, (PartnerId::B, Layer::Body), None).unwrap();
    history.make(Edit::Map(map, edit), &mut case, 0).unwrap();
    assert_eq!(words(&case, PartnerId::B), ["tight stomach"]);
}

#[test]
fn ten_thousand_letters_in_a_phrase_are_refused_and_nothing_changes() {
    let mut case = couple();
    let before = case.clone();
    let element = Element::new(Layer::Cue, "a".repeat(10_000));
    let edit = MapEdit::Add { partner: PartnerId::A, at: 0, element };
    let refused = Edit::Map(case.maps[0].id, edit).apply(&mut case);
    assert_eq!(refused, Err(EditError::TooLong { most: PHRASE_LETTERS, found: 10_000 }));
    assert_eq!(before, case);
}

#[test]
fn swapping_left_and_right_changes_no_word() {
    let mut case = couple();
    let before: Vec<Element> = case.maps[0].elements().map(|(_, e)| e.clone()).collect();
    let map = case.maps[0].id;
    Edit::Map(map, MapEdit::Left(PartnerId::B)).apply(&mut case).unwrap();
    let after: Vec<Element> = case.maps[0].elements().map(|(_, e)| e.clone()).collect();
    assert_eq!(before, after);
    assert_eq!(case.partners, couple().partners);
}

#[test]
fn the_last_loop_of_a_couple_stays() {
    let mut case = couple();
    let remove = CaseEdit::RemoveMap(case.maps[0].id);
    assert_eq!(Edit::Case(remove).apply(&mut case), Err(EditError::LastMap));
}

#[test]
fn nothing_is_written_at_the_centre_while_one_partner_is_seen_alone() {
    let (mut case, mut history) = (couple(), History::default());
    let map = case.maps[0].id;
    let write = |words: &str| {
        let centre = Centre { shared_emotion: words.to_owned(), ..Centre::default() };
        Edit::Several(vec![Edit::Map(map, MapEdit::Centre(centre))])
    };
    history.make(write("afraid"), &mut case, 0).unwrap();
    let kind = holdfast::model::SessionKind::IndividualB;
    let mut alone = holdfast::model::Session::new(1, kind, today());
    alone.start = Some("2026-11-22T14:00:00+01:00".parse().unwrap());
    case.sessions.push(alone);
    let refused = history.make(write("a secret"), &mut case, 5_000);
    assert_eq!(refused, Err(EditError::CentreAlone));
    assert_eq!(case.maps[0].centre.shared_emotion, "afraid");
    // What was written before can still be taken back.
    assert!(history.undo(&mut case).unwrap());
    assert_eq!(case.maps[0].centre.shared_emotion, "");
}
