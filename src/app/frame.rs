//! One frame: answers first, then keys, then the views, then what they asked for.

use super::activity::minutes_of_a_sitting;
use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::leaving::Next;
use crate::drawing::{Face, Ink};
use crate::edit::phrase::Signer;
use crate::ui::command::{self, Ask, Command};
use crate::ui::gate_command::GateCommand;
use crate::ui::icon::Icon;
use crate::ui::key_list::key_list_ui;
use crate::ui::keys::{self, Where};
use crate::ui::look::{self, Scale, space};
use crate::ui::map_screen::map_screen_ui;
use crate::ui::map_state::MapFacts;
use crate::ui::new_loop::new_loop_ui;
use crate::ui::notice::room_of_notice;
use crate::ui::palette::{PaletteAnswer, PaletteEntry, palette_ui};
use crate::ui::readings::readings_ui;
use crate::ui::talks::talks_ui;
use crate::ui::widget_row::{Place, navigation};
use egui::{Context, Ui, UiBuilder, ViewportCommand};
use std::time::Duration;

/// What the left edge leads to.
type Leads = (Command, Icon, &'static str);

const PLACES: &[Leads] = &[
    (Command::Couples, Icon::Today, "Today"),
    (Command::Map, Icon::Map, "Map"),
    (Command::Reaches, Icon::NewLoop, "New loop"),
    (Command::Talks, Icon::Talks, "Talks"),
    (Command::SlowDown, Icon::Slow, "Slow down"),
    (Command::Readings, Icon::Readings, "Readings"),
    (Command::Sessions, Icon::Session, "Sessions"),
    (Command::Notes, Icon::Note, "Notes"),
    (Command::File, Icon::Sheet, "File"),
    (Command::Course, Icon::Through, "Course"),
    (Command::Library, Icon::Library, "Library"),
];
const PLACES_WITHOUT_COUPLE: &[Leads] = &[
    (Command::Couples, Icon::Today, "Today"),
    (Command::Library, Icon::Library, "Library"),
];
const PLACES_AT_FOOT: &[Leads] =
    &[(Command::Settings, Icon::Gear, "Settings"), (Command::Lock, Icon::Lock, "Lock")];

impl eframe::App for Desk {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frame(ui);
    }
}

