//! The one list of what can be done: it feeds the menu, the palette and the shortcuts alike.

pub use super::command_place::{NoteStands, Place};
use super::keys;
use crate::edit::Edit;
use crate::model::{CycleKind, ElementId, MapId};
use strum::VariantArray as _;

/// Something that a therapist asks for with a key, in the palette or in the menu.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray, strum::IntoStaticStr,
)]
pub enum Command {
    Palette,
    Keys,
    Undo,
    Redo,
    Save,
    Print,
    Couples,
    Brief,
    Find,
    Map,
    Reaches,
    Talks,
    SlowDown,
    CoupleScreen,
    RevealNext,
    RevealBack,
    RevealAll,
    FreezeCouple,
    Readings,
    Notes,
    DraftNote,
    SignNote,
    AddToNote,
    PastNote,
    ProcessNote,
    File,
    Access,
    Closing,
    Library,
    Templates,
    Search,
    Course,
    Measures,
    Compare,
    NewCouple,
    Couple,
    NewLoop,
    RemoveLoop,
    OwnLoop,
    ThisLoop,
    Confirm,
    SwitchView,
    ShowList,
    Legend,
    Ownership,
    SwapSides,
    KeepWord,
    ZoomIn,
    ZoomOut,
    ZoomToFit,
    Settings,
    SwitchTheme,
    StartSession,
    StartAloneA,
    StartAloneB,
    StartFamily,
    StartOther,
    StopSession,
    TimeMark,
    Sessions,
    ShowAlone,
    Blank,
    Lock,
}

/// What a view asks the program to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    Do(Command),
    Change(Edit),
    ShowMap(MapId),
    /// Other words for a phrase, on the sheet of reframes.
    Reframe(ElementId),
    AddLoop(CycleKind),
    Print(super::print_screen::PrintAsk),
    Session(super::sessions::SessionAsk),
    Note(super::notes::NoteAsk),
    File(super::couple_file::FileAsk),
    Access(super::access::AccessAsk),
    Closing(super::closing::ClosingAsk),
    Library(super::library::LibraryAsk),
    Templates(super::templates::TemplatesAsk),
    Search(super::search_screen::SearchAsk),
    Course(super::course::CourseAsk),
    Measures(super::measures::MeasuresAsk),
    Compare(super::compare::CompareAsk),
    Gate(super::gate_command::GateCommand),
    /// A sentence for the therapist.
    Tell(String),
}

