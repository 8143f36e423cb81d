//! Asks where a file is or shall be: typed by hand, or chosen in the system's own dialog.

use super::desk::{Desk, Screen};
use super::request::Request;
use crate::drawing::{Face, Ink};
use crate::ui::keys;
use crate::ui::look::{self, Scale, space};
use crate::ui::widget_button::Button;
use crate::ui::widget_field::{Field, Ground};
use crate::ui::widget_ground;
use egui::{Context, Ui};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// What a path is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    SavePage,
    RecoverySheet,
    Backup,
    SaveAudit,
    OpenPractice,
    NewPractice,
    AddPack,
    SavePack(usize),
    AddFormat,
    AddLogo,
    AddMeasure,
    /// A copy of the measure at this place.
    SaveMeasure(usize),
    /// A table of scores to bring in, and a place for one.
    ScoresIn,
    ScoresOut,
    AddPractices,
    SavePractices,
    TakeTemplate,
    SaveTemplate,
}

/// The panel in which a path is typed.
pub(super) struct PathPrompt {
    purpose: Purpose,
    typed: String,
    fault: Option<String>,
    /// The system's dialog, while it is open.
    browsing: Option<Receiver<Option<PathBuf>>>,
    is_ready: bool,
}

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Self::SavePage => "Save the page",
            Self::RecoverySheet => "Save the recovery sheet to print it",
            Self::Backup => "Back up the practice",
            Self::SaveAudit => "Save who did what",
            Self::OpenPractice => "Open a practice file",
            Self::NewPractice => "Where the practice lives",
            Self::AddPack => "Add a pack of words",
            Self::SavePack(_) => "Save the pack as a file",
            Self::AddFormat => "Add a format of notes",
            Self::AddLogo => "Choose a logo",
            Self::AddMeasure => "Add a measure",
            Self::SaveMeasure(_) => "Save a copy of the measure",
            Self::ScoresIn => "Bring a table of scores in",
            Self::ScoresOut => "Save the scores as a table",
            Self::AddPractices => "Add practices from a file",
            Self::SavePractices => "Save your own practices as a file",
            Self::TakeTemplate => "Take in a template",
            Self::SaveTemplate => "Save the template as a file",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::SavePage
            | Self::RecoverySheet
            | Self::SavePack(_)
            | Self::SaveMeasure(_)
            | Self::ScoresOut
            | Self::SavePractices
            | Self::SaveTemplate
            | Self::SaveAudit => "Save",
            Self::Backup => "Back up",
            Self::OpenPractice => "Open",
            Self::NewPractice => "Use this place",
            Self::AddPack | Self::AddFormat | Self::AddMeasure | Self::AddPractices => {
                "Add it"
            }
            Self::TakeTemplate => "Take it in",
            Self::ScoresIn => "Look at it",
            Self::AddLogo => "Take it",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::SavePage => {
                "The page is not sealed: keep it where only you can read it"
            }
            Self::RecoverySheet => "Print it, put it in the safe, then delete this file",
            Self::Backup => {
                "Best on a stick that you keep elsewhere. It is sealed as well"
            }
            Self::SaveAudit => {
                "It is not sealed: it holds code names and dates, but nothing of any note"
            }
            Self::OpenPractice => "It stays where it is",
            Self::NewPractice => {
                "Best on this computer, in a folder that no service copies"
            }
            Self::AddFormat | Self::AddMeasure => {
                "A .ron file. It is copied into the practice"
            }
            Self::AddLogo => "A .png or .svg file. It is copied into the practice",
            Self::SaveMeasure(_) => "It holds no word of any client",
            Self::ScoresIn => {
                "A .csv file. You say what each column holds; it is only read"
            }
            Self::ScoresOut => {
                "It is not sealed and holds names: keep it where only you can read it"
            }
            Self::AddPractices => {
                "A .ron file. Its practices are copied into the library"
            }
            Self::TakeTemplate => {
                "A .ron file. It is copied into the practice and can do nothing but print"
            }
            Self::SaveTemplate => "See that no client can be known from its words",
            Self::AddPack => "A .ron file. Its words are copied into the practice",
            Self::SavePack(_) | Self::SavePractices => {
                "It is not sealed: see that no client can be known from its words"
            }
        }
    }

    fn must_be_there(self) -> bool {
        matches!(
            self,
            Self::OpenPractice
                | Self::AddPack
                | Self::AddFormat
                | Self::AddLogo
                | Self::AddMeasure
                | Self::ScoresIn
                | Self::AddPractices
                | Self::TakeTemplate
        )
    }
}

