//! Sets blocks on a coloured ground, in a frame or beside a bar.

use super::document::{Block, Tint};
use super::document_blocks::{At, Setter};
use super::document_flow;
use super::document_strip::{Item, Path, What};
use super::page::{Role, straight_line};
use super::{Ink, Outline, Point, Shape, Stroke};

/// How far the ground below the line reaches out of its column.
const REACHES_OUT: f32 = 3.5;
/// How broad the bar beside an addition is, and how far what was added stands from the edge.
const BAR: f32 = 1.2;
const BAR_ROOM: f32 = 5.5;
impl Setter<'_> {
    /// Blocks on a coloured ground; on plain paper if no page can hold them.
    pub fn band(
        &mut self,
        tint: Tint,
        blocks: &[Block],
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        if tint == Tint::Bar {
            return self.barred(blocks, at, path);
        }
        // The ground below the line reaches out, so that its words stand under those above it.
        let (inset, out) = match tint {
            Tint::Below => (0.0, REACHES_OUT),
            _ => (0.9 * self.lead(), 0.0),
        };
        let inner = At { x: at.x + inset, width: (at.width - 2.0 * inset).max(1.0) };
        let group = self.part(path, Role::Group);
        let items = self.blocks(blocks, inner, &group);
        let pad = self.air(0.6);
        if items.is_empty() || document_flow::height(&items) + 2.0 * pad > self.room {
            return items;
        }
        let mut strip = document_flow::stacked(items).padded(pad, pad);
        let width = at.width + 2.0 * out;
        let ground = ground(tint, Outline::new(at.x - out, 0.0, width, strip.height));
        strip.shapes.insert(0, ground);
        if tint == Tint::Below {
            let ends = [at.x - out, at.right() + out].map(|x| Point::new(x, 0.0));
            let dashes = Stroke::dashed(Ink::Edge, 0.3, 1.1, 1.1);
            strip.shapes.push(straight_line((ends[0], ends[1]), dashes));
        }
        for read in &mut strip.reads {
            if let What::Figure { shapes, .. } = &mut read.what {
                *shapes = shapes.start + 1..shapes.end + 1;
            }
        }
        vec![Item::Strip(strip)]
    }

    /// Blocks beside a bar; one that is parted over pages goes on beside its lines.
    fn barred(&mut self, blocks: &[Block], at: At, path: &Path) -> Vec<Item> {
        let inner = At { x: at.x + BAR_ROOM, width: (at.width - BAR_ROOM).max(1.0) };
        let group = self.part(path, Role::Group);
        let mut items = self.blocks(blocks, inner, &group);
        if items.is_empty() {
            return items;
        }
        if document_flow::height(&items) <= self.room {
            items = vec![Item::Strip(document_flow::stacked(items))];
        }
        for item in &mut items {
            if let Item::Strip(strip) = item {
                let bar = Outline::new(at.x, 0.0, BAR, strip.height);
                let fill = Some(Ink::Edge);
                strip.shapes.push(Shape::Rectangle {
                    at: bar,
                    radius: 0.0,
                    fill,
                    stroke: None,
                });
            }
        }
        items
    }
}

fn ground(tint: Tint, at: Outline) -> Shape {
    let (ink, stroke) = match tint {
        Tint::Gold => (Ink::Gold, None),
        Tint::Rose => (Ink::Rose, None),
        Tint::Green => (Ink::Green, Some(Stroke::solid(Ink::Leaf, 0.7))),
        Tint::Below | Tint::Bar => (Ink::LobeDeep, None),
        Tint::Frame => (Ink::Paper, Some(Stroke::solid(Ink::Edge, 0.3))),
    };
    let radius = if tint == Tint::Below { 0.0 } else { 3.0 };
    Shape::Rectangle { at, radius, fill: Some(ink), stroke }
}
