//! What is done in an open practice outside a single map: couples, settings, check, backup.

use super::desk::{Desk, OpensMap, Preferences, Screen, in_two};
use super::leaving::Next;
use super::paths::Purpose;
use super::request::{Opened, Request};
use crate::edit::case::rewritten;
use crate::model::{Case, CaseId, NoteId};
use crate::store::{self, CaseSummary, Settings};
use crate::ui::case_list::{CaseListFacts, CaseListState, CoupleLine, case_list_ui};
use crate::ui::gate_command::{GateCommand, NewCouple, ThemeChoice};
use crate::ui::keys::Keys;
use crate::ui::look::Motion;
use crate::ui::new_couple::{Answer, NewCoupleState, new_couple_ui};
use crate::ui::notice::Tone;
use crate::ui::secret::Secret;
use crate::ui::settings::{CheckFound, SettingsFacts, settings_ui};
use crate::ui::settings_letterhead::LetterheadFacts;
use crate::ui::settings_measures::MeasuresSettingsFacts;
use crate::ui::settings_notes::NotesSettingsFacts;
use crate::ui::today;
use egui::{Context, Ui};
use std::sync::Arc;

impl Preferences {
    fn from_settings(settings: &Settings) -> Self {
        let usual = Self::default();
        let theme = match settings.theme.as_str() {
            "light" => ThemeChoice::Light,
            "dark" => ThemeChoice::Dark,
            _ => ThemeChoice::Follow,
        };
        Self {
            theme,
            motion: if settings.motion { Motion::Short } else { Motion::Off },
            zoom_percent: match settings.zoom_percent {
                percent @ 100..=200 => percent,
                _ => usual.zoom_percent,
            },
            idle_minutes: match settings.idle_minutes {
                minutes @ 1..=60 => minutes,
                _ => usual.idle_minutes,
            },
        }
    }

    fn write_to(self, settings: &mut Settings) {
        settings.theme = match self.theme {
            ThemeChoice::Light => "light",
            ThemeChoice::Dark => "dark",
            ThemeChoice::Follow => "follow",
        }
        .to_owned();
        settings.motion = self.motion == Motion::Short;
        settings.zoom_percent = self.zoom_percent;
        settings.idle_minutes = self.idle_minutes;
    }
}

impl Desk {
    /// A practice has been opened or made.
    pub(super) fn take_practice(&mut self, ctx: &Context, opened: Opened) {
        if opened.path.is_some() {
            self.preferences = Preferences::from_settings(&opened.settings);
            self.keys = Arc::new(Keys::read(&opened.settings.keys));
            self.apply_preferences(ctx);
        }
        self.list_couples(&opened.couples);
        if let Some(warning) = &opened.warning {
            self.warn(opened.path.clone(), warning.clone());
        }
        self.practice = Some(opened);
        self.ready_words();
        self.ready_formats();
        self.ready_measures();
        self.ready_practices();
        self.idle.touch(super::dispatch::now_secs(ctx));
    }

    /// The couple that sits here, or else the one that comes next.
    pub(super) fn choose_first(&mut self) {
        if self.chosen.is_none() {
            let here = self.couple_in_session();
            let next = here.or_else(|| today::next_couple(&self.lines, self.now()));
            let first = self.lines.first().map(|line| line.id);
            next.or(first).into_iter().for_each(|id| self.select(id));
        }
    }

    /// The couple whose session runs, on the desk or not. Of the one on the desk more is known
    /// than what is in the file.
    pub(super) fn couple_in_session(&self) -> Option<CaseId> {
        let open = self.open.as_ref().map(|open| &open.case);
        let is_it = |case: &&Case| case.running().is_some();
        if let Some(case) = open.filter(is_it) {
            return Some(case.id);
        }
        let now = self.now();
        let others =
            self.lines.iter().filter(|it| open.is_none_or(|case| case.id != it.id));
        let mut here = others.filter(|line| line.days.are_here(now));
        here.next().map(|line| line.id)
    }

