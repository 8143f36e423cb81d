//! Keeps clients' words out of clipboard histories and out of the X11 selection.

use egui::{Context, FullOutput, OutputCommand, Plugin};
use std::sync::{Arc, Mutex};

/// Takes what is copied out of egui's hands and puts it on the clipboard itself, marked so that
/// clipboard managers do not keep it.
#[derive(Clone, Default)]
pub struct DiscreetClipboard {
    held: Arc<Mutex<Held>>,
}

/// On X11 and Wayland the clipboard lives as long as the one who offers it.
#[derive(Default)]
struct Held {
    clipboard: Option<arboard::Clipboard>,
    has_copied: bool,
}

impl Plugin for DiscreetClipboard {
    fn debug_name(&self) -> &'static str {
        "discreet clipboard"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let commands = std::mem::take(&mut output.platform_output.commands);
        for command in commands {
            match command {
                OutputCommand::TextSelectionSettled(_) => {}
                OutputCommand::CopyText(words) => self.copy(words),
                other => output.platform_output.commands.push(other),
            }
        }
    }
}

impl DiscreetClipboard {
    fn copy(&self, words: String) {
        let Ok(mut held) = self.held.lock() else { return };
        if held.clipboard.is_none() {
            held.clipboard = arboard::Clipboard::new().ok();
        }
        let Some(clipboard) = &mut held.clipboard else { return };
        held.has_copied =
            set_without_history(clipboard, words).is_ok() || held.has_copied;
    }

    /// Empties the clipboard if the last words on it may be ours.
    pub fn forget(&self) {
        let Ok(mut held) = self.held.lock() else { return };
        if !std::mem::take(&mut held.has_copied) {
            return;
        }
        if let Some(clipboard) = &mut held.clipboard {
            // A clipboard that cannot be reached holds nothing of ours that we could take back.
            clipboard.clear().ok();
        }
    }
}

fn set_without_history(
    clipboard: &mut arboard::Clipboard,
    words: String,
) -> Result<(), arboard::Error> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;
    #[cfg(windows)]
    let set = clipboard.set().exclude_from_cloud().exclude_from_history();
    #[cfg(not(windows))]
    let set = clipboard.set().exclude_from_history();
    set.text(words)
}
