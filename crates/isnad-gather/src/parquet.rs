//! Pages in the rows of a Parquet file, by the names of [`Row`].
//!
//! Only columns that mean something are read, a few rows at a time. A file that is damaged ends with
//! one line: its rows do not stand alone, as those of other archives do.

use std::{
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use jiff::Timestamp;
use parquet::{
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
    record::{self, Field, reader::RowIter},
    schema::types::Type,
};

use crate::{
    Error, Gathered, Limits, Options, Pages, Place, file,
    row::{self, Row},
};

/// Pages are large: rows read at a time.
const BATCH: usize = 16;

/// The pages of a file.
pub(crate) fn pages(path: &Path, options: &Options) -> Pages {
    let name = file::name(path);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return file::failed(Error::from_io(&name, error)),
    };
    match guarded(|| open(file)) {
        Ok(rows) => Box::new(Rows {
            rows: Some(rows),
            name,
            next: 0,
            fetched: options.fetched,
            limits: options.limits,
        }),
        Err(problem) => file::failed(Error::Archive { name, problem }),
    }
}

/// Asks the library, which may panic on what is damaged, and says why it could not answer.
fn guarded<T>(ask: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(format!("is no whole Parquet file: {error}")),
        Err(_) => Err("is no whole Parquet file".to_owned()),
    }
}

/// The rows of the columns that mean something.
fn open(file: File) -> Result<RowIter<'static>, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema();
    let known = |field: &&Arc<Type>| field.is_primitive() && row::knows(field.name());
    let fields: Vec<_> = schema.get_fields().iter().filter(known).cloned().collect();
    if fields.is_empty() {
        return Err(ParquetError::General(
            "it has no column named url, html, text or the like".to_owned(),
        ));
    }
    let wanted = Type::group_type_builder(schema.name())
        .with_fields(fields)
        .build()?;
    let rows = RowIter::from_file_into(Box::new(reader));
    Ok(rows.project(Some(wanted))?.with_batch_size(BATCH))
}

struct Rows {
    /// Nothing after an error.
    rows: Option<RowIter<'static>>,
    name: String,
    next: u64,
    fetched: Option<Timestamp>,
    limits: Limits,
}

impl Rows {
    fn page(&self, row: &record::Row, place: Place) -> Result<Gathered, Error> {
        let name = place.name("row");
        let fields = row.get_column_iter();
        let fields = fields.filter_map(|(name, field)| Some((name.clone(), words(field)?)));
        let mut page = Row::new(fields).page().map_err(|problem| Error::Archive {
            name: name.clone(),
            problem,
        })?;
        if page.bytes.len() > self.limits.max_bytes {
            return Err(Error::TooLarge {
                name,
                size: Some(page.bytes.len() as u64),
                limit: self.limits.max_bytes,
            });
        }
        page.fetched = page.fetched.or(self.fetched);
        Ok(Gathered {
            name,
            page,
            place: Some(place),
        })
    }
}

impl Iterator for Rows {
    type Item = Result<Gathered, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.rows.as_mut()?;
        match guarded(|| rows.next().transpose()) {
            Ok(None) => None,
            Ok(Some(row)) => {
                let place = Place {
                    offset: self.next,
                    ..Place::of(&self.name)
                };
                self.next += 1;
                Some(self.page(&row, place))
            }
            Err(problem) => {
                self.rows = None;
                let name = self.name.clone();
                Some(Err(Error::Archive { name, problem }))
            }
        }
    }
}

/// A value as the words that [`Row`] reads.
fn words(field: &Field) -> Option<String> {
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => Some((i64::from(*days) * 86_400 + 43_200).to_string()),
        Field::TimestampMillis(milliseconds) => Timestamp::from_millisecond(*milliseconds)
            .ok()
            .map(|time| time.to_string()),
        Field::TimestampMicros(microseconds) => Timestamp::from_microsecond(*microseconds)
            .ok()
            .map(|time| time.to_string()),
        Field::Long(number) => Some(number.to_string()),
        Field::Int(number) => Some(number.to_string()),
        Field::Double(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use parquet::{
        data_type::{ByteArray, ByteArrayType, Int64Type},
        file::writer::SerializedFileWriter,
        schema::parser::parse_message_type,
    };

    use super::*;
    use crate::testing::Scratch;

    /// Columns of text, and one of milliseconds.
    fn write(path: &Path) {
        let message = "message m { REQUIRED BYTE_ARRAY url (UTF8); REQUIRED BYTE_ARRAY html (UTF8); \
            REQUIRED BYTE_ARRAY other (UTF8); REQUIRED INT64 date (TIMESTAMP(MILLIS,true)); }";
        let schema = Arc::new(parse_message_type(message).unwrap());
        let file = File::create(path).unwrap();
        let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let columns: [[&str; 2]; 3] = [
            ["https://lennar.example/a", "https://lennar.example/b"],
            ["<p>a", ""],
            ["x", "y"],
        ];
        for values in columns {
            let mut column = group.next_column().unwrap().unwrap();
            let values: Vec<ByteArray> = values.iter().map(|text| ByteArray::from(*text)).collect();
            let typed = column.typed::<ByteArrayType>();
            typed.write_batch(&values, None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        let times = [1_935_576_000_000, 1_935_576_000_000];
        let typed = column.typed::<Int64Type>();
        typed.write_batch(&times, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
    }

    #[test]
    fn a_row_is_a_page() {
        let scratch = Scratch::new();
        let path = scratch.path().join("pages.parquet");
        write(&path);
        let found: Vec<_> = file::path_pages(&path, &Options::default(), None).collect();
        let [Ok(page), Err(error)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(page.page.bytes, b"<p>a");
        assert_eq!(page.page.url.as_deref(), Some("https://lennar.example/a"));
        assert_eq!(
            page.page.fetched,
            Some("2031-05-03T12:00:00Z".parse().unwrap())
        );
        assert!(error.to_string().contains("row 1: has no page"), "{error}");
    }

    #[test]
    fn damage_is_one_line() {
        let scratch = Scratch::new();
        let path = scratch.path().join("pages.parquet");
        write(&path);
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let found: Vec<_> = pages(&path, &Options::default()).collect();
            assert_eq!(found.len(), 1, "cut at {cut}");
            let line = found[0].as_ref().unwrap_err().to_string();
            assert!(line.contains("no whole Parquet file"), "{line}");
        }
    }
}