    pub(super) fn list_couples(&mut self, couples: &[CaseSummary]) {
        let line = |couple: &CaseSummary| CoupleLine {
            id: couple.id,
            code_name: couple.code_name.clone(),
            loops: couple.maps,
            phrases: couple.elements,
            last_change: couple.last_change.naive_local(),
            days: couple.days.clone(),
        };
        self.lines = couples.iter().map(line).collect();
        self.lines.sort_by(|one, two| {
            two.last_change.cmp(&one.last_change).then(one.code_name.cmp(&two.code_name))
        });
    }

    pub(super) fn couples(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        let now = self.now();
        // Whoever it is that sits here: nobody reads about another couple meanwhile.
        let is_in_session = self.place().has_company;
        let settings = self.practice.as_ref().map(|practice| &practice.settings);
        let last_backup = settings.and_then(|settings| settings.last_backup);
        let open = self.open.as_ref().map(super::open_case::OpenCase::shown);
        let brief =
            open.filter(|case| Some(case.id) == self.chosen).or(self.brief.as_deref());
        let facts = CaseListFacts {
            now,
            couples: &self.lines,
            chosen: self.chosen,
            brief: brief.filter(|case| Some(case.id) == self.chosen),
            last_backup: last_backup.map(|at| at.date_naive()),
            fonts: &self.fonts,
            can_write: !self.is_read_only(),
            is_in_session,
        };
        case_list_ui(ui, &mut self.list, &facts, asked);
    }

    pub(super) fn settings_screen(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        self.draw_logo(ui.ctx());
        let logo = self.logo_picture().cloned();
        let Some(practice) = &self.practice else { return };
        let path = practice.path.clone().unwrap_or_default();
        let place = match &practice.path {
            Some(path) => path.display().to_string(),
            None => "The sample couples, in memory only; nothing is kept".to_owned(),
        };
        let synced = store::place::synced_by(&path);
        let facts = SettingsFacts {
            words: &practice.settings.words,
            notes: NotesSettingsFacts {
                late_after_days: practice.settings.late_after_days,
                formats: &practice.settings.formats,
                spelling: &practice.settings.spelling,
                can_change: !practice.is_read_only,
            },
            measures: MeasuresSettingsFacts {
                own: &practice.settings.measures,
                all: &self.measures,
                can_change: !practice.is_read_only,
            },
            can_change: !practice.is_read_only,
            today: self.now().date_naive(),
            theme: self.preferences.theme,
            motion: self.preferences.motion,
            zoom_percent: self.preferences.zoom_percent,
            idle_minutes: self.preferences.idle_minutes,
            signature: (
                practice.settings.therapist_name.as_str(),
                practice.settings.credentials.as_str(),
            ),
            letterhead: LetterheadFacts {
                name: &practice.settings.practice_name,
                letterhead: &practice.settings.letterhead,
                logo: logo.as_ref(),
                can_change: !practice.is_read_only,
            },
            place: &place,
            synced_by: synced.as_ref().map(|service| service.name),
            last_backup: practice.settings.last_backup.map(|at| at.date_naive()),
            check: self.found.as_ref(),
            problem: self.gate.problem.as_ref(),
            advise: &super::gate_flow::advise,
            can_write: !practice.is_read_only && practice.path.is_some(),
        };
        settings_ui(ui, &mut self.settings, &facts, asked);
    }

    pub(super) fn look_round(&mut self) {
        self.gate.problem = None;
        let now = self.now();
        self.send(Request::LookRound { now });
    }

    pub(super) fn offer_other_words(&mut self) {
        self.gate.offered = store::offer_passphrase();
    }

    pub(super) fn begin_couple(&mut self) {
        self.screen = Screen::Couples;
        self.held.wait_for_field();
        self.list.new_couple = Some(NewCoupleState::default());
    }

    /// The brief of the couple that comes next today, from anywhere.
    pub(super) fn open_brief(&mut self) {
        self.screen = Screen::Couples;
        self.list = CaseListState::default();
        let is_there = |id: &CaseId| self.lines.iter().any(|line| line.id == *id);
        let next = today::next_couple(&self.lines, self.now());
        let next = next.or(self.chosen.filter(is_there));
        let next = next.or_else(|| today::coming_couple(&self.lines, self.now()));
        let first = self.lines.first().map(|line| line.id);
        if let Some(id) = next.or(first) {
            self.select(id);
        }
    }

