//! What one partner told alone: asked, dated, flagged to the therapist, and on no other screen.

use crate::couple_file::{click, is_shown, open_file, page, with};
use crate::window::{
    command, in_the_file, noon, press, steps, type_into, wait_secs, window,
};
use chrono::NaiveDate;
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::couple_file::matters_to_both;
use holdfast::edit::{CaseEdit, Edit, EditError, apart};
use holdfast::model::agreement::{Consent, ConsentKind, Request, Requester};
use holdfast::model::audience::Audience;
use holdfast::model::passage::Place;
use holdfast::model::plan::{Goal, GoalStatus};
use holdfast::model::private_file::{Disclosed, PrivateFile, Todo};
use holdfast::model::screening::{Headline, Means, Screening, headline, questions};
use holdfast::model::search::{Looker, ToldAlone, Wanted, hits};
use holdfast::model::{
    Case, ClientModel, Element, GoalId, Layer, Pair, PartnerId, SecretsPolicy, Session,
    SessionKind, Source,
};
use strum::VariantArray as _;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Hybrid);
    case.secrets_policy = Some(SecretsPolicy::LimitedSecrets);
    case
}

fn asked(day: NaiveDate, answers: &[(&str, &str)], words: &str) -> Screening {
    let mut asked = Screening::begin(day);
    for (question, answer) in answers {
        asked.answers.insert((*question).to_owned(), (*answer).to_owned());
        if !words.is_empty() {
            asked.words.insert((*question).to_owned(), format!("{words} {question}"));
        }
    }
    asked
}

/// A couple with words in everything that is private to Rui.
fn with_words_of_rui(word: &str) -> Case {
    let mut case = couple();
    let day = today() - chrono::Duration::days(9);
    let answers =
        [("violence", "severe"), ("outside", "undisclosed"), ("suicidality", "now")];
    let mut asking = asked(day, &answers, word);
    asking.plans.insert("suicidality".to_owned(), format!("{word} plan"));
    let mut todo = Todo::new(day, format!("{word} waits"));
    todo.reason = format!("{word} reason");
    case.private.b = PrivateFile {
        attachment_history: format!("{word} history"),
        screenings: vec![asked(day, &answers, word), asking],
        todos: vec![todo],
        ..PrivateFile::default()
    };
    let told = Element {
        source: Source::IndividualB,
        ..Element::new(Layer::Origin, format!("{word} origin"))
    };
    case.maps[0].sides.b.elements.push(told);
    case
}

/// Everything filled, for the pictures.
pub fn full_case() -> Case {
    let mut case = holdfast::store::sample::couples().unwrap().remove(0);
    case.client_model = Some(ClientModel::Hybrid);
    case.policy_words =
        holdfast::model::keeping::shipped_wording(SecretsPolicy::NoSecrets);
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
    case.partners.a.contact.phone = "555 0142, mobile".to_owned();
    case.partners.a.contact.how =
        "By text before five. Never on the landline, and nothing by post.".to_owned();
    case.partners.b.contact.email = "rui@example.org".to_owned();
    for kind in [ConsentKind::Treatment, ConsentKind::Confidentiality] {
        let mut consent = Consent::new(kind);
        consent.signed = Pair { a: day(9, 9), b: day(9, 9) };
        consent.version = "2026-01".to_owned();
        case.consents.push(consent);
    }
    let mut video = Consent::new(ConsentKind::Telehealth);
    video.signed = Pair { a: day(1, 9), b: None };
    video.expires = day(6, 30);
    case.consents.push(video);
    let mut request = Request::begin(day(11, 2).unwrap(), day(11, 20));
    request.by = Requester::Insurer;
    request.words = "A summary of the treatment from September on".to_owned();
    request.authorised.a = day(11, 9);
    case.requests = vec![request];
    "The silences, and what comes after them".clone_into(&mut case.plan.presenting);
    for (whose, words) in [
        (None, "To catch the garage door while it closes"),
        (Some(PartnerId::A), "To ask once, and to be answered"),
        (Some(PartnerId::B), "To say “I need ten minutes”, and to come back"),
    ] {
        case.plan.goals.push(Goal {
            id: GoalId::new(),
            whose,
            words: words.to_owned(),
            status: GoalStatus::UnderWay,
            set: day(9, 16),
            tags: Vec::new(),
        });
    }
    let answers = [
        ("violence", "severe"),
        ("free_to_speak", "unsure"),
        ("control", "none"),
        ("suicidality", "now"),
        ("agenda", "work"),
    ];
    let mut asking = asked(day(11, 20).unwrap(), &answers, "");
    let said = "He pushed her in the kitchen in October; she has been afraid since.";
    asking.words.insert("violence".to_owned(), said.to_owned());
    let file = &mut case.private.a;
    file.attachment_history =
        "A father who came and went; an aunt who stayed.".to_owned();
    file.screenings = vec![asked(day(9, 23).unwrap(), &answers[1..3], ""), asking];
    let mut todo = Todo::new(day(9, 23).unwrap(), "The letters from Porto");
    todo.way = Some(Disclosed::ClientBroughtIt);
    todo.due = day(12, 2);
    file.todos = vec![todo];
    case
}

