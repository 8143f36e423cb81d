//! Renders egui on the processor, so that a picture in a test needs no GPU and no display.

use egui::epaint::{ClippedPrimitive, ImageData, Primitive, Vertex};
use egui::{Context, FullOutput, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use std::collections::HashMap;

/// Plain software rasteriser for egui's meshes: gamma space, premultiplied, bilinear, with the
/// top-left rule, so that two triangles share an edge without a seam.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<[u8; 4]>,
    is_nearest: bool,
}

struct Frame {
    width: usize,
    pixels: Vec<[u8; 4]>,
    points_to_pixels: f32,
}

/// Left, top, right, bottom in pixels.
type Clip = [i64; 4];
/// A corner in 256ths of a pixel.
type Corner = [i64; 2];

impl TestRenderer for CpuRenderer {
    #[expect(clippy::iter_over_hash_type, reason = "each texture stands for itself")]
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                let pixels = image.pixels.iter().map(egui::Color32::to_array).collect();
                let is_nearest =
                    change.options.magnification == egui::TextureFilter::Nearest;
                let new = Texture { size: image.size, pixels, is_nearest };
                match (change.pos, self.textures.get_mut(&id)) {
                    (Some(corner), Some(texture)) => texture.patch(corner, &new),
                    _ => {
                        self.textures.insert(id, new);
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(
        &mut self,
        context: &Context,
        output: &FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let scale = context.pixels_per_point();
        let size = context.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut frame = Frame {
            width,
            pixels: vec![[0; 4]; width * height],
            points_to_pixels: scale,
        };
        for ClippedPrimitive { clip_rect, primitive } in
            context.tessellate(output.shapes.clone(), scale)
        {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let at =
                |v: f32, most: usize| (v * scale).round().clamp(0.0, most as f32) as i64;
            let (min, max) = (clip_rect.min, clip_rect.max);
            let clip = [
                at(min.x, width),
                at(min.y, height),
                at(max.x, width),
                at(max.y, height),
            ];
            for [a, b, c] in mesh.triangles() {
                let corners = [a, b, c].map(|index| mesh.vertices[index as usize]);
                frame.triangle(clip, corners, texture);
            }
        }
        let pixels = frame.pixels.into_iter().flatten().collect();
        image::RgbaImage::from_raw(width as u32, height as u32, pixels)
            .ok_or_else(|| "the picture has another size than its pixels".to_owned())
    }
}

impl Texture {
    fn patch(&mut self, [left, top]: [usize; 2], part: &Self) {
        for y in 0..part.size[1] {
            let from = y * part.size[0];
            let to = (top + y) * self.size[0] + left;
            self.pixels[to..to + part.size[0]]
                .copy_from_slice(&part.pixels[from..from + part.size[0]]);
        }
    }

    /// The nearest pixel to a place, also outside.
    fn pixel(&self, x: f32, y: f32) -> [f32; 4] {
        let inside = |v: f32, size: usize| (v.max(0.0) as usize).min(size - 1);
        let (x, y) = (inside(x, self.size[0]), inside(y, self.size[1]));
        self.pixels[y * self.size[0] + x].map(|value| f32::from(value) / 255.0)
    }

    /// The colour at a place in texels.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        if self.is_nearest {
            return self.pixel(u.floor(), v.floor());
        }
        let (u, v) = (u - 0.5, v - 0.5);
        let (x, y) = (u.floor(), v.floor());
        let (right, down) = (u - u.floor(), v - v.floor());
        let (a, b) = (self.pixel(x, y), self.pixel(x + 1.0, y));
        let (c, d) = (self.pixel(x, y + 1.0), self.pixel(x + 1.0, y + 1.0));
        std::array::from_fn(|i| {
            let upper = a[i] + (b[i] - a[i]) * right;
            let lower = c[i] + (d[i] - c[i]) * right;
            upper + (lower - upper) * down
        })
    }
}

