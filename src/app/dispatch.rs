//! What is done for each command and each wish of a view: one line an arm.

use super::desk::{Desk, OpensMap, Screen};
use super::leaving::Next;
use super::paths::Purpose;
use crate::model::SessionKind;
use crate::store::Access;
use crate::ui::command::{Ask, Command};
use crate::ui::course::Zoom;
use crate::ui::gate_command::{GateCommand, ThemeChoice};
use crate::ui::map_state::{MapState, View};
use crate::ui::notice::Tone;
use crate::ui::palette::PaletteState;
use egui::Context;

impl Desk {
    pub(super) fn answer(&mut self, ctx: &Context, ask: Ask) {
        match ask {
            Ask::Do(command) => self.run(ctx, command),
            Ask::Change(edit) => self.change_what_is_shown(edit, now_secs(ctx)),
            Ask::Reframe(id) => self.open_reframe(id),
            Ask::ShowMap(map) => self.show_map(map),
            Ask::AddLoop(kind) => self.add_loop(kind, now_secs(ctx)),
            Ask::Print(print) => self.print_ask(print),
            Ask::Session(ask) => self.session_ask(ctx, ask),
            Ask::Note(note) => self.note_ask(note, now_secs(ctx)),
            Ask::Access(ask) => self.access_ask(ctx, ask),
            Ask::File(ask) => self.couple_file_ask(ask, now_secs(ctx)),
            Ask::Closing(ask) => self.closing_ask(ask, now_secs(ctx)),
            Ask::Library(ask) => self.library_ask(ask, now_secs(ctx)),
            Ask::Templates(ask) => self.templates_ask(ctx, ask),
            Ask::Search(ask) => self.search_ask(ctx, ask),
            Ask::Course(ask) => self.course_ask(ask, now_secs(ctx)),
            Ask::Measures(ask) => self.measures_ask(ask, now_secs(ctx)),
            Ask::Compare(ask) => self.compare_ask(ask, now_secs(ctx)),
            Ask::Gate(command) => self.run_gate(ctx, command),
            Ask::Tell(sentence) => self.tell(Tone::Alarm, sentence),
        }
    }

    pub(super) fn run(&mut self, ctx: &Context, command: Command) {
        self.keep_typed(command);
        if let Some(screen) =
            screen_of(command).filter(|_| command.is_enabled(self.place()))
        {
            self.screen = screen;
        } else if command.is_enabled(self.place()) {
            self.carry_out(ctx, command);
        } else if command.lacks_a_couple(self.place()) {
            self.tell(
                Tone::NotYet,
                "That needs a couple: choose one, then Enter opens it",
            );
        }
    }

    /// What stands in the boxes of the screen goes into the case first.
    fn keep_typed(&mut self, command: Command) {
        self.keep_typed_note();
        if !matches!(command, Command::Undo | Command::Redo) {
            self.keep_typed_sheet();
        }
        self.keep_typed_course();
        self.keep_typed_file();
    }