#[test]
fn asking_by_mouse_leads_to_the_red_warning_by_question_and_not_by_answer() {
    let (_folder, path) = with(&couple());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Ana alone");
    harness.get_by_label("ANA ALONE");
    harness.get_by_label_contains("Nothing has been asked yet");
    harness.get_by_label("Begin to ask").click();
    steps(&mut harness);
    harness.get_by_label("Violence between them: severe, or feared").click();
    steps(&mut harness);
    harness.get_by_label("Work with both together is advised against");
    harness.get_by_label("Because of the answer about: Violence between them");
    assert!(is_shown(&harness, "not a risk tool"));
    type_into(&mut harness, "Violence between them: what was said", "in October");
    wait_secs(&mut harness, 4);
    let case = in_the_file(&path);
    let asked = &case.private.a.screenings[0];
    assert_eq!((asked.date, asked.answers["violence"].as_str()), (today(), "severe"));
    assert_eq!(asked.words["violence"], "in October");
    // The therapist sees it over the map and the sessions, and never an answer.
    for key in [Key::M, Key::J] {
        command(&mut harness, key);
        harness.get_by_label("Something to read in the file");
        for words in ["advised against", "Violence", "severe", "October"] {
            assert!(!is_shown(&harness, words), "{words}");
        }
    }
    harness.get_by_label("Something to read in the file").click();
    steps(&mut harness);
    harness.get_by_label("ANA ALONE");
    // The answer is taken back, and with it the warning.
    harness.get_by_label("Violence between them: severe, or feared").click();
    steps(&mut harness);
    assert!(!is_shown(&harness, "advised against"));
}

#[test]
fn the_flag_is_gone_while_somebody_is_in_the_room_and_so_is_the_file() {
    let mut case = couple();
    let answers = [("violence", "severe")];
    case.private.a.screenings.push(asked(today(), &answers, "saffron"));
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    assert!(is_shown(&harness, "advised against"));
    let flag = "Something to read in the file";
    command(&mut harness, Key::M);
    assert!(is_shown(&harness, flag));
    press(&mut harness, Key::F6);
    assert!(!is_shown(&harness, flag));
    command(&mut harness, Key::B);
    assert!(!is_shown(&harness, "Linden: file"));
    command(&mut harness, Key::J);
    assert!(!is_shown(&harness, flag));
}

#[test]
fn asking_again_begins_empty_and_shows_what_was_said_before_only_when_asked() {
    let mut case = couple();
    let before = today() - chrono::Duration::days(60);
    let answers = [("control", "some")];
    case.private.b.screenings.push(asked(before, &answers, "saffron"));
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Rui alone");
    click(&mut harness, "Ask again, from nothing");
    assert_eq!(harness.query_all_by_label("not asked yet").count(), questions().len());
    assert!(!is_shown(&harness, "saffron"));
    click(&mut harness, "Show 1 earlier asking");
    harness.get_by_label_contains("Coercive control: some of it. saffron control");
    click(&mut harness, "Put the earlier answers away");
    assert!(!is_shown(&harness, "saffron"));
    // What was not asked again is still said: the newest answer stands.
    harness.get_by_label_contains("Look again: Coercive control");
    wait_secs(&mut harness, 3);
    let file = in_the_file(&path).private.b;
    assert_eq!(file.screenings.len(), 2);
    assert!(file.screenings[1].answers.is_empty());
}

