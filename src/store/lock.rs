//! One program writes at a time: a lock on a file beside the practice, which says who holds it.

use super::file::{beside, owner_only};
use super::{StoreError, Time};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// The right to write, given back when it is dropped or when the program ends in any way.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    pub fn take(practice: &Path, now: Time) -> Result<Self, StoreError> {
        let path = beside(practice, "-lock");
        let failed = |error| StoreError::from_io(&error, &path);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = owner_only(&mut options).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { by: holder(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let who = format!(
            "process {} on {} since {}\n",
            std::process::id(),
            host(),
            now.format("%Y-%m-%d %H:%M")
        );
        file.set_len(0).and_then(|()| file.write_all(who.as_bytes())).map_err(failed)?;
        Ok(Self(file))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The lock itself is what counts; the name of who held it is a courtesy.
        drop(self.0.set_len(0));
        // Closing is not enough while a program that is just being started still holds a copy.
        drop(self.0.unlock());
    }
}

/// Who holds the lock, as they wrote it down.
fn holder(file: &mut File) -> String {
    let mut words = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut words));
    let words = words.trim();
    if read.is_ok() && !words.is_empty() {
        words.to_owned()
    } else {
        "another program".to_owned()
    }
}

fn host() -> String {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let names = ["COMPUTERNAME", "HOSTNAME"];
    let mut told = files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .chain(names.iter().filter_map(|name| std::env::var(name).ok()));
    let name = told.find(|name| !name.trim().is_empty());
    name.map_or_else(|| "this computer".to_owned(), |name| name.trim().to_owned())
}
