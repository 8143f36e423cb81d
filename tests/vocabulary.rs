//! The ready words that lie in the folder are the ones that ship.

use holdfast::model::vocabulary::{Pack, Vocabulary};
use std::fs;
use std::path::Path;

#[test]
fn every_file_of_the_folder_is_shipped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/vocabulary");
    let shipped = Vocabulary::shipped();
    let shipped: Vec<&Pack> = shipped.packs().collect();
    let mut found = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "ron") {
            let packs: Vec<Pack> =
                ron::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert!(
                packs.iter().all(|pack| shipped.contains(&pack)),
                "{}",
                path.display()
            );
            found += packs.len();
        }
    }
    assert_eq!(found, shipped.len());
}
