//! Commitments as rows of a table, with what a visitor may filter by.

use crate::{
    answer::{CommitmentRef, giver},
    corpus::{AgreementRef, ClauseRef, Library},
    render::JsonCommitment,
    text::Language,
};

use super::{response::Request, visit::Visit};

/// A commitment with its clause.
pub(super) struct Row<'a> {
    pub(super) clause: ClauseRef,
    pub(super) commitment: CommitmentRef,
    pub(super) giver: Option<String>,
    pub(super) fields: JsonCommitment<'a>,
}

/// The commitments of a document, or of all: those of the text in `language` where it has any, else of the text that
/// binds.
pub(super) fn rows(
    library: &Library,
    only: Option<AgreementRef>,
    language: Option<Language>,
) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    for (clause, agreement, provision) in library.clauses() {
        if only.is_some_and(|it| it != clause.agreement) {
            continue;
        }
        let wanted = language.unwrap_or_else(|| agreement.authentic_language());
        let of = provision.commitments_in(wanted);
        let (language, all) = of.unwrap_or((Language::English, &[]));
        for place in 0..all.len() {
            let commitment = CommitmentRef { clause, language, place };
            let fields = JsonCommitment::of(commitment, library);
            let giver = giver(commitment, library);
            found.extend(fields.map(|fields| Row { clause, commitment, giver, fields }));
        }
    }
    found
}

/// What a visitor filters by; each is a field of the query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) giver: Option<String>,
    pub(super) receiver: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) year: Option<i32>,
}

impl Filter {
    pub(super) fn read(request: &Request<'_>) -> Self {
        let value = |name| request.value(name).map(std::borrow::Cow::into_owned);
        Self {
            giver: value("giver"),
            receiver: value("receiver"),
            unit: value("unit"),
            year: value("year").and_then(|it| it.trim().parse().ok()),
        }
    }

    /// Whether a commitment is one of those that are asked for.
    pub(super) fn has(&self, row: &Row<'_>) -> bool {
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|it| found == Some(it))
        };
        let fields = &row.fields;
        is(&self.giver, row.giver.as_deref())
            && is(&self.receiver, fields.beneficiary)
            && is(&self.unit, Some(&fields.unit))
            && self.year.is_none_or(|year| holds_in(fields, year))
    }
}

/// Whether a commitment with years holds in one.
fn holds_in(fields: &JsonCommitment<'_>, year: i32) -> bool {
    let (start, end) = (fields.start_year, fields.end_year);
    start.or(end).is_some_and(|it| it <= year || start.is_none())
        && end.is_none_or(|it| year <= it)
        && start.is_none_or(|it| it <= year)
}

/// The different values of a column, in the order of the table.
pub(super) fn values(rows: &[Row<'_>], of: impl Fn(&Row<'_>) -> Option<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in rows.iter().filter_map(of) {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// The years that commitments begin and end in, in order.
pub(super) fn years(rows: &[Row<'_>]) -> Vec<i32> {
    let of = |it: &Row<'_>| [it.fields.start_year, it.fields.end_year];
    let mut found: Vec<i32> = rows.iter().flat_map(of).flatten().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// `2022–2024`; `None` without a year.
pub(super) fn span(fields: &JsonCommitment<'_>) -> Option<String> {
    match (fields.start_year, fields.end_year) {
        (None, None) => None,
        (Some(start), Some(end)) if start == end => Some(start.to_string()),
        (start, end) => {
            let year = |it: Option<i32>| it.map(|it| it.to_string()).unwrap_or_default();
            Some(format!("{}–{}", year(start), year(end)))
        }
    }
}

/// The number of a clause for a visitor.
pub(super) fn label(visit: Visit<'_>, row: &Row<'_>) -> String {
    visit.composer().label(row.clause).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assistant::read_shipped;

    #[test]
    fn the_plan_is_filtered_by_party_unit_and_year() {
        let (library, _) = read_shipped();
        let all = rows(&library, None, None);
        let with = |query: &str| {
            let request = Request { query, ..Request::default() };
            let filter = Filter::read(&request);
            all.iter().filter(|it| filter.has(it)).count()
        };
        assert_eq!(with(""), all.len());
        assert!((1..all.len()).contains(&with("unit=USD")));
        assert_eq!(with("unit=EUR"), 0);
        assert!(with("year=2023") > 0 && with("year=1999") == 0);
        let giver = values(&all, |it| it.giver.clone()).remove(0);
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("giver", &giver).finish();
        assert!(with(&query) > 0);
    }
}