impl Command {
    pub fn all() -> &'static [Self] {
        Self::VARIANTS
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Palette => "Find a command…",
            Self::Keys => "Show the keys",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Save => "Save now",
            Self::Print => "Print…",
            Self::Couples => "Go to today and the couples",
            Self::Brief => "The next couple in brief",
            Self::Find => "Find a couple",
            Self::Map => "Go to the map",
            Self::Reaches => "Go to the new loop",
            Self::Talks => "Go to the talks",
            Self::SlowDown => "Slow a moment down",
            Self::Readings => "Go to the readings: misreadings, roots, reframes",
            Self::Notes => "Go to the notes",
            Self::DraftNote => "Draft a note from the chosen session",
            Self::SignNote => "Sign the note…",
            Self::AddToNote => "Add to this note…",
            Self::PastNote => "Look at earlier versions of the note",
            Self::ProcessNote => "New process note",
            Self::File => "Go to the couple’s file: agreements, plan, what is private",
            Self::Access => "Answer a request for the file…",
            Self::Closing => "Go to the sheet of the session",
            Self::Library => "Go to the library: practices and talks",
            Self::Templates => "Go to the templates: what pages look like",
            Self::Search => "Search for words in all couples",
            Self::Course => "Go to the course of the therapy",
            Self::Measures => "Go to the measures",
            Self::Compare => "Compare two versions of the loop",
            Self::NewCouple => "New couple…",
            Self::Couple => "Change names and agreements…",
            Self::NewLoop => "Add another loop",
            Self::RemoveLoop => "Remove this loop",
            Self::OwnLoop => "Your own part in it, or back to the couple’s loop",
            Self::ThisLoop => "Kind, pattern and positions of this loop…",
            Self::Confirm => "Confirm this loop as a version…",
            Self::SwitchView => "Switch between quick and full",
            Self::ShowList => "Show the map as a list, or as the loop again",
            Self::Legend => "What the marks mean",
            Self::Ownership => "What is still a guess",
            Self::SwapSides => "Swap left and right",
            Self::KeepWord => "Add the phrase to your own words",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ZoomToFit => "Show the whole loop",
            Self::Settings => "Settings",
            Self::SwitchTheme => "Switch between light and dark",
            Self::Lock => "Lock",
            others => others.label_in_the_room(),
        }
    }

    /// The same for what is done while somebody sits there.
    fn label_in_the_room(self) -> &'static str {
        match self {
            Self::CoupleScreen => "Show the loop to the couple, or put it away",
            Self::RevealNext => "On the couple’s screen: the next words",
            Self::RevealBack => "On the couple’s screen: one back",
            Self::RevealAll => "On the couple’s screen: all words, or none",
            Self::FreezeCouple => "On the couple’s screen: stand still, or go on",
            Self::StartSession => "Start a session",
            Self::StartAloneA => "Start a session with one partner alone",
            Self::StartAloneB => "Start a session with the other partner alone",
            Self::StartFamily => "Start a session with the family",
            Self::StartOther => "Start another kind of session",
            Self::StopSession => "Stop the session",
            Self::TimeMark => "Mark this moment",
            Self::Sessions => "Go to the sessions",
            Self::ShowAlone => "Show what was said alone, or put it away",
            _ => "Blank the screen",
        }
    }

    /// Something that is done with a note.
    pub fn is_of_a_note(self) -> bool {
        matches!(
            self,
            Self::DraftNote
                | Self::SignNote
                | Self::AddToNote
                | Self::PastNote
                | Self::ProcessNote
        )
    }

    /// A step over the couple's screen.
    pub fn leads_the_couple(self) -> bool {
        matches!(
            self,
            Self::RevealNext | Self::RevealBack | Self::RevealAll | Self::FreezeCouple
        )
    }

    /// What is typed right after its key is meant for what it opens.
    fn opens_a_field(self) -> bool {
        matches!(
            self,
            Self::Palette
                | Self::Find
                | Self::Search
                | Self::NewCouple
                | Self::Couple
                | Self::Measures
        )
    }

    pub fn is_enabled(self, place: Place) -> bool {
        self.is_possible(place) && !(place.is_own_loop && self.is_for_the_couple())
    }

    /// True if nothing is missing for it but a couple on the desk. Without one, everything is
    /// saved.
    pub fn lacks_a_couple(self, place: Place) -> bool {
        let with_case = Place { has_case: true, ..place };
        let is_alone = place.is_open && !place.has_case && self != Self::Save;
        is_alone && self.is_enabled(with_case)
    }

    /// What has no sense, or no place, while the therapist's own loop is on the screen.
    fn is_for_the_couple(self) -> bool {
        matches!(
            self,
            Self::SlowDown
                | Self::CoupleScreen
                | Self::Readings
                | Self::Reaches
                | Self::Talks
                | Self::NewLoop
                | Self::Confirm
                | Self::Compare
                | Self::Ownership
                | Self::KeepWord
        )
    }

    fn is_possible(self, place: Place) -> bool {
        match self {
            // Others are in the room while a session runs, and may look on.
            Self::Notes | Self::File | Self::Access | Self::Course | Self::Measures => {
                place.has_case && !place.is_in_session
            }
            Self::DraftNote => place.can_do(NoteStands::NotBegun),
            Self::SignNote => place.can_do(NoteStands::Draft),
            Self::AddToNote => place.can_do(NoteStands::Signed),
            Self::PastNote => place.shows_a_note(),
            Self::ProcessNote | Self::OwnLoop => {
                place.has_case && !place.is_in_session && !place.is_read_only
            }
            Self::Keys | Self::SwitchTheme | Self::Blank => true,
            Self::Palette
            | Self::Couples
            | Self::Find
            | Self::Settings
            | Self::Lock
            | Self::Library => place.is_open,
            Self::Search | Self::Brief => place.is_open && !place.has_company,
            Self::Templates => place.is_open && !place.is_in_session,
            Self::NewCouple => place.is_open && !place.is_read_only,
            Self::Undo => place.can_undo,
            Self::Redo => place.can_redo,
            Self::Save
            | Self::Couple
            | Self::NewLoop
            | Self::RemoveLoop
            | Self::ThisLoop
            | Self::Confirm
            | Self::SlowDown
            | Self::StartSession
            | Self::StartAloneA
            | Self::StartAloneB
            | Self::StartFamily
            | Self::StartOther
            | Self::TimeMark
            | Self::SwapSides
            | Self::KeepWord => place.has_case && !place.is_read_only,
            Self::StopSession => place.is_in_session && !place.is_read_only,
            Self::ShowAlone => place.is_in_session,
            Self::Print => place.has_case && place.has_page,
            Self::Map
            | Self::CoupleScreen
            | Self::Readings
            | Self::Reaches
            | Self::Talks
            | Self::Closing
            | Self::Compare
            | Self::SwitchView
            | Self::ShowList
            | Self::Legend
            | Self::Ownership
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomToFit
            | Self::Sessions => place.has_case,
            // The steps over the couple’s screen.
            _ => place.shows_to_couple,
        }
    }
}

/// The commands whose keys were pressed since the last frame. It takes the keys, so that no
/// text box uses them for its own undo; call it before the views.
pub fn take_shortcuts(ctx: &egui::Context, place: Place) -> Vec<Command> {
    take(ctx, place, Command::all())
}

/// The same while a panel is on top: only what hides every word works then, and the mark that
/// needs no look.
pub fn take_urgent_shortcuts(ctx: &egui::Context, place: Place) -> Vec<Command> {
    take(ctx, place, &[Command::Blank, Command::Lock, Command::TimeMark])
}

/// The same while a partner answers alone: the blank screen, the lock, and the therapist's key.
pub fn take_shortcuts_of_a_handed_screen(
    ctx: &egui::Context,
    place: Place,
) -> Vec<Command> {
    take(ctx, place, &[Command::Blank, Command::Lock, Command::Measures])
}

/// What came in this frame after the key of a command that opens something to type into. It is
/// taken out, and belongs to what opens.
pub fn take_after_opening(ctx: &egui::Context, place: Place) -> Vec<egui::Event> {
    let keys = keys::of(ctx);
    keys::take_after(ctx, |stroke, script| {
        let command = keys.command(stroke, script);
        command.is_some_and(|it| it.opens_a_field() && it.is_enabled(place))
    })
}

fn take(ctx: &egui::Context, place: Place, commands: &[Command]) -> Vec<Command> {
    let keys = keys::of(ctx);
    let mut taken = Vec::new();
    keys::take_strokes(ctx, |stroke, script| {
        let command = keys.command(stroke, script);
        let Some(command) = command.filter(|command| commands.contains(command)) else {
            return false;
        };
        let is_heard = |it: &Command| it.is_enabled(place) || it.lacks_a_couple(place);
        taken.extend(Some(command).filter(is_heard));
        true
    });
    taken
}