    /// What is shown of a couple once it is on the desk.
    pub(super) fn arrive(&mut self, ctx: &Context, then: OpensMap) {
        match then {
            OpensMap::Show => {}
            OpensMap::Print => self.open_print(ctx),
            OpensMap::Note(note) => self.open_note(note),
            OpensMap::Found => self.open_found(),
        }
    }

    pub(super) fn open_note_of(&mut self, ctx: &Context, id: CaseId, note: NoteId) {
        self.open_case(ctx, id, OpensMap::Note(note));
    }

    fn open_note(&mut self, note: NoteId) {
        let Some(open) = self.open.as_mut().filter(|it| it.case.note(note).is_some())
        else {
            return;
        };
        open.notes.show(note);
        self.open_notes();
    }

    pub(super) fn find_couple(&mut self) {
        self.screen = Screen::Couples;
        self.held.wait_for_field();
        self.list.wants_search = true;
    }

    /// Opens the panel on the couple that is on the desk.
    pub(super) fn begin_change(&mut self) {
        self.held.wait_for_field();
        self.rewriting = self.open.as_ref().map(|open| NewCoupleState::of(&open.case));
    }

    pub(super) fn rewriting_ui(&mut self, ui: &egui::Ui) {
        let (Some(state), Some(open)) = (&mut self.rewriting, &self.open) else { return };
        let own = open.case.id;
        let taken = |name: &str| {
            let name = name.trim().to_lowercase();
            let is_it = |line: &CoupleLine| {
                line.id != own && line.code_name.to_lowercase() == name
            };
            self.lines.iter().any(is_it)
        };
        match new_couple_ui(ui, state, &taken) {
            Answer::Writing => {}
            Answer::Dismissed => self.rewriting = None,
            Answer::Done(couple) => {
                let agreed = (couple.client_model, couple.secrets_policy);
                let edit =
                    rewritten(&open.case, &couple.code_name, &couple.partners, agreed);
                self.rewriting = None;
                if let Some(edit) = edit {
                    self.change(edit, super::dispatch::now_secs(ui.ctx()));
                }
            }
        }
    }

    pub(super) fn select(&mut self, id: CaseId) {
        self.chosen = Some(id);
        let is_here = self.open.as_ref().is_some_and(|open| open.case.id == id);
        if !is_here {
            let now = self.now();
            self.send(Request::Load { id, now });
        }
    }

    pub(super) fn open_case(&mut self, ctx: &Context, id: CaseId, then: OpensMap) {
        self.chosen = Some(id);
        if self.open.as_ref().is_some_and(|open| open.case.id == id) {
            self.screen = Screen::Map;
            self.arrive(ctx, then);
            return;
        }
        self.leave_for(Next::Load(id, then));
    }

    pub(super) fn new_case(&mut self, couple: NewCouple) {
        let taken = couple.code_name.trim().to_lowercase();
        if self.lines.iter().any(|line| line.code_name.to_lowercase() == taken) {
            let sentence = "There is a couple with this code name. Choose another one.";
            self.tell(Tone::Alarm, sentence);
            return;
        }
        let names = crate::model::Pair::default();
        let mut case = Case::new(couple.code_name.trim(), names);
        case.status = couple.status;
        case.partners = couple.partners;
        case.client_model = couple.client_model;
        case.secrets_policy = couple.secrets_policy;
        let (id, now) = (case.id, self.now());
        self.list.new_couple = None;
        self.send(Request::Save { case: Box::new(case), now });
        self.chosen = Some(id);
        self.leave_for(Next::Load(id, OpensMap::Show));
    }

    pub(super) fn prefer(
        &mut self,
        ctx: &Context,
        change: impl FnOnce(&mut Preferences),
    ) {
        change(&mut self.preferences);
        self.apply_preferences(ctx);
        self.keep_settings(|_| {});
    }

    /// Other keys, from now on and the next time that the practice is opened.
    pub(super) fn set_keys(&mut self, keys: Keys) {
        let kept = keys.kept();
        self.keys = Arc::new(keys);
        self.keep_settings(|settings| settings.keys = kept);
    }