impl Frame {
    fn triangle(&mut self, clip: Clip, vertices: [Vertex; 3], texture: &Texture) {
        let corner = |v: Vertex| {
            [v.pos.x, v.pos.y].map(|p| (p * self.points_to_pixels * 256.0).round() as i64)
        };
        let mut vertices = vertices;
        let mut corners = vertices.map(corner);
        let mut area = doubled_area(corners[0], corners[1], corners[2]);
        if area < 0 {
            vertices.swap(0, 1);
            corners.swap(0, 1);
            area = -area;
        }
        if area == 0 {
            return;
        }
        let triangle = Triangle::new(corners, area, vertices);
        let flat = triangle.flat_paint(texture);
        let [p, q, r] = corners;
        let low = |i: usize| p[i].min(q[i]).min(r[i]) >> 8;
        let high = |i: usize| (p[i].max(q[i]).max(r[i]) >> 8) + 1;
        for y in low(1).max(clip[1])..high(1).min(clip[3]) {
            let mut was_inside = false;
            for x in low(0).max(clip[0])..high(0).min(clip[2]) {
                let parts = triangle.parts([x * 256 + 128, y * 256 + 128]);
                if parts.iter().zip(triangle.bias).any(|(part, bias)| part + bias < 0) {
                    if was_inside {
                        break;
                    }
                    continue;
                }
                was_inside = true;
                let paint = flat.unwrap_or_else(|| triangle.paint(parts, texture));
                blend(&mut self.pixels[y as usize * self.width + x as usize], paint);
            }
        }
    }
}

/// A triangle with its doubled area and its corners in clockwise order.
struct Triangle {
    corners: [Corner; 3],
    area: i64,
    bias: [i64; 3],
    vertices: [Vertex; 3],
    tints: [[f32; 4]; 3],
}

impl Triangle {
    fn new([p, q, r]: [Corner; 3], area: i64, vertices: [Vertex; 3]) -> Self {
        let bias = [owns_edge(q, r), owns_edge(r, p), owns_edge(p, q)];
        let tints = vertices.map(|v| v.color.to_array().map(|c| f32::from(c) / 255.0));
        Self { corners: [p, q, r], area, bias, vertices, tints }
    }

    /// The doubled areas opposite to each corner.
    fn parts(&self, here: Corner) -> [i64; 3] {
        let [p, q, r] = self.corners;
        [doubled_area(q, r, here), doubled_area(r, p, here), doubled_area(p, q, here)]
    }

    /// The paint of a triangle of one colour.
    fn flat_paint(&self, texture: &Texture) -> Option<[f32; 4]> {
        let [a, b, c] = self.vertices;
        let is_flat =
            a.uv == b.uv && b.uv == c.uv && a.color == b.color && b.color == c.color;
        is_flat.then(|| self.paint([self.area, 0, 0], texture))
    }

    fn paint(&self, parts: [i64; 3], texture: &Texture) -> [f32; 4] {
        let parts = parts.map(|part| part as f32 / self.area as f32);
        let mix = |of: [f32; 3]| parts[0] * of[0] + parts[1] * of[1] + parts[2] * of[2];
        let u = mix(self.vertices.map(|v| v.uv.x)) * texture.size[0] as f32;
        let v = mix(self.vertices.map(|v| v.uv.y)) * texture.size[1] as f32;
        let texel = texture.sample(u, v);
        std::array::from_fn(|i| mix(self.tints.map(|tint| tint[i])) * texel[i])
    }
}

/// Lays a premultiplied colour over a pixel.
fn blend(pixel: &mut [u8; 4], paint: [f32; 4]) {
    for (value, colour) in pixel.iter_mut().zip(paint) {
        let below = f32::from(*value) / 255.0 * (1.0 - paint[3]);
        *value = ((colour + below).clamp(0.0, 1.0) * 255.0).round() as u8;
    }
}

fn doubled_area(a: Corner, b: Corner, c: Corner) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// 0 for an edge at the top or on the left, whose pixels belong to the triangle; else -1.
fn owns_edge(a: Corner, b: Corner) -> i64 {
    if (a[1] == b[1] && b[0] > a[0]) || b[1] < a[1] { 0 } else { -1 }
}