    fn carry_out(&mut self, ctx: &Context, command: Command) {
        // A menu that was left open says what was before this.
        egui::Popup::close_all(ctx);
        match command {
            Command::Palette => self.open_palette(),
            Command::Keys => self.shows_keys = !self.shows_keys,
            Command::Undo | Command::Redo if self.reads_past_note() => {
                self.tell(
                    Tone::NotYet,
                    "Nothing changes here: Esc leads back to the note",
                );
            }
            Command::Undo | Command::Redo => self.step_here(command, now_secs(ctx)),
            Command::Save => self.save_now(),
            Command::Print => self.open_print(ctx),
            Command::Find => self.find_couple(),
            Command::SlowDown => self.open_slow_down(),
            Command::CoupleScreen => self.switch_couple_screen(now_secs(ctx)),
            command if command.leads_the_couple() => self.lead_couple(ctx, command),
            Command::Readings => self.open_readings(),
            Command::Notes => self.open_notes(),
            command if command.is_of_a_note() => self.work_on_note(ctx, command),
            Command::Access => self.open_access(),
            Command::File => self.open_couple_file(),
            Command::Closing => self.open_sheet(),
            Command::Library => self.open_library(),
            Command::Templates => self.open_templates(),
            Command::Search => self.open_search(None),
            Command::Brief => self.open_brief(),
            Command::Measures => self.open_measures(),
            Command::NewCouple => self.begin_couple(),
            Command::Couple => self.begin_change(),
            Command::NewLoop => self.add_next_loop(now_secs(ctx)),
            Command::OwnLoop => self.switch_own_loop(now_secs(ctx)),
            Command::RemoveLoop => self.remove_loop(now_secs(ctx)),
            Command::Confirm => self.ask_to_confirm(),
            Command::ThisLoop => self.with_map(MapState::switch_this_loop),
            Command::SwitchView => self.switch_view(),
            Command::ShowList => self.show_list(),
            Command::Legend => self.with_map(MapState::switch_legend),
            Command::Ownership => self.with_map(MapState::switch_ownership),
            Command::SwapSides => self.swap_sides(now_secs(ctx)),
            Command::KeepWord => self.keep_phrase_as_word(),
            Command::ZoomIn => self.zoom(Zoom::Closer),
            Command::ZoomOut => self.zoom(Zoom::Further),
            Command::ZoomToFit => self.zoom(Zoom::All),
            Command::SwitchTheme => self.switch_theme(ctx),
            Command::StartSession => self.start_session(ctx, SessionKind::Joint),
            Command::StartAloneA => self.start_session(ctx, SessionKind::IndividualA),
            Command::StartAloneB => self.start_session(ctx, SessionKind::IndividualB),
            Command::StartFamily => self.start_session(ctx, SessionKind::Family),
            Command::StartOther => self.start_session(ctx, SessionKind::Other),
            Command::StopSession => self.stop_session(ctx),
            Command::TimeMark => self.time_mark(ctx),
            Command::ShowAlone => self.switch_what_was_said_alone(),
            Command::Blank => self.is_blank = !self.is_blank,
            Command::Lock => self.leave_for(Next::Lock),
            // The others only lead to a screen.
            _ => {}
        }
    }

    pub(super) fn run_gate(&mut self, ctx: &Context, command: GateCommand) {
        match command {
            GateCommand::StartPractice => self.start_practice(),
            GateCommand::ChoosePractice => self.ask_for_path(Purpose::OpenPractice),
            GateCommand::LookRound => self.look_round(),
            GateCommand::GoBack => self.go_back(),
            GateCommand::ChoosePlace => self.ask_for_path(Purpose::NewPractice),
            GateCommand::OfferOtherWords => self.offer_other_words(),
            GateCommand::MakePractice { name, passphrase } => {
                self.make_practice(name, passphrase);
            }
            GateCommand::PrintRecoverySheet => self.print_recovery_sheet(),
            GateCommand::ConfirmRecovery(typed) => self.confirm_recovery(&typed),
            GateCommand::EnterPractice => self.enter_practice(),
            GateCommand::Unlock(passphrase) => self.unlock(passphrase, Access::Write),
            GateCommand::OpenToRead(passphrase) => self.unlock(passphrase, Access::Read),
            GateCommand::UseRecoveryKey => self.screen = Screen::Recover,
            GateCommand::TryRecoveryKey(rows) => self.try_recovery_key(rows),
            GateCommand::SetPassphrase(new) => self.set_passphrase(new),
            GateCommand::ShowCouples => self.screen = Screen::Couples,
            GateCommand::SelectCase(id) => self.select(id),
            GateCommand::OpenCase(id) => self.open_case(ctx, id, OpensMap::Show),
            GateCommand::PrintCase(id) => self.open_case(ctx, id, OpensMap::Print),
            GateCommand::OpenNote(id, note) => self.open_note_of(ctx, id, note),
            GateCommand::SearchFor(words) => self.open_search(Some(words)),
            GateCommand::NewCase(couple) => self.new_case(*couple),
            GateCommand::ShowSettings => self.screen = Screen::Settings,
            GateCommand::Lock => self.leave_for(Next::Lock),
            GateCommand::SetTheme(theme) => self.prefer(ctx, |likes| likes.theme = theme),
            GateCommand::SetMotion(motion) => {
                self.prefer(ctx, |likes| likes.motion = motion);
            }
            GateCommand::SetKeys(keys) => self.set_keys(*keys),
            GateCommand::SetIdleMinutes(minutes) => {
                self.prefer(ctx, |likes| likes.idle_minutes = minutes);
            }
            GateCommand::SetZoomPercent(percent) => {
                self.prefer(ctx, |likes| likes.zoom_percent = percent);
            }
            other => self.run_settings(other),
        }
    }

