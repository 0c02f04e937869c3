//! Thrift's compact protocol, as far as Parquet's headers need it.

/// A structure as it is written: fields in the order of their numbers.
#[derive(Default)]
pub(super) struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Struct {
    pub(super) fn new() -> Struct {
        Struct::default()
    }

    /// The bytes of the whole.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    fn field(&mut self, number: u8, kind: u8) {
        self.bytes.push((number - self.last) << 4 | kind);
        self.last = number;
    }

    pub(super) fn i32(mut self, number: u8, value: i64) -> Struct {
        self.field(number, I32);
        varint(&mut self.bytes, zigzag(value));
        self
    }

    pub(super) fn i64(mut self, number: u8, value: u64) -> Struct {
        self.field(number, I64);
        varint(&mut self.bytes, zigzag(value as i64));
        self
    }

    pub(super) fn text(mut self, number: u8, value: &str) -> Struct {
        self.field(number, BINARY);
        text(&mut self.bytes, value);
        self
    }

    pub(super) fn structure(mut self, number: u8, value: Struct) -> Struct {
        self.field(number, STRUCT);
        self.bytes.extend(value.end());
        self
    }

    pub(super) fn structures(self, number: u8, values: Vec<Struct>) -> Struct {
        let items: Vec<_> = values.into_iter().map(Struct::end).collect();
        self.list(number, STRUCT, &items)
    }

    pub(super) fn numbers(self, number: u8, values: &[i64]) -> Struct {
        let item = |value: &i64| {
            let mut bytes = Vec::new();
            varint(&mut bytes, zigzag(*value));
            bytes
        };
        self.list(number, I32, &values.iter().map(item).collect::<Vec<_>>())
    }

    pub(super) fn texts(self, number: u8, values: &[&str]) -> Struct {
        let item = |value: &&str| {
            let mut bytes = Vec::new();
            text(&mut bytes, value);
            bytes
        };
        self.list(number, BINARY, &values.iter().map(item).collect::<Vec<_>>())
    }

    fn list(mut self, number: u8, kind: u8, items: &[Vec<u8>]) -> Struct {
        self.field(number, LIST);
        match u8::try_from(items.len()) {
            Ok(few) if few < 15 => self.bytes.push(few << 4 | kind),
            _ => {
                self.bytes.push(0xf0 | kind);
                varint(&mut self.bytes, items.len() as u64);
            }
        }
        self.bytes.extend(items.concat());
        self
    }
}

fn text(bytes: &mut Vec<u8>, value: &str) {
    varint(bytes, value.len() as u64);
    bytes.extend(value.as_bytes());
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// Seven bits a byte, the lowest first.
pub(super) fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
