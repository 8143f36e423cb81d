//! Writing down a couple, new or known: a code name, two equal names, and two decisions before any note.

use super::gate;
use super::gate_command::NewCouple;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::widget_button::{Button, focus_ring, hover};
use super::widget_field::Field;
use super::widget_ground;
use super::widget_key_cap::switch;
use crate::drawing::{Face, Ink};
use crate::model::{
    Case, CaseStatus, ClientModel, Pair, Partner, PartnerId, SecretsPolicy,
};
use egui::{CornerRadius, Response, Role, Sense, Ui, WidgetInfo, vec2};
use strum::VariantArray as _;

/// What is being written.
#[derive(Debug, Clone, Default)]
pub struct NewCoupleState {
    pub code_name: String,
    pub partners: Pair<Partner>,
    pub client_model: Option<ClientModel>,
    pub secrets_policy: Option<SecretsPolicy>,
    /// Where a new couple stands: they have asked, or they are being got to know.
    pub begins: usize,
    /// The couple is in the practice already; the words of the panel say so.
    pub is_known: bool,
    missing: Option<&'static str>,
    /// What the keyboard goes to.
    wants: Option<Lack>,
    is_ready: bool,
    /// As it was when the panel opened.
    begun: Option<Written>,
    /// As it was when it was to be left with words in it: once more gives them up.
    gives_up: Option<Written>,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    Code,
    Name(PartnerId),
    Client,
    Secrets,
}

/// What stands in the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    code_name: String,
    partners: Pair<Partner>,
    agreed: (Option<ClientModel>, Option<SecretsPolicy>),
}

impl NewCoupleState {
    /// A couple that is in the practice, to be changed.
    pub fn of(case: &Case) -> Self {
        Self {
            code_name: case.code_name.clone(),
            partners: case.partners.clone(),
            client_model: case.client_model,
            secrets_policy: case.secrets_policy,
            is_known: true,
            ..Self::default()
        }
    }

    fn written(&self) -> Written {
        Written {
            code_name: self.code_name.clone(),
            partners: self.partners.clone(),
            agreed: (self.client_model, self.secrets_policy),
        }
    }

    /// Words that were typed are not lost by one key: the same once more gives them up.
    fn leave(&mut self) -> Answer {
        let written = Some(self.written());
        if self.begun == written || self.gives_up == written {
            return Answer::Dismissed;
        }
        self.gives_up = written;
        Answer::Writing
    }

    /// True once, when the keyboard is to go where something is missing.
    fn lacks(&mut self, lack: Lack) -> bool {
        self.wants.take_if(|wants| *wants == lack).is_some()
    }

    fn is_giving_up(&self) -> bool {
        self.gives_up.is_some() && self.gives_up == Some(self.written())
    }
}

/// What became of the panel.
pub enum Answer {
    Writing,
    Dismissed,
    Done(Box<NewCouple>),
}

/// Shows the panel. `taken` knows the code names that other couples have.
pub fn new_couple_ui(
    ui: &Ui,
    state: &mut NewCoupleState,
    taken: &dyn Fn(&str) -> bool,
) -> Answer {
    if state.begun.is_none() {
        state.begun = Some(state.written());
    }
    let shown = widget_ground::floating_panel(ui, ("new couple", 760.0), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let title = if state.is_known { "This couple" } else { "New couple" };
        look::label(ui, title, (Scale::Title, Face::SerifSemiBold, Ink::Ink));
        names_ui(ui, state);
        begins_ui(ui, state);
        ui.add_space(space::S);
        ui.columns_const(|[left, right]| {
            let client = client_ui(left, &mut state.client_model);
            let secrets = secrets_ui(right, &mut state.secrets_policy);
            for (first, lack) in [(client, Lack::Client), (secrets, Lack::Secrets)] {
                if let Some(first) = first.filter(|_| state.lacks(lack)) {
                    first.request_focus();
                }
            }
        });
        foot_ui(ui, state, taken)
    });
    match shown.inner {
        Answer::Writing if shown.dismissed => state.leave(),
        Answer::Dismissed => state.leave(),
        answer => answer,
    }
}

fn names_ui(ui: &mut Ui, state: &mut NewCoupleState) {
    let field = Field::new("Code name").hint("A tree, a river, a bird: never a name");
    let code = field.at_most(40).show(ui, &mut state.code_name);
    if !std::mem::replace(&mut state.is_ready, true) || state.lacks(Lack::Code) {
        code.response.request_focus();
    }
    ui.spacing_mut().item_spacing.x = space::XL;
    // Row by row, so that the Tab key goes from one name to the other one.
    for part in [name_ui, pronouns_ui] {
        ui.columns_const(|columns: &mut [Ui; 2]| {
            for (ui, partner) in columns.iter_mut().zip(PartnerId::BOTH) {
                part(ui, state, partner);
            }
        });
    }
}

