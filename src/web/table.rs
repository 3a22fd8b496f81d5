//! Commitments as rows of a table, with what a visitor may filter by.

use std::borrow::Cow;

use crate::{
    answer::{CommitmentFilter, CommitmentRef, WantedParty, WantedUnit, YearBound, giver},
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

/// The commitments that are wanted: those of the text in `language` where it has any, else of the other text.
pub(super) fn rows<'a>(
    wanted: &CommitmentFilter,
    library: &'a Library,
    language: Language,
) -> Vec<Row<'a>> {
    let row = |commitment: CommitmentRef| {
        let fields = JsonCommitment::of(commitment, library)?;
        let giver = giver(commitment, library);
        Some(Row { clause: commitment.clause, commitment, giver, fields })
    };
    wanted.select(library, language).into_iter().filter_map(row).collect()
}

/// What a visitor filters by, as it was sent; each is a field of the query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query<'a> {
    pub(super) giver: Option<Cow<'a, str>>,
    pub(super) receiver: Option<Cow<'a, str>>,
    pub(super) unit: Option<Cow<'a, str>>,
    pub(super) year: Option<Cow<'a, str>>,
}

impl<'a> Query<'a> {
    pub(super) fn of(request: &Request<'a>) -> Self {
        Self {
            giver: request.value("giver"),
            receiver: request.value("receiver"),
            unit: request.value("unit"),
            year: request.value("year"),
        }
    }

    /// The commitments of a document that it asks for; `Err` with what is no year.
    pub(super) fn filter(&self, document: AgreementRef) -> Result<CommitmentFilter, &str> {
        let party =
            |it: &Option<Cow<'_, str>>| it.as_deref().map(str::to_owned).map(WantedParty::Named);
        let year = self.year.as_deref().map(|it| it.trim().parse().map_err(|_| it)).transpose()?;
        Ok(CommitmentFilter {
            document: Some(document),
            unit: self.unit.as_deref().map(str::to_owned).map(WantedUnit::Named),
            giver: party(&self.giver),
            receiver: party(&self.receiver),
            year: year.map(YearBound::In),
            n_years: None,
        })
    }
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
        let document = AgreementRef(0);
        let found = |query: &str| {
            let request = Request { query, ..Request::default() };
            let filter = Query::of(&request).filter(document).unwrap();
            rows(&filter, &library, Language::Chinese)
        };
        let all = found("").len();
        assert!((1..all).contains(&found("unit=USD").len()));
        assert_eq!(found("unit=EUR").len(), 0);
        assert!(!found("year=2023").is_empty() && found("year=1999").is_empty());
        let with = |name: &str, value: &str| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            found(&query.append_pair(name, value).finish()).len()
        };
        // A declared party has its names in each language; other words are those of the text.
        assert_eq!(with("giver", "China"), all);
        assert!((1..all).contains(&with("receiver", "ASEAN")));
        assert_eq!(with("receiver", "ASEAN"), with("receiver", "东盟"));
        for receiver in values(&found(""), |it| it.fields.beneficiary.map(str::to_owned)) {
            assert!(with("receiver", &receiver) > 0, "{receiver}");
        }
        assert_eq!(with("giver", "Atlantis"), 0);
    }

    #[test]
    fn a_year_that_is_none_is_told() {
        let request = Request { query: "year=soon", ..Request::default() };
        assert_eq!(Query::of(&request).filter(AgreementRef(0)), Err("soon"));
    }
}