impl Desk {
    pub(super) fn ask_for_path(&mut self, purpose: Purpose) {
        let typed = match purpose {
            Purpose::OpenPractice | Purpose::NewPractice => self.path.clone(),
            _ => documents().join(self.suggested(purpose)),
        };
        self.held.wait_for_field();
        self.prompt = Some(PathPrompt {
            purpose,
            typed: typed.display().to_string(),
            fault: None,
            browsing: None,
            is_ready: false,
        });
    }

    pub(super) fn prompt_ui(&mut self, ui: &mut Ui) {
        let Some(mut prompt) = self.prompt.take() else { return };
        take_browsed(&mut prompt);
        let floated = widget_ground::floating_panel(ui, ("path", 560.0), |ui| {
            panel_ui(ui, &mut prompt)
        });
        match floated.inner {
            Choice::Browse => browse(ui.ctx(), &mut prompt),
            Choice::Take => {
                if self.take_path(&mut prompt, super::dispatch::now_secs(ui.ctx())) {
                    return;
                }
            }
            Choice::Leave => return,
            Choice::None if floated.dismissed && prompt.browsing.is_none() => return,
            Choice::None => {}
        }
        self.prompt = Some(prompt);
    }

    /// Does what the path was asked for; false if it cannot be used, with the fault in the panel.
    fn take_path(&mut self, prompt: &mut PathPrompt, now_secs: f64) -> bool {
        let path = PathBuf::from(prompt.typed.trim());
        if let Some(fault) = fault(prompt.purpose, &path) {
            prompt.fault = Some(fault);
            // Another name is typed where this one was.
            prompt.is_ready = false;
            return false;
        }
        match prompt.purpose {
            Purpose::SavePage => self.save_page(&path),
            Purpose::RecoverySheet => self.save_recovery_sheet(&path),
            Purpose::Backup => {
                let now = self.now();
                self.send(Request::Backup { to: path, now });
            }
            Purpose::SaveAudit => self.write_audit(path),
            Purpose::NewPractice => self.path = path,
            Purpose::AddPack => self.add_pack(&path),
            Purpose::SavePack(at) => self.save_pack(at, &path),
            Purpose::AddFormat => self.add_format(&path),
            Purpose::AddLogo => self.add_logo(&path),
            Purpose::AddMeasure => self.add_measure(&path),
            Purpose::SaveMeasure(at) => self.save_measure(at, &path),
            Purpose::ScoresIn => self.read_table(&path),
            Purpose::ScoresOut => self.write_table(&path),
            Purpose::AddPractices => self.add_practices(&path),
            Purpose::SavePractices => self.save_practices(&path),
            Purpose::SaveTemplate => self.share_template(&path),
            Purpose::TakeTemplate => {
                if let Err(fault) = self.take_template(&path, now_secs) {
                    prompt.fault = Some(fault);
                    return false;
                }
            }
            Purpose::OpenPractice => {
                self.path = path;
                self.gate = super::gate_flow::GateFlow::default();
                self.screen = Screen::Lock;
            }
        }
        true
    }
}

enum Choice {
    None,
    Browse,
    Take,
    Leave,
}