#[test]
fn what_the_other_does_not_know_waits_and_holds_all_sharing_back() {
    let mut case = couple();
    let told = Element {
        source: Source::IndividualA,
        ..Element::new(Layer::Fear, "not worth staying for")
    };
    let id = told.id;
    case.maps[0].sides.a.elements.push(told);
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Ana alone");
    click(&mut harness, "Begin to ask");
    click(&mut harness, "A relationship outside: yes, and the partner does not know");
    harness.get_by_label("Since 22 November 2026");
    wait_secs(&mut harness, 3);
    let mut case = in_the_file(&path);
    let map = case.maps[0].id;
    let signer = holdfast::edit::phrase::Signer { on: today(), by: "Dr. Weiss" };
    let share = |case: &mut Case| {
        let share = holdfast::edit::phrase::share_for_certain(&case.maps[0], id, signer);
        share.unwrap().apply(case)
    };
    assert_eq!(share(&mut case.clone()), Err(EditError::WaitsToBeSaid));
    assert_eq!(map, case.maps[0].id);
    // How and why are asked; without a why nothing is resolved.
    click(&mut harness, "It is not to be shared");
    click(&mut harness, "Resolve it…");
    harness.get_by_label_contains("Say how it went or why");
    click(&mut harness, "The client brought it");
    type_into(&mut harness, "How it went, and why, 1", "she told him in session 4");
    click(&mut harness, "The client brought it");
    harness.get_by_label_contains("The client brought it");
    wait_secs(&mut harness, 3);
    case = in_the_file(&path);
    let resolved = case.private.a.todos[0].resolved.as_ref().unwrap();
    assert_eq!((resolved.how, resolved.on), (Disclosed::ClientBroughtIt, today()));
    assert_eq!(resolved.reason, "she told him in session 4");
    share(&mut case).unwrap();
}

#[test]
fn a_phrase_told_alone_can_be_marked_as_mattering_to_both() {
    let case = with_words_of_rui("saffron");
    let told = case.maps[0].sides.b.elements[0].id;
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Rui alone");
    click(&mut harness, "Show 1 phrase told alone");
    click(&mut harness, "saffron origin: matters to both");
    wait_secs(&mut harness, 3);
    let todos = in_the_file(&path).private.b.todos;
    assert_eq!((todos.len(), todos[1].phrase), (2, Some(told)));
    let mut case = in_the_file(&path);
    assert_eq!(matters_to_both(&case, told, today()), None, "it waits already");
    case.maps[0].sides.b.elements[0].source = Source::Joint;
    assert_eq!(matters_to_both(&case, told, today()), None, "both were there");
}

#[test]
fn no_word_of_rui_alone_is_on_anas_page_on_the_map_on_sessions_or_in_the_brief() {
    let mut case = with_words_of_rui("saffron");
    case.sessions.push(Session::new(4, SessionKind::Joint, today()));
    // The map shows what was said alone to the therapist; everything else must not.
    case.maps[0].sides.b.elements.clear();
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    let holds = |harness: &Harness<'_, Desk>| is_shown(harness, "saffron");
    let mut seen = Vec::new();
    for title in ["Partners", "Agreements", "Requests", "Plan and goals", "Ana alone"] {
        page(&mut harness, title);
        seen.push((title, holds(&harness)));
    }
    // Not even that there is something.
    assert!(!is_shown(&harness, "Because of the answer"));
    for (screen, key) in
        [("map", Key::M), ("sessions", Key::J), ("couples", Key::T), ("readings", Key::R)]
    {
        command(&mut harness, key);
        seen.push((screen, holds(&harness)));
    }
    assert!(seen.iter().all(|(_, holds)| !holds), "{seen:?}");
    command(&mut harness, Key::B);
    page(&mut harness, "Rui alone");
    assert!(holds(&harness), "the canary is looked for where it is");
}