/// Where a new couple may stand.
const BEGINS: [CaseStatus; 2] = [CaseStatus::Enquiry, CaseStatus::Assessment];

fn begins_ui(ui: &mut Ui, state: &mut NewCoupleState) {
    if state.is_known {
        return;
    }
    let names = BEGINS.map(CaseStatus::label);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        look::label(ui, "They begin with", (Scale::Interface, Face::Sans, Ink::Ink2));
        switch(ui, "They begin with", &names, &mut state.begins);
    });
}

/// Both partners are asked the same, side by side.
fn name_ui(ui: &mut Ui, state: &mut NewCoupleState, who: PartnerId) {
    let label = match who {
        PartnerId::A => "One partner’s name",
        PartnerId::B => "The other partner’s name",
    };
    let field = Field::new(label).hint("As said in the room").at_most(40);
    let output = field.show(ui, &mut state.partners.of_mut(who).name);
    if state.lacks(Lack::Name(who)) {
        output.response.request_focus();
    }
}

fn pronouns_ui(ui: &mut Ui, state: &mut NewCoupleState, who: PartnerId) {
    let label = match who {
        PartnerId::A => "Pronouns (optional)",
        PartnerId::B => "Pronouns, other partner (optional)",
    };
    let field = Field::new(label).hint("she, he, they…").at_most(40);
    field.show(ui, &mut state.partners.of_mut(who).pronouns);
}

/// The first of the choices comes back.
pub(super) fn client_ui(
    ui: &mut Ui,
    chosen: &mut Option<ClientModel>,
) -> Option<Response> {
    look::label(ui, "Who is the client?", GROUP);
    let mut first = None;
    for model in ClientModel::VARIANTS {
        let response = choice(ui, (client_words(*model), *chosen == Some(*model)));
        if response.clicked() {
            *chosen = Some(*model);
        }
        first.get_or_insert(response);
    }
    first
}

pub(super) fn secrets_ui(
    ui: &mut Ui,
    chosen: &mut Option<SecretsPolicy>,
) -> Option<Response> {
    look::label(ui, "What one of them tells you alone", GROUP);
    let mut first = None;
    for policy in SecretsPolicy::VARIANTS {
        let response = choice(ui, (secrets_words(*policy), *chosen == Some(*policy)));
        if response.clicked() {
            *chosen = Some(*policy);
        }
        first.get_or_insert(response);
    }
    first
}

/// What each client model is called, and what it means.
pub fn client_words(model: ClientModel) -> (&'static str, &'static str) {
    match model {
        ClientModel::Couple => ("The couple", "One record, and both may read it"),
        ClientModel::Individuals => {
            ("Each of the two", "Records of their own, and one for what is done together")
        }
        ClientModel::Hybrid => (
            "The couple, with single sessions",
            "One record, and what is said alone kept apart",
        ),
    }
}

/// What each policy is called, and what it means.
pub fn secrets_words(policy: SecretsPolicy) -> (&'static str, &'static str) {
    match policy {
        SecretsPolicy::NoSecrets => {
            ("No secrets", "What matters to the work is brought to both")
        }
        SecretsPolicy::LimitedSecrets => {
            ("Some, as agreed", "You agree with them what is brought to both")
        }
        SecretsPolicy::Confidential => {
            ("Kept in confidence", "It stays with you unless they bring it themselves")
        }
    }
}

const GROUP: (Scale, Face, Ink) = (Scale::Interface, Face::SansSemiBold, Ink::Ink);