fn panel_ui(ui: &mut Ui, prompt: &mut PathPrompt) -> Choice {
    ui.spacing_mut().item_spacing.y = space::S;
    let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
    ui.label(look::job(ui, prompt.purpose.title(), title));
    let field = Field::new("File").on(Ground::Card).at_most(4_096);
    let output = field.show(ui, &mut prompt.typed);
    if !std::mem::replace(&mut prompt.is_ready, true) {
        output.response.request_focus();
    }
    if output.response.changed() {
        prompt.fault = None;
    }
    let (words, ink) = match &prompt.fault {
        Some(fault) => (fault.as_str(), Ink::Alarm),
        None => (prompt.purpose.hint(), Ink::Ink2),
    };
    let job = look::job(ui, words, (Scale::Interface, Face::Sans, ink));
    ui.add(egui::Label::new(job).wrap());
    ui.add_space(space::S);
    let mut choice = if output.submitted { Choice::Take } else { Choice::None };
    ui.horizontal(|ui| {
        let take = Button::primary(prompt.purpose.button()).key("Enter");
        if take.show(ui).clicked() || keys::enter(ui) {
            choice = Choice::Take;
        }
        let mut browse = Button::plain("Choose…");
        browse.enabled = prompt.browsing.is_none();
        if browse.show(ui).clicked() {
            choice = Choice::Browse;
        }
        if Button::quiet("Cancel").key("Esc").show(ui).clicked() {
            choice = Choice::Leave;
        }
    });
    choice
}

/// Opens the system's dialog beside the window, which goes on.
fn browse(ctx: &Context, prompt: &mut PathPrompt) {
    let typed = PathBuf::from(&prompt.typed);
    let mut dialog = rfd::FileDialog::new();
    if let Some(folder) = typed.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = typed.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    let must_be_there = prompt.purpose.must_be_there();
    let (answer, answered) = channel();
    prompt.browsing = Some(answered);
    let ctx = ctx.clone();
    let ask = move || {
        let chosen = if must_be_there { dialog.pick_file() } else { dialog.save_file() };
        answer.send(chosen).ok();
        ctx.request_repaint();
    };
    // macOS shows dialogs on the main thread only.
    if cfg!(target_os = "macos") {
        ask();
    } else {
        std::thread::spawn(ask);
    }
}

fn take_browsed(prompt: &mut PathPrompt) {
    use std::sync::mpsc::TryRecvError;
    let Some(browsing) = &prompt.browsing else { return };
    match browsing.try_recv() {
        Ok(Some(path)) => {
            prompt.typed = path.display().to_string();
            prompt.fault = None;
            // Enter takes it.
            (prompt.browsing, prompt.is_ready) = (None, false);
        }
        Ok(None) | Err(TryRecvError::Disconnected) => {
            (prompt.browsing, prompt.is_ready) = (None, false);
        }
        Err(TryRecvError::Empty) => {}
    }
}

fn fault(purpose: Purpose, path: &Path) -> Option<String> {
    if path.as_os_str().is_empty() || path.file_name().is_none() {
        return Some("Write a folder and a file name".to_owned());
    }
    if purpose.must_be_there() {
        return (!path.is_file()).then(|| "There is no file with this name".to_owned());
    }
    if path.exists() {
        return Some(
            "There is a file with this name already. Choose another name.".to_owned(),
        );
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let is_made_later = purpose == Purpose::NewPractice;
    let is_missing = !folder.is_dir() && !is_made_later;
    is_missing.then(|| "There is no such folder. Choose another one.".to_owned())
}

/// Writes a file that must not be there yet, whole or not at all.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            "There is a file with this name already. Choose another name.".to_owned()
        }
        std::io::ErrorKind::StorageFull => {
            "The disk is full. Make room, or save somewhere else.".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => {
            "This folder may not be written. Choose another one.".to_owned()
        }
        kind => {
            let why = crate::store::plain_fault(kind);
            format!("The file could not be written: {why}. Choose another place.")
        }
    };
    let mut file = owner_only().open(path).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a page would look like a whole one.
        std::fs::remove_file(path).ok();
    }
    written.map_err(failed)
}

/// A new file that nobody else on this computer may read.
fn owner_only() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A code name as part of a file name.
pub(super) fn plain_name(code: &str) -> String {
    let plain: String = code
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
        .collect();
    plain.trim_matches('-').to_owned()
}

/// Where people keep their papers.
fn documents() -> PathBuf {
    let home = etcetera::home_dir().unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}