impl Desk {
    /// Shows everything once and does what was asked for.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.install(&ctx);
        self.fit_to_screen(&ctx);
        self.take_replies(&ctx);
        self.held.pass(&ctx);
        self.watch_idle(&ctx);
        self.watch_close(&ctx);
        self.put_keys_away(&ctx);
        let pressed = self.take_shortcuts(&ctx);
        let mut asked = Vec::new();
        if self.is_blank {
            blank_ui(ui);
        } else {
            self.screen_ui(ui, &mut asked);
            if !self.is_handed_over() {
                self.floating_ui(ui, &mut asked);
            }
        }
        self.couple_window(&ctx, &mut asked);
        // What was typed goes into the couple before a key such as Lock puts it away.
        for ask in asked.into_iter().chain(pressed) {
            self.answer(&ctx, ask);
        }
        self.autosave(&ctx);
        self.watch_templates(&ctx);
        self.watch_session(&ctx);
        self.watch_day(&ctx);
        if ctx.memory(|memory| memory.focused().is_none()) {
            self.keep_signature();
        }
        self.forget_screen(&ctx);
        self.focused = ctx.memory(egui::Memory::focused);
    }

    fn watch_idle(&mut self, ctx: &Context) {
        let now = now_secs(ctx);
        if ctx.input(|input| !input.raw.events.is_empty()) {
            self.idle.touch(now);
        }
        if !self.is_open() {
            return;
        }
        let minutes = self.idle_minutes();
        let remaining = self.idle.remaining_secs(now, minutes);
        if remaining <= 0.0 {
            self.leave_for(Next::Lock);
        } else {
            ctx.request_repaint_after(Duration::from_secs_f64(remaining + 0.05));
        }
    }

    fn idle_minutes(&self) -> u32 {
        let usual = u32::from(self.preferences.idle_minutes);
        let now = self.now();
        let running = self.open.as_ref().and_then(|open| open.case.running());
        let is_sitting = running.is_some_and(|session| !session.was_left_running(now));
        if is_sitting || self.has_couple_screen() {
            minutes_of_a_sitting(usual)
        } else {
            usual
        }
    }

    /// A window that is closed saves first.
    fn watch_close(&mut self, ctx: &Context) {
        let is_closing = ctx.input(|input| input.viewport().close_requested());
        if is_closing && !self.may_quit() {
            self.leave_for(Next::Quit);
            if !self.may_quit() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        } else if self.next == Some(Next::Quit) && self.may_quit() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn autosave(&mut self, ctx: &Context) {
        let now = now_secs(ctx);
        let Some(open) = &self.open else { return };
        if open.is_saving {
            return;
        }
        let Some(due) = open.unsaved.due_in_secs(now) else { return };
        if due <= 0.0 {
            self.save_now();
        } else {
            ctx.request_repaint_after(Duration::from_secs_f64(due + 0.02));
        }
    }

    /// Esc closes the list of keys first, and only then means something to what lies under it.
    fn put_keys_away(&mut self, ctx: &Context) {
        let escape = |input: &mut egui::InputState| {
            input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)
        };
        if self.shows_keys && ctx.input_mut(escape) {
            self.shows_keys = false;
            // Esc took the keyboard from what is written in under the list.
            let back = self.focused.filter(|_| ctx.memory(|it| it.focused().is_none()));
            if let Some(id) = back {
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
        }
    }

    /// Before the views, so that a text box does not take the keys for its own undo.
    fn take_shortcuts(&mut self, ctx: &Context) -> Vec<Ask> {
        // A panel on top has the keys: undo in it is the undo of its text boxes.
        if self.settings.wants_every_key() {
            return Vec::new();
        }
        let is_covered = self.settings.keys.is_some()
            || self.prompt.is_some()
            || self.rewriting.is_some()
            || self.palette.is_some();
        let take = if self.is_handed_over() {
            command::take_shortcuts_of_a_handed_screen
        } else if is_covered {
            command::take_urgent_shortcuts
        } else {
            command::take_shortcuts
        };
        if !is_covered && !self.is_handed_over() {
            self.held.keep(command::take_after_opening(ctx, self.place()));
        }
        let commands = take(ctx, self.place());
        commands.into_iter().map(Ask::Do).collect()
    }

    fn screen_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let mut wishes = Vec::new();
        match self.screen {
            Screen::FirstStart => self.first_start(ui, &mut wishes),
            Screen::Create => self.create(ui, &mut wishes),
            Screen::Lock => self.lock_screen(ui, &mut wishes),
            Screen::Recover => self.recover(ui, &mut wishes),
            Screen::Print => {
                let mut prints = Vec::new();
                self.couple_band(ui, asked);
                self.print_screen(ui, &mut prints);
                asked.extend(prints.into_iter().map(Ask::Print));
            }
            Screen::Measures if self.is_handed_over() => self.measures_screen(ui, asked),
            _ => {
                self.navigation_ui(ui, asked);
                self.couple_band(ui, asked);
                let rect = self.rect_of_place(ui);
                // Always a part of its own, so that fields keep their ids while a notice comes.
                ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
                    self.place_ui(ui, &mut wishes, asked);
                });
            }
        }
        asked.extend(wishes.into_iter().map(Ask::Gate));
    }

    /// What is typed in on these screens reaches down to the edge: there a notice takes room.
    fn rect_of_place(&self, ui: &Ui) -> egui::Rect {
        let rect = ui.available_rect_before_wrap();
        let gives_way = matches!(
            self.screen,
            Screen::Notes
                | Screen::File
                | Screen::Access
                | Screen::Closing
                | Screen::Templates
                | Screen::Course
                | Screen::Measures
                | Screen::Settings
        );
        if self.notice.is_none() || !gives_way {
            return rect;
        }
        ui.painter().rect_filled(rect, 0.0, look::ink(ui, Ink::Paper));
        rect.with_max_y((rect.bottom() - room_of_notice(ui)).max(rect.top()))
    }

    fn place_ui(
        &mut self,
        ui: &mut Ui,
        wishes: &mut Vec<GateCommand>,
        asked: &mut Vec<Ask>,
    ) {
        match self.screen {
            Screen::Couples => self.couples(ui, wishes),
            Screen::Settings => self.settings_screen(ui, wishes),
            Screen::SlowDown => self.slow_down_screen(ui, asked),
            Screen::Sessions => self.sessions_screen(ui, asked),
            Screen::Notes
            | Screen::File
            | Screen::Access
            | Screen::Course
            | Screen::Measures
            | Screen::Templates
            | Screen::Search
                if self.place().is_in_session =>
            {
                // A session began: what the notes say is put away.
                self.screen = Screen::Map;
                self.map_ui(ui, asked);
            }
            Screen::Notes => self.notes_screen(ui, asked),
            Screen::File => self.couple_file_screen(ui, asked),
            Screen::Access => self.access_screen(ui, asked),
            Screen::Closing => self.closing_screen(ui, asked),
            Screen::Library => self.library_screen(ui, asked),
            Screen::Templates => self.templates_screen(ui, asked),
            Screen::Search => self.search_screen(ui, asked),
            Screen::Course => self.course_screen(ui, asked),
            Screen::Measures => self.measures_screen(ui, asked),
            Screen::Compare => self.compare_screen(ui, asked),
            _ => self.map_ui(ui, asked),
        }
    }

    fn navigation_ui(&self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let top = if self.open.is_some() { PLACES } else { PLACES_WITHOUT_COUPLE };
        let all = || top.iter().chain(PLACES_AT_FOOT);
        let caps: Vec<String> = all().map(|it| keys::cap(ui, it.0)).collect();
        let places: Vec<Place<'_>> = all()
            .zip(&caps)
            .map(|((_, icon, name), key)| Place { icon: *icon, name, key: Some(key) })
            .collect();
        let here = self.place_in_navigation();
        let chosen = all().position(|(command, ..)| *command == here);
        let clicked = navigation(ui, places.split_at(top.len()), chosen);
        let clicked = clicked.and_then(|at| all().nth(at));
        asked.extend(clicked.map(|(command, ..)| Ask::Do(*command)));
    }

    fn place_in_navigation(&self) -> Command {
        match self.screen {
            Screen::Settings => Command::Settings,
            Screen::Map => Command::Map,
            Screen::NewLoop => Command::Reaches,
            Screen::Talks => Command::Talks,
            Screen::SlowDown => Command::SlowDown,
            Screen::Sessions | Screen::Closing => Command::Sessions,
            Screen::Readings => Command::Readings,
            Screen::Notes => Command::Notes,
            Screen::File | Screen::Access => Command::File,
            Screen::Course | Screen::Measures | Screen::Compare => Command::Course,
            Screen::Library => Command::Library,
            Screen::Templates => Command::Templates,
            _ => Command::Couples,
        }
    }

    fn map_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let place = self.place();
        let now = self.now();
        let today = now.date_naive();
        let takes_keys = self.takes_keys();
        let practice = self.practice.as_ref();
        let by = practice.map_or("", |it| it.settings.therapist_name.as_str());
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let known = (&open.case, open.version);
        let facts = MapFacts {
            case: open.room.shown(&open.case),
            version: open.version,
            fonts: &self.fonts,
            vocabulary: &self.vocabulary,
            signer: Signer { on: today, by },
            touched_last: open.touched_last,
            session: open.case.session_of(today).map(|session| session.id),
            sitting: open.room.sitting(known, open.map.map, now),
            own_loop: open.own_facts().filter(|_| self.screen != Screen::Readings),
            saved: &saved,
            place,
            takes_keys,
        };
        match self.screen {
            Screen::Readings => {
                open.readings.follow(open.map.map);
                readings_ui(ui, &mut open.readings, &facts, asked);
            }
            Screen::NewLoop => {
                open.new_loop.follow(open.map.map);
                new_loop_ui(ui, &mut open.new_loop, &facts, asked);
            }
            Screen::Talks => {
                open.talks.follow(open.map.map);
                talks_ui(ui, &mut open.talks, &facts, asked);
            }
            _ => map_screen_ui(ui, &mut open.map, &facts, asked),
        }
    }

    fn floating_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        self.palette_ui(ui, asked);
        self.rewriting_ui(ui);
        self.prompt_ui(ui);
        if self.shows_keys {
            self.shows_keys = key_list_ui(ui, self.place_of_keys());
        }
        self.notice_on_screen(ui);
    }

    /// The screen whose single keys work now, or those of the map.
    fn place_of_keys(&self) -> Where {
        match self.screen {
            Screen::NewLoop => Where::NewLoop,
            Screen::Talks => Where::Talks,
            Screen::Readings => Where::Readings,
            Screen::Access => Where::Access,
            _ => Where::Map,
        }
    }

    fn palette_ui(&mut self, ui: &Ui, asked: &mut Vec<Ask>) {
        let place = self.place();
        let known: Vec<(Command, String)> =
            Command::all().iter().map(|it| (*it, self.label_of(*it))).collect();
        let keys = keys::of(ui);
        let Some(palette) = &mut self.palette else { return };
        let commands: Vec<Command> =
            Command::all().iter().copied().filter(|c| *c != Command::Palette).collect();
        let entries: Vec<PaletteEntry> = commands
            .iter()
            .map(|command| PaletteEntry {
                label: known
                    .iter()
                    .find(|(it, _)| it == command)
                    .map(|(_, it)| it.clone())
                    .unwrap_or_default(),
                shortcut: keys.chord(*command).map(|chord| chord.to_string()),
                is_enabled: command.is_enabled(place),
            })
            .collect();
        match palette_ui(ui, palette, &entries) {
            Some(PaletteAnswer::Chosen(at)) => {
                self.palette = None;
                asked.extend(commands.get(at).map(|command| Ask::Do(*command)));
            }
            Some(PaletteAnswer::Dismissed) => self.palette = None,
            None => {}
        }
    }

    /// After a lock egui still knows what text boxes held: it forgets that as well.
    fn forget_screen(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.forgets_screen) {
            ctx.memory_mut(|memory| memory.data = egui::util::IdTypeMap::default());
            ctx.request_repaint();
        }
    }
}

/// Nothing but paper: not a word of anybody, until the same key is pressed again.
fn blank_ui(ui: &mut Ui) {
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, look::ink(ui, Ink::Paper));
    let words = format!("{} brings the screen back", keys::cap(ui, Command::Blank));
    let galley = look::line(ui, &words, (Scale::Label, Face::Sans, Ink::Ink3), 400.0);
    let at = rect.center_bottom() - egui::vec2(galley.size().x / 2.0, space::XXL);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink3));
}
