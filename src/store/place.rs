//! Where a practice lies: the usual place, and whether some service copies that place elsewhere.

use etcetera::BaseStrategy as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The usual practice file, in the local data folder of this computer's user; none if the user
/// has no home.
pub fn default_practice() -> Option<PathBuf> {
    Some(local_data_folder()?.join("holdfast").join("practice.holdfast"))
}

/// The folder for what stays on this computer.
pub fn local_data_folder() -> Option<PathBuf> {
    let strategy = etcetera::base_strategy::choose_native_strategy().ok()?;
    // On Windows the data folder travels between the computers of a network.
    Some(if cfg!(windows) { strategy.cache_dir() } else { strategy.data_dir() })
}

/// A service that copies a folder to other computers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncService {
    pub name: &'static str,
    /// How names of its folders begin, in lower case.
    folders: &'static [&'static str],
    /// What it leaves in a folder that it copies.
    traces: &'static [&'static str],
}

const SERVICES: [SyncService; 8] = [
    SyncService { name: "Dropbox", folders: &["dropbox"], traces: &[".dropbox.cache"] },
    SyncService { name: "OneDrive", folders: &["onedrive"], traces: &[] },
    SyncService {
        name: "iCloud",
        folders: &["icloud", "mobile documents", "com~apple~clouddocs"],
        traces: &[],
    },
    SyncService {
        name: "Google Drive",
        folders: &["google drive", "googledrive"],
        traces: &[".tmp.drivedownload"],
    },
    SyncService {
        name: "Syncthing",
        folders: &["syncthing"],
        traces: &[".stfolder", ".stignore"],
    },
    SyncService {
        name: "Nextcloud",
        folders: &["nextcloud"],
        traces: &[".nextcloudsync.log"],
    },
    SyncService { name: "ownCloud", folders: &["owncloud"], traces: &[] },
    SyncService { name: "pCloud", folders: &["pcloud"], traces: &[] },
];

/// The service that copies the folder of this file elsewhere, if one is known by its traces.
pub fn synced_by(practice: &Path) -> Option<SyncService> {
    let folder = practice.parent()?;
    // A link may lead into such a folder from an innocent place.
    let real = nearest_existing(folder).and_then(|folder| fs::canonicalize(folder).ok());
    let mut folders =
        folder.ancestors().chain(real.iter().flat_map(|real| real.ancestors()));
    folders.find_map(|folder| SERVICES.into_iter().find(|service| service.copies(folder)))
}

/// What a practice in such a folder means, in a few sentences.
pub fn sync_warning(service: SyncService) -> String {
    format!(
        "This practice lies in a folder that {0} copies to other computers. Its words stay \
         sealed, but two computers that save at once can lose each other's work, and {0} keeps \
         old copies that an old passphrase still opens. A folder on this computer alone is \
         safer, with backups from Holdfast.",
        service.name
    )
}

impl SyncService {
    fn copies(self, folder: &Path) -> bool {
        let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase());
        let is_named =
            |name: String| self.folders.iter().any(|start| name.starts_with(start));
        name.is_some_and(is_named)
            || self.traces.iter().any(|trace| folder.join(trace).exists())
    }
}

fn nearest_existing(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_for(path: &str) -> Option<&'static str> {
        synced_by(Path::new(path)).map(|service| service.name)
    }

    #[test]
    fn the_folders_of_known_services_are_noticed() {
        for (path, service) in [
            ("/home/kim/Dropbox/practice.holdfast", "Dropbox"),
            ("/home/kim/OneDrive - Clinic/work/practice.holdfast", "OneDrive"),
            ("/Users/kim/Library/Mobile Documents/practice.holdfast", "iCloud"),
            ("/home/kim/Syncthing/practice.holdfast", "Syncthing"),
        ] {
            assert_eq!(name_for(path), Some(service), "{path}");
        }
        assert_eq!(name_for("/home/kim/practice/practice.holdfast"), None);
    }

    #[test]
    fn a_folder_that_a_service_left_its_traces_in_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("shared/work");
        fs::create_dir_all(&deep).unwrap();
        let practice = deep.join("practice.holdfast");
        assert_eq!(synced_by(&practice), None);
        fs::create_dir(home.path().join("shared/.stfolder")).unwrap();
        assert_eq!(synced_by(&practice).map(|service| service.name), Some("Syncthing"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_such_a_folder_is_followed() {
        let home = tempfile::tempdir().unwrap();
        let synced = home.path().join("Dropbox/work");
        fs::create_dir_all(&synced).unwrap();
        let link = home.path().join("work");
        std::os::unix::fs::symlink(&synced, &link).unwrap();
        let found = synced_by(&link.join("practice.holdfast"));
        assert_eq!(found.map(|service| service.name), Some("Dropbox"));
    }
}