    /// What the settings ask for, and nothing else does.
    fn run_settings(&mut self, command: GateCommand) {
        match command {
            GateCommand::Sign { name, credentials } => self.sign(&name, &credentials),
            GateCommand::ChangePassphrase { current, new } => {
                self.change_passphrase(current, new);
            }
            GateCommand::NewRecoverySheet(current) => self.new_recovery_key(current),
            GateCommand::Backup => self.ask_for_path(Purpose::Backup),
            GateCommand::Check => self.check(),
            GateCommand::KeepWords(words) => self.keep_words(*words),
            GateCommand::AddPack => self.ask_for_path(Purpose::AddPack),
            GateCommand::SavePack(at) => self.ask_for_path(Purpose::SavePack(at)),
            GateCommand::ShowPlace => self.show_place(),
            GateCommand::SetLateAfter(days) => {
                self.keep_settings(|settings| settings.late_after_days = days);
            }
            GateCommand::KeepSpelling(spelling) => {
                self.keep_settings(|settings| settings.spelling = *spelling);
            }
            GateCommand::SetLetterhead(typed) => self.set_letterhead(&typed),
            GateCommand::AddLogo => self.ask_for_path(Purpose::AddLogo),
            GateCommand::RemoveLogo => self.remove_logo(),
            GateCommand::AddFormat => self.ask_for_path(Purpose::AddFormat),
            GateCommand::RemoveFormat(at) => self.remove_format(at),
            GateCommand::AddMeasure => self.ask_for_path(Purpose::AddMeasure),
            GateCommand::SaveMeasure(at) => self.ask_for_path(Purpose::SaveMeasure(at)),
            GateCommand::RemoveMeasure(at) => self.remove_measure(at),
            GateCommand::ShowAudit => self.ask_for_audit(),
            GateCommand::SaveAudit => self.ask_for_path(Purpose::SaveAudit),
            // Everything else was done before.
            _ => {}
        }
    }

    pub(super) fn with_map(&mut self, act: impl FnOnce(&mut MapState)) {
        let is_new_loop = self.screen == Screen::NewLoop;
        if let Some(open) = &mut self.open {
            act(if is_new_loop { &mut open.new_loop.map } else { &mut open.map });
        }
    }

    pub(super) fn show_map(&mut self, map: crate::model::MapId) {
        if let Some(open) = &mut self.open {
            open.map.show(map);
            open.look_at_the_room();
        }
    }

    fn open_palette(&mut self) {
        self.held.wait_for_field();
        self.palette = Some(PaletteState::default());
    }

    /// Only the old loop has a list and a quick view.
    fn show_list(&mut self) {
        self.screen = Screen::Map;
        self.with_map(MapState::switch_list);
    }

    fn switch_view(&mut self) {
        self.screen = Screen::Map;
        self.with_map(|map| {
            map.view = if map.view == View::Quick { View::Full } else { View::Quick };
        });
    }

    fn switch_theme(&mut self, ctx: &Context) {
        let is_dark = ctx.theme() == egui::Theme::Dark;
        let theme = if is_dark { ThemeChoice::Light } else { ThemeChoice::Dark };
        self.prefer(ctx, |likes| likes.theme = theme);
    }
}

/// The screen that a command leads to, if that is all it does.
fn screen_of(command: Command) -> Option<Screen> {
    Some(match command {
        Command::Couples => Screen::Couples,
        Command::Map => Screen::Map,
        Command::Reaches => Screen::NewLoop,
        Command::Talks => Screen::Talks,
        Command::Course => Screen::Course,
        Command::Compare => Screen::Compare,
        Command::Settings => Screen::Settings,
        Command::Sessions => Screen::Sessions,
        _ => return None,
    })
}

/// Seconds of the window's own clock.
pub(super) fn now_secs(ctx: &Context) -> f64 {
    ctx.input(|input| input.time)
}