    /// Writes the settings into the practice, if there is one that may be written.
    pub(super) fn keep_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let (preferences, now) = (self.preferences, self.now());
        let Some(practice) = &mut self.practice else { return };
        preferences.write_to(&mut practice.settings);
        change(&mut practice.settings);
        if practice.path.is_some() && !practice.is_read_only {
            let settings = Box::new(practice.settings.clone());
            self.send(Request::KeepSettings { settings, now });
        }
    }

    /// Known at once; it goes to the file when the writing is done.
    pub(super) fn sign(&mut self, name: &str, credentials: &str) {
        let Some(practice) = &mut self.practice else { return };
        practice.settings.therapist_name = name.trim().to_owned();
        practice.settings.credentials = credentials.trim().to_owned();
        self.is_signing = true;
    }

    pub(super) fn keep_signature(&mut self) {
        if std::mem::take(&mut self.is_signing) {
            self.keep_settings(|_| {});
        }
    }

    pub(super) fn change_passphrase(&mut self, current: Secret, new: Secret) {
        self.gate.problem = None;
        let now = self.now();
        self.send(Request::ChangePassphrase { current, new, now });
    }

    pub(super) fn new_recovery_key(&mut self, current: Secret) {
        self.gate.problem = None;
        let now = self.now();
        self.send(Request::NewRecoveryKey { current, now });
    }

    pub(super) fn check(&mut self) {
        self.found = Some(CheckFound::Checking);
        self.send(Request::Check);
    }

    /// Opens the folder of the practice in the system's file manager.
    pub(super) fn show_place(&mut self) {
        let Some(path) = self.practice.as_ref().and_then(|p| p.path.clone()) else {
            return;
        };
        if path.parent().is_none_or(|folder| opener::open(folder).is_err()) {
            let what = "The folder could not be shown. The path stands in the settings.";
            self.tell(Tone::Alarm, what);
        }
    }

    pub(super) fn tell_problem(&mut self, message: &str) {
        self.search.is_searching = false;
        let (what, to_do) = in_two(message);
        if self.screen == Screen::Settings {
            self.gate.problem = Some(crate::ui::gate::Problem::new(what, to_do));
        } else {
            self.tell(Tone::Alarm, message);
        }
    }

    pub(super) fn suggested(&self, purpose: Purpose) -> String {
        let date = self.now().format("%Y-%m-%d");
        match purpose {
            Purpose::SavePage => {
                let code = self.open.as_ref().map_or("page", |open| &open.case.code_name);
                let what = self.printed_what();
                format!("{}-{what}-{date}.pdf", super::paths::plain_name(code))
            }
            Purpose::RecoverySheet => "Holdfast-recovery-sheet.pdf".to_owned(),
            Purpose::Backup => format!("Holdfast-backup-{date}.holdfast"),
            Purpose::OpenPractice | Purpose::NewPractice => {
                "practice.holdfast".to_owned()
            }
            Purpose::SaveAudit => format!("Holdfast-who-did-what-{date}.txt"),
            Purpose::AddPack => "words.ron".to_owned(),
            Purpose::AddFormat => "format.ron".to_owned(),
            Purpose::AddLogo => "logo.png".to_owned(),
            Purpose::AddMeasure => "measure.ron".to_owned(),
            Purpose::SaveMeasure(at) => {
                let measure = self.measures.get(at);
                format!("{}.ron", measure.map_or("measure", |it| it.key.as_str()))
            }
            Purpose::ScoresIn => "scores.csv".to_owned(),
            Purpose::ScoresOut => {
                let code = self.open.as_ref().map_or("", |open| &open.case.code_name);
                format!("{}-scores-{date}.csv", super::paths::plain_name(code))
            }
            Purpose::TakeTemplate => "template.ron".to_owned(),
            Purpose::SaveTemplate => self.template_file_name(),
            Purpose::AddPractices | Purpose::SavePractices => "practices.ron".to_owned(),
            Purpose::SavePack(at) => {
                let pack = self.own_words().packs.get(at);
                let name = pack.map_or("words", |pack| &pack.name);
                format!("{}.ron", super::paths::plain_name(name))
            }
        }
    }
}
