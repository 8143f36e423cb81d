//! The quick view's six text fields: behaviour, emotion and need of each partner.

use super::command::Ask;
use super::map_canvas::Pass;
use super::map_state::MapState;

pub(super) fn fields_ui(
    _ui: &mut egui::Ui,
    _state: &mut MapState,
    _pass: &Pass<'_>,
    _asked: &mut Vec<Ask>,
) {
}
