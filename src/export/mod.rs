//! Turns templates and what is known of a couple into pages, and pages into PDF.

pub mod fields;
mod fields_case;
mod fields_change;
mod fields_course;
mod fields_loop;
mod fields_pairs;
mod fields_record;
mod fields_record_lists;
mod fields_session;
mod fields_words;
mod for_supervisor;
mod for_supervisor_days;
mod for_supervisor_mask;
mod for_supervisor_names;
pub mod known;
mod known_course;
pub mod known_loop;
pub mod known_measures;
mod known_record;
pub mod logo;
mod logo_svg;
mod markdown;
pub mod on_the_page;
mod outline;
pub mod pdf;
mod pdf_colour;
mod pdf_finish;
mod pdf_lean;
mod pdf_lock;
mod pdf_outline;
mod pdf_pack;
mod pdf_page;
mod pdf_shapes;
mod pdf_tags;
mod pdf_text;
mod print;
mod print_text;
pub mod template;
mod template_block;
mod template_check;
pub mod template_edit;
mod template_faults;
pub mod template_files;
pub mod template_form;
pub mod template_kinds;
mod template_quoted;
pub mod template_sample;
pub mod template_write;
pub mod templates;
mod text;
mod text_figures;
mod text_rows;
mod text_scope;
pub mod topics;

pub use crate::drawing::Paper;
pub use crate::drawing::recovery_sheet::{PreviousSheet, RecoveryRow, RecoverySheet};
use fields::Subject;
pub use for_supervisor::{ForSupervisor, Pseudonyms};
pub use known::{ForCouple, ForPractice, Known, PracticeWords};
pub use known_record::{ForRecord, RecordChecks};
pub use print::{
    ExportError, Printed, cycle_map_pages, locked, missing_letters, print_cycle_map,
    print_loop, print_recovery_sheet, recovery_sheet_page,
};
pub use print_text::{print_text, print_text_while, text_pages};
pub use template::{Template, TemplateError};
