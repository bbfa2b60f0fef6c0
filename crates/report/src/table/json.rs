//! A table as JSON: what it is, what it is not, its columns, and an object for each row on a line of its own.

use super::{Cell, Table, Tables};
use crate::notice;
use serde_json::{Map, Value, json};

/// Writes a table.
pub(crate) fn write(of: &Tables<'_>, table: &Table) -> String {
    let a = of.assessment;
    let columns: Vec<Value> = (table.columns.iter())
        .map(|c| match c.group {
            Some(group) => json!({"name": c.name, "group": group}),
            None => json!({"name": c.name}),
        })
        .collect();
    let about: Map<String, Value> =
        of.about.iter().map(|(k, v)| (k.clone(), Value::String(v.clone()))).collect();
    let head = json!({
        "document": of.id,
        "table": table.id,
        "sheet": table.sheet,
        "title": table.title,
        "system": a.system,
        "state": notice::state(a),
        "framework": a.framework,
        "assessed_at": a.assessed_at,
        "tool": a.tool,
        "about": about,
        "notice": notice::all().collect::<Vec<_>>(),
        "notes": table.notes,
        "columns": columns,
    });
    let mut text = serde_json::to_string_pretty(&head).unwrap_or_default();
    // The rows go before the brace that closes the head.
    text.truncate(text.trim_end().trim_end_matches('}').trim_end().len());
    text.push_str(",\n  \"rows\": [");
    for (i, row) in table.rows.iter().enumerate() {
        let cells: Map<String, Value> = (table.columns.iter().zip(row))
            .map(|(column, cell)| (column.name.clone().into_owned(), value(cell)))
            .collect();
        text.push_str(if i == 0 { "\n    " } else { ",\n    " });
        text.push_str(&Value::Object(cells).to_string());
    }
    text.push_str(if table.rows.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    text
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => Value::String(text.clone()),
        Cell::Number(number) => json!(number),
    }
}