/// One of a few decisions, with what it means in plain words.
pub(super) fn choice(
    ui: &mut Ui,
    ((name, words), is_chosen): ((&str, &str), bool),
) -> Response {
    let inner = ui.available_width() - 44.0;
    let words = look::galley(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2), inner);
    let size = vec2(ui.available_width(), 26.0 + words.size().y + space::S);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, name)
    });
    let fill = if is_chosen {
        look::ink(ui, Ink::AccentWash)
    } else {
        look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response))
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(corner::ROW), fill);
    let mark = rect.left_top() + vec2(20.0, 17.0);
    let pen = |ink| egui::Stroke::new(1.6, look::ink(ui, ink));
    if is_chosen {
        painter.circle_filled(mark, 7.0, look::ink(ui, Ink::AccentFill));
        painter.circle_filled(mark, 2.6, look::ink(ui, Ink::OnAccent));
    } else {
        painter.circle_stroke(mark, 6.4, pen(Ink::Ink3));
    }
    let name = look::line(ui, name, (Scale::Interface, Face::Sans, Ink::Ink), inner);
    let left = rect.left() + 36.0;
    painter.galley(egui::pos2(left, rect.top() + 6.0), name, look::ink(ui, Ink::Ink));
    painter.galley(egui::pos2(left, rect.top() + 27.0), words, look::ink(ui, Ink::Ink2));
    focus_ring(ui, &response, corner::ROW);
    if response.has_focus() && is_chosen {
        ui.data_mut(|data| data.insert_temp(leaves_enter_id(), response.id));
    }
    response
}

fn leaves_enter_id() -> egui::Id {
    egui::Id::unique("a decision that is made leaves Enter to the panel")
}

/// Enter on a decision makes it; once it is made, Enter is the panel's.
fn entered_on_decision(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    let made = ui.data(|data| data.get_temp::<egui::Id>(leaves_enter_id()));
    let pressed = |input: &mut egui::InputState| {
        input.consume_key(egui::Modifiers::NONE, egui::Key::Enter)
    };
    focused.is_some() && focused == made && ui.input_mut(pressed)
}

fn foot_ui(
    ui: &mut Ui,
    state: &mut NewCoupleState,
    taken: &dyn Fn(&str) -> bool,
) -> Answer {
    ui.add_space(space::S);
    if let Some(missing) = state.missing {
        gate::remark(ui, (Icon::Note, Ink::Alarm), missing);
    }
    let is_giving_up = state.is_giving_up();
    if is_giving_up {
        let words = "What you wrote here is not kept. Once more, and it is given up.";
        gate::remark(ui, (Icon::Note, Ink::Alarm), words);
    }
    let mut answer = Answer::Writing;
    ui.spacing_mut().item_spacing.x = space::S;
    ui.horizontal(|ui| {
        let done = if state.is_known { "Keep the changes" } else { "Add the couple" };
        let add = Button::primary(done).key("Enter").show(ui).clicked();
        if add || keys::enter(ui) || entered_on_decision(ui) {
            let missing = missing(state, taken);
            state.missing = missing.map(|(_, words)| words);
            state.wants = missing.map(|(lack, _)| lack);
            if missing.is_none() {
                answer = Answer::Done(Box::new(finished(state)));
            }
        }
        let leave = if is_giving_up { "Give it up" } else { "Leave it" };
        if Button::quiet(leave).key("Esc").show(ui).clicked() {
            answer = Answer::Dismissed;
        }
    });
    answer
}

/// What is missing first, and how that is said.
fn missing(
    state: &NewCoupleState,
    taken: &dyn Fn(&str) -> bool,
) -> Option<(Lack, &'static str)> {
    let is_blank = |words: &str| words.trim().is_empty();
    let is_nameless = |who: &PartnerId| is_blank(&state.partners.of(*who).name);
    let code = "The couple needs a code name, which is all that shows outside";
    let other = "Another couple has this code name. Choose a different one.";
    let name = "Both partners need a name, as it is said in the room";
    if is_blank(&state.code_name) {
        Some((Lack::Code, code))
    } else if taken(&state.code_name) {
        Some((Lack::Code, other))
    } else if let Some(who) = PartnerId::BOTH.into_iter().find(is_nameless) {
        Some((Lack::Name(who), name))
    } else if state.client_model.is_none() {
        Some((Lack::Client, "Choose who the client is, before the first note"))
    } else if state.secrets_policy.is_none() {
        let words = "Choose what happens with what one of them tells you alone";
        Some((Lack::Secrets, words))
    } else {
        None
    }
}

fn finished(state: &NewCoupleState) -> NewCouple {
    let partner = |who| {
        let partner = state.partners.of(who);
        let trim = |words: &String| words.trim().to_owned();
        Partner {
            name: trim(&partner.name),
            surname: trim(&partner.surname),
            pronouns: trim(&partner.pronouns),
            contact: partner.contact.clone(),
        }
    };
    NewCouple {
        code_name: state.code_name.trim().to_owned(),
        status: BEGINS.get(state.begins).copied().unwrap_or_default(),
        partners: Pair::from_fn(partner),
        client_model: state.client_model,
        secrets_policy: state.secrets_policy,
    }
}
