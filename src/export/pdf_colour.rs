//! The sRGB colour profile that every page names, made from the published numbers.

/// The published numbers of sRGB, adapted to the white of print (ICC.1:2001, D50).
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];
const PRIMARIES: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.43607, 0.22249, 0.01392]),
    (b"gXYZ", [0.38515, 0.71687, 0.09708]),
    (b"bXYZ", [0.14307, 0.06061, 0.71410]),
];
const HEADER_LENGTH: usize = 128;
const ENTRY_LENGTH: usize = 12;

/// An ICC profile of version 2.4.
pub fn srgb() -> Vec<u8> {
    let mut parts: Vec<(Vec<&[u8; 4]>, Vec<u8>)> = vec![
        (vec![b"desc"], description(b"sRGB\0")),
        (
            vec![b"cprt"],
            [b"text\0\0\0\0".as_slice(), b"No copyright, use freely\0"].concat(),
        ),
        (vec![b"wtpt"], colour(WHITE)),
    ];
    parts.extend(PRIMARIES.map(|(name, at)| (vec![name], colour(at))));
    parts.push((vec![b"rTRC", b"gTRC", b"bTRC"], tone_curve()));

    let entries: usize = parts.iter().map(|(names, _)| names.len()).sum();
    let start = HEADER_LENGTH + 4 + ENTRY_LENGTH * entries;
    let (mut table, mut body) = (big_endian(entries), Vec::new());
    for (names, data) in &parts {
        for name in names {
            table.extend_from_slice(*name);
            table.extend(big_endian(start + body.len()));
            table.extend(big_endian(data.len()));
        }
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [header(start + body.len()), table, body].concat()
}

fn header(length: usize) -> Vec<u8> {
    let white: Vec<u8> = WHITE.into_iter().flat_map(fixed_point).collect();
    let mut header = big_endian(length);
    header.extend([0; 4]);
    header.extend([2, 0x40, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // The day on which the profile was made: 1 January 2026.
    header.extend([0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend(white);
    header.resize(HEADER_LENGTH, 0);
    header
}

fn description(name: &[u8]) -> Vec<u8> {
    // What follows the name are empty names in other scripts.
    [b"desc\0\0\0\0".as_slice(), &big_endian(name.len()), name, &[0; 78]].concat()
}

fn colour(at: [f64; 3]) -> Vec<u8> {
    let mut data = b"XYZ \0\0\0\0".to_vec();
    data.extend(at.into_iter().flat_map(fixed_point));
    data
}

/// How bright each value is (IEC 61966-2-1), in 1024 steps.
fn tone_curve() -> Vec<u8> {
    const STEPS: u16 = 1024;
    let mut data = b"curv\0\0\0\0".to_vec();
    data.extend(big_endian(usize::from(STEPS)));
    for step in 0..STEPS {
        let value = f64::from(step) / f64::from(STEPS - 1);
        let light = if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        };
        data.extend(((light * 65535.0).round() as u16).to_be_bytes());
    }
    data
}

fn fixed_point(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn big_endian(number: usize) -> Vec<u8> {
    (number as u32).to_be_bytes().to_vec()
}