#[test]
fn the_private_files_are_not_in_the_case_that_the_room_may_see() {
    let mut case = with_words_of_rui("saffron");
    let mut session = Session::new(4, SessionKind::Joint, today());
    session.start = Some(noon());
    for kind in SessionKind::VARIANTS {
        session.kind = *kind;
        case.sessions = vec![session.clone()];
        let shown = case.in_the_room();
        assert!(shown.private.is_default(), "{kind:?}");
        // And what is done there cannot wipe them.
        let wipe = CaseEdit::Private(PartnerId::B, Box::default());
        let whole = apart::whole(Edit::Case(wipe), &shown, &case);
        let mut after = case.clone();
        whole.apply(&mut after).unwrap();
        assert_eq!(after.private, case.private);
    }
}

#[test]
fn search_finds_a_private_page_for_the_therapist_and_for_whom_it_is_about() {
    let case = with_words_of_rui("saffron");
    let find = |audience, told_alone| {
        let found = hits(&case, &Wanted::new("saffron"), Looker { audience, told_alone });
        let alone = Place::Alone(PartnerId::B);
        found.into_iter().filter(move |hit| hit.place == alone || hit.is_told_alone())
    };
    let therapist =
        |told_alone| find(Audience::Therapist, told_alone).collect::<Vec<_>>();
    assert!(!therapist(ToldAlone::Open).is_empty());
    assert_eq!(therapist(ToldAlone::Covered), []);
    assert!(find(Audience::PartnerB, ToldAlone::Open).count() > 0);
    for audience in Audience::VARIANTS {
        if !matches!(audience, Audience::Therapist | Audience::PartnerB) {
            assert_eq!(find(*audience, ToldAlone::Open).count(), 0, "{audience:?}");
        }
    }
    // What the therapist means to do about it is nobody else's.
    let todo = hits(
        &case,
        &Wanted::new("saffron waits"),
        Looker { audience: Audience::PartnerB, told_alone: ToldAlone::Open },
    );
    assert!(todo.is_empty());
}

#[test]
fn the_headline_names_questions_once_and_nothing_is_said_while_a_session_runs() {
    let mut case = couple();
    assert_eq!(headline(&case), None);
    case.private.a.screenings = vec![asked(today(), &[("agenda", "work")], "")];
    assert_eq!(headline(&case), None);
    case.private.b.screenings = vec![asked(today(), &[("agenda", "unsure")], "")];
    let differ =
        Headline { means: Means::Amber, reasons: vec!["What they want".to_owned()] };
    assert_eq!(headline(&case), Some(differ));
    case.private.b.screenings[0].answers.insert("suicidality".into(), "now".into());
    assert_eq!(headline(&case).unwrap().reasons.len(), 2);
    let plan = [("suicidality".to_owned(), "calls his brother".to_owned())];
    case.private.b.screenings[0].plans.extend(plan);
    assert_eq!(headline(&case).unwrap().reasons.len(), 1);
    let mut running = Session::new(1, SessionKind::Joint, today());
    running.start = Some(noon());
    case.sessions.push(running);
    assert_eq!(headline(&case), None);
}

#[test]
fn a_plan_is_asked_for_where_an_answer_needs_one() {
    let (_folder, path) = with(&couple());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Rui alone");
    click(&mut harness, "Begin to ask");
    click(&mut harness, "Suicide or self-harm: now");
    harness.get_by_label_contains("A plan for safety is needed");
    type_into(&mut harness, "Suicide or self-harm: the plan", "calls his brother");
    command(&mut harness, Key::L);
    let file = in_the_file(&path).private.b;
    assert_eq!(file.screenings[0].plans["suicidality"], "calls his brother");
}
